import type { Bounds, SafeBound, SafeBoundsEffect } from '../analysis/analysis';
import { countOf } from '../analysis/statistics/proportion';
import { formatShare } from '../report/format';
import { asNumber, hasValue } from '../runs/sameValue';
import { settingAt } from '../runs/settingAt';
import type { Column, RunTable } from '../runs/table';
import { shareInside, type Distribution } from '../sweep/distributions';
import type { SweepDocument } from '../sweep/document';
import { parametersOf } from '../sweep/parameters';
import { readLevels } from '../sweep/readDistribution';

/**
 * What some of the safe bounds would have avoided and kept of the compared runs. `document` is the sweep file before they
 * are written, `best` the id of the best run; the share of the space is `null` without a file, or where the file has none
 * of the parameters. A bound does not concern a run without the parameter.
 */
export function priceOf(
  bounds: readonly Pick<SafeBound, 'parameter' | 'to'>[],
  table: RunTable,
  { best, document }: { readonly best: string | null; readonly document: SweepDocument | null },
): SafeBoundsEffect {
  const inside = insideBounds(table, bounds);
  const counts = { crashed: { total: 0, kept: 0 }, completed: { total: 0, kept: 0 } };
  let bestRunKept: boolean | null = null;
  table.rows.forEach(({ id, group }, row) => {
    if (group === 'excluded') return;
    counts[group].total++;
    if (inside[row]) counts[group].kept++;
    if (best !== null && id === best) bestRunKept = inside[row] ?? null;
  });
  return {
    crashesAvoided: counts.crashed.total - counts.crashed.kept,
    crashesTotal: counts.crashed.total,
    completedKept: counts.completed.kept,
    completedTotal: counts.completed.total,
    bestRunKept,
    spaceKept: document === null ? null : spaceKept(document, bounds),
    inside: countOf(counts.crashed.kept, counts.crashed.kept + counts.completed.kept),
  };
}

/** For each run of the table, whether all its values lie inside the bounds. */
export function insideBounds(
  table: RunTable,
  bounds: readonly Pick<SafeBound, 'parameter' | 'to'>[],
): readonly boolean[] {
  const columns = new Map<string, Column>(table.columns.map((column) => [column.name, column]));
  const inside = table.rows.map(() => true);
  for (const { parameter, to } of bounds) {
    const column = columns.get(parameter);
    if (column === undefined) continue;
    for (let row = 0; row < inside.length; row++) if (!isInside(column, row, to)) inside[row] = false;
  }
  return inside;
}

function isInside(column: Column, row: number, to: Bounds): boolean {
  if (column.kind === 'number') {
    const value = column.values[row]!;
    if (Number.isNaN(value)) return true;
    return isWithin(value, to);
  }
  const level = settingAt(column, row);
  return level === undefined || isWithin(level, to);
}

/** Values that are no numbers lie within any range: it says nothing about them. */
function isWithin(value: string | number | boolean | null, to: Bounds): boolean {
  if ('values' in to) return hasValue(to.values, value);
  const number = asNumber(value);
  return number === null || (number >= to.min && number <= to.max);
}

/** The share of the file's draws that lies inside; parameters are drawn independently of each other. */
function spaceKept(document: SweepDocument, bounds: readonly Pick<SafeBound, 'parameter' | 'to'>[]): number | null {
  const distributions = new Map(
    parametersOf(document.root).map(({ configName, fields }) => [configName, readLevels(fields)]),
  );
  const shares = bounds.flatMap(({ parameter, to }) => {
    const distribution = distributions.get(parameter);
    const share = distribution && shareOf(distribution, to);
    return share === undefined || share === null ? [] : [share];
  });
  return shares.length < bounds.length ? null : shares.reduce((product, share) => product * share, 1);
}

function shareOf(distribution: Distribution, to: Bounds): number | null {
  if (distribution.kind !== 'discrete') return 'values' in to ? null : shareInside(distribution, to.min, to.max);
  return distribution.values.reduce<number>(
    (sum, value, i) => (isWithin(value, to) ? sum + distribution.chances[i]! : sum),
    0,
  );
}

/** `avoids 11 of 13 crashes, keeps all 8 completed, 34 % of the space`: fits into the title of a diff. */
export function priceWords(effect: SafeBoundsEffect): string {
  const { crashesAvoided, crashesTotal, completedKept, completedTotal, bestRunKept, spaceKept: space } = effect;
  return [
    `avoids ${partOf(crashesAvoided, crashesTotal)} ${crashesTotal === 1 ? 'crash' : 'crashes'}`,
    `keeps ${partOf(completedKept, completedTotal)} completed`,
    ...(bestRunKept === false ? ['not the best run'] : []),
    ...(space === null ? [] : [`${space > 0 && space < 0.005 ? '< 1\u00a0%' : formatShare(space)} of the space`]),
  ].join(', ');
}

function partOf(part: number, whole: number): string {
  if (whole > 1 && part === whole) return `all ${whole.toLocaleString('en-US')}`;
  return `${part.toLocaleString('en-US')} of ${whole.toLocaleString('en-US')}`;
}
