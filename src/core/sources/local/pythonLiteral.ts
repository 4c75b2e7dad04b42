import type { Value } from '../../runs/run';
import { setOwn } from '../json';

/** A value and the offset behind it. */
export interface ParsedLiteral {
  readonly value: Value;
  readonly end: number;
}

const MAX_DEPTH = 200;
const NUMBER = /[-+]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?(?![\w.])/y;
const NUMPY_NUMBER = /(?:np|numpy)\.(?:float|int|uint)\d*\(([^()]*)\)/y;
const WORDS: readonly (readonly [RegExp, Value])[] = [
  [/None\b/y, null],
  [/True\b/y, true],
  [/False\b/y, false],
  [/nan\b/y, NaN],
  [/inf\b/y, Infinity],
  [/-inf\b/y, -Infinity],
];
const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/**
 * Parses what Python's `repr` prints for a value made of dicts, lists, tuples, texts, numbers, `None` and booleans,
 * starting at `start`. Anything else inside, such as `PosixPath('/data')`, becomes its own source text. `null` where
 * the text ends before the value does.
 */
export function parsePythonLiteral(text: string, start = 0): ParsedLiteral | null {
  let offset = start;

  const skipSpace = (): void => {
    while (offset < text.length && ' \t\r\n'.includes(text[offset]!)) offset++;
  };

  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = offset;
    return pattern.exec(text);
  };

  const parseText = (): string | null => {
    const quote = text[offset]!;
    let result = '';
    for (offset++; offset < text.length; offset++) {
      const char = text[offset]!;
      if (char === quote) return (offset++, result);
      if (char !== '\\') {
        result += char;
        continue;
      }
      const code = match(/\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/y);
      if (code === null) {
        const next = text[++offset] ?? '';
        result += SIMPLE_ESCAPES[next] ?? `\\${next}`;
      } else {
        const point = parseInt(code[1] ?? code[2] ?? code[3]!, 16);
        result += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
        offset += code[0].length - 1;
      }
    }
    return null;
  };

  /** The source of something that is no literal, up to the comma or bracket that ends it. */
  const parseOther = (): string | null => {
    const from = offset;
    let depth = 0;
    while (offset < text.length) {
      const char = text[offset]!;
      if (char === "'" || char === '"') {
        if (parseText() === null) return null;
        continue;
      }
      if ('([{<'.includes(char)) depth++;
      else if (depth === 0 && ',)]}:'.includes(char)) break;
      else if (')]}>'.includes(char)) depth = Math.max(0, depth - 1);
      offset++;
    }
    return offset > from ? text.slice(from, offset).trimEnd() : null;
  };

  const parseSequence = (close: string, depth: number): Value | undefined => {
    const items: Value[] = [];
    for (offset++; ; offset++) {
      skipSpace();
      if (text[offset] === close) return (offset++, items);
      const item = parseValue(depth);
      if (item === undefined) return undefined;
      items.push(item);
      skipSpace();
      if (text[offset] === close) return (offset++, items);
      if (text[offset] !== ',') return undefined;
    }
  };

  /** A dict; a set reads as a list. */
  const parseBraces = (depth: number): Value | undefined => {
    const result: Record<string, Value> = {};
    const opening = offset;
    for (offset++; ; offset++) {
      skipSpace();
      if (text[offset] === '}') return (offset++, result);
      const key = parseValue(depth);
      if (key === undefined) return undefined;
      skipSpace();
      if (text[offset] !== ':') {
        offset = opening;
        return parseSequence('}', depth);
      }
      offset++;
      const value = parseValue(depth);
      if (value === undefined) return undefined;
      setOwn(result, keyText(key), value);
      skipSpace();
      if (text[offset] === '}') return (offset++, result);
      if (text[offset] !== ',') return undefined;
    }
  };

  const parseValue = (depth: number): Value | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    skipSpace();
    const first = text[offset];
    if (first === undefined) return undefined;
    if (first === '{') return parseBraces(depth + 1);
    if (first === '[') return parseSequence(']', depth + 1);
    if (first === '(') return parseSequence(')', depth + 1);
    if (first === "'" || first === '"') return parseText() ?? undefined;
    for (const [pattern, value] of WORDS) {
      const word = match(pattern);
      if (word !== null) return ((offset += word[0].length), value);
    }
    const number = match(NUMBER);
    if (number !== null) return ((offset += number[0].length), Number(number[0].replaceAll('_', '')));
    const numpy = match(NUMPY_NUMBER);
    if (numpy !== null) return ((offset += numpy[0].length), parsePythonLiteral(numpy[1]!)?.value ?? numpy[0]);
    return parseOther() ?? undefined;
  };

  const value = parseValue(0);
  return value === undefined ? null : { value, end: offset };
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  return key === null ? 'None' : JSON.stringify(key);
}
