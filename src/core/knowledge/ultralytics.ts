import type { Effect, Framework, Interval, ParameterFact } from './parameter';

interface Row {
  readonly name: string;
  readonly default: ParameterFact['default'];
  readonly meaning: string;
  /** Search range of `ultralytics/engine/tuner.py`. */
  readonly tuner?: readonly [number, number];
  readonly effect?: Effect;
  readonly note?: string;
  readonly risk?: ParameterFact['risk'];
}

const CLASSIFY: Effect = { tasks: ['classify'] };
const SEGMENT: Effect = { tasks: ['segment'] };
const POSE: Effect = { tasks: ['pose'] };
const NOT_AUTO: Effect = { unless: { setting: 'optimizer', value: 'auto', isDefault: true } };

const ROWS: readonly Row[] = [
  {
    name: 'lr0',
    default: 0.01,
    meaning: 'Initial learning rate: 1e-2 is usual for SGD, 1e-3 for Adam and AdamW.',
    tuner: [1e-5, 0.1],
    effect: NOT_AUTO,
    note: 'With `optimizer: auto`, the default, Ultralytics picks its own learning rate and ignores this one.',
  },
  { name: 'lrf', default: 0.01, meaning: 'Final learning rate as a fraction of lr0.', tuner: [1e-4, 0.1] },
  {
    name: 'momentum',
    default: 0.937,
    meaning: 'Momentum of SGD, or beta1 of Adam.',
    tuner: [0.7, 0.98],
    effect: NOT_AUTO,
    note: 'With `optimizer: auto`, the default, Ultralytics picks its own momentum and ignores this one.',
  },
  { name: 'weight_decay', default: 0.0005, meaning: 'L2 regularisation of the weights.', tuner: [0, 0.001] },
  { name: 'warmup_epochs', default: 3, meaning: 'Epochs of warm-up; fractions are allowed.', tuner: [0, 5] },
  { name: 'warmup_momentum', default: 0.8, meaning: 'Momentum at the start of the warm-up.', tuner: [0, 0.95] },
  { name: 'warmup_bias_lr', default: 0.1, meaning: 'Learning rate of the biases at the start of the warm-up.' },
  { name: 'box', default: 7.5, meaning: 'Weight of the box loss.', tuner: [1, 20] },
  { name: 'cls', default: 0.5, meaning: 'Weight of the class loss.', tuner: [0.1, 4] },
  { name: 'dfl', default: 1.5, meaning: 'Weight of the distribution focal loss.', tuner: [0.4, 6] },
  { name: 'hsv_h', default: 0.015, meaning: 'Jitter of the hue, as a fraction.', tuner: [0, 0.1] },
  { name: 'hsv_s', default: 0.7, meaning: 'Jitter of the saturation, as a fraction.', tuner: [0, 0.9] },
  { name: 'hsv_v', default: 0.4, meaning: 'Jitter of the brightness, as a fraction.', tuner: [0, 0.9] },
  { name: 'degrees', default: 0, meaning: 'Images are rotated by up to this many degrees either way.', tuner: [0, 45] },
  {
    name: 'translate',
    default: 0.1,
    meaning: 'Images are shifted by up to this fraction of their size.',
    tuner: [0, 0.9],
  },
  { name: 'scale', default: 0.5, meaning: 'Images are scaled by up to this fraction, up or down.', tuner: [0, 0.95] },
  { name: 'shear', default: 0, meaning: 'Images are sheared by up to this many degrees either way.', tuner: [0, 10] },
  { name: 'perspective', default: 0, meaning: 'Strength of the perspective distortion.', tuner: [0, 0.001] },
  { name: 'flipud', default: 0, meaning: 'Probability that an image is flipped upside down.', tuner: [0, 1] },
  { name: 'fliplr', default: 0.5, meaning: 'Probability that an image is flipped left to right.', tuner: [0, 1] },
  { name: 'bgr', default: 0, meaning: 'Probability that red and blue are swapped.', tuner: [0, 1] },
  {
    name: 'mosaic',
    default: 1,
    meaning: 'Probability that a sample is a mosaic of four images.',
    tuner: [0, 1],
  },
  {
    name: 'mixup',
    default: 0,
    meaning: 'Probability that a sample is mixed with another one. Off by default.',
    tuner: [0, 1],
    note: 'It says how many samples are mixed, not how strongly: the blend is drawn from Beta(32, 32), about half and half.',
  },
  { name: 'cutmix', default: 0, meaning: 'Probability that a piece of another image is pasted in.', tuner: [0, 1] },
  {
    name: 'copy_paste',
    default: 0,
    meaning: 'Probability that objects are copied from one image to another; needs segmentation masks.',
    tuner: [0, 1],
    effect: SEGMENT,
  },
  {
    name: 'close_mosaic',
    default: 10,
    meaning: 'Mosaic and mixup are turned off for the last so many epochs.',
    tuner: [0, 10],
  },
  { name: 'dropout', default: 0, meaning: 'Dropout of the classification head.', effect: CLASSIFY },
  { name: 'erasing', default: 0.4, meaning: 'Probability that a piece of the image is erased.', effect: CLASSIFY },
  { name: 'auto_augment', default: 'randaugment', meaning: 'Policy of automatic augmentation.', effect: CLASSIFY },
  {
    name: 'batch',
    default: 16,
    meaning: 'Images in a batch; -1 or a fraction lets AutoBatch pick by GPU memory.',
    note: 'With imgsz the usual cause of CUDA out of memory.',
  },
  {
    name: 'imgsz',
    default: 640,
    meaning: 'Side of the training images in pixels, a multiple of the stride (32).',
    note: 'Memory grows with its square: with batch the usual cause of CUDA out of memory.',
  },
  { name: 'epochs', default: 100, meaning: 'Passes over the training set.' },
  { name: 'patience', default: 100, meaning: 'Epochs without improvement after which training stops.' },
  {
    name: 'optimizer',
    default: 'auto',
    meaning: 'SGD, MuSGD, Adam, Adamax, AdamW, NAdam, RAdam, RMSProp, or auto.',
    note: 'auto picks its own learning rate and momentum and ignores lr0 and momentum.',
  },
  {
    name: 'amp',
    default: true,
    meaning: 'Mixed precision.',
    note: 'A known source of NaN losses on some GPUs.',
  },
  { name: 'workers', default: 8, meaning: 'Processes that load data.', note: 'Each takes host memory.' },
  {
    name: 'cache',
    default: false,
    meaning: 'Whether images are kept in memory or on disk.',
    note: 'Takes host memory.',
  },
  { name: 'nbs', default: 64, meaning: 'Nominal batch size: gradients are accumulated up to it.' },
  { name: 'pose', default: 12, meaning: 'Weight of the pose loss.', effect: POSE },
  { name: 'kobj', default: 1, meaning: 'Weight of the keypoint objectness loss.', effect: POSE },
  { name: 'overlap_mask', default: true, meaning: 'Whether masks may overlap in training.', effect: SEGMENT },
  { name: 'mask_ratio', default: 4, meaning: 'Factor by which masks are made smaller.', effect: SEGMENT },
];

function fact(row: Row): ParameterFact {
  const usual: Interval | null = row.tuner ? { low: row.tuner[0], high: row.tuner[1] } : null;
  return {
    name: row.name,
    meaning: row.meaning,
    default: row.default,
    usual,
    usualFrom: usual && 'the range of Ultralytics’ own tuner',
    risk: row.risk ?? null,
    effect: row.effect ?? {},
    note: row.note ?? null,
  };
}

/** Ultralytics YOLO: `cfg/default.yaml`, `engine/tuner.py` and `data/augment.py` of the 8.4 line, early 2026. */
export const ultralytics: Framework = {
  id: 'ultralytics',
  name: 'Ultralytics YOLO',
  version: '8.4',
  source: 'https://github.com/ultralytics/ultralytics/blob/main/ultralytics/cfg/default.yaml',
  tasks: ['detect', 'segment', 'classify', 'pose', 'obb'],
  facts: new Map(ROWS.map((row) => [row.name, fact(row)])),
};
