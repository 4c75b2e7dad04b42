/** A category's chart: a line for each level, its runs as marks side by side, and how many of them crashed. */
import type { LevelChart, LevelLine } from '../../src/shared/parameterChart';
import { element } from '../dom';
import {
  field,
  type Bar,
  type BarLayer,
  type Chart,
  type FieldLayout,
  type FieldOptions,
  type MarkLayer,
} from './field';

/** Height of a line in pixels. */
const LINE = 24;
const INSET = 8;
/** Pixels from mark to mark, largest first, and the radius that goes with it. */
const SIZES = [
  { spacing: 10, radius: 4 },
  { spacing: 7, radius: 3 },
  { spacing: 5, radius: 2 },
] as const;

/** The chart with the levels' names at its left and their counts at its right. */
export function levels(chart: LevelChart, options: Omit<FieldOptions, 'layOut'>): Chart {
  const drawn = field({ ...options, layOut: (width) => levelLayout(chart.levels, width) });
  const names = chart.levels.map(({ label }) => element('div', { class: 'level-name', title: label }, label));
  const counts = chart.levels.map(({ crashed, compared }) =>
    element('div', { class: 'level-count' }, `${crashed} of ${compared}`),
  );
  return {
    ...drawn,
    element: element(
      'div',
      { class: 'levels' },
      element('div', { class: 'level-names' }, ...names),
      drawn.element,
      element('div', { class: 'level-counts' }, element('div', { class: 'lane-caption' }, 'crashed'), ...counts),
    ),
  };
}

/** Where everything of the chart goes at `width` pixels: marks where all lines have room for them, else bars. */
export function levelLayout(lines: readonly LevelLine[], width: number): FieldLayout {
  const most = Math.max(1, ...lines.map((line) => runsOf(line)));
  const size = SIZES.find(({ spacing }) => (most - 1) * spacing <= width - 2 * INSET);
  const layers = lines.flatMap((line, index): readonly (MarkLayer | BarLayer)[] => {
    const middle = (index + 0.5) * LINE;
    return size === undefined ? barsOf(line, middle, (width - 2 * INSET) / most) : marksOf(line, middle, size);
  });
  return { height: lines.length * LINE, layers, under: [], over: [] };
}

function marksOf(line: LevelLine, middle: number, size: (typeof SIZES)[number]): MarkLayer[] {
  let before = 0;
  return line.lanes.map(({ group, rows }) => {
    const start = INSET + before * size.spacing;
    before += rows.length;
    return {
      kind: 'marks',
      group,
      radius: size.radius,
      xs: Float32Array.from(rows, (_, mark) => start + mark * size.spacing),
      ys: new Float32Array(rows.length).fill(middle),
      rows,
    };
  });
}

function barsOf(line: LevelLine, middle: number, perRun: number): BarLayer[] {
  let before = 0;
  return line.lanes.map(({ group, rows }) => {
    const x = INSET + before * perRun;
    before += rows.length;
    const width = Math.max(1, rows.length * perRun - 1);
    const bar: Bar = { x, y: middle - 6, width, height: 12, lines: [`${rows.length} ${group}`, line.label] };
    return { kind: 'bars', group, bars: [bar] };
  });
}

function runsOf(line: LevelLine): number {
  return line.lanes.reduce((sum, { rows }) => sum + rows.length, 0);
}
