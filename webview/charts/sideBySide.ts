/** Runs in one line, side by side: those of a level, and those without a value. */
import type { Marks } from '../../src/shared/parameterChart';
import type { MarkLayer } from './marks';

/** Pixels from mark to mark, largest first, and the radius that goes with it. */
const SIZES = [
  { spacing: 10, radius: 4 },
  { spacing: 7, radius: 3 },
  { spacing: 5, radius: 2 },
] as const;

/** A size of marks. */
export type MarkSize = (typeof SIZES)[number];

/** The largest size at which `most` marks fit into `width` pixels; `null` where none does. */
export function sizeFor(most: number, width: number): MarkSize | null {
  return SIZES.find(({ spacing }) => (most - 1) * spacing <= width) ?? null;
}

/** The marks of a line from `left` on, group after group. */
export function sideBySide(lanes: readonly Marks[], left: number, y: number, size: MarkSize): readonly MarkLayer[] {
  let before = 0;
  return lanes.map(({ group, rows }) => {
    const start = left + before * size.spacing;
    before += rows.length;
    return {
      group,
      radius: size.radius,
      xs: Float32Array.from(rows, (_, mark) => start + mark * size.spacing),
      ys: new Float32Array(rows.length).fill(y),
      rows,
    };
  });
}
