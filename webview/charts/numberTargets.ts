/** What can be pointed at in a number's chart: marks, or columns of runs. */
import { formatNumber, formatRange } from '../../src/core/report/format';
import { GROUPS } from '../../src/shared/panelTable';
import { COLUMNS, type NumberChart } from '../../src/shared/parameterChart';
import type { NumberLayout } from './numberLayout';
import type { ChartCounts } from './numberPaint';

/** A mark with its run, or a column with `row` null; from `from` to `to` on the axis, NaN without a value. */
export interface Target {
  readonly x: number;
  readonly y: number;
  readonly row: number | null;
  readonly from: number;
  readonly to: number;
  readonly lines: () => readonly string[];
}

/** Pixels within which the pointer means a mark. */
const REACH = 12;

/** Targets from left to right, and from top to bottom where they stand above one another. */
export function numberTargets(
  chart: NumberChart,
  layout: NumberLayout,
  counts: ChartCounts,
  describe: (row: number) => readonly string[],
): readonly Target[] {
  const targets =
    layout.marks === null
      ? columnTargets(chart, layout, counts)
      : layout.marks.flatMap(({ xs, ys, rows }) =>
          Array.from(rows, (row, mark): Target => {
            const value = chart.values[row]!;
            return { x: xs[mark]!, y: ys[mark]!, row, from: value, to: value, lines: () => describe(row) };
          }),
        );
  return targets.sort((a, b) => a.x - b.x || a.y - b.y);
}

function columnTargets(chart: NumberChart, layout: NumberLayout, { columns }: ChartCounts): Target[] {
  const { axis, columns: placed, lanes, axisY } = layout;
  return Array.from({ length: COLUMNS }, (_, cell): Target | null => {
    const left = placed.left + cell * placed.width;
    const runs = GROUPS.map((group) => ({ group, count: columns.of(cell, group) })).filter(({ count }) => count > 0);
    if (runs.length === 0) return null;
    const [from, to] = [axis.valueAt(left), axis.valueAt(left + placed.width)];
    return {
      x: left + placed.width / 2,
      y: ((lanes[0]?.top ?? 0) + axisY) / 2,
      row: null,
      from,
      to,
      lines: () => [
        `${chart.name} ${formatRange(formatNumber(from, 3), formatNumber(to, 3))}`,
        ...runs.map(
          ({ group, count }) => `${count.toLocaleString('en-US')} ${group === 'excluded' ? 'others' : group}`,
        ),
      ],
    };
  }).filter((target) => target !== null);
}

/** The target that the pointer means; `null` where none is near. Columns are as high as the lanes. */
export function targetAt(targets: readonly Target[], x: number, y: number): number | null {
  let best: number | null = null;
  let distance = REACH * REACH;
  targets.forEach((target, index) => {
    const up = target.row === null && Math.abs(target.y - y) < 40 ? 0 : target.y - y;
    const squared = (target.x - x) ** 2 + up ** 2;
    if (squared <= distance) {
      distance = squared;
      best = index;
    }
  });
  return best;
}

/** The target that a key leads to; `null` for none, `undefined` where the key is not ours. */
export function stepTo(key: string, current: number | null, count: number): number | null | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return current === null ? 0 : Math.min(count - 1, current + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return current === null ? count - 1 : Math.max(0, current - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}
