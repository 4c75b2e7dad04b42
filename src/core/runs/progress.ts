import type { Run } from './run';

/** Names of the last epoch or step in a summary, the most telling first. */
const POSITION_NAMES = [
  'epoch',
  'train/epoch',
  'trainer/epoch',
  'global_step',
  'train/global_step',
  'trainer/global_step',
  '_step',
];
const PLANNED_NAMES = ['epochs', 'num_epochs', 'max_epochs', 'num_train_epochs', 'n_epochs'];
/** Finished runs whose last positions differ by more than this share have no common end. */
const SAME_END = 0.95;

/** How far a run came, and how far it was to go: by its own plan, or where its finished siblings ended. */
export interface Position {
  readonly at: number;
  readonly end: number;
  /** `epoch` or `step`. */
  readonly unit: string;
}

/** A function that tells the position of a run among `runs`; `null` where nothing tells how far it was to go. */
export function positionsAmong(runs: readonly Run[]): (run: Run) => Position | null {
  const finished = runs.filter(({ outcome }) => outcome.kind === 'finished');
  const name = POSITION_NAMES.find((key) => {
    let known = 0;
    for (const { summary } of finished) if (numberAt(summary.get(key)) !== null) known++;
    return known >= 1 && known * 2 >= finished.length;
  });
  let [ends, first, last] = [0, Infinity, -Infinity];
  for (const { summary } of name === undefined ? [] : finished) {
    const end = numberAt(summary.get(name!));
    if (end === null) continue;
    ends++;
    first = Math.min(first, end);
    last = Math.max(last, end);
  }
  const commonEnd = ends >= 2 && first > 0 && first >= SAME_END * last ? first : null;

  return ({ summary, config }) => {
    const key = name ?? POSITION_NAMES.find((candidate) => numberAt(summary.get(candidate)) !== null);
    const at = key === undefined ? null : numberAt(summary.get(key));
    if (key === undefined || at === null) return null;
    const isEpoch = key.endsWith('epoch');
    const plan = isEpoch ? PLANNED_NAMES.find((candidate) => numberAt(config.get(candidate)) !== null) : undefined;
    const planned = plan === undefined ? null : numberAt(config.get(plan));
    // Counted from zero, the last epoch is one less than the number of epochs: siblings tell.
    const end = planned === null ? commonEnd : Math.min(planned, sameCount(commonEnd, planned));
    return end === null || !(end > 0) ? null : { at, end, unit: isEpoch ? 'epoch' : 'step' };
  };
}

/** The end of the siblings where it is the planned one counted from zero. */
function sameCount(commonEnd: number | null, planned: number): number {
  return commonEnd !== null && Math.abs(commonEnd - planned) <= 1 ? commonEnd : planned;
}

function numberAt(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
