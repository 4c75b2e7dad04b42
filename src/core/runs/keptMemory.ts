import type { Cause } from './cause';
import type { Run } from './run';

const OUT_OF_MEMORY = /out-of-memory|alloc-failed|oom-kill/;
/** Four run times in strictly falling order: chance gives that once in 24 rows of four. */
const ROW_LENGTH = 4;
/** The last of the row lived less than this share of the first one's time. */
const SHRUNK_TO = 0.5;

/**
 * Runs of one host, or of one agent where that is known, that ran out of memory one after the other and ever sooner were
 * not ended by their settings: the process kept memory of the runs before (yoyodyne#227, wandb#4684). From the second of
 * such a row on, the cause is `cascading-out-of-memory`.
 */
export function withKeptMemory(runs: readonly Run[], causes: readonly (Cause | null)[]): readonly (Cause | null)[] {
  if (!causes.some(isOutOfMemory)) return causes;
  const byPlace = new Map<string, number[]>();
  runs.forEach(({ agent, host, startedAt }, index) => {
    const place = agent ?? host;
    if (place === null || startedAt === null) return;
    const there = byPlace.get(place);
    if (there === undefined) byPlace.set(place, [index]);
    else there.push(index);
  });

  const result = [...causes];
  for (const indices of byPlace.values()) {
    indices.sort((a, b) => runs[a]!.startedAt! - runs[b]!.startedAt!);
    for (const row of fallingRows(indices, runs, causes)) {
      for (const index of row.slice(1)) {
        result[index] = { ...causes[index]!, id: 'cascading-out-of-memory', category: 'infrastructure' };
      }
    }
  }
  return result;
}

/** Stretches of neighbouring runs that all ran out of memory, each sooner than the one before. */
function fallingRows(
  indices: readonly number[],
  runs: readonly Run[],
  causes: readonly (Cause | null)[],
): readonly (readonly number[])[] {
  const rows: number[][] = [];
  let row: number[] = [];
  for (const index of indices) {
    const seconds = runs[index]!.runtimeSeconds;
    if (!isOutOfMemory(causes[index] ?? null) || seconds === null) {
      row = [];
      continue;
    }
    const before = row.length === 0 ? null : runs[row[row.length - 1]!]!.runtimeSeconds;
    row = before !== null && seconds < before ? [...row, index] : [index];
    if (row.length === ROW_LENGTH) rows.push(row);
    else if (row.length > ROW_LENGTH) rows[rows.length - 1] = row;
  }
  return rows.filter((found) => runs[found.at(-1)!]!.runtimeSeconds! <= SHRUNK_TO * runs[found[0]!]!.runtimeSeconds!);
}

function isOutOfMemory(cause: Cause | null): boolean {
  return cause !== null && OUT_OF_MEMORY.test(cause.id) && cause.id !== 'cascading-out-of-memory';
}
