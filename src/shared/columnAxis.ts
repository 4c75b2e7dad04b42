/** A parameter, or the metric, as an axis to place runs on; whatever has no value of it goes to a lane of its own. */
import { plainText } from '../core/plainText';
import { axisScaleOf } from '../core/report/axis';
import { columnNamed, type PanelLevels, type PanelTable } from './panelTable';
import type { SearchRange } from './searchSpace';

/** What an axis shows of a run. */
export type AxisSubject = { readonly kind: 'parameter'; readonly name: string } | { readonly kind: 'metric' };

/** Numbers along a scale. */
export interface NumberAxis {
  readonly kind: 'number';
  readonly subject: AxisSubject;
  /** To be shown: one line, without control characters. */
  readonly title: string;
  readonly scale: 'linear' | 'log';
  /** Smallest and largest value; equal where there is only one. */
  readonly domain: readonly [number, number];
  /** One for each row; NaN where the run has none. */
  readonly values: Float64Array;
  /** All values in ascending order where they are few (batch sizes, layer counts), else `null`. */
  readonly steps: readonly number[] | null;
  /** Runs without a value. */
  readonly missing: number;
}

/** Levels as bands, those with most runs kept apart. */
export interface LevelAxis {
  readonly kind: 'category';
  readonly subject: AxisSubject;
  readonly title: string;
  readonly bands: readonly LevelBand[];
  /** A place in `bands` for each row; -1 where the run has none. */
  readonly codes: Int16Array;
  readonly missing: number;
}

export interface LevelBand {
  readonly label: string;
  /** The levels that it stands for, as the table has them. */
  readonly levels: readonly string[];
}

export type ColumnAxis = NumberAxis | LevelAxis;

/** What decides how an axis is drawn. */
export interface AxisSource {
  readonly table: PanelTable;
  readonly space: readonly SearchRange[];
  readonly metrics: { readonly chosen: string | null };
}

/** Levels beyond this many share one band. */
const MOST_BANDS = 12;
/** Distinct numbers up to which each is a step of its own. */
const MOST_STEPS = 12;

/** The axis of `subject`; `null` where no run has a value. */
export function columnAxis(subject: AxisSubject, source: AxisSource): ColumnAxis | null {
  const { table, metrics } = source;
  if (subject.kind === 'metric') {
    return metrics.chosen === null
      ? null
      : numberAxis(subject, metrics.chosen, table.metric, axisScaleOf(table.metric), table.count);
  }
  const column = columnNamed(table, subject.name);
  if (column === null) return null;
  return column.kind === 'number'
    ? numberAxis(subject, column.name, column.values, scaleOf(column.name, column.values, source), table.count)
    : levelAxis(subject, column, table.count);
}

/** Logarithmic where the sweep draws it so, or where the values ask for it. */
function scaleOf(name: string, values: Float64Array, { space }: AxisSource): 'linear' | 'log' {
  const drawn = space.find(({ parameter }) => parameter === name);
  return drawn?.scale === 'log' ? 'log' : axisScaleOf(values);
}

function numberAxis(
  subject: AxisSubject,
  name: string,
  values: Float64Array,
  scale: 'linear' | 'log',
  count: number,
): NumberAxis | null {
  let low = Infinity;
  let high = -Infinity;
  let found = 0;
  const distinct = new Set<number>();
  for (let row = 0; row < count; row++) {
    const value = values[row]!;
    if (!Number.isFinite(value)) continue;
    found += 1;
    if (value < low) low = value;
    if (value > high) high = value;
    if (distinct.size <= MOST_STEPS) distinct.add(value);
  }
  if (found === 0) return null;
  return {
    kind: 'number',
    subject,
    title: plainText(name, 80),
    scale: low > 0 ? scale : 'linear',
    domain: [low, high],
    values,
    steps: distinct.size <= MOST_STEPS ? [...distinct].sort((a, b) => a - b) : null,
    missing: count - found,
  };
}

function levelAxis(subject: AxisSubject, column: PanelLevels, count: number): LevelAxis | null {
  const runs = new Int32Array(column.labels.length);
  let found = 0;
  for (let row = 0; row < count; row++) {
    const code = column.codes[row]!;
    if (code < 0) continue;
    runs[code]! += 1;
    found += 1;
  }
  if (found === 0) return null;
  const used = column.labels.map((_, code) => code).filter((code) => runs[code]! > 0);
  const isAll = used.length <= MOST_BANDS;
  const own = isAll ? used : [...used].sort((a, b) => runs[b]! - runs[a]! || a - b).slice(0, MOST_BANDS - 1);
  const bandOf = new Int16Array(column.labels.length).fill(isAll ? -1 : own.length);
  own.forEach((code, band) => (bandOf[code] = band));
  const others = isAll ? [] : used.filter((code) => !own.includes(code)).map((code) => column.labels[code]!);
  return {
    kind: 'category',
    subject,
    title: plainText(column.name, 80),
    bands: [
      ...own.map((code) => ({ label: plainText(column.labels[code]!, 40), levels: [column.labels[code]!] })),
      ...(isAll ? [] : [{ label: `${others.length.toLocaleString('en-US')} others`, levels: others }]),
    ],
    codes: Int16Array.from(column.codes.subarray(0, count), (code) => (code < 0 ? -1 : bandOf[code]!)),
    missing: count - found,
  };
}
