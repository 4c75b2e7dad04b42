import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SafeBound } from '../../../src/core/analysis/analysis';
import { checkSweep } from '../../../src/core/language/check';
import { narrowSweep } from '../../../src/core/nextSweep/narrowSweep';
import { support } from '../../../src/core/sweep/distributions';
import { parseSweepDocument, type SweepDocument } from '../../../src/core/sweep/document';
import { parametersOf } from '../../../src/core/sweep/parameters';
import { readDistribution } from '../../../src/core/sweep/readDistribution';
import { writeNumber } from '../../../src/core/sweep/scalar';
import { corpus } from '../sweep/corpus';

const RANGES = ['uniform', 'int_uniform', 'log_uniform_values', 'q_uniform', 'implied'] as const;
const range = fc
  .record({
    distribution: fc.constantFrom(...RANGES),
    low: fc.integer({ min: 1, max: 400 }),
    width: fc.integer({ min: 1, max: 2000 }),
    unit: fc.constantFrom(1e-7, 0.001, 0.05, 1),
    cut: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ distribution, low, width, unit, cut }) => {
    const isWhole = distribution === 'int_uniform';
    const scale = isWhole ? 1 : unit;
    const [min, max] = [low * scale, (low + width) * scale];
    const [a, b] = [Math.min(...cut), Math.max(...cut)].map((share) =>
      Number((min + share * (max - min)).toPrecision(3)),
    );
    const write = (value: number): string => writeNumber(value, isWhole ? 'int' : 'float');
    const keys = [
      ...(distribution === 'implied' ? [] : [['distribution', distribution] as const]),
      ...(distribution === 'q_uniform' ? [['q', write(scale)] as const] : []),
      ['min', write(min)] as const,
      ['max', write(max)] as const,
    ];
    return { keys, from: { min, max }, to: { min: Math.max(min, a!), max: Math.min(max, b!) } };
  });
const choice = fc
  .record({ size: fc.integer({ min: 1, max: 6 }), kept: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }) })
  .map(({ size, kept }) => {
    const values = ['adam', 'sgd', 'rmsprop', 'lion', 'adagrad', 'lamb'].slice(0, size);
    const left = values.filter((_, i) => kept[i]);
    return { keys: [['values', `[${values.join(', ')}]`] as const], from: { values }, to: { values: left } };
  });
const STYLES = ['block', 'flow', 'json', 'anchor', 'merge', 'comments'] as const;
const body = fc.record({ it: fc.oneof(range, choice), style: fc.constantFrom(...STYLES), isBounded: fc.boolean() });

function write(
  name: string,
  { keys }: { readonly keys: readonly (readonly [string, string])[] },
  style: string,
): string {
  const inBraces = `{${keys.map((pair) => pair.join(': ')).join(', ')}}`;
  const inLines = (comment: string): string => keys.map(([key, value]) => `    ${key}: ${value}${comment}\n`).join('');
  switch (style) {
    case 'flow':
      return `  ${name}: ${inBraces}\n`;
    case 'json':
      return `  "${name}": ${inBraces.replaceAll(/(\w+):/g, '"$1":')}\n`;
    case 'anchor':
      return `  base_${name}: &${name} ${inBraces}\n  ${name}: *${name}\n`;
    case 'merge':
      return `  base_${name}: &${name} ${inBraces}\n  ${name}:\n    <<: *${name}\n`;
    default:
      return `  ${name}: # what it is\n${inLines(style === 'comments' ? ' # why' : '')}`;
  }
}

function drawn(document: SweepDocument): ReadonlyMap<string, unknown> {
  return new Map(
    parametersOf(document.root).map(({ configName, fields }) => {
      const distribution = readDistribution(fields)?.distribution;
      return [
        configName,
        distribution?.kind === 'discrete' ? distribution.values : distribution && support(distribution),
      ];
    }),
  );
}

function errors(document: SweepDocument): number {
  return checkSweep(document, { evidence: null }).filter(({ severity }) => severity === 'error').length;
}

it('narrows files in any style to the bounds asked for, and changes nothing else', { timeout: 120_000 }, () => {
  let [narrowedCount, skippedCount] = [0, 0];
  const property = fc.property(fc.array(body, { minLength: 1, maxLength: 5 }), (bodies) => {
    const text = `method: random\nparameters:\n${bodies.map(({ it, style }, i) => write(`p${String(i)}`, it, style)).join('')}`;
    const bounds = bodies.flatMap(({ it: { from, to }, isBounded }, i): SafeBound[] =>
      isBounded ? [{ parameter: `p${String(i)}`, from, to, reason: 'crashed.' }] : [],
    );
    const before = parseSweepDocument(text);
    const result = narrowSweep(before, bounds);
    const after = parseSweepDocument(result.text);
    const what = `${text}\n---\n${result.text}\n${JSON.stringify(result.skipped)}`;
    expect(after.syntaxErrors, what).toEqual([]);
    expect(errors(after), what).toBeLessThanOrEqual(errors(before));
    expect(
      result.skipped.filter(({ reason }) => !['already-inside', 'outside', 'not-editable'].includes(reason)),
    ).toEqual([]);
    expect(result.text.match(/#.*/g) ?? [], what).toEqual(text.match(/#.*/g) ?? []);
    const [old, now] = [drawn(before), drawn(after)];
    const changed = new Map(result.narrowed.map((one) => [one.parameter, one.to]));
    for (const [name, values] of old) {
      const to = changed.get(name);
      if (to === undefined) expect(now.get(name), what).toEqual(values);
      else if ('values' in to) expect(now.get(name), what).toEqual(to.values);
      else {
        const asked = bounds.find(({ parameter }) => parameter === name)!.to as { min: number; max: number };
        expect(to.min >= asked.min && to.max <= asked.max, what).toBe(true);
        if (text.includes('q_uniform')) continue;
        const found = now.get(name) as { low: number; high: number } | readonly number[];
        expect('low' in found ? [found.low, found.high] : [found[0], found[0]], what).toEqual([to.min, to.max]);
      }
    }
    narrowedCount += result.narrowed.length;
    skippedCount += result.skipped.length;
  });
  fc.assert(property, { seed: 20261122, numRuns: Number(process.env.FUZZ_RUNS ?? 300) });
  expect(narrowedCount).toBeGreaterThan(100);
  expect(skippedCount).toBeGreaterThan(10);
});

it('never makes a file of the corpus worse, whatever bounds are asked for', { timeout: 120_000 }, () => {
  let count = 0;
  for (const { text } of corpus) {
    const before = parseSweepDocument(text);
    const bounds = parametersOf(before.root).flatMap(({ configName, fields }): SafeBound[] => {
      const distribution = readDistribution(fields)?.distribution;
      const ends = distribution && distribution.kind !== 'discrete' ? support(distribution) : null;
      if (distribution?.kind === 'discrete') {
        const to = { values: distribution.values.slice(1) };
        return [{ parameter: configName, from: { values: distribution.values }, to, reason: '' }];
      }
      if (ends === null || !Number.isFinite(ends.high - ends.low)) return [];
      const [min, max] = [ends.low, ends.high];
      return [{ parameter: configName, from: { min, max }, to: { min, max: (min + max) / 2 }, reason: '' }];
    });
    const after = narrowSweep(before, bounds.slice(0, 12));
    count += after.narrowed.length;
    const read = parseSweepDocument(after.text);
    expect(read.syntaxErrors.length, after.text).toBeLessThanOrEqual(before.syntaxErrors.length);
    expect(errors(read), `${text}\n---\n${after.text}`).toBeLessThanOrEqual(errors(before));
  }
  expect(count).toBeGreaterThan(100);
});
