import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { determinedFix, firstFixOf, fixAll, type Check } from '../../../src/core/language/fixAll';
import type { Fix, Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument, type SweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { corpus } from '../sweep/corpus';

const check: Check = (document) => checkSweep(document, { evidence: null });
const sweep = (...parameters: string[]): string => `method: random\nparameters:\n${parameters.join('\n')}\n`;

function problem(fixes: readonly Fix[], code = 'P01'): Problem {
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return { code, name: '', severity: 'error', message: '', path: [], range, fixes };
}
/** A check that finds each of `words` and would replace it. */
const replacing =
  (words: Readonly<Record<string, string>>): Check =>
  (document) =>
    Object.entries(words).flatMap(([word, newText]) => {
      const start = document.text.indexOf(word);
      const range = document.rangeOf({ start, end: start + word.length });
      return start < 0 ? [] : [problem([{ title: word, edits: [{ range, newText }] }])];
    });
const fixed = (text: string, by: Check): { text: string; count: number; edits: number } => {
  const { edits, count } = fixAll(parseSweepDocument(text), by);
  return { text: applyEdits(text, edits), count, edits: edits.length };
};

describe('fix all', () => {
  it('repairs everything that has one determined repair', () => {
    const text = sweep('  a: {min: 3.0, max: 1.0}  # kept', '  b: {min: 2, max: 1}', '  c: {min: 0.0, max: 1.0}');
    expect(fixed(text, (document) => check(document).filter(({ code }) => code === 'P01'))).toEqual({
      text: sweep('  a: {min: 1.0, max: 3.0}  # kept', '  b: {min: 1, max: 2}', '  c: {min: 0.0, max: 1.0}'),
      count: 2,
      edits: 4,
    });
  });

  it('leaves what has several repairs, or only suggestions, to the person', () => {
    const fix = (title: string): Fix => ({ title, edits: [] });
    expect(determinedFix(problem([fix('a')]))).toEqual(fix('a'));
    expect(determinedFix(problem([fix('a'), fix('b')]))).toBeNull();
    expect(determinedFix(problem([{ ...fix('a'), isSuggestion: true }]))).toBeNull();
    expect(determinedFix(problem([fix('a'), { ...fix('b'), isSuggestion: true }]))).toEqual(fix('a'));
    expect(determinedFix(problem([]))).toBeNull();
    expect(firstFixOf('P01')(problem([fix('a'), fix('b')]))).toEqual(fix('a'));
    expect(firstFixOf('P02')(problem([fix('a')]))).toBeNull();
  });

  it('fixes all of one kind by the likeliest fix of each', () => {
    const text = sweep('  a: [1, 3, 5]', '  b: [x, y]', '  c: {min: 3.0, max: 1.0}');
    const { edits, count } = fixAll(parseSweepDocument(text), check, firstFixOf('P03'));
    expect(count).toBe(2);
    expect(applyEdits(text, edits)).toBe(
      sweep('  a: {values: [1, 3, 5]}', '  b: {values: [x, y]}', '  c: {min: 3.0, max: 1.0}'),
    );
  });

  it('repairs in rounds what touches, and what comes to light', () => {
    expect(fixed('ab', replacing({ a: 'x', b: 'y' }))).toEqual({ text: 'xy', count: 2, edits: 1 });
    expect(fixed('a: 1\nb: 2', replacing({ a: 'bb', bb: 'ccc', ccc: 'd' }))).toEqual({
      text: 'd: 1\nb: 2',
      count: 3,
      edits: 1,
    });
  });

  it('never applies a fix to a text that another one has changed', () => {
    expect(fixed('abcd', replacing({ abc: 'x', cd: 'y' }))).toEqual({ text: 'xd', count: 1, edits: 1 });
    expect(fixed('abcd', replacing({ cd: 'y', abc: 'x' }))).toEqual({ text: 'aby', count: 1, edits: 1 });
  });

  it('ends where fixes undo each other, and where there is no end', () => {
    expect(fixed('a', replacing({ a: 'b', b: 'a' })).count).toBe(1);
    const growing = fixed('a', replacing({ a: 'aa' }));
    expect(growing).toEqual({ text: 'a'.repeat(11), count: 10, edits: 1 });
  });

  it('does not make a file unreadable', () => {
    expect(fixed('a: [1]', replacing({ ']': '' }))).toEqual({ text: 'a: [1]', count: 0, edits: 0 });
  });

  it('gives edits of the original text that lead to the same text, whatever the rounds do', () => {
    const edit = fc.record({
      at: fc.nat({ max: 40 }),
      length: fc.nat({ max: 6 }),
      newText: fc.stringMatching(/^[a-f]{0,4}$/),
    });
    const rounds = fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.stringMatching(/^[a-f]{0,30}$/), rounds, (text, planned) => {
        let round = 0;
        let last: SweepDocument | undefined;
        const { edits } = fixAll(parseSweepDocument(text), (document) => {
          last = document;
          return (planned[round++] ?? []).map(({ at, length, newText }) => {
            const start = Math.min(at, document.text.length);
            const range = document.rangeOf({ start, end: Math.min(start + length, document.text.length) });
            return problem([{ title: '', edits: [{ range, newText }] }]);
          });
        });
        // The last round either found nothing, or was given up because it led back to an earlier text.
        if (round > planned.length) expect(applyEdits(text, edits)).toBe(last?.text);
        for (let i = 1; i < edits.length; i++) {
          expect(edits[i]!.range.start.character).toBeGreaterThan(edits[i - 1]!.range.end.character);
        }
      }),
      { seed: 20261122, numRuns: 3000 },
    );
  });

  it(
    'leaves no determined fix in the corpus, adds no error, and does nothing the second time',
    { timeout: 60_000 },
    () => {
      const errors = (document: SweepDocument): number =>
        check(document).filter(({ severity }) => severity === 'error').length;
      let repaired = 0;
      for (const { name, text } of corpus) {
        const document = parseSweepDocument(text);
        const { edits, count } = fixAll(document, check);
        if (count === 0) continue;
        repaired++;
        const after = parseSweepDocument(applyEdits(text, edits));
        expect(after.syntaxErrors.length, name).toBeLessThanOrEqual(document.syntaxErrors.length);
        expect(errors(after), name).toBeLessThanOrEqual(errors(document));
        expect(fixAll(after, check).count, name).toBe(0);
      }
      expect(repaired).toBeGreaterThan(0);
    },
  );
});
