import type { CategoryColumn } from '../runs/table';
import type { Level, ParameterResult } from './analysis';
import type { ComparedRows } from './compareNumber';
import { levelsTest } from './statistics/contingency';
import { countOf } from './statistics/proportion';

/** Crashed against completed runs for levels; without q and verdict, which need the other parameters. */
export function compareCategory(column: CategoryColumn, rows: ComparedRows): ParameterResult {
  const crashed = new Array<number>(column.levels.length).fill(0);
  const totals = new Array<number>(column.levels.length).fill(0);
  const count = (indices: readonly number[], hit: 0 | 1): number => {
    let present = 0;
    for (const index of indices) {
      const code = column.codes[index]!;
      if (code < 0) continue;
      present++;
      totals[code]!++;
      crashed[code]! += hit;
    }
    return present;
  };
  const crashedTotal = count(rows.crashed, 1);
  const completedTotal = count(rows.completed, 0);
  const used = totals.filter((total) => total > 0).length;
  const varies = used > 1;
  const identifies = used > 2 && used === crashedTotal + completedTotal;
  const testable = varies && !identifies && crashedTotal > 0 && completedTotal > 0;
  const levels = column.levels.flatMap((text, code): readonly Level[] =>
    totals[code] === 0
      ? []
      : [
          {
            value: column.levelValues?.[code] ?? (column.levelValues ? null : text),
            ...countOf(crashed[code]!, totals[code]!),
          },
        ],
  );
  return {
    name: column.name,
    kind: varies ? 'category' : 'constant',
    completed: null,
    crashed: null,
    differencePercent: null,
    effect: null,
    p: testable ? levelsTest(crashed, totals) : null,
    q: null,
    verdict: varies ? 'none' : 'constant',
    threshold: null,
    levels: identifies ? [] : levels,
    notes: identifies ? ['Different in every run, so its levels cannot be compared.'] : [],
  };
}
