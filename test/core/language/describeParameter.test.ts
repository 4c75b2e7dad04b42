import { describe, expect, it } from 'vitest';
import { describeParameter } from '../../../src/core/language/describeParameter';
import { createContext } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';

/** What the hover says of the last parameter, paragraph by paragraph. */
function described(parameters: string): readonly string[] {
  const lines = parameters.split('\n').map((line) => `  ${line}`);
  const document = parseSweepDocument(`method: random\nparameters:\n${lines.join('\n')}\n`);
  const context = createContext(document, { evidence: null });
  return describeParameter(context.parameters.at(-1)!, context).split('\n\n');
}

const XGBOOST = 'gamma: {value: 0.1}\nn_estimators: {value: 100}\nmin_child_weight: {value: 1}\n';

describe('what frameworks know of a parameter', () => {
  it('is the default, where people search and what is taken', () => {
    const paragraphs = described(`${XGBOOST}colsample_bytree: {min: 0.5, max: 1.0}`);
    expect(paragraphs[0]).toBe('**`colsample_bytree`** – Share of the columns drawn for each tree.');
    expect(paragraphs[1]).toBe(
      'Default `1` · usual range 0.01–1 (where FLAML searches) · takes values above 0 and up to 1',
    );
    expect(paragraphs.at(-1)).toBe('[XGBoost 1.6](https://xgboost.readthedocs.io/en/stable/parameter.html)');
  });

  it('is the setting that it depends on, or that it has no effect', () => {
    expect(described(`${XGBOOST}rate_drop: {min: 0.0, max: 0.5}`)).toContain(
      'It has an effect only with `booster: dart` (the default is `gbtree`).',
    );
    expect(described(`${XGBOOST}booster: {value: gbtree}\nrate_drop: {min: 0.0, max: 0.5}`)).toContain(
      'rate\\_drop has no effect\\: XGBoost ignores it with booster\\: gbtree\\.',
    );
  });

  it('is no default where there is no single one', () => {
    expect(
      described(
        'gamma: {value: 0.1}\nsubsample: {value: 1}\nmin_child_weight: {value: 1}\nn_estimators: {min: 10, max: 500}',
      )[1],
    ).toBe('No single default · takes values of 1 or more');
  });
});

describe('what a name alone tells', () => {
  it('is its meaning, and its usual range where one is known', () => {
    expect(described('lr: {distribution: log_uniform_values, min: 0.0001, max: 0.1}').slice(0, 3)).toEqual([
      '**`lr`** – Step size of the optimizer.',
      'Usual: 0.000001–1, the range that Bengio (2012, arXiv:1206.5533) gives for usual networks.',
      expect.stringMatching(/^Best searched by orders of magnitude/),
    ]);
    expect(described('dropout: {values: [0.1, 0.2]}')).toEqual([
      '**`dropout`** – Probability that a unit is dropped in training.',
      'Draws one of `0.1`, `0.2`.',
    ]);
    expect(described('lr: {parameters: {a: {value: 1}}}').at(-1)).toBe('Always `1`.');
  });

  it('gives way to what the framework says of it', () => {
    expect(described(`${XGBOOST}learning_rate: {min: 0.01, max: 0.3}`)[0]).not.toContain('Step size of the optimizer');
  });
});

describe('what is drawn', () => {
  it('has bounds that are not rounded away', () => {
    // exp(0.0001) = 1.000100005, exp(0.1) = 1.105170918.
    expect(described('x: {distribution: log_uniform, min: 0.0001, max: 0.1}')[1]).toMatch(
      /^Draws `log_uniform` from 1\.0001 to 1\.1052: /,
    );
  });
});
