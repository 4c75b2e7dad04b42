import { describe, expect, it } from 'vitest';
import { classesOf, isSwitchName } from '../../../src/core/knowledge/commonNames';

const classes = (name: string): string => [...classesOf(name)].join(' ');

describe('what names say', () => {
  it.each([
    ['lr', 'learning-rate'],
    ['LR', 'learning-rate'],
    ['learningRate', 'learning-rate'],
    ['optim.base_lr', 'learning-rate'],
    ['lr_actor', 'learning-rate'],
    ['lr_decay', ''],
    ['lr_scheduler', ''],
    ['log_lr', ''],
    ['weight-decay', 'decay'],
    ['l2', 'decay'],
    ['softmax_temperature', 'temperature'],
    ['dropout', 'probability'],
    ['dropout_rate', 'probability'],
    ['attention_dropout', 'probability'],
    ['dropout1', 'probability'],
    ['drop_path', 'probability'],
    ['label_smoothing', 'probability'],
    ['warmup_ratio', 'probability'],
    ['mlp_ratio', ''],
    ['adam_beta1', 'probability below-one'],
    ['momentum', 'probability below-one'],
    ['gamma', 'probability below-one'],
    ['batch_size', 'batch-size count whole'],
    ['batchSize', 'batch-size count whole'],
    ['train_batch_size', 'batch-size count whole'],
    ['num_epochs', 'epochs count whole'],
    ['warmup_epochs', ''],
    ['n_layers', 'count whole'],
    ['encoder_layers', 'count whole'],
    ['hidden_size', 'count whole'],
    ['hidden_act', ''],
    ['kernel_size', 'count whole'],
    ['buffer_size', 'whole'],
    ['num_steps', 'whole'],
    ['n_jobs', 'whole'],
    ['test_size', ''],
    ['step_size', ''],
    ['random_state', 'seed whole'],
    ['optimizer', ''],
    ['x', ''],
    ['', ''],
  ])('%s: %s', (name, expected) => {
    expect(classes(name)).toBe(expected);
  });

  it.each([
    ['use_bias', true],
    ['model.isCausal', true],
    ['augment', true],
    ['momentum', false],
    ['island', false],
  ])('%s is a switch: %s', (name, expected) => {
    expect(isSwitchName(name)).toBe(expected);
  });
});
