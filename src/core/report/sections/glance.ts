import type { Analysis } from '../../analysis/analysis';
import { plainText } from '../../plainText';
import { causeTitle } from '../../runs/causeSignatures';
import type { RunTable } from '../../runs/table';
import { listOf, lostHours } from '../findings';
import { formatCount, formatInteger, formatNumber, formatShare, formatShareInterval } from '../format';
import { section, table, type Section } from '../section';

/** What a reader wants to know before reading on: which runs, when, how many crashed, of what, and the best one. */
export function glanceSection(analysis: Analysis, { rows }: RunTable): Section | null {
  const { source, runs, crashRate, causes, wasted, best, framework } = analysis;
  if (rows.length === 0) return null;
  const lines: (readonly [string, string])[] = [
    ['Source', `${plainText(source.ref)} (${KINDS[source.kind]})`],
    ['Started', datesOf(rows.map(({ startedAt }) => startedAt))],
    ['Compared', `${formatCount(runs.completed, 'completed run')}, ${formatCount(runs.crashed, 'crashed run')}`],
    ['Left out', leftOut(runs.excluded)],
    [
      'Crash rate',
      crashRate === null
        ? ''
        : `${formatShare(crashRate.value)} (95 % interval ${formatShareInterval(crashRate.low, crashRate.high)})`,
    ],
    [
      'Ends',
      listOf(
        causes.map(({ cause, runs: count }) => `${causeTitle(cause)} ${formatInteger(count)}`),
        6,
      ),
    ],
    [
      'Time lost',
      wasted.hours === null || runs.crashed === 0
        ? ''
        : `${lostHours(wasted)}${wasted.share === null ? '' : ` (${formatShare(wasted.share)} of all run time)`}`,
    ],
    [
      'Best completed run',
      best === null ? '' : `${plainText(best.id, 60)}: ${plainText(best.metric, 60)} ${formatNumber(best.value)}`,
    ],
    [
      'Framework',
      framework ? `${framework.name}${framework.task === null ? '' : `, task ${plainText(framework.task, 40)}`}` : '',
    ],
  ];
  return section('At a glance', [
    table(
      ['What', 'Value'],
      [],
      lines.filter(([, value]) => value !== ''),
    ),
  ]);
}

const KINDS: Readonly<Record<Analysis['source']['kind'], string>> = {
  wandb: 'W&B',
  local: 'local run folders',
  csv: 'CSV table',
  json: 'JSON file',
};

/** First and last start, in UTC: a report has no time zone of its own. */
function datesOf(times: readonly (number | null)[]): string {
  let [first, last] = [Infinity, -Infinity];
  for (const time of times) {
    if (time === null || Number.isNaN(new Date(time).getTime())) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  if (first > last) return '';
  const [from, to] = [first, last].map((time) => new Date(time).toISOString().slice(0, 16).replace('T', ' '));
  return first === last ? `${from!} UTC` : `${from!} to ${to!} UTC`;
}

const LEFT_OUT: readonly (readonly [keyof Analysis['runs']['excluded'], string])[] = [
  ['running', 'still running'],
  ['stopped', 'stopped'],
  ['preempted', 'preempted'],
  ['infrastructure', 'ended by machine, network or scheduler'],
  ['code', 'ended by the program'],
  ['user', 'ended by a person'],
  ['unknown', 'of unknown state'],
  ['notCounted', 'not counted by choice'],
];

function leftOut(excluded: Analysis['runs']['excluded']): string {
  return LEFT_OUT.filter(([key]) => excluded[key] > 0)
    .map(([key, words]) => `${formatInteger(excluded[key])} ${words}`)
    .join(', ');
}
