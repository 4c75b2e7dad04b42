import { describe, expect, it } from 'vitest';
import { directionOf } from '../../../src/core/knowledge/metricNames';

describe('which way a metric is better', () => {
  it.each([
    'val_acc',
    'valAcc',
    'testacc',
    'Validation/Accuracy',
    'metrics/mAP50-95(B)',
    'metrics/mAP50(B)',
    'mAP',
    'mIoU',
    'val.f1',
    'F1',
    'AUC',
    'rollout/ep_reward',
    'eval/return',
    'r2',
    'dice',
  ])('%s: high', (name) => {
    expect(directionOf(name)).toBe('maximize');
  });

  it.each([
    'loss',
    'val/loss',
    'xloss',
    'valLoss',
    'dice_loss',
    'test RMSE',
    'error_rate',
    'perplexity',
    'acc_loss',
    'WER',
  ])('%s: low', (name) => {
    expect(directionOf(name)).toBe('minimize');
  });

  it.each([
    'y',
    'score',
    'neg_mean_squared_error',
    '-loss',
    '1 - accuracy',
    'loss_reduction',
    'accuracy_std',
    'heatmap',
    'map_size',
    'accelerate',
    'lossless_gain',
    'loss_weight',
    '',
  ])('%s: unknown', (name) => {
    expect(directionOf(name)).toBeNull();
  });
});
