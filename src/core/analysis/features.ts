import { isSameValue } from '../runs/sameValue';
import type { Column } from '../runs/table';
import type { PlainValue } from '../sweep/plainValue';
import type { SweepSamples } from '../sweep/sample';
import type { ParameterResult } from './analysis';
import { levelOfDraw, levelAt } from './drawsAndRuns';

/** Columns as numbers for a regression: a row each for runs, and for draws on the same scale. */
export interface Features {
  readonly ofRuns: readonly Float64Array[];
  readonly ofDraws: (samples: SweepSamples) => readonly Float64Array[];
}

/** Levels of a category that get a coefficient of their own, the most frequent one being the reference. */
const MAX_LEVELS = 8;

/** One number of a regression. */
interface Feature {
  readonly column: string;
  readonly ofRun: (row: number) => number;
  readonly ofDraw: (value: PlainValue) => number;
}

/**
 * Numbers with mean zero and a standard deviation of one half, in logarithms where that is their scale; categories as an
 * indicator less its mean for each frequent level but one. What is missing is at the mean.
 */
export function featuresOf(
  columns: readonly Column[],
  rows: Int32Array,
  scales: ReadonlyMap<string, ParameterResult['scale']>,
): Features {
  const features = columns.flatMap((column) =>
    column.kind === 'number' ? [numberFeature(column, rows, scales.get(column.name))] : levelFeatures(column, rows),
  );
  return {
    ofRuns: Array.from(rows, (row) => Float64Array.from(features, ({ ofRun }) => ofRun(row))),
    ofDraws: (samples) => {
      const places = features.map(({ column }) => samples.columns.findIndex(({ name }) => name === column));
      return samples.rows.map((row) =>
        Float64Array.from(features, ({ ofDraw }, i) => (places[i]! < 0 ? 0 : ofDraw(row[places[i]!]!))),
      );
    },
  };
}

function numberFeature(
  { name, values }: Extract<Column, { kind: 'number' }>,
  rows: Int32Array,
  scale: ParameterResult['scale'],
): Feature {
  const place = (value: number): number => (scale === 'log' ? Math.log(value) : value);
  let [n, sum, squares] = [0, 0, 0];
  for (const row of rows) {
    const value = place(values[row]!);
    if (!Number.isFinite(value)) continue;
    n++;
    sum += value;
  }
  const mean = n === 0 ? 0 : sum / n;
  for (const row of rows) {
    const value = place(values[row]!);
    if (Number.isFinite(value)) squares += (value - mean) ** 2;
  }
  const width = 2 * Math.sqrt(squares / Math.max(1, n));
  const standardised = (value: number): number => {
    const at = (place(value) - mean) / width;
    return Number.isFinite(at) ? at : 0;
  };
  return { column: name, ofRun: (row) => standardised(values[row]!), ofDraw: (value) => standardised(Number(value)) };
}

function levelFeatures(column: Extract<Column, { kind: 'category' }>, rows: Int32Array): readonly Feature[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const code = column.codes[row]!;
    if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const present = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const frequent = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(1, MAX_LEVELS);
  return frequent.map(([code, count]) => {
    const mean = count / present;
    const level = levelAt(column, code);
    return {
      column: column.name,
      ofRun: (row) => (column.codes[row]! < 0 ? 0 : (column.codes[row] === code ? 1 : 0) - mean),
      ofDraw: (value) => (isSameValue(levelOfDraw(value), level) ? 1 : 0) - mean,
    };
  });
}
