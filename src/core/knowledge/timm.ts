import { COUNT, frameworkOf, NOT_NEGATIVE, SHARE, type Row } from './pack';
import type { Framework, Requirement } from './parameter';

const MIXUP: Requirement = { setting: 'mixup', above: 0, default: 0 };
const PLATEAU: Requirement = { setting: 'sched', is: ['plateau'], default: 'cosine' };

const ROWS: readonly Row[] = [
  ['batch_size', 128, 'Images in a batch on each device.', { valid: COUNT }],
  ['lr', null, 'Learning rate; it overrides lr_base.', { valid: NOT_NEGATIVE }],
  [
    'lr_base',
    0.1,
    'Learning rate at a batch of lr_base_size; it is scaled with the whole batch.',
    { valid: NOT_NEGATIVE, note: 'Ignored where lr is set.' },
  ],
  ['lr_base_size', 256, 'Batch size that lr_base is meant for.', { valid: COUNT }],
  ['lr_base_scale', '', 'How lr_base grows with the batch: linear or sqrt; empty goes by the optimizer.'],
  ['opt', 'sgd', 'The optimizer.'],
  ['momentum', 0.9, 'Momentum of the optimizer.', { valid: NOT_NEGATIVE }],
  ['weight_decay', 2e-5, 'Weight decay.', { valid: NOT_NEGATIVE }],
  ['opt_eps', null, 'Epsilon of the optimizer; none keeps its own.', { valid: NOT_NEGATIVE }],
  ['clip_grad', null, 'Where gradients are clipped; none clips nothing.', { valid: NOT_NEGATIVE }],
  ['clip_mode', 'norm', 'What is clipped: norm, value or agc.'],
  ['layer_decay', null, 'Factor by which the learning rate falls from layer to layer.'],
  ['sched', 'cosine', 'How the learning rate falls.'],
  ['warmup_lr', 1e-5, 'Learning rate at the start of the warm-up.', { valid: NOT_NEGATIVE }],
  ['min_lr', 0, 'Learning rate that cyclic schedules end at.', { valid: NOT_NEGATIVE }],
  ['epochs', 300, 'Passes over the training set.', { valid: COUNT }],
  ['warmup_epochs', 5, 'Epochs of warm-up.', { valid: NOT_NEGATIVE }],
  ['cooldown_epochs', 0, 'Epochs at min_lr in the end.', { valid: NOT_NEGATIVE }],
  ['decay_epochs', 90, 'Epochs between two falls of the learning rate.'],
  ['decay_rate', 0.1, 'Factor by which the learning rate falls.', { valid: NOT_NEGATIVE }],
  ['patience_epochs', 10, 'Epochs without improvement before the learning rate falls.', { needs: PLATEAU }],
  ['hflip', 0.5, 'Probability that an image is flipped left to right.', { valid: SHARE }],
  ['vflip', 0, 'Probability that an image is flipped upside down.', { valid: SHARE }],
  ['color_jitter', 0.4, 'Strength of the colour jitter.'],
  ['aa', null, 'Policy of automatic augmentation.'],
  ['reprob', 0, 'Probability that a piece of the image is erased.', { valid: SHARE }],
  ['remode', 'pixel', 'What erased pixels become.', { needs: { setting: 'reprob', above: 0, default: 0 } }],
  ['recount', 1, 'Pieces that are erased.', { valid: COUNT, needs: { setting: 'reprob', above: 0, default: 0 } }],
  ['mixup', 0, 'Alpha of the Beta distribution that images are mixed by; 0 turns it off.', { valid: NOT_NEGATIVE }],
  ['cutmix', 0, 'Alpha of the Beta distribution that pieces are pasted by; 0 turns it off.', { valid: NOT_NEGATIVE }],
  ['mixup_prob', 1, 'Probability that mixup or cutmix is applied, where either is on.', { valid: SHARE }],
  [
    'mixup_switch_prob',
    0.5,
    'Probability of cutmix rather than mixup, where both are on.',
    { valid: SHARE, needs: MIXUP },
  ],
  ['mixup_off_epoch', 0, 'Epoch from which mixup and cutmix are off; 0 is never.', { valid: NOT_NEGATIVE }],
  ['smoothing', 0.1, 'Share of the label that is spread over all classes.', { valid: SHARE }],
  ['drop', 0, 'Dropout of the classifier.', { valid: SHARE }],
  ['drop_path', null, 'Probability that a residual branch is skipped (stochastic depth).', { valid: SHARE }],
  ['drop_block', null, 'Probability that a block of features is dropped.', { valid: SHARE }],
  ['bn_momentum', null, 'Momentum of the batch norm; none keeps the model’s.'],
  [
    'model_ema_decay',
    0.9998,
    'Decay of the moving average of the weights.',
    { valid: SHARE, needs: { setting: 'model_ema', is: [true], default: false } },
  ],
  ['grad_accum_steps', 1, 'Batches whose gradients are added up before a step.', { valid: COUNT }],
  ['workers', 4, 'Processes that load data.', { valid: NOT_NEGATIVE }],
  ['seed', 42, 'Seed of the random numbers.'],
];

/** timm: arguments of `train.py` (2aabaef, 0.8 line). Scripts derived from it have other defaults. */
export const timm: Framework = frameworkOf({
  id: 'timm',
  name: 'timm',
  version: '0.8',
  source: 'https://github.com/huggingface/pytorch-image-models/blob/main/train.py',
  rows: ROWS,
});
