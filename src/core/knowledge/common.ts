import { classesOf, type NameClass } from './commonNames';
import { COUNT, frameworkOf, NOT_NEGATIVE, SHARE, type Row } from './pack';
import { factOf, type Framework, type ParameterFact } from './parameter';

const BENGIO = 'the range that Bengio (2012, arXiv:1206.5533) gives for usual networks';

const ROWS: readonly Row[] = [
  [
    'learning_rate',
    undefined,
    'Step size of the optimizer.',
    {
      usual: [1e-6, 1],
      from: BENGIO,
      valid: NOT_NEGATIVE,
      note: 'Best searched by orders of magnitude (log_uniform_values). Too large a one is the commonest cause of NaN losses.',
    },
  ],
  ['weight_decay', undefined, 'Strength of the pull of weights towards zero.', { valid: NOT_NEGATIVE }],
  [
    'batch_size',
    undefined,
    'Samples in a gradient step.',
    { valid: COUNT, note: 'Memory grows with it: a usual cause of CUDA out of memory.' },
  ],
  ['epochs', undefined, 'Passes over the training set.', { valid: COUNT }],
  ['seed', undefined, 'Start of the random numbers. Searching it searches noise.'],
  ['dropout', undefined, 'Probability that a unit is dropped in training.', { valid: SHARE }],
  ['momentum', undefined, 'Share of the last step that is kept in the next one.', { valid: [0, 1, 'high'] }],
  ['beta1', undefined, 'Decay of Adam’s mean of gradients.', { valid: [0, 1, 'high'] }],
  ['beta2', undefined, 'Decay of Adam’s mean of squared gradients.', { valid: [0, 1, 'high'] }],
  ['label_smoothing', undefined, 'Share of the label that is spread over all classes.', { valid: SHARE }],
  ['warmup_steps', undefined, 'Steps in which the learning rate rises.', { valid: NOT_NEGATIVE }],
  ['warmup_epochs', undefined, 'Epochs in which the learning rate rises.', { valid: NOT_NEGATIVE }],
  ['warmup_ratio', undefined, 'Share of all steps in which the learning rate rises.', { valid: SHARE }],
  [
    'max_grad_norm',
    undefined,
    'Gradients are clipped to this norm.',
    { valid: NOT_NEGATIVE, aliases: ['grad_clip', 'clip_grad_norm', 'gradient_clip_val', 'gradient_clip'] },
  ],
  ['optimizer', undefined, 'The optimizer. A good learning rate for one is seldom good for another.'],
  ['temperature', undefined, 'Divisor of the logits: larger is more even.', { valid: NOT_NEGATIVE }],
  ['hidden_size', undefined, 'Width of the hidden layers.', { valid: COUNT, aliases: ['hidden_dim', 'hidden_units'] }],
  ['num_layers', undefined, 'Number of layers.', { valid: COUNT, aliases: ['n_layers', 'num_hidden_layers'] }],
  ['num_heads', undefined, 'Attention heads; the width has to be a multiple.', { valid: COUNT, aliases: ['n_heads'] }],
  ['patience', undefined, 'Epochs without improvement that are waited for.', { valid: NOT_NEGATIVE }],
];

/** Parameters that mean the same nearly everywhere: no defaults, since those differ. */
export const common: Framework = frameworkOf({
  id: 'common',
  name: 'Common settings',
  version: '2012',
  source: 'https://arxiv.org/abs/1206.5533',
  rows: ROWS,
});

/** The row that stands for a class of names. */
const OF_CLASS: readonly (readonly [NameClass, string])[] = [
  ['learning-rate', 'learning_rate'],
  ['batch-size', 'batch_size'],
  ['epochs', 'epochs'],
  ['seed', 'seed'],
  ['temperature', 'temperature'],
];

/** What a parameter's name alone tells, for hovers and completion; rules about names compute for themselves. */
export function commonFactOf(name: string): ParameterFact | null {
  const fact = factOf(common, name);
  if (fact) return fact;
  const classes = classesOf(name);
  const row = OF_CLASS.find(([nameClass]) => classes.has(nameClass))?.[1];
  if (row !== undefined) return factOf(common, row);
  return /(?:^|[._-])drop_?out/i.test(name) && classes.has('probability') ? factOf(common, 'dropout') : null;
}
