import type { Column, RunTable } from '../runs/table';
import { support, type Distribution } from '../sweep/distributions';
import type { SweepDocument } from '../sweep/document';
import { sweepSpace } from './sweepSpace';
import type { Bounds } from './analysis';

/** A parameter that two sweeps do not draw alike. `null`: the sweep does not have it. */
export interface RangeDifference {
  readonly parameter: string;
  readonly before: Bounds | null;
  readonly after: Bounds | null;
  /** From the sweep files, or as the runs have it; values that runs happen to have differ by chance. */
  readonly from: 'file' | 'runs';
}

interface Side {
  readonly table: RunTable;
  readonly document: SweepDocument | null;
}

/** Levels above which a setting is a name of the run rather than a choice. */
const MAX_LEVELS = 20;

/**
 * Parameters whose ranges differ between two sweeps: by their files where both are known, else settings that the runs of
 * one sweep never share with those of the other, or that vary in one of them only.
 */
export function settingsDiffer(before: Side, after: Side): readonly RangeDifference[] {
  if (before.document !== null && after.document !== null) {
    const [old, now] = [sweepSpace(before.document).distributions, sweepSpace(after.document).distributions];
    return differing(new Set([...old.keys(), ...now.keys()]), 'file', (name) => [
      boundsOf(old.get(name)),
      boundsOf(now.get(name)),
    ]);
  }
  const [old, now] = [columnsOf(before.table), columnsOf(after.table)];
  return differing(new Set([...old.keys(), ...now.keys()]), 'runs', (name) => [
    triedOf(old.get(name)),
    triedOf(now.get(name)),
  ]).filter(({ before: one, after: other }) => isNoChance(one, other));
}

function columnsOf({ columns }: RunTable): ReadonlyMap<string, Column> {
  return new Map(columns.map((column) => [column.name, column]));
}

function differing(
  names: ReadonlySet<string>,
  from: RangeDifference['from'],
  read: (name: string) => readonly [Bounds | null, Bounds | null],
): readonly RangeDifference[] {
  return [...names].flatMap((parameter) => {
    const [before, after] = read(parameter);
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ parameter, before, after, from }];
  });
}

function boundsOf(distribution: Distribution | undefined): Bounds | null {
  if (distribution === undefined) return null;
  if (distribution.kind === 'discrete') return { values: distribution.values };
  const ends = support(distribution);
  return ends === null ? null : { min: ends.low, max: ends.high };
}

function triedOf(column: Column | undefined): Bounds | null {
  if (column === undefined) return null;
  if (column.kind === 'category') {
    return column.levels.length > MAX_LEVELS ? null : { values: column.levelValues ?? column.levels };
  }
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  return known.length === 0 ? null : { min: known[0]!, max: known.at(-1)! };
}

/** Ranges that overlap and both vary may be the same range, drawn from twice. */
function isNoChance(before: Bounds | null, after: Bounds | null): boolean {
  if (before === null || after === null || 'values' in before || 'values' in after) return true;
  const varies = (one: { readonly min: number; readonly max: number }): boolean => one.max > one.min;
  return varies(before) !== varies(after) || before.max < after.min || after.max < before.min;
}
