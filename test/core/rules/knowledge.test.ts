import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import type { Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { corpus } from '../sweep/corpus';

/** Problems about knowledge of frameworks, of parameters written at the top level. */
function check(parameters: string, head = 'method: random\n'): readonly Problem[] {
  const lines = parameters.split('\n').map((line) => `  ${line}`);
  const document = parseSweepDocument(`${head}parameters:\n${lines.join('\n')}\n`);
  return checkSweep(document, { evidence: null }).filter(({ code }) => code.startsWith('K'));
}
const shown = (problems: readonly Problem[]) => problems.map(({ code, severity }) => `${code} ${severity}`);
const XGBOOST =
  'gamma: {value: 0.1}\nmax_depth: {value: 6}\nn_estimators: {value: 100}\nmin_child_weight: {value: 1}\n';
const PPO = 'clip_range: {value: 0.2}\nn_steps: {value: 2048}\nent_coef: {value: 0.0}\n';
const SVM = 'C: {value: 1.0}\ncoef0: {value: 0.0}\n';

describe('K03', () => {
  it.each([
    [
      'subsample: {min: 0.5, max: 1.2}',
      'subsample up to 1.2: 29 % of the draws fall above 1, but XGBoost takes only values above 0 and up to 1.',
      ['parameters', 'subsample', 'max'],
      'Set max to 1.0',
    ],
    [
      'subsample: {values: [0, 0.5, 1.0]}',
      'subsample: 1 of the 3 values lies at or below 0, but XGBoost takes only values above 0 and up to 1.',
      ['parameters', 'subsample', 'values'],
      'Leave out 0',
    ],
    [
      'eta: {distribution: normal, mu: 0.5, sigma: 0.5}',
      'eta: 32 % of the draws fall outside 0–1, but XGBoost takes only 0 to 1.',
      ['parameters', 'eta', 'sigma'],
      undefined,
    ],
    [
      'reg_lambda: {value: -1}',
      'reg_lambda is fixed to -1, below 0, but XGBoost takes only values of 0 or more.',
      ['parameters', 'reg_lambda', 'value'],
      undefined,
    ],
    [
      'max_bin: {min: 0, max: 255}',
      'max_bin from 0: less than 1 % of the draws fall below 2, but XGBoost takes only values of 2 or more.',
      ['parameters', 'max_bin', 'min'],
      'Set min to 2',
    ],
  ])('warns of %s', (text, message, path, fix) => {
    const problems = check(XGBOOST + text);
    expect(shown(problems)).toEqual(['K03 warning']);
    expect(problems[0]).toMatchObject({ message, path });
    expect(problems[0]!.fixes[0]?.title).toBe(fix);
  });

  it('steps over an end that is not taken, in whole numbers', () => {
    const [problem] = check('num_leaves: {min: 1, max: 64}\nlambda_l1: {value: 0.0}');
    expect(problem?.message).toContain('fall at or below 1, but LightGBM takes only values above 1 and up to 131072');
    expect(problem?.fixes[0]?.title).toBe('Set min to 2');
  });

  it.each([
    ['the ends that are taken', `${XGBOOST}eta: {min: 0.0, max: 1.0}`],
    ['an end that is not taken, but never drawn either', `${XGBOOST}subsample: {min: 0.0, max: 1.0}`],
    [
      'a distribution that hardly ever leaves the range',
      `${XGBOOST}rate_drop: {distribution: normal, mu: 0.5, sigma: 0.1}`,
    ],
    ['text among the values', `${SVM}kernel: {value: rbf}\ngamma: {values: [scale, -1]}`],
    ['a framework that is not known', 'subsample: {min: 0.0, max: 2.0}\nmax_depth: {min: -5, max: 0}'],
    ['exponents that D02 is about', `${XGBOOST}eta: {distribution: log_uniform, min: 0.01, max: 0.3}`],
  ])('is silent for %s', (_, text) => {
    expect(shown(check(text)).filter((problem) => problem.startsWith('K03'))).toEqual([]);
  });
});

describe('K01', () => {
  it('says who searches where', () => {
    const [problem] = check(`${PPO}learning_rate: {distribution: log_uniform_values, min: 1.0e-5, max: 0.02}`);
    expect(problem).toMatchObject({ code: 'K01', severity: 'info' });
    expect(problem?.message).toBe(
      'learning_rate from 0.00001 to 0.02: 30 % of the draws fall outside 0.00001–0.002, where the RL Zoo searches (default 0.0003).',
    );
    expect(problem?.fixes).toMatchObject([{ title: 'Set max to 0.002', isSuggestion: true }]);
  });

  it('leaves to K03 what is refused', () => {
    expect(shown(check(`${PPO}gamma: {min: 0.9, max: 1.5}`))).toEqual(['K03 warning']);
    expect(shown(check(`${PPO}gamma: {min: 0.5, max: 0.99}`))).toEqual(['K01 info']);
  });
});

describe('K02', () => {
  it.each([
    [`${XGBOOST}booster: {value: gbtree}\nrate_drop: {min: 0.0, max: 0.5}`, 'rate_drop', 'XGBoost', 'booster: gbtree'],
    [`${SVM}kernel: {value: linear}\ngamma: {min: 0.01, max: 1.0}`, 'gamma', 'scikit-learn’s SVM', 'kernel: linear'],
    [
      `${PPO}use_sde: {value: false}\nsde_sample_freq: {values: [4, 8]}`,
      'sde_sample_freq',
      'Stable-Baselines3 PPO',
      'use_sde: false',
    ],
    [
      'num_leaves: {value: 31}\nlambda_l1: {value: 0.1}\nsubsample_freq: {value: 0}\nsubsample: {min: 0.5, max: 1.0}',
      'subsample',
      'LightGBM',
      'bagging_freq: 0',
    ],
    [
      'per_device_train_batch_size: {value: 8}\nlearning_rate: {value: 5.0e-5}\nwarmup_steps: {value: 500}\nwarmup_ratio: {min: 0.0, max: 0.2}',
      'warmup_ratio',
      'Hugging Face Trainer',
      'warmup_steps: 500',
    ],
  ])('%#', (text, name, framework, condition) => {
    const problems = check(text);
    expect(shown(problems)).toEqual(['K02 info']);
    expect(problems[0]!.message).toBe(`${name} has no effect: ${framework} ignores it with ${condition}.`);
    expect(problems[0]!.path).toEqual(['parameters', name]);
  });

  it('is silent where the other setting varies, is not given, or is as needed', () => {
    for (const booster of ['booster: {values: [gbtree, dart]}', 'x: {value: 1}', 'booster: {value: dart}']) {
      expect(shown(check(`${XGBOOST}${booster}\nrate_drop: {min: 0.0, max: 0.5}`))).toEqual([]);
    }
  });
});

describe('the corpus', () => {
  it('has nothing in valid files that frameworks would mind', () => {
    const found = corpus
      .filter(({ group }) => group === 'valid')
      .flatMap(({ name, text }) =>
        checkSweep(parseSweepDocument(text), { evidence: null })
          .filter(({ code }) => code.startsWith('K'))
          .map(({ code, message }) => `${name} ${code}: ${message}`),
      );
    expect(found).toEqual([]);
  });
});
