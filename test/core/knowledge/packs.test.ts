import { describe, expect, it } from 'vitest';
import { common, commonFactOf } from '../../../src/core/knowledge/common';
import { frameworks } from '../../../src/core/knowledge/frameworks';
import { effectIn, factOf, isMet, type Framework, type ParameterFact } from '../../../src/core/knowledge/parameter';
import { SIGNS } from '../../../src/core/knowledge/signs';

const packs = [...frameworks, common];
const factsOf = ({ facts }: Framework): readonly ParameterFact[] => [...new Set(facts.values())];
const all = packs.flatMap((pack) => factsOf(pack).map((fact) => ({ pack, fact })));
const named = (id: string): Framework => frameworks.find((framework) => framework.id === id)!;

/** Settings that decide over others without being searched themselves, so that no pack describes them. */
const SWITCHES: readonly string[] = ['objective', 'model_ema', 'optimizer'];

describe('packs of facts', () => {
  it('are one for each framework, with unique ids and names', () => {
    expect(new Set(packs.map(({ id }) => id)).size).toBe(packs.length);
    expect(new Set(packs.map(({ name }) => name)).size).toBe(packs.length);
    expect(packs.length).toBe(24);
    expect(all.length).toBeGreaterThan(350);
  });

  it.each(packs.map((pack) => [pack.id, pack] as const))('%s names its source and version', (_, pack) => {
    expect(pack.source).toMatch(/^https:\/\/\S+$/);
    expect(pack.version).toMatch(/^\d/);
    expect(pack.facts.size).toBeGreaterThan(4);
  });

  it.each(all.map(({ pack, fact }) => [`${pack.id} ${fact.name}`, pack, fact] as const))('%s', (_, pack, fact) => {
    expect(fact.meaning).toMatch(/^[A-Za-z0-9].*\.$/);
    expect(pack.facts.get(fact.name)).toBe(fact);
    const { usual, valid, effect } = fact;
    if (usual) {
      expect(usual.low).toBeLessThan(usual.high);
      expect(fact.usualFrom).not.toBeNull();
    }
    if (valid) expect(valid.low).toBeLessThan(valid.high);
    if (usual && valid) {
      expect(usual.low).toBeGreaterThanOrEqual(valid.low);
      expect(usual.high).toBeLessThanOrEqual(valid.high);
    }
    if (typeof fact.default === 'number') {
      if (usual) expect(fact.default >= usual.low && fact.default <= usual.high).toBe(true);
      if (valid) expect(takes(fact, fact.default)).toBe(true);
    }
    for (const task of effect.tasks ?? []) expect(pack.tasks).toContain(task);
    if (effect.needs) {
      const { setting, is, isNot, above } = effect.needs;
      expect([is, isNot, above].filter((condition) => condition !== undefined)).toHaveLength(1);
      const other = pack.facts.get(setting);
      expect(other !== undefined || SWITCHES.includes(setting)).toBe(true);
      // Both packs that share a setting agree on its default.
      if (other?.default !== undefined) expect(effect.needs.default).toBe(other.default);
    }
  });

  it('give an alias to one parameter only', () => {
    for (const { facts } of packs) {
      for (const [name, fact] of facts) {
        if (name !== fact.name) expect(facts.get(fact.name)).toBe(fact);
      }
    }
  });

  it('are recognised by names that they know or that no pack needs to describe', () => {
    for (const { framework, any, atLeast, all: needed = [], not = [] } of SIGNS) {
      expect(any.length).toBeGreaterThanOrEqual(atLeast);
      for (const name of not) expect([...any, ...needed]).not.toContain(name);
      const known = [...any, ...needed].filter((name) => factOf(framework, name));
      expect(known.length).toBeGreaterThan(0);
    }
  });
});

function takes({ valid }: ParameterFact, value: number): boolean {
  if (!valid) return true;
  const { low, high, excludes } = valid;
  const isLow = excludes === 'low' || excludes === 'both' ? value > low : value >= low;
  return isLow && (excludes === 'high' || excludes === 'both' ? value < high : value <= high);
}

describe('facts', () => {
  // Read from the sources that the packs name.
  it.each<[string, string, unknown, unknown]>([
    ['xgboost', 'eta', 0.3, { low: 0, high: 1 }],
    ['xgboost', 'subsample', 1, { low: 0, high: 1, excludes: 'low' }],
    ['xgboost', 'lambda', 1, { low: 0, high: Infinity }],
    ['lightgbm', 'min_child_samples', 20, { low: 0, high: Infinity }],
    ['lightgbm', 'num_leaves', 31, { low: 1, high: 131072, excludes: 'low' }],
    ['transformers', 'learning_rate', 5e-5, null],
    ['transformers', 'warmup_ratio', 0, { low: 0, high: 1 }],
    ['timm', 'drop-path', null, { low: 0, high: 1 }],
    ['timm', 'model-ema-decay', 0.9998, { low: 0, high: 1 }],
    ['sb3-ppo', 'n_steps', 2048, { low: 1, high: Infinity }],
    ['sb3-a2c', 'n_steps', 5, { low: 1, high: Infinity }],
    ['sb3-dqn', 'tau', 1, { low: 0, high: 1 }],
    ['sb3-td3', 'batch_size', undefined, { low: 1, high: Infinity }],
    ['sklearn-svm', 'svc__C', 1, { low: 0, high: Infinity, excludes: 'low' }],
    ['sklearn-hist-gradient-boosting', 'max_bins', 255, { low: 2, high: 255 }],
    ['yolov5', 'box', 0.05, null],
    ['keras', 'beta_2', 0.999, { low: 0, high: 1, excludes: 'high' }],
    ['torch', 'momentum', 0, { low: 0, high: Infinity }],
  ])('%s %s', (id, name, value, valid) => {
    const fact = factOf(named(id), name)!;
    expect(fact.default).toBe(value);
    expect(fact.valid).toEqual(valid);
  });

  it.each<[string, string, string, unknown, 'effective' | 'inert' | 'unknown']>([
    ['xgboost', 'rate_drop', 'booster', 'gbtree', 'inert'],
    ['xgboost', 'rate_drop', 'booster', 'DART', 'effective'],
    ['xgboost', 'max_depth', 'booster', 'gblinear', 'inert'],
    ['lightgbm', 'subsample', 'bagging_freq', 0, 'inert'],
    ['lightgbm', 'subsample', 'bagging_freq', 5, 'effective'],
    ['lightgbm', 'subsample', 'bagging_freq', undefined, 'unknown'],
    ['transformers', 'warmup_ratio', 'warmup_steps', 500, 'inert'],
    ['transformers', 'num_train_epochs', 'max_steps', 1000, 'inert'],
    ['transformers', 'num_train_epochs', 'max_steps', -1, 'effective'],
    ['transformers', 'adam_beta1', 'optim', 'adafactor', 'inert'],
    ['sklearn-svm', 'gamma', 'kernel', 'linear', 'inert'],
    ['sklearn-svm', 'degree', 'kernel', 'rbf', 'inert'],
    ['sklearn-svm', 'degree', 'kernel', 'poly', 'effective'],
    ['sklearn-logistic', 'l1_ratio', 'penalty', 'l2', 'inert'],
    ['sklearn-mlp', 'momentum', 'solver', 'adam', 'inert'],
    ['sb3-ppo', 'sde_sample_freq', 'use_sde', false, 'inert'],
    ['torch', 'momentum', 'optimizer', 'AdamW', 'inert'],
    ['torch', 'momentum', 'optimizer', 'SGD', 'effective'],
    ['timm', 'recount', 'reprob', 0, 'inert'],
  ])('%s %s with %s: %s is %5$s', (id, name, setting, value, effect) => {
    const situation = { task: null, setting: (asked: string) => (asked === setting ? value : undefined) };
    expect(effectIn(factOf(named(id), name)!, situation)).toBe(effect);
  });

  it('compares text without regard to case, and nothing else', () => {
    expect(isMet({ setting: 'a', is: ['sgd'], default: null }, 'SGD')).toBe(true);
    expect(isMet({ setting: 'a', is: [0], default: 0 }, '0')).toBe(false);
    expect(isMet({ setting: 'a', isNot: [null, 0], default: null }, 0)).toBe(false);
    expect(isMet({ setting: 'a', above: 0, default: 0 }, 'auto')).toBe(true);
  });
});

describe('common names', () => {
  it.each([
    ['lr', 'learning_rate'],
    ['optim.learning_rate', 'learning_rate'],
    ['encoder_lr', 'learning_rate'],
    ['batchSize', 'batch_size'],
    ['num_epochs', 'epochs'],
    ['attn_dropout', 'dropout'],
    ['grad_clip', 'max_grad_norm'],
    ['random_state', 'seed'],
  ])('%s means %s', (name, meaning) => {
    expect(commonFactOf(name)?.name).toBe(meaning);
  });

  it.each(['lr_scheduler', 'increment', 'gamma', 'alpha', 'train_ratio', 'x'])('%s means nothing', (name) => {
    expect(commonFactOf(name)).toBeNull();
  });
});
