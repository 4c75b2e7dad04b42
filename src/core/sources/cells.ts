import type { Value } from '../runs/run';
import { parseJson } from './json';

const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['null', null],
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['NaN', NaN],
  ['nan', NaN],
  ['Infinity', Infinity],
  ['inf', Infinity],
  ['-Infinity', -Infinity],
  ['-inf', -Infinity],
]);

/** A text that would be a formula without the apostrophe before it. */
const FORMULA_AS_TEXT = /^'+[=+\-@\t\r]/;

/** What a CSV cell says: a number, boolean, null, JSON in brackets or quotes, else text; `undefined` when empty. */
export function cellValue(cell: string): Value | undefined {
  // Most cells of a table are plain numbers; the rest of the rules need not be asked about them.
  if (isDigit(cell.charCodeAt(0)) && NUMBER.test(cell)) return Number(cell);
  if (FORMULA_AS_TEXT.test(cell)) return cell.slice(1);
  const trimmed = cell.trim();
  if (trimmed === '') return undefined;
  const word = WORDS.get(trimmed);
  if (word !== undefined) return word;
  if (NUMBER.test(trimmed)) return Number(trimmed);
  if (/^["[{]/.test(trimmed)) {
    const parsed = parseJson(trimmed);
    if (parsed.ok) return parsed.value;
  }
  return cell;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** The cell that `cellValue` reads as `value`. Texts stand bare where that is unambiguous, else as JSON in quotes. */
export function cellOf(value: Value): string {
  if (typeof value === 'string') {
    const cell = textCell(value);
    return cellValue(cell) === value ? cell : JSON.stringify(value);
  }
  if (typeof value === 'object' && value !== null) return JSON.stringify(strictJson(value));
  return String(value);
}

/**
 * `text` as a cell that no spreadsheet runs as a formula: what begins like one gets an apostrophe, the spreadsheets' own
 * sign for text. Source: OWASP, "CSV Injection".
 */
export function textCell(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** The text of a cell that `textCell` wrote. */
export function textOfCell(cell: string): string {
  return FORMULA_AS_TEXT.test(cell) ? cell.slice(1) : cell;
}

/** `value` with NaN and ±Infinity, which JSON lacks, as the texts `NaN`, `Infinity`, `-Infinity`. */
export function strictJson(value: Value): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map((item: Value) => strictJson(item));
  if (typeof value !== 'object' || value === null) return value;
  // A null prototype makes `__proto__` an ordinary key.
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries<Value>(value)) result[key] = strictJson(item);
  return result;
}
