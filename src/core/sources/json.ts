import { fail, ok, type Result } from '../ports';
import type { Value } from '../runs/run';

/** Why a text is not JSON, and where: `line` counts from 1. `isCut`: it is right as far as it goes, and ends too early. */
export interface JsonError {
  readonly message: string;
  readonly line: number;
  readonly isCut: boolean;
}

/** Deeper nesting than any tool writes is refused, so that later recursive walks cannot run out of stack. */
const MAX_DEPTH = 500;

/**
 * Parses JSON as Python's `json` module writes it: bare `NaN`, `Infinity` and `-Infinity` are numbers. A key called
 * `__proto__` is an ordinary own key. Never throws. `depth`: no bracket is deeper, where a caller has counted them; each
 * of them needs another one to close it.
 */
export function parseJson(text: string, depth = text.length / 2): Result<Value, JsonError> {
  try {
    const value = JSON.parse(text) as Value;
    if (depth < MAX_DEPTH || isShallow(value, MAX_DEPTH)) return ok(value);
  } catch {
    // Not strict JSON: the parser below knows NaN, and says where an error is.
  }
  return parseWithNonFinite(text);
}

/** Sets an own property, also for `__proto__`, which an assignment would take for the prototype. */
export function setOwn(target: Record<string, Value>, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}

function isShallow(value: Value, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  const items = value as Readonly<Record<string, Value>>;
  // Every text of ten thousand runs passes here: no list of values is made. What JSON.parse makes inherits nothing.
  for (const key in items) if (!isShallow(items[key]!, depth - 1)) return false;
  return true;
}

/** Thrown and caught in this file only. */
class SyntaxProblem extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const LITERALS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const STRING = /"[^"\\]*(?:\\[^][^"\\]*)*"/y;
/** What can stand at the end of a text that was cut: nothing, the start of a word or number, or a text that is open. */
const CUT_END = /^(?:[\w.+-]*|"[^"\\]*(?:\\[^][^"\\]*)*\\?)$/;

function parseWithNonFinite(text: string): Result<Value, JsonError> {
  let offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const skipSpace = (): void => {
    while (offset < text.length && ' \t\n\r'.includes(text[offset]!)) offset++;
  };
  const problem = (expected: string): SyntaxProblem => {
    const found = offset < text.length ? `'${text.slice(offset, offset + 12).split(/[\r\n]/)[0]!}'` : 'the end';
    return new SyntaxProblem(`expected ${expected}, found ${found}`, offset);
  };
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = offset;
    return pattern.exec(text)?.[0] ?? null;
  };

  const parseString = (): string => {
    const source = match(STRING);
    if (source === null) throw problem('a text in double quotes');
    try {
      const value = JSON.parse(source) as string;
      offset += source.length;
      return value;
    } catch {
      throw new SyntaxProblem('a text holds a control character or a wrong escape', offset);
    }
  };

  const parseList = (depth: number): Value => {
    const items: Value[] = [];
    offset++;
    skipSpace();
    if (text[offset] === ']') return (offset++, items);
    for (;;) {
      items.push(parseValue(depth));
      skipSpace();
      const next = text[offset];
      if (next !== ',' && next !== ']') throw problem("',' or ']'");
      offset++;
      if (next === ']') return items;
    }
  };

  const parseObject = (depth: number): Value => {
    const result: Record<string, Value> = {};
    offset++;
    skipSpace();
    if (text[offset] === '}') return (offset++, result);
    for (;;) {
      skipSpace();
      const key = parseString();
      skipSpace();
      if (text[offset] !== ':') throw problem("':'");
      offset++;
      setOwn(result, key, parseValue(depth));
      skipSpace();
      const next = text[offset];
      if (next !== ',' && next !== '}') throw problem("',' or '}'");
      offset++;
      if (next === '}') return result;
    }
  };

  const parseValue = (depth: number): Value => {
    if (depth > MAX_DEPTH) throw new SyntaxProblem('lists and objects are nested too deeply', offset);
    skipSpace();
    const first = text[offset];
    if (first === '{') return parseObject(depth + 1);
    if (first === '[') return parseList(depth + 1);
    if (first === '"') return parseString();
    for (const [word, value] of LITERALS) {
      if (text.startsWith(word, offset)) return ((offset += word.length), value);
    }
    const number = match(NUMBER);
    if (number === null) throw problem('a value');
    offset += number.length;
    return Number(number);
  };

  try {
    const value = parseValue(0);
    skipSpace();
    if (offset === text.length) return ok(value);
    return fail({ ...errorAt(text, problem('the end')), isCut: false });
  } catch (error) {
    if (error instanceof SyntaxProblem) return fail(errorAt(text, error));
    throw error;
  }
}

function errorAt(text: string, problem: SyntaxProblem): JsonError {
  const line = text.slice(0, problem.offset).split('\n').length;
  return { message: problem.message, line, isCut: CUT_END.test(text.slice(problem.offset)) };
}
