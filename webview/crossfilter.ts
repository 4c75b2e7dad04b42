/**
 * Which runs a selection leaves, for coordinated views: each view draws the runs that all filters leave, and its own
 * axis against those that all filters but its own leave. Each filter has a mask of the runs that fail it, and each run
 * the number of filters that it fails; a filter that moves costs a few passes over the runs.
 */
import { GROUPS, hasValue, OUTCOMES, type Labels, type PanelColumn, type PanelTable } from '../src/shared/panelTable';
import type { Group } from '../src/core/runs/crashedChoice';
import { areEqual, filterKey, type Filter, type Place, type Selection } from './selection';

/** What a selection leaves of a table. The arrays are valid until the next selection; never change them. */
export interface SelectionResult {
  readonly selection: Selection;
  /** Whether there is no filter at all. */
  readonly isAll: boolean;
  /** 1 for each run that passes all filters, 0 for the others; an entry for each row of the table. */
  readonly passing: Uint8Array;
  readonly count: number;
  /** Passing runs of each group. */
  readonly counts: Readonly<Record<Group, number>>;
  /** As `passing`, without the filters that have these keys: what a view draws its own brush on. */
  allBut(...keys: readonly string[]): Uint8Array;
}

export interface Crossfilter {
  /** Applies `selection`. */
  select(selection: Selection): SelectionResult;
}

interface Applied {
  readonly filter: Filter;
  /** 1 for each run that does not pass. */
  readonly fails: Uint8Array;
}

/** A crossfilter over the runs of `table`. */
export function createCrossfilter(table: PanelTable): Crossfilter {
  const { count, groups } = table;
  const applied = new Map<string, Applied>();
  // As many filters as there are kinds of things to filter by: parameters may be more than a byte counts.
  const failures = new Uint16Array(count);
  const passing = new Uint8Array(count).fill(1);
  const fresh = new Uint8Array(count);
  const markerOf = createMarkers(table);

  /** Replaces the mask of a filter by what `fresh` holds. */
  const replace = (fails: Uint8Array): void => {
    for (let row = 0; row < count; row++) {
      failures[row]! += fresh[row]! - fails[row]!;
      fails[row] = fresh[row]!;
    }
  };

  const apply = (selection: Selection): void => {
    const wanted = new Map(selection.map((filter) => [filterKey(filter), filter]));
    for (const [key, { fails }] of applied) {
      if (wanted.has(key)) continue;
      fresh.fill(0);
      replace(fails);
      applied.delete(key);
    }
    for (const [key, filter] of wanted) {
      const former = applied.get(key);
      if (former !== undefined && areEqual(former.filter, filter)) continue;
      const fails = former?.fails ?? new Uint8Array(count);
      markerOf(filter)(fresh);
      replace(fails);
      applied.set(key, { filter, fails });
    }
  };

  return {
    select: (selection) => {
      apply(selection);
      const found = new Int32Array(GROUPS.length);
      for (let row = 0; row < count; row++) {
        const passes = failures[row] === 0 ? 1 : 0;
        passing[row] = passes;
        found[groups[row]!]! += passes;
      }
      const [completed = 0, crashed = 0, excluded = 0] = found;
      return {
        selection,
        isAll: selection.length === 0,
        passing,
        count: completed + crashed + excluded,
        counts: { completed, crashed, excluded },
        allBut: (...keys) => {
          const own = keys.flatMap((key) => applied.get(key) ?? []);
          if (own.length === 0) return passing;
          const others = failures.slice();
          for (const { fails } of own) for (let row = 0; row < count; row++) others[row]! -= fails[row]!;
          const left = new Uint8Array(count);
          for (let row = 0; row < count; row++) left[row] = others[row] === 0 ? 1 : 0;
          return left;
        },
      };
    },
  };
}

/** Writes 1 for each run that does not pass a filter, 0 for the others. A loop of its own for each kind: it runs per frame. */
type Marker = (fails: Uint8Array) => void;

/** What marks the runs that fail a filter; texts to search in are made once. */
function createMarkers(table: PanelTable): (filter: Filter) => Marker {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const nobody: Marker = (fails) => {
    fails.fill(1);
  };
  let search: SearchTexts | null = null;
  return (filter) => {
    switch (filter.kind) {
      case 'range': {
        const column = columns.get(filter.parameter);
        return column?.kind === 'number' ? within(column.values, filter) : nobody;
      }
      case 'levels': {
        const column = columns.get(filter.parameter);
        return column?.kind === 'category' ? among(column, filter.levels) : nobody;
      }
      case 'missing': {
        const column: PanelColumn | undefined = columns.get(filter.parameter);
        return where((row) => column === undefined || !hasValue(column, row));
      }
      case 'measure': {
        const { measure, from, to } = filter;
        return measure === 'order' ? where((row) => row >= from && row <= to) : within(table[measure], filter);
      }
      case 'cause':
        return among({ labels: table.causes.map(({ key }) => key), codes: table.causeCodes }, filter.causes);
      case 'group':
        return among({ labels: GROUPS, codes: table.groups }, filter.groups);
      case 'outcome':
        return among({ labels: OUTCOMES, codes: table.outcomes }, filter.outcomes);
      case 'place':
        return among(placesOf(table, filter.place), filter.names);
      case 'runs': {
        const ids = new Set(filter.ids);
        return where((row) => ids.has(table.ids[row]!));
      }
      case 'text':
        return where(containing((search ??= searchTexts(table)), filter.text));
    }
  };
}

/** The labels of all runs for `place`. */
export function placesOf(table: PanelTable, place: Place): Labels {
  return place === 'host' ? table.hosts : place === 'agent' ? table.agents : table.gpus;
}

function where(passes: (row: number) => boolean): Marker {
  return (fails) => {
    for (let row = 0; row < fails.length; row++) fails[row] = passes(row) ? 0 : 1;
  };
}

function within(values: Float64Array, { from, to }: { readonly from: number; readonly to: number }): Marker {
  return (fails) => {
    for (let row = 0; row < fails.length; row++) {
      const value = values[row]!;
      // NaN passes nothing.
      fails[row] = value >= from && value <= to ? 0 : 1;
    }
  };
}

function among(
  { labels, codes }: { readonly labels: readonly string[]; readonly codes: Int32Array | Uint8Array },
  wanted: readonly string[],
): Marker {
  const names = new Set(wanted);
  // One place more, for runs without a label.
  const failsAt = Uint8Array.from([...labels.map((label) => (names.has(label) ? 0 : 1)), 1]);
  const none = labels.length;
  return (fails) => {
    for (let row = 0; row < fails.length; row++) {
      const code = codes[row]!;
      fails[row] = failsAt[code < 0 ? none : code]!;
    }
  };
}

interface SearchTexts {
  readonly own: readonly string[];
  readonly shared: readonly { readonly texts: readonly string[]; readonly codes: Int32Array }[];
}

function searchTexts(table: PanelTable): SearchTexts {
  const lower = ({ labels, codes }: Labels): SearchTexts['shared'][number] => ({
    texts: labels.map((label) => label.toLowerCase()),
    codes,
  });
  return {
    own: table.ids.map((id, row) => `${id} ${table.names[row]!}`.toLowerCase()),
    shared: [
      lower(table.hosts),
      lower(table.reasons),
      lower({
        labels: table.causes.map(({ heading, line }) => `${heading} ${line ?? ''}`),
        codes: table.causeCodes,
      }),
    ],
  };
}

/** Every word must occur somewhere in a run's texts. */
function containing({ own, shared }: SearchTexts, text: string): (row: number) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const tests = words.map((word): ((row: number) => boolean) => {
    const inShared = shared.map(({ texts, codes }) => ({
      codes,
      holds: Uint8Array.from(texts, (candidate) => (candidate.includes(word) ? 1 : 0)),
    }));
    return (row) => own[row]!.includes(word) || inShared.some(({ codes, holds }) => holds[codes[row]!] === 1);
  });
  return (row) => tests.every((test) => test(row));
}
