import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { fixAll } from '../../../src/core/language/fixAll';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { corpus } from '../sweep/corpus';

const TEXTS = corpus.map(({ text }) => text);
const SNIPPETS = [
  ...['\n', '\n  ', ' ', ': ', '- ', '[', ']', '{', '}', ',', '"', '#', ' # c', '&a ', '*a', '<<: *a', '🔥', '\r\n'],
  ...['1e-5', '0.5', '3', 'null', 'min: 2', 'max: 1', 'a: [1, 2]', 'b:', 'c: 0.1', 'parameters:', 'values: [1, 2]'],
  ...['goal: max', 'metod: random', 'method: grid', 'distribution: loguniform', '"0.1"', '{min: 1, max: 1}', 'min:3'],
];
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  deleted: fc.oneof(fc.constant(0), fc.nat({ max: 12 })),
  inserted: fc.constantFrom('', ...SNIPPETS),
});

it('fix all never leaves a file worse than it was, whatever the fixes do together', { timeout: 120_000 }, () => {
  let repaired = 0;
  const property = fc.property(fc.constantFrom(...TEXTS), fc.array(edit, { maxLength: 4 }), (original, edits) => {
    const text = edits.reduce((before, { at, deleted, inserted }) => {
      const start = Math.floor(at * before.length);
      return before.slice(0, start) + inserted + before.slice(start + deleted);
    }, original);
    const check = (document: ReturnType<typeof parseSweepDocument>) => checkSweep(document, { evidence: null });
    const errors = (source: string): number =>
      check(parseSweepDocument(source)).filter(({ severity }) => severity === 'error').length;
    const document = parseSweepDocument(text);
    const { edits: repairs, count } = fixAll(document, check);
    repaired += count;
    const fixed = applyEdits(text, repairs);
    const what = `--- before\n${text}\n--- after\n${fixed}\n---`;
    expect(parseSweepDocument(fixed).syntaxErrors.length, what).toBeLessThanOrEqual(document.syntaxErrors.length);
    expect(errors(fixed), what).toBeLessThanOrEqual(errors(text));
  });
  fc.assert(property, { seed: 20261122, numRuns: Number(process.env.FUZZ_RUNS ?? 600) });
  expect(repaired).toBeGreaterThan(100);
});
