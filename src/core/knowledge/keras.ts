import { frameworkOf, SHARE, type Row } from './pack';
import type { Framework, Requirement } from './parameter';

const SGD: Requirement = { setting: 'optimizer', is: ['sgd', 'rmsprop'], default: null };
const ADAM: Requirement = { setting: 'optimizer', isNot: ['sgd', 'rmsprop', 'adagrad', 'adadelta'], default: null };
const EMA: Requirement = { setting: 'use_ema', is: [true], default: false };

const ROWS: readonly Row[] = [
  ['learning_rate', undefined, 'Learning rate.', { note: 'The default is 0.001 for Adam and 0.01 for SGD.' }],
  ['momentum', 0, 'Momentum of SGD or RMSprop.', { valid: SHARE, needs: SGD, note: 'Adam has beta_1 instead.' }],
  ['nesterov', false, 'Nesterov momentum.', { needs: { setting: 'optimizer', is: ['sgd'], default: null } }],
  ['beta_1', 0.9, 'Decay of Adam’s mean of gradients.', { valid: [0, 1, 'high'], needs: ADAM }],
  ['beta_2', 0.999, 'Decay of Adam’s mean of squared gradients.', { valid: [0, 1, 'high'], needs: ADAM }],
  ['epsilon', 1e-7, 'Added to the denominator of Adam.'],
  ['amsgrad', false, 'Whether the AMSGrad variant of Adam is used.', { needs: ADAM }],
  ['weight_decay', null, 'Weight decay; none is off.'],
  [
    'clipnorm',
    null,
    'Each gradient is clipped to this norm.',
    { note: 'Of clipnorm, clipvalue and global_clipnorm one may be set.' },
  ],
  [
    'clipvalue',
    null,
    'Gradients are clipped to this value.',
    { note: 'Of clipnorm, clipvalue and global_clipnorm one may be set.' },
  ],
  [
    'global_clipnorm',
    null,
    'All gradients together are clipped to this norm.',
    { note: 'Of clipnorm, clipvalue and global_clipnorm one may be set.' },
  ],
  ['use_ema', false, 'Whether a moving average of the weights is kept.'],
  ['ema_momentum', 0.99, 'Decay of that average.', { valid: SHARE, needs: EMA }],
  [
    'gradient_accumulation_steps',
    null,
    'Batches whose gradients are added up before a step; none is off.',
    { note: 'It has to be 2 or more; Keras refuses 1.' },
  ],
  ['dropout', undefined, 'Share of the units that a Dropout layer drops.', { valid: SHARE, aliases: ['dropout_rate'] }],
  [
    'decay',
    null,
    'Decay of the learning rate in Keras 2.',
    { note: 'Keras 3 ignores it with a warning: use a schedule.' },
  ],
];

/**
 * Keras 3: `keras/src/optimizers/adam.py` (13de96a), `sgd.py` (1937d48), `base_optimizer.py` (001750d) and
 * `layers/regularization/dropout.py` (184eeb9).
 */
export const keras: Framework = frameworkOf({
  id: 'keras',
  name: 'Keras',
  version: '3',
  source: 'https://keras.io/api/optimizers/',
  rows: ROWS,
});
