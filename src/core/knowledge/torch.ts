import { frameworkOf, NOT_NEGATIVE, type Row } from './pack';
import type { Framework, Requirement } from './parameter';

const ADAMS: Requirement = { setting: 'optimizer', is: ['adam', 'adamw'], default: null };
/** Optimizers of PyTorch that have no such argument; scripts drop it for them, since passing it would be an error. */
const HAS_MOMENTUM: Requirement = {
  setting: 'optimizer',
  isNot: ['adam', 'adamw', 'adamax', 'nadam', 'radam', 'adagrad', 'adadelta', 'lbfgs'],
  default: null,
};

const OPTIMIZER: readonly Row[] = [
  [
    'lr',
    undefined,
    'Learning rate.',
    { valid: NOT_NEGATIVE, note: 'The default is 1e-3 for AdamW and 1e-2 for RMSprop.' },
  ],
  [
    'weight_decay',
    undefined,
    'L2 penalty; decoupled from the gradient in AdamW.',
    { valid: NOT_NEGATIVE, note: 'The default is 1e-2 for AdamW and 0 for SGD and RMSprop.' },
  ],
  ['momentum', 0, 'Momentum of SGD or RMSprop.', { valid: NOT_NEGATIVE, needs: HAS_MOMENTUM }],
  [
    'dampening',
    0,
    'Damping of the momentum; nesterov needs 0.',
    { needs: { setting: 'optimizer', is: ['sgd'], default: null } },
  ],
  [
    'nesterov',
    false,
    'Nesterov momentum; it needs a momentum above 0 and no dampening.',
    { needs: { setting: 'optimizer', is: ['sgd'], default: null } },
  ],
  ['beta1', 0.9, 'Decay of the mean of gradients.', { valid: [0, 1, 'high'], aliases: ['adam_beta1'], needs: ADAMS }],
  [
    'beta2',
    0.999,
    'Decay of the mean of squared gradients.',
    { valid: [0, 1, 'high'], aliases: ['adam_beta2'], needs: ADAMS },
  ],
  ['eps', 1e-8, 'Added to the denominator of Adam, AdamW and RMSprop.', { valid: NOT_NEGATIVE }],
  ['amsgrad', false, 'Whether the AMSGrad variant is used.', { needs: ADAMS }],
  [
    'centered',
    false,
    'Whether the gradient is normalised by its variance.',
    { needs: { setting: 'optimizer', is: ['rmsprop'], default: null } },
  ],
];

/** PyTorch optimizers: `torch/optim/adamw.py` (002d2f0), `rmsprop.py` (00853fb) and `sgd.py` (0113c31). */
export const torch: Framework = frameworkOf({
  id: 'torch',
  name: 'PyTorch',
  version: '2',
  source: 'https://pytorch.org/docs/stable/optim.html',
  rows: OPTIMIZER,
});

const TRAINER: readonly Row[] = [
  ['max_epochs', null, 'Passes over the training set; -1 is without end.'],
  ['min_epochs', null, 'Passes over the training set at least.'],
  ['max_steps', -1, 'Optimizer steps in all; -1 is no limit.'],
  ['accumulate_grad_batches', undefined, 'Batches whose gradients are added up before a step.'],
  ['gradient_clip_val', null, 'Where gradients are clipped; none clips nothing.'],
  [
    'gradient_clip_algorithm',
    null,
    'What is clipped: norm, the usual one, or value.',
    { needs: { setting: 'gradient_clip_val', isNot: [null, 0], default: null } },
  ],
  ['limit_train_batches', undefined, 'Training batches in an epoch: a share (float) or a number (int).'],
  ['limit_val_batches', undefined, 'Validation batches in an epoch: a share (float) or a number (int).'],
  ['overfit_batches', 0, 'Batches to overfit on, as a check: a share (float) or a number (int).'],
  ['val_check_interval', undefined, 'How often to validate: a share of the epoch (float) or batches (int).'],
  ['check_val_every_n_epoch', 1, 'Epochs between two validations.'],
  [
    'precision',
    undefined,
    'Numbers used in training, such as 32 or 16-mixed.',
    { note: '16 bits are a known source of NaN losses.' },
  ],
  ['num_sanity_val_steps', 2, 'Validation batches tried before training starts.'],
  ['log_every_n_steps', 50, 'Steps between two logs.'],
  ['sync_batchnorm', false, 'Whether batch norm is synchronised across devices.'],
];

/** PyTorch Lightning: arguments of `Trainer` (`trainer.py`, 000699b, 2.0 line). */
export const lightning: Framework = frameworkOf({
  id: 'lightning',
  name: 'PyTorch Lightning',
  version: '2.0',
  source: 'https://lightning.ai/docs/pytorch/stable/common/trainer.html',
  rows: TRAINER,
});
