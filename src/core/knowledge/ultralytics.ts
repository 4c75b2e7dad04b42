import { frameworkOf, SHARE, type Row } from './pack';
import type { Framework, Requirement } from './parameter';

const NOT_AUTO: Requirement = { setting: 'optimizer', isNot: ['auto'], default: 'auto' };

const ROWS: readonly Row[] = [
  [
    'lr0',
    0.01,
    'Initial learning rate: 1e-2 is usual for SGD, 1e-3 for Adam and AdamW.',
    {
      usual: [0.00001, 0.1],
      valid: SHARE,
      needs: NOT_AUTO,
      note: 'With `optimizer: auto`, the default, Ultralytics picks its own learning rate and ignores this one.',
    },
  ],
  ['lrf', 0.01, 'Final learning rate as a fraction of lr0.', { usual: [0.0001, 0.1], valid: SHARE }],
  [
    'momentum',
    0.937,
    'Momentum of SGD, or beta1 of Adam.',
    {
      usual: [0.7, 0.98],
      valid: SHARE,
      needs: NOT_AUTO,
      note: 'With `optimizer: auto`, the default, Ultralytics picks its own momentum and ignores this one.',
    },
  ],
  ['weight_decay', 0.0005, 'L2 regularisation of the weights.', { usual: [0, 0.001], valid: SHARE }],
  ['warmup_epochs', 3, 'Epochs of warm-up; fractions are allowed.', { usual: [0, 5] }],
  ['warmup_momentum', 0.8, 'Momentum at the start of the warm-up.', { usual: [0, 0.95], valid: SHARE }],
  ['warmup_bias_lr', 0.1, 'Learning rate of the biases at the start of the warm-up.', { valid: SHARE }],
  ['box', 7.5, 'Weight of the box loss.', { usual: [1, 20] }],
  ['cls', 0.5, 'Weight of the class loss.', { usual: [0.1, 4] }],
  ['dfl', 1.5, 'Weight of the distribution focal loss.', { usual: [0.4, 6] }],
  ['hsv_h', 0.015, 'Jitter of the hue, as a fraction.', { usual: [0, 0.1], valid: SHARE }],
  ['hsv_s', 0.7, 'Jitter of the saturation, as a fraction.', { usual: [0, 0.9], valid: SHARE }],
  ['hsv_v', 0.4, 'Jitter of the brightness, as a fraction.', { usual: [0, 0.9], valid: SHARE }],
  ['degrees', 0, 'Images are rotated by up to this many degrees either way.', { usual: [0, 45] }],
  ['translate', 0.1, 'Images are shifted by up to this fraction of their size.', { usual: [0, 0.9], valid: SHARE }],
  ['scale', 0.5, 'Images are scaled by up to this fraction, up or down.', { usual: [0, 0.95], valid: SHARE }],
  ['shear', 0, 'Images are sheared by up to this many degrees either way.', { usual: [0, 10] }],
  ['perspective', 0, 'Strength of the perspective distortion.', { usual: [0, 0.001], valid: SHARE }],
  ['flipud', 0, 'Probability that an image is flipped upside down.', { usual: [0, 1], valid: SHARE }],
  ['fliplr', 0.5, 'Probability that an image is flipped left to right.', { usual: [0, 1], valid: SHARE }],
  ['bgr', 0, 'Probability that red and blue are swapped.', { usual: [0, 1], valid: SHARE }],
  ['mosaic', 1, 'Probability that a sample is a mosaic of four images.', { usual: [0, 1], valid: SHARE }],
  [
    'mixup',
    0,
    'Probability that a sample is mixed with another one. Off by default.',
    {
      usual: [0, 1],
      valid: SHARE,
      note: 'It says how many samples are mixed, not how strongly: the blend is drawn from Beta(32, 32), about half and half.',
    },
  ],
  ['cutmix', 0, 'Probability that a piece of another image is pasted in.', { usual: [0, 1], valid: SHARE }],
  [
    'copy_paste',
    0,
    'Probability that objects are copied from one image to another; needs segmentation masks.',
    { usual: [0, 1], valid: SHARE, tasks: ['segment'] },
  ],
  ['close_mosaic', 10, 'Mosaic and mixup are turned off for the last so many epochs.', { usual: [0, 10] }],
  ['dropout', 0, 'Dropout of the classification head.', { valid: SHARE, tasks: ['classify'] }],
  ['erasing', 0.4, 'Probability that a piece of the image is erased.', { tasks: ['classify'] }],
  ['auto_augment', 'randaugment', 'Policy of automatic augmentation.', { tasks: ['classify'] }],
  [
    'batch',
    16,
    'Images in a batch; -1 or a fraction lets AutoBatch pick by GPU memory.',
    { note: 'With imgsz the usual cause of CUDA out of memory.' },
  ],
  [
    'imgsz',
    640,
    'Side of the training images in pixels, a multiple of the stride (32).',
    { note: 'Memory grows with its square: with batch the usual cause of CUDA out of memory.' },
  ],
  ['epochs', 100, 'Passes over the training set.'],
  ['patience', 100, 'Epochs without improvement after which training stops.'],
  [
    'optimizer',
    'auto',
    'SGD, MuSGD, Adam, Adamax, AdamW, NAdam, RAdam, RMSProp, or auto.',
    { note: 'auto picks its own learning rate and momentum and ignores lr0 and momentum.' },
  ],
  ['amp', true, 'Mixed precision.', { note: 'A known source of NaN losses on some GPUs.' }],
  ['workers', 8, 'Processes that load data.', { note: 'Each takes host memory.' }],
  ['cache', false, 'Whether images are kept in memory or on disk.', { note: 'Takes host memory.' }],
  ['nbs', 64, 'Nominal batch size: gradients are accumulated up to it.'],
  ['pose', 12, 'Weight of the pose loss.', { tasks: ['pose'] }],
  ['kobj', 1, 'Weight of the keypoint objectness loss.', { tasks: ['pose'] }],
  ['overlap_mask', true, 'Whether masks may overlap in training.', { tasks: ['segment'] }],
  ['mask_ratio', 4, 'Factor by which masks are made smaller.', { tasks: ['segment'] }],
];

/**
 * Ultralytics YOLO: `cfg/default.yaml`, `engine/tuner.py` and `data/augment.py` of the 8.4 line, early 2026; which
 * settings are refused outside 0–1 is in `cfg/__init__.py` (CFG_FRACTION_KEYS), read at 0019742.
 */
export const ultralytics: Framework = frameworkOf({
  id: 'ultralytics',
  name: 'Ultralytics YOLO',
  version: '8.4',
  source: 'https://github.com/ultralytics/ultralytics/blob/main/ultralytics/cfg/default.yaml',
  tasks: ['detect', 'segment', 'classify', 'pose', 'obb'],
  usualFrom: 'the range of Ultralytics’ own tuner',
  rows: ROWS,
});
