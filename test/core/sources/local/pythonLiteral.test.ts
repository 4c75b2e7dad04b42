import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePythonLiteral } from '../../../../src/core/sources/local/pythonLiteral';

const valueOf = (text: string): unknown => parsePythonLiteral(text)?.value;

describe('parsePythonLiteral', () => {
  it('reads what repr prints', () => {
    // Printed by Python 3.11: repr of the same values.
    expect(
      valueOf(
        `{'lr0': 1e-05, 'n': -3, 'big': 1_000, 'amp': True, 'note': None, 'x': nan, 'y': -inf, 'b': [0.937, [1, 2]], 't': (1,), 'e': {}, "it's": 'a "b" \\n\\x1b\\u20ac\\\\', 1: 'one', 's': {1, 2}}`,
      ),
    ).toEqual({
      lr0: 1e-5,
      n: -3,
      big: 1000,
      amp: true,
      note: null,
      x: NaN,
      y: -Infinity,
      b: [0.937, [1, 2]],
      t: [1],
      e: {},
      "it's": 'a "b" \n\u001b€\\',
      1: 'one',
      s: [1, 2],
    });
  });

  it('keeps what is no literal as its source', () => {
    expect(
      valueOf(
        "{'p': PosixPath('/a, b'), 'd': device(type='cuda', index=0), 'f': <function f at 0x7f>, 'np': np.float64(0.25), 'z': 1}",
      ),
    ).toEqual({
      p: "PosixPath('/a, b')",
      d: "device(type='cuda', index=0)",
      f: '<function f at 0x7f>',
      np: 0.25,
      z: 1,
    });
  });

  it('stops behind the value', () => {
    expect(parsePythonLiteral("x {'a': 1} rest", 2)).toEqual({ value: { a: 1 }, end: 10 });
  });

  it.each(["{'a': 1", "{'a", '[1, 2', "{'a' 1}", '', '{'.repeat(1000)])('gives nothing for %j', (text) => {
    expect(parsePythonLiteral(text)).toBeNull();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[{}[\]()<>'",:\\xuU 01.eENonTr-]*$/), (text) => {
        const parsed = parsePythonLiteral(text);
        expect(parsed === null || parsed.end <= text.length).toBe(true);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });
});
