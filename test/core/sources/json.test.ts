import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../../src/core/sources/json';

const valueOf = (text: string): unknown => {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : parsed.error;
};

describe('parseJson', () => {
  it('reads bare NaN and infinities, as Python writes them, and leaves texts alone', () => {
    expect(valueOf('{"a": NaN, "b": [Infinity, -Infinity], "c": "NaN, Infinity", "d": "\\"NaN"}')).toEqual({
      a: NaN,
      b: [Infinity, -Infinity],
      c: 'NaN, Infinity',
      d: '"NaN',
    });
    expect(valueOf('NaN')).toBeNaN();
  });

  it('takes __proto__ for a name, on both paths', () => {
    for (const text of ['{"__proto__": {"x": 1}}', '{"__proto__": {"x": 1}, "n": NaN}']) {
      const value = valueOf(text) as object;
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect(Object.entries(value)[0]).toEqual(['__proto__', { x: 1 }]);
    }
  });

  it.each([
    ['', 1, 'expected a value, found the end'],
    ['{"a": 1,}', 1, "expected a text in double quotes, found '}'"],
    ['[1,\n2\n 3]', 3, "expected ',' or ']', found '3]'"],
    ['{"a": 01}', 1, "expected ',' or '}', found '1}'"],
    ['[NaN] x', 1, "expected the end, found 'x'"],
    ['["a\nb", NaN]', 1, 'a text holds a control character or a wrong escape'],
    ['{"a" 1}', 1, "expected ':', found '1}'"],
  ])('says where %j is wrong', (text, line, message) => {
    expect(valueOf(text)).toMatchObject({ line, message });
  });

  it('refuses bottomless nesting without running out of stack', () => {
    expect(valueOf('['.repeat(100_000))).toMatchObject({ message: 'lists and objects are nested too deeply' });
    expect(valueOf('['.repeat(100_000) + ']'.repeat(100_000))).toMatchObject({ line: 1 });
  });

  it('agrees with JSON.parse on all JSON, and never throws', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        // A NaN in the list sends it through the own parser.
        expect(valueOf(`[${text}, NaN]`)).toEqual([JSON.parse(text), NaN]);
      }),
      { seed: 2, numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[{}[\]",:\\ \n0-1.eENaInfity]*$/), (text) => {
        const parsed = parseJson(text);
        expect(parsed.ok || parsed.error.line >= 1).toBe(true);
      }),
      { seed: 2, numRuns: 1000 },
    );
  });
});
