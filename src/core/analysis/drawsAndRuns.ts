import { plainText } from '../plainText';
import type { Column } from '../runs/table';
import type { PlainValue } from '../sweep/plainValue';
import type { SweepSamples } from '../sweep/sample';

/** Runs never reach the ends of their range; draws so much further out than the farthest run still count as tried. */
const SLACK = 0.05;
/** Two samples of a law are hardly ever further apart: 1.95/√n is the 0.1 % point of Kolmogorov's distance. */
const APART = 1.95;
const LEAST_APART = 0.1;

/**
 * Says so, in a sentence, when more than the share `most` (0–1) of the draws of a parameter lies outside of what the
 * compared runs tried; else `null`. A range reaches beyond its runs by {@link SLACK} of its width, or by three times the
 * gap that so many runs leave at each end on the average.
 */
export function outside(column: Column, rows: Int32Array, draws: readonly PlainValue[], most: number): string | null {
  const name = plainText(column.name, 60);
  if (column.kind === 'category') {
    const tried = new Set<PlainValue>();
    for (const row of rows) {
      const code = column.codes[row]!;
      if (code >= 0) tried.add(levelAt(column, code));
    }
    const untried = draws.filter((value) => !tried.has(levelOfDraw(value)));
    if (untried.length <= most * draws.length) return null;
    return `The sweep sets ${name} to ${plainText(JSON.stringify(untried[0]), 60)}, which no compared run had.`;
  }
  const values = numbersOf(column.values, rows);
  if (values.length === 0) return `No compared run has ${name}.`;
  const [low, high] = [values[0]!, values[values.length - 1]!];
  const isLog = low > 0 && high / low > 100;
  const place = (value: number): number => (isLog ? Math.log(Math.max(value, Number.MIN_VALUE)) : value);
  const slack = Math.max(SLACK, 3 / (values.length + 1)) * (place(high) - place(low));
  const isTried = (value: number): boolean =>
    place(value) >= place(low) - slack - 1e-12 && place(value) <= place(high) + slack + 1e-12;
  const untried = draws.map(Number).filter((value) => !isTried(value));
  if (untried.length <= most * draws.length) return null;
  const farthest = untried.reduce((far, value) => (Math.abs(value - low) > Math.abs(far - low) ? value : far));
  return `The sweep draws ${name} as far as ${written(farthest)}; the compared runs tried ${written(low)} to ${written(high)}.`;
}

/** The largest difference of the shares below any value (of any level), and whether it is more than chance would give. */
export function distance(
  column: Column,
  rows: Int32Array,
  draws: readonly PlainValue[],
): { readonly value: number; readonly isApart: boolean } {
  const judged = (value: number, runs: number): { readonly value: number; readonly isApart: boolean } => ({
    value,
    isApart: value > Math.max(LEAST_APART, APART / Math.sqrt(Math.max(1, runs))),
  });
  if (column.kind === 'category') {
    const shares = new Map<PlainValue, number>();
    let runs = 0;
    for (const row of rows) if (column.codes[row]! >= 0) runs++;
    const add = (level: PlainValue, share: number): void => void shares.set(level, (shares.get(level) ?? 0) + share);
    for (const row of rows) if (column.codes[row]! >= 0) add(levelAt(column, column.codes[row]!), 1 / runs);
    for (const value of draws) add(levelOfDraw(value), -1 / draws.length);
    return judged(
      [...shares.values()].reduce((most, share) => Math.max(most, Math.abs(share)), 0),
      runs,
    );
  }
  const values = numbersOf(column.values, rows);
  const drawn = Float64Array.from(draws, Number).sort();
  let [i, j, most] = [0, 0, 0];
  while (i < values.length && j < drawn.length) {
    const value = Math.min(values[i]!, drawn[j]!);
    while (i < values.length && values[i]! <= value) i++;
    while (j < drawn.length && drawn[j]! <= value) j++;
    most = Math.max(most, Math.abs(i / values.length - j / drawn.length));
  }
  return judged(most, values.length);
}

/** All drawn values of one column. */
export function valuesAt({ rows }: SweepSamples, index: number): readonly PlainValue[] {
  return rows.map((row) => row[index]!);
}

function numbersOf(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
}

/** A level as the configuration has it. */
export function levelAt(column: Extract<Column, { kind: 'category' }>, code: number): string | number | boolean | null {
  return column.levelValues?.[code] ?? (column.levelValues ? null : column.levels[code]!);
}

/** A drawn value as runs have it for a level: lists and objects are JSON text. */
export function levelOfDraw(value: PlainValue): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/**
 * Whether a sweep draws lists or mappings of which no run has any as it is written there, such as `[1e-3]`, which PyYAML reads
 * as text: then nobody can tell what was drawn. `values` have lists as JSON.
 */
export function hasOtherLists(column: Column, values: readonly PlainValue[]): boolean {
  const lists = values.filter((value) => typeof value === 'string' && /^[[{]/.test(value));
  if (lists.length === 0) return false;
  return column.kind === 'number' || !column.levels.some((_, code) => lists.includes(levelAt(column, code)));
}

function written(value: number): string {
  return String(Number(value.toPrecision(3)));
}
