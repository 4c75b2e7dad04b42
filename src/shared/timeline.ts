/**
 * Runs in the order in which they started, and the lanes that they stand in: what the timeline draws. Time shows what
 * settings can't explain: leaks, bad machines, outages.
 */
import { plainText } from '../core/plainText';
import type { DriftFinding } from '../core/analysis/analysis';
import { naturalKey } from './naturalKey';
import { GROUPS, OUTCOMES, type Labels, type PanelTable } from './panelTable';

/** What becomes of a run on the timeline. `bad`: ended badly, but not counted as crashed; `other`: neither. */
export type End = 'completed' | 'crashed' | 'bad' | 'other';

/** What {@link Timeline.ends} counts in. */
export const ENDS: readonly End[] = ['completed', 'crashed', 'bad', 'other'];

/** What lanes stand for. */
export type LanePlace = 'host' | 'agent' | 'gpu';

/** A row of the chart. */
export interface Lane {
  /** As the filter on places names it; `null` for the runs of rarer places and for those without one. */
  readonly name: string | null;
  readonly label: string;
}

/** Runs from first to last. A place is an index into `rows`, `keys`, `ends` and `lanes`. */
export interface Timeline {
  /** What orders them, and what a period of them filters: the start, or the order of the table without known starts. */
  readonly measure: 'startedAt' | 'order';
  /** Rows of the table. */
  readonly rows: Uint32Array;
  /** The measure at each place, ascending. */
  readonly keys: Float64Array;
  /** As places in {@link ENDS}. */
  readonly ends: Uint8Array;
  /** Runs that are left out because their start is not known. */
  readonly withoutStart: number;
  /** What the lanes are; `null` where one lane holds all. */
  readonly lanePlace: LanePlace | null;
  readonly lanes: readonly Lane[];
  /** The lane at each place. */
  readonly laneCodes: Uint8Array;
}

/** The start of that share of the runs must be known for an order by it: what the search for drift asks for too. */
const KNOWN_STARTS = 0.9;
/** More lanes are not read; rarer places share the last one. */
export const MOST_LANES = 12;
const LABEL_LENGTH = 60;

/** The timeline of `table`; places that `drift` names are in lanes, if any are. */
export function timelineOf(table: PanelTable, drift: readonly DriftFinding[]): Timeline {
  const order = startOrder(table);
  const ends = Uint8Array.from(order.rows, (row) => ENDS.indexOf(endOf(table, row)));
  return { ...order, ends, ...lanesOf(table, order.rows, ends, drift) };
}

/** The first place whose key is at least `key`, or, with `isAfter`, above it; the number of places where there is none. */
export function placeOfKey(keys: Float64Array, key: number, isAfter = false): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = keys[middle]!;
    if (value < key || (isAfter && value === key)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What became of `row`. Who ended a run on purpose did not see it fail. */
function endOf({ groups, outcomes, causes, causeCodes }: PanelTable, row: number): End {
  const group = GROUPS[groups[row]!]!;
  if (group !== 'excluded') return group;
  const outcome = OUTCOMES[outcomes[row]!]!;
  const isBad = outcome === 'crashed' || outcome === 'failed' || outcome === 'broken' || outcome === 'lost-contact';
  return isBad && causes[causeCodes[row]!]?.category !== 'user' ? 'bad' : 'other';
}

function startOrder(table: PanelTable): Pick<Timeline, 'measure' | 'rows' | 'keys' | 'withoutStart'> {
  const { count, startedAt } = table;
  const known = Uint32Array.from({ length: count }, (_, row) => row).filter((row) => !Number.isNaN(startedAt[row]!));
  if (known.length < Math.max(1, KNOWN_STARTS * count) || areEqual(known, startedAt)) {
    const rows = Uint32Array.from({ length: count }, (_, row) => row);
    return { measure: 'order', rows, keys: Float64Array.from(rows), withoutStart: 0 };
  }
  known.sort((a, b) => startedAt[a]! - startedAt[b]! || a - b);
  const keys = Float64Array.from(known, (row) => startedAt[row]!);
  return { measure: 'startedAt', rows: known, keys, withoutStart: count - known.length };
}

function areEqual(rows: Uint32Array, values: Float64Array): boolean {
  return rows.every((row) => values[row] === values[rows[0]!]);
}

type Lanes = Pick<Timeline, 'lanePlace' | 'lanes' | 'laneCodes'>;

function lanesOf(table: PanelTable, rows: Uint32Array, ends: Uint8Array, drift: readonly DriftFinding[]): Lanes {
  const places: readonly (readonly [LanePlace, Labels])[] = [
    ['host', table.hosts],
    ['agent', table.agents],
    ['gpu', table.gpus],
  ];
  const named = places.find(([place, labels]) => drift.some(({ kind }) => kind === place) && isTelling(labels));
  // GPUs are many alike, and the same runs as their hosts; they are lanes only where one of them stands out.
  const [place, labels] = named ?? places.slice(0, 2).find(([, candidate]) => isTelling(candidate)) ?? [];
  if (place === undefined || labels === undefined) {
    return { lanePlace: null, lanes: [{ name: null, label: 'all runs' }], laneCodes: new Uint8Array(rows.length) };
  }
  const bad = drift.flatMap(({ kind, where }) => (kind === place && where !== null ? [where] : []));
  const counts = labels.labels.map((name, code) => ({
    name,
    code,
    runs: 0,
    crashes: 0,
    isNamed: bad.includes(plainText(name, LABEL_LENGTH)),
  }));
  let unknown = 0;
  rows.forEach((row, at) => {
    const count = counts[labels.codes[row]!];
    if (count === undefined) unknown += 1;
    else {
      count.runs += 1;
      if (ends[at] === CRASHED || ends[at] === BAD) count.crashes += 1;
    }
  });
  const present = counts.filter(({ runs }) => runs > 0);
  const ranked = present.sort(
    (a, b) => Number(b.isNamed) - Number(a.isNamed) || b.crashes - a.crashes || b.runs - a.runs || a.code - b.code,
  );
  const own = MOST_LANES - (unknown > 0 ? 1 : 0);
  const shown = (ranked.length <= own ? ranked : ranked.slice(0, own - 1)).sort((a, b) =>
    naturalKey(a.name) < naturalKey(b.name) ? -1 : 1,
  );
  const rest = present.length - shown.length;
  const laneOf = new Map(shown.map(({ code }, lane) => [code, lane]));
  const restLane = shown.length;
  const unknownLane = restLane + (rest > 0 ? 1 : 0);
  return {
    lanePlace: place,
    lanes: [
      ...shown.map(({ name }) => ({ name, label: plainText(name, LABEL_LENGTH) })),
      ...(rest > 0 ? [{ name: null, label: `${rest.toLocaleString('en-US')} other ${place}s` }] : []),
      ...(unknown > 0 ? [{ name: null, label: `${place} not known` }] : []),
    ],
    laneCodes: Uint8Array.from(rows, (row) => {
      const code = labels.codes[row]!;
      return code < 0 ? unknownLane : (laneOf.get(code) ?? restLane);
    }),
  };
}

/** More than one place, and not one for each run, as with agents that start a single one. */
function isTelling({ labels, codes }: Labels): boolean {
  if (labels.length < 2) return false;
  const known = codes.reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0);
  return labels.length <= Math.max(2, known / 2);
}

const CRASHED = ENDS.indexOf('crashed');
const BAD = ENDS.indexOf('bad');
