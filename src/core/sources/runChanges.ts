import type { OutcomeKind, Run } from '../runs/run';

/** One run that is not as it was. */
export interface RunChange {
  readonly id: string;
  readonly from: OutcomeKind;
  readonly to: OutcomeKind;
}

/** What is different from the last look. */
export interface Changes {
  readonly appeared: readonly Run[];
  readonly changed: readonly RunChange[];
  /** Ids of runs that are no longer there. */
  readonly gone: readonly string[];
}

/** What became of the runs between two looks. */
export function changesBetween(before: readonly Run[], after: readonly Run[]): Changes {
  const old = new Map(before.map((run) => [run.id, run]));
  const present = new Set(after.map(({ id }) => id));
  return {
    appeared: after.filter(({ id }) => !old.has(id)),
    changed: after.flatMap((run): RunChange[] => {
      const from = old.get(run.id)?.outcome.kind;
      const to = run.outcome.kind;
      return from === undefined || from === to ? [] : [{ id: run.id, from, to }];
    }),
    gone: [...old.keys()].filter((id) => !present.has(id)),
  };
}

/** What changed in a sentence: `3 new runs; 2 finished, 1 crashed since the last look.` */
export function describeChanges({ appeared, changed, gone }: Changes): string {
  const ends = new Map<OutcomeKind, number>();
  for (const { to } of changed) ends.set(to, (ends.get(to) ?? 0) + 1);
  const became = [...ends].map(([kind, count]) => `${count} ${WORDS[kind]}`);
  const parts = [
    ...(appeared.length > 0 ? [`${appeared.length} new ${appeared.length === 1 ? 'run' : 'runs'}`] : []),
    ...(became.length > 0 ? [became.join(', ')] : []),
    ...(gone.length > 0 ? [`${gone.length} deleted`] : []),
  ];
  return parts.length === 0
    ? 'No run has begun or ended since the last look.'
    : `${parts.join('; ')} since the last look.`;
}

const WORDS: Readonly<Record<OutcomeKind, string>> = {
  finished: 'finished',
  failed: 'failed',
  crashed: 'crashed',
  broken: 'finished without a usable result',
  'lost-contact': 'lost contact at the end',
  stopped: 'stopped',
  preempted: 'preempted',
  running: 'running again',
  unknown: 'with an unknown state',
};
