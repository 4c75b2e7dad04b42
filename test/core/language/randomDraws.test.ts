import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import type { Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { DISTRIBUTIONS } from '../../../src/core/sweep/keys';
import { sampleSweep } from '../../../src/core/sweep/sample';
import { applyEdits } from '../../../src/core/text';

// Bodies that random edits of good files hardly ever come to: any distribution with any arguments, sound or not.
const NAMES = [
  'lr',
  'dropout',
  'momentum',
  'weight_decay',
  'batch_size',
  'epochs',
  'seed',
  'x',
  'm.hidden_size',
  'use_x',
];
const distribution = fc.constantFrom(
  ...[...DISTRIBUTIONS.map(({ name }) => name), 'Uniform', 'loguniform', 'choice', 'randint', 'quniform'],
);
const number = fc.constantFrom(
  ...['0', '1', '2', '0.0', '1.0', '0.5', '-1', '-0.1', '1.0e-5', '1e-5', '0.1', '100', '1000', '16', '10', '3', '7'],
  ...['-9.2', '0.3', '0.25', '800', '1.5', '.inf', '.nan', '"0.1"'],
);
const list = (of: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.array(of, { maxLength: 5 }).map((items) => `values: [${items.join(', ')}]`);
const argument = fc
  .tuple(fc.constantFrom('min', 'max', 'mu', 'sigma', 'q', 'a', 'b'), number)
  .map((pair) => pair.join(': '));
const stray = fc.constantFrom('probabilities: [0.5, 0.5]', 'value: 3', 'desc: x', 'max: 2 # c', '# c');

const typical = fc
  .record({ name: distribution, low: number, high: number, q: fc.option(number), reversed: fc.boolean() })
  .map(({ name, low, high, q, reversed }) => {
    const [first, second] = name.includes('normal')
      ? ['mu', 'sigma']
      : name.endsWith('beta')
        ? ['a', 'b']
        : ['min', 'max'];
    const keys = [
      `distribution: ${name}`,
      `${first}: ${low}`,
      `${second}: ${high}`,
      ...(q === null ? [] : [`q: ${q}`]),
    ];
    return reversed ? keys.reverse() : keys;
  });
const implied = fc.tuple(number, number).map(([low, high]) => [`min: ${low}`, `max: ${high}`]);
const odd = fc.array(
  fc.oneof(
    argument,
    argument,
    distribution.map((name) => `distribution: ${name}`),
    list(number),
    stray,
  ),
  {
    minLength: 1,
    maxLength: 5,
  },
);
const body = fc.oneof(
  typical,
  implied,
  odd,
  list(number).map((values) => [values]),
);
const parameter = fc.tuple(fc.constantFrom(...NAMES), body, fc.boolean()).map(([name, keys, flow]) => {
  if (!flow) return `  ${name}:\n${keys.map((key) => `    ${key}\n`).join('')}`;
  return `  ${name}: {${keys.filter((key) => !key.includes('#')).join(', ')}}\n`;
});
const TOPS = [
  '',
  'run_cap: 2\n',
  'early_terminate: {type: hyperband, min_iter: 3}\nmetric: {name: a, goal: minimize}\n',
];
const file = fc
  .record({
    method: fc.constantFrom('grid', 'random', 'bayes'),
    top: fc.constantFrom(...TOPS),
    parameters: fc.array(parameter, { minLength: 1, maxLength: 3 }),
    crlf: fc.boolean(),
  })
  .map(({ method, top, parameters, crlf }) => {
    const text = `method: ${method}\n${top}parameters:\n${parameters.join('')}`;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  });

const check = (text: string): readonly Problem[] => checkSweep(parseSweepDocument(text), { evidence: null });
const errors = (problems: readonly Problem[]): number => problems.filter(({ severity }) => severity === 'error').length;
const same = (problems: readonly Problem[], { code, message, path }: Problem): number =>
  problems.filter((one) => one.code === code && one.message === message && one.path.join() === path.join()).length;

describe('random distributions', () => {
  it('never break a rule about draws, its fixes, or the sampling', { timeout: 120_000 }, () => {
    const fixed = new Set<string>();
    const property = fc.property(file, (text) => {
      const before = check(text);
      for (const problem of before.filter(({ code }) => /^[DGR]/.test(code))) {
        for (const fix of problem.fixes) {
          fixed.add(problem.code);
          const after = applyEdits(text, fix.edits);
          const what = `${problem.code} ${fix.title}\n--- before\n${text}\n--- after\n${after}\n---`;
          expect(same(check(after), problem), what).toBeLessThan(same(before, problem));
          expect(errors(check(after)), what).toBeLessThanOrEqual(
            errors(before) - (problem.severity === 'error' ? 1 : 0),
          );
          expect(parseSweepDocument(after).syntaxErrors, what).toEqual(parseSweepDocument(text).syntaxErrors);
        }
      }
      const samples = sampleSweep(parseSweepDocument(text), { count: 3, seed: 1 });
      if (samples.ok) expect(samples.value.rows.length).toBeGreaterThan(0);
      else expect(samples.error).toMatch(/\.$/);
    });
    fc.assert(property, { seed: 20261122, numRuns: Number(process.env.FUZZ_RUNS ?? 300) });
    // Guards the test itself: most rules about draws have to have been repaired.
    expect([...fixed].sort()).toEqual(
      expect.arrayContaining(['D01', 'D04', 'D06', 'D09', 'D12', 'D13', 'G01', 'R01', 'R04']),
    );
  });
});
