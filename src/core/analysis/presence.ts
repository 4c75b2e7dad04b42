import type { Column, RunTable } from '../runs/table';
import type { ComparedRows } from './compareNumber';
import { levelsTest } from './statistics/contingency';
import { pWords } from './wording';

/** Above it, having a parameter or not is not worth a word. */
const PRESENCE_P = 0.05;

/** A sentence on the crash rates with and without a parameter that only some runs have; `null` where there is none. */
export function presenceNote(column: Column, { rows }: RunTable, { crashed, completed }: ComparedRows): string | null {
  const has = (run: number): boolean =>
    column.kind === 'number' ? !Number.isNaN(column.values[run]!) : column.codes[run]! >= 0;
  if (column.notes === undefined || rows.length === 0) return null;
  const [crashedWith, completedWith] = [crashed.filter(has).length, completed.filter(has).length];
  const withIt = crashedWith + completedWith;
  const without = crashed.length + completed.length - withIt;
  if (withIt === 0 || without === 0) return null;
  const crashedWithout = crashed.length - crashedWith;
  const p = levelsTest([crashedWith, crashedWithout], [withIt, without]);
  if (p > PRESENCE_P) return null;
  return (
    `With it ${String(crashedWith)} of ${String(withIt)} runs crashed, without it ${String(crashedWithout)} of ` +
    `${String(without)} (${pWords(p)}).`
  );
}
