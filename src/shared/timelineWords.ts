/** The timeline in words: its sentence, what the analysis found over time, and its figures as a table. */
import type { DriftFinding } from '../core/analysis/analysis';
import { countOf } from '../core/analysis/statistics/proportion';
import { plainText } from '../core/plainText';
import { formatCount, formatShare, formatShareInterval } from '../core/report/format';
import { formatTime } from './format';
import { t } from './l10n';
import type { PanelTable } from './panelTable';
import { ENDS, type Timeline } from './timeline';
import type { MovingRate } from './timelineRate';

/** What the search for drift found, where the timeline can show it. */
export interface DriftMarks {
  /** Lanes of places where runs crash more often. */
  readonly lanes: readonly { readonly lane: number; readonly text: string }[];
  /** Stretches of places, both ends included. */
  readonly periods: readonly { readonly from: number; readonly to: number; readonly text: string }[];
  /** The findings in full. */
  readonly messages: readonly string[];
}

/** How long the ids are in the name of a period (core/analysis/drift.ts). */
const ID_LENGTH = 40;
const OVER_TIME: readonly DriftFinding['kind'][] = ['start-order', 'period', 'host', 'gpu', 'agent', 'memory'];

/** Where on `timeline` the findings are. */
export function driftMarks(drift: readonly DriftFinding[], timeline: Timeline, table: PanelTable): DriftMarks {
  const shown = drift.filter(({ kind }) => OVER_TIME.includes(kind));
  return {
    lanes: shown.flatMap(({ kind, where, beyond }) => {
      const lane = timeline.lanes.findIndex(({ name, label }) => name !== null && label === where);
      return kind === timeline.lanePlace && lane >= 0 ? [{ lane, text: crashedOf(beyond) }] : [];
    }),
    periods: shown.flatMap(({ kind, where, beyond }) => {
      const ends = kind === 'period' && where !== null ? periodPlaces(where, timeline, table) : null;
      return ends === null ? [] : [{ ...ends, text: crashedOf(beyond) }];
    }),
    messages: shown.map(({ message }) => message),
  };
}

function crashedOf(count: DriftFinding['beyond']): string {
  return count === null ? '' : `${count.crashed} of ${count.total} crashed`;
}

/** A period is named by its first and its last run. */
function periodPlaces(
  where: string,
  { rows }: Timeline,
  { ids }: PanelTable,
): { readonly from: number; readonly to: number } | null {
  const names = Array.from(rows, (row) => plainText(ids[row]!, ID_LENGTH));
  const from = names.findIndex((name) => where.startsWith(`${name} – `));
  const to = names.findIndex((name) => name !== '' && where.endsWith(` – ${name}`));
  return from < 0 || to < from ? null : { from, to };
}

/** The chart in one or two sentences, for those who don't see it. */
export function timelineSentence(timeline: Timeline, rate: MovingRate | null): string {
  const { rows, lanes, lanePlace } = timeline;
  const where = lanePlace === null ? '' : `, in ${lanes.length} lanes by ${lanePlace}`;
  const line =
    rate === null
      ? 'Too few runs for a moving crash rate.'
      : `The crash rate of ${rate.window} runs in a row begins at ${formatShare(rate.rates[0]!)}, ends at ` +
        `${formatShare(rate.rates.at(-1)!)} and is between ${formatShare(Math.min(...rate.rates))} and ` +
        `${formatShare(Math.max(...rate.rates))}.`;
  return `${formatCount(rows.length, 'run')} ${orderWords(timeline)}${where}. ${line}`;
}

/** In which order, and from when to when. */
export function orderWords({ measure, keys }: Timeline): string {
  if (measure === 'order') return t('in the order of the source, without known starts');
  return `by start, ${formatTime(keys[0]!)} to ${formatTime(keys.at(-1)!)}`;
}

/** What the line of the chart shows. */
export function rateWords(rate: MovingRate | null): string {
  return rate === null
    ? t('too few runs for a moving crash rate')
    : `crash rate of ${formatCount(rate.window, 'run')} in a row`;
}

/** A line of the chart's twin. */
export interface TimelineLine {
  readonly name: string;
  readonly runs: string;
  readonly completed: string;
  /** All bad ends. */
  readonly crashed: string;
  readonly others: string;
  /** With its 95 % interval. */
  readonly rate: string;
}

/** Stretches of the order in the table. */
const STRETCHES = 10;

/** The figures of the chart: about ten stretches of equally many runs, and each lane where there are several. */
export function timelineLines(timeline: Timeline, passing: Uint8Array): readonly TimelineLine[] {
  const { rows, measure, keys, lanes, laneCodes, lanePlace } = timeline;
  const shown = Uint32Array.from(rows.keys()).filter((place) => passing[rows[place]!] === 1);
  const stretches = Math.min(STRETCHES, Math.ceil(shown.length / 2));
  const nameOf = (places: Uint32Array): string => {
    const [first, last] = [places[0]!, places.at(-1)!];
    const runs = first === last ? `run ${first + 1}` : `runs ${first + 1}–${last + 1}`;
    return measure === 'order' ? runs : `${runs}, from ${formatTime(keys[first]!)}`;
  };
  return [
    ...Array.from({ length: stretches }, (_, stretch) => {
      const at = (part: number): number => Math.round((part * shown.length) / stretches);
      const places = shown.slice(at(stretch), at(stretch + 1));
      return lineOf(nameOf(places), places, timeline);
    }),
    ...(lanePlace === null
      ? []
      : lanes.map(({ name, label }, lane) =>
          lineOf(
            name === null ? label : `${lanePlace} ${label}`,
            shown.filter((place) => laneCodes[place] === lane),
            timeline,
          ),
        )),
  ];
}

function lineOf(name: string, places: Uint32Array, { ends }: Timeline): TimelineLine {
  const count = (...wanted: readonly (typeof ENDS)[number][]): number =>
    places.reduce((sum, place) => sum + (wanted.includes(ENDS[ends[place]!]!) ? 1 : 0), 0);
  const completed = count('completed');
  const crashed = count('crashed', 'bad');
  const { total, low, high } = countOf(crashed, completed + crashed);
  return {
    name,
    runs: places.length.toLocaleString('en-US'),
    completed: completed.toLocaleString('en-US'),
    crashed: crashed.toLocaleString('en-US'),
    others: count('other').toLocaleString('en-US'),
    rate: total === 0 ? '–' : `${formatShare(crashed / total)} (${formatShareInterval(low, high)})`,
  };
}
