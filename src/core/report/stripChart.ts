import { plainText } from '../plainText';
import type { ParameterResult, Threshold } from '../analysis/analysis';
import type { NumberColumn, RunRow } from '../runs/table';
import { axisScaleOf } from './axis';
import { countWords } from './findings';
import { formatNumber } from './format';
import { html, join, type Html } from './htmlText';

const WIDTH = 560;
const LEFT = 8;
const RIGHT = 8;
const LANES = { crashed: 18, completed: 50 } as const;
const AXIS = 72;
const HEIGHT = 92;
/** Marks drawn for each group; more would cover each other and make the file heavy. */
const MAX_MARKS = 600;

/** A run's place on the axis. */
interface Mark {
  readonly id: string;
  readonly value: number;
}

/**
 * Crashed (✕, upper lane) and completed (●, lower lane) values of one number on one axis, as SVG that needs neither
 * script nor font; the side where runs crash is tinted.
 */
export function stripChart(column: NumberColumn, rows: readonly RunRow[], result: ParameterResult): Html {
  const crashed = marksOf(column, rows, 'crashed');
  const completed = marksOf(column, rows, 'completed');
  const values = [...crashed, ...completed].map(({ value }) => value);
  const min = values.reduce((least, value) => Math.min(least, value), Infinity);
  const max = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!(max > min)) return html``;
  const log = axisScaleOf(values) === 'log';
  const place = (value: number): number => {
    const share = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
    return round(LEFT + 8 + share * (WIDTH - LEFT - RIGHT - 16));
  };
  const label = `${plainText(result.name, 60)}: crashed and completed runs from ${formatNumber(min)} to ${formatNumber(max)}`;
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
    ${join([
      result.threshold === null || result.verdict === 'inert' ? null : thresholdMark(result.threshold, place, min, max),
      html`<line class="axis" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${AXIS}" y2="${AXIS}" />`,
      ...ticksOf(min, max, log).map(
        (tick) =>
          html`<line class="axis" x1="${place(tick)}" x2="${place(tick)}" y1="${AXIS}" y2="${AXIS + 4}" /><text
              class="tick"
              x="${place(tick)}"
              y="${AXIS + 16}"
              text-anchor="middle"
              >${formatNumber(tick)}</text
            >`,
      ),
      meanMark(result.crashed?.mean ?? null, LANES.crashed, 'crashed', place, log),
      meanMark(result.completed?.mean ?? null, LANES.completed, 'completed', place, log),
      ...spread(thinned(completed), place).map(
        ({ id, value, offset }) =>
          html`<circle class="completed" cx="${place(value)}" cy="${LANES.completed + offset}" r="4.5"
            ><title>${plainText(id, 40)}: ${formatNumber(value)}, completed</title></circle
          >`,
      ),
      ...spread(thinned(crashed), place).map(({ id, value, offset }) => {
        const x = place(value);
        const y = LANES.crashed + offset;
        return html`<path class="crashed" d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8"
          ><title>${plainText(id, 40)}: ${formatNumber(value)}, crashed</title></path
        >`;
      }),
    ])}
  </svg>`;
}

function marksOf(column: NumberColumn, rows: readonly RunRow[], group: 'crashed' | 'completed'): readonly Mark[] {
  return rows.flatMap((row, index) => {
    const value = column.values[index]!;
    return row.group === group && !Number.isNaN(value) ? [{ id: row.id, value }] : [];
  });
}

/** At most {@link MAX_MARKS} marks, evenly over the sorted values so that both ends stay. */
function thinned(marks: readonly Mark[]): readonly Mark[] {
  if (marks.length <= MAX_MARKS) return marks;
  const sorted = [...marks].sort((a, b) => a.value - b.value);
  return Array.from({ length: MAX_MARKS }, (_, i) => sorted[Math.round((i * (sorted.length - 1)) / (MAX_MARKS - 1))]!);
}

/** Upright steps for marks that would cover each other, nearest to the lane first. */
const OFFSETS: readonly number[] = [0, -7, 7, -11, 11];

/** Marks of one lane in ascending order, those at nearly the same place moved apart upright. */
function spread(
  marks: readonly Mark[],
  place: (value: number) => number,
): readonly (Mark & { readonly offset: number })[] {
  let start = -Infinity;
  let stacked = 0;
  return [...marks]
    .sort((a, b) => a.value - b.value)
    .map((mark) => {
      const x = place(mark.value);
      if (x - start < 4) stacked++;
      else {
        start = x;
        stacked = 0;
      }
      return { ...mark, offset: OFFSETS[stacked % OFFSETS.length]! };
    });
}

function meanMark(
  mean: number | null,
  y: number,
  group: 'crashed' | 'completed',
  place: (value: number) => number,
  log: boolean,
): Html | null {
  // On a log axis a mean of the values is no middle of the marks.
  if (mean === null || log) return null;
  const x = place(mean);
  return html`<line class="mean ${group}" x1="${x}" x2="${x}" y1="${y - 12}" y2="${y + 12}"
    ><title>Mean of ${group} runs: ${formatNumber(mean)}</title></line
  >`;
}

function thresholdMark(threshold: Threshold, place: (value: number) => number, min: number, max: number): Html {
  const { direction, value, beyond } = threshold;
  const cuts = typeof value === 'number' ? [value] : value;
  const xs = cuts.map((cut) => place(Math.min(max, Math.max(min, cut))));
  const [first = LEFT, last = WIDTH - RIGHT] = [xs[0], xs.at(-1)];
  const areas: readonly (readonly [from: number, to: number])[] =
    direction === 'above'
      ? [[first, WIDTH - RIGHT]]
      : direction === 'below'
        ? [[LEFT, first]]
        : direction === 'inside'
          ? [[first, last]]
          : [
              [LEFT, first],
              [last, WIDTH - RIGHT],
            ];
  return join([
    ...areas.map(
      ([from, to]) =>
        html`<rect class="risk" x="${from}" y="2" width="${round(to - from)}" height="${AXIS - 2}"
          ><title>Here ${countWords(beyond)} crashed</title></rect
        >`,
    ),
    ...xs.map((x) => html`<line class="cut" x1="${x}" x2="${x}" y1="2" y2="${AXIS}" />`),
  ]);
}

/** Three to six round numbers between `min` and `max`; powers of ten on a log axis. */
function ticksOf(min: number, max: number, log: boolean): readonly number[] {
  if (log) {
    const from = Math.ceil(Math.log10(min) - 1e-9);
    const to = Math.floor(Math.log10(max) + 1e-9);
    const every = Math.max(1, Math.ceil((to - from + 1) / 6));
    return Array.from({ length: Math.floor((to - from) / every) + 1 }, (_, i) => 10 ** (from + i * every));
  }
  const rough = (max - min) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  if (!(step > 0) || !Number.isFinite(step)) return [min, max];
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
