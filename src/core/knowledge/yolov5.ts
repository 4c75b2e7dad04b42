import { frameworkOf, type Row } from './pack';
import type { Framework } from './parameter';

const ROWS: readonly Row[] = [
  ['lr0', 0.01, 'Initial learning rate: 1e-2 is usual for SGD, 1e-3 for Adam.', { usual: [1e-5, 0.1] }],
  ['lrf', 0.01, 'Final learning rate as a fraction of lr0.', { usual: [0.01, 1] }],
  ['momentum', 0.937, 'Momentum of SGD, or beta1 of Adam.', { usual: [0.6, 0.98] }],
  ['weight_decay', 0.0005, 'L2 regularisation of the weights.', { usual: [0, 0.001] }],
  ['warmup_epochs', 3, 'Epochs of warm-up; fractions are allowed.', { usual: [0, 5] }],
  ['warmup_momentum', 0.8, 'Momentum at the start of the warm-up.', { usual: [0, 0.95] }],
  ['warmup_bias_lr', 0.1, 'Learning rate of the biases at the start of the warm-up.', { usual: [0, 0.2] }],
  ['box', 0.05, 'Weight of the box loss.', { usual: [0.02, 0.2] }],
  ['cls', 0.5, 'Weight of the class loss.', { usual: [0.2, 4] }],
  ['cls_pw', 1, 'Weight of positive samples in the class loss.', { usual: [0.5, 2] }],
  ['obj', 1, 'Weight of the objectness loss; scales with the image size.', { usual: [0.2, 4] }],
  ['obj_pw', 1, 'Weight of positive samples in the objectness loss.', { usual: [0.5, 2] }],
  ['iou_t', 0.2, 'Overlap from which a box counts as matched in training.', { usual: [0.1, 0.7] }],
  ['anchor_t', 4, 'Ratio up to which an anchor matches a box.', { usual: [2, 8] }],
  ['anchors', undefined, 'Anchors for each output layer; 0 keeps those of the model.', { usual: [2, 10] }],
  ['fl_gamma', 0, 'Gamma of the focal loss; 0 turns it off.', { usual: [0, 2] }],
  ['hsv_h', 0.015, 'Jitter of the hue, as a fraction.', { usual: [0, 0.1] }],
  ['hsv_s', 0.7, 'Jitter of the saturation, as a fraction.', { usual: [0, 0.9] }],
  ['hsv_v', 0.4, 'Jitter of the brightness, as a fraction.', { usual: [0, 0.9] }],
  ['degrees', 0, 'Images are rotated by up to this many degrees either way.', { usual: [0, 45] }],
  ['translate', 0.1, 'Images are shifted by up to this fraction of their size.', { usual: [0, 0.9] }],
  ['scale', 0.5, 'Images are scaled by up to this fraction, up or down.', { usual: [0, 0.9] }],
  ['shear', 0, 'Images are sheared by up to this many degrees either way.', { usual: [0, 10] }],
  ['perspective', 0, 'Strength of the perspective distortion.', { usual: [0, 0.001] }],
  ['flipud', 0, 'Probability that an image is flipped upside down.', { usual: [0, 1] }],
  ['fliplr', 0.5, 'Probability that an image is flipped left to right.', { usual: [0, 1] }],
  ['mosaic', 1, 'Probability that a sample is a mosaic of four images.', { usual: [0, 1] }],
  ['mixup', 0, 'Probability that a sample is mixed with another one.', { usual: [0, 1] }],
  [
    'copy_paste',
    0,
    'Probability that objects are copied from one image to another; needs segmentation masks.',
    { usual: [0, 1] },
  ],
];

/**
 * YOLOv5: defaults from `data/hyps/hyp.scratch-low.yaml` (0e8b3e0, 2022); usual ranges are the limits of its own
 * evolution (`meta` in `train.py`, 0015b18).
 */
export const yolov5: Framework = frameworkOf({
  id: 'yolov5',
  name: 'YOLOv5',
  version: '6.1',
  source: 'https://github.com/ultralytics/yolov5/blob/master/data/hyps/hyp.scratch-low.yaml',
  usualFrom: 'the limits of YOLOv5’s own evolution',
  rows: ROWS,
});
