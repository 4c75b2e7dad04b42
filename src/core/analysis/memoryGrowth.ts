import { plainText } from '../plainText';
import { createKnownKeys, PackedValues } from '../runs/packedValues';
import type { EndedRun, Suspicion } from './endedRuns';
import { describe } from './statistics/describe';
import { mannWhitney } from './statistics/mannWhitney';
import { orderedCounts } from './statistics/orderedCounts';

/** Memory in use as runs log it: W&B's system metrics, or a metric of the program's own. */
const MEMORY_NAME =
  /(?:^|[._/ -])(?:mem|memory|rss|ram|vram)(?:$|[._/ -])|memory(?:Allocated|RssMB|Used)|rssMB|mem(?:_|ory)?used/i;
/** Available memory shrinks where memory in use grows. */
const NOT_IN_USE = /avail|free|total|clock|limit/i;
const KNOWN_SHARE = 0.8;
/** Medians of the two halves that differ by less do not endanger a run. */
const WORTH_TELLING = 1.2;

/** Whether memory in use is higher in the later half of the runs; `null` where runs do not log it. */
export function memoryGrowth(byStart: readonly EndedRun[]): Suspicion | null {
  const name = memoryName(byStart);
  if (name === null) return null;
  const middle = byStart.length >> 1;
  const valuesOf = (part: readonly EndedRun[]): Float64Array =>
    Float64Array.from(part.flatMap(({ run }) => finite(run.summary.get(name)))).sort();
  const [early, late] = [valuesOf(byStart.slice(0, middle)), valuesOf(byStart.slice(middle))];
  const comparison = mannWhitney(orderedCounts(late, early));
  const [before, after] = [describe(early).median, describe(late).median];
  if (comparison === null || before === null || after === null) return null;
  const grows = comparison.auc > 0.5 && after >= WORTH_TELLING * before;
  return {
    kind: 'memory',
    where: plainText(name, 60),
    beyond: null,
    within: null,
    p: comparison.p,
    message: grows
      ? `Memory grows from run to run: the median of ${plainText(name, 60)} is ${String(Number(after.toPrecision(3)))} ` +
        `in the later half of the runs, ${String(Number(before.toPrecision(3)))} in the earlier one ({p}). A process ` +
        'that keeps memory of earlier runs would do that: start each run in a process of its own.'
      : '',
  };
}

function memoryName(runs: readonly EndedRun[]): string | null {
  const counts = new Map<string, { count: number }>();
  const countOf = (name: string): { count: number } | null => {
    if (!MEMORY_NAME.test(name) || NOT_IN_USE.test(name)) return null;
    const known = counts.get(name) ?? { count: 0 };
    counts.set(name, known);
    return known;
  };
  const keysOf = createKnownKeys(countOf);
  for (const { run } of runs) {
    const { summary } = run;
    if (summary instanceof PackedValues) {
      for (const { slot, target } of keysOf(summary)) {
        if (slot >= 0 && Number.isFinite(summary.numbers[slot])) target.count++;
      }
      continue;
    }
    summary.forEach((value, name) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) return;
      const known = countOf(name);
      if (known !== null) known.count++;
    });
  }
  const common = [...counts].filter(([, { count }]) => count >= KNOWN_SHARE * runs.length);
  return common.sort(([a, m], [b, n]) => n.count - m.count || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

function finite(value: unknown): readonly number[] {
  return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
}
