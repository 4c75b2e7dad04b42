/** The outcome bar: every run in one piece, completed ones first, then crashed ones by cause, then all others. */
import type { Analysis } from '../core/analysis/analysis';
import type { Group } from '../core/runs/crashedChoice';
import type { OutcomeKind } from '../core/runs/run';
import { causeSign, SIGNED_CAUSES } from './causeView';
import { t } from './l10n';
import { GROUPS, type PanelTable } from './panelTable';

/** A piece of the outcome bar. `share` is its part of all runs (0–1). */
export interface Segment {
  readonly group: Group;
  readonly label: string;
  readonly runs: number;
  readonly share: number;
  /** The place of its cause in the order of the analysis, for its letter and pattern; -1 for all other pieces. */
  readonly place: number;
  readonly sign: string;
  /** What a click narrows the runs to; `null` for pieces that are a mixture. */
  readonly narrows:
    | { readonly to: 'group'; readonly group: Group }
    | { readonly to: 'cause'; readonly keys: readonly string[] }
    | { readonly to: 'outcome'; readonly outcome: OutcomeKind }
    | null;
}

/** The pieces of the bar in their order; pieces without a run are left out. */
export function outcomeSegments({ runs }: Analysis, table: PanelTable): readonly Segment[] {
  const { running, stopped, preempted, infrastructure, code, user, unknown, notCounted } = runs.excluded;
  const others: readonly (readonly [string, number, OutcomeKind | null])[] = [
    [t('ended by the machine'), infrastructure, null],
    [t('ended by a bug in the code'), code, null],
    [t('ended by a person'), user, null],
    [t('stopped'), stopped, 'stopped'],
    [t('preempted'), preempted, 'preempted'],
    [t('running'), running, 'running'],
    [t('unknown'), unknown, 'unknown'],
    [t('not counted as crashed'), notCounted, null],
  ];
  const plain = { share: 0, place: -1, sign: '' };
  const segments: readonly Segment[] = [
    {
      ...plain,
      group: 'completed',
      label: t('completed'),
      runs: runs.completed,
      narrows: { to: 'group', group: 'completed' },
    },
    ...crashedSegments(runs.crashed, table),
    ...others.map(([label, count, outcome]): Segment => ({
      ...plain,
      group: 'excluded',
      label,
      runs: count,
      narrows: outcome === null ? null : { to: 'outcome', outcome },
    })),
  ];
  const all = Math.max(1, table.count);
  return segments.filter((segment) => segment.runs > 0).map((segment) => ({ ...segment, share: segment.runs / all }));
}

/** The bar in one sentence: `8 completed, 9 crashed: loss became NaN, 4 crashed: …`. */
export function barLabel(segments: readonly Segment[]): string {
  return segments
    .map(({ group, runs, label }) => `${String(runs)} ${group === 'crashed' ? t('crashed: {0}', label) : label}`)
    .join(', ');
}

function crashedSegments(crashed: number, { causes, causeCodes, groups }: PanelTable): readonly Segment[] {
  const counts = new Int32Array(causes.length);
  const crashedCode = GROUPS.indexOf('crashed');
  groups.forEach((group, row) => {
    const place = causeCodes[row]!;
    if (group === crashedCode && place >= 0) counts[place]! += 1;
  });
  const named = causes.slice(0, SIGNED_CAUSES).map((cause, place): Segment => ({
    group: 'crashed',
    label: cause.heading,
    runs: counts[place]!,
    share: 0,
    place,
    sign: causeSign(place),
    narrows: { to: 'cause', keys: [cause.key] },
  }));
  const rare = causes.slice(SIGNED_CAUSES).filter((_, index) => counts[SIGNED_CAUSES + index]! > 0);
  const inCauses = counts.reduce((sum, count) => sum + count, 0);
  const rareRuns = counts.subarray(SIGNED_CAUSES).reduce((sum, count) => sum + count, 0);
  const rest = { group: 'crashed', share: 0, place: SIGNED_CAUSES, sign: '' } as const;
  return [
    ...named,
    {
      ...rest,
      label: rare.length === 1 ? rare[0]!.heading : t('other causes'),
      runs: rareRuns,
      narrows: { to: 'cause', keys: rare.map(({ key }) => key) },
    },
    // Runs that a person chose to count as crashed, such as stopped ones, have no cause.
    { ...rest, label: t('no cause looked for'), runs: crashed - inCauses, narrows: null },
  ];
}
