import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/core/runs/run';
import { createJsonDocument } from '../../../src/core/sources/jsonDocument';

/** The elements of a list with their lines, and what is said at the end, from a text in pieces of one size. */
function readInPieces(text: string, size: number): unknown {
  const elements: (readonly [Value, number])[] = [];
  const document = createJsonDocument('runs', (value, line) => elements.push([value, line]));
  for (let at = 0; at < text.length; at += size) document.push(text.slice(at, at + size));
  return { elements, end: document.end() };
}

// What parts two elements also stands in texts, and between the objects of a nested list.
const TEXT = fc.constantFrom('},{', '}, {', '},\n{', '}', '"', '\\', 'x', '');
const RUN = fc.dictionary(
  fc.constantFrom('id', 'a', '__x', '},{'),
  fc.oneof(
    { weight: 4, arbitrary: fc.oneof(TEXT, fc.integer()) },
    { weight: 1, arbitrary: fc.array(fc.dictionary(TEXT, fc.integer(), { maxKeys: 2 }), { maxLength: 3 }) },
  ),
  { maxKeys: 3 },
);
const JOINT = fc.constantFrom(',', ', ', ',\n', '\n ,\n  ');

describe('a list whose elements are written alike', () => {
  it('has the same elements, on the same lines, as character by character', () => {
    fc.assert(
      fc.property(fc.array(RUN, { minLength: 1, maxLength: 12 }), JOINT, (runs, joint) => {
        const text = `[${runs.map((run) => JSON.stringify(run)).join(joint)}]`;
        const whole = readInPieces(text, text.length);
        expect(whole).toEqual(readInPieces(text, 1));
        expect((whole as { elements: readonly [Value, number][] }).elements.map(([value]) => value)).toEqual(runs);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('has the same mistake, in the same place', () => {
    const place = fc.nat({ max: 400 });
    fc.assert(
      fc.property(fc.array(RUN, { minLength: 3, maxLength: 12 }), JOINT, place, TEXT, (runs, joint, at, wrong) => {
        const text = `[${runs.map((run) => JSON.stringify(run)).join(joint)}]`;
        const broken = text.slice(0, at) + wrong + text.slice(at + 1);
        expect(readInPieces(broken, broken.length)).toEqual(readInPieces(broken, 1));
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});
