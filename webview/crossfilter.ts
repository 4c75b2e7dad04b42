/**
 * Which runs a selection leaves, for coordinated views: each view draws the runs that all filters leave, and its own
 * axis against those that all filters but its own leave. Each filter has a mask of the runs that fail it, and each run
 * the number of filters that it fails; a filter that moves costs one pass over the runs.
 */
import { GROUPS, hasValue, OUTCOMES, type Labels, type PanelColumn, type PanelTable } from '../src/shared/panelTable';
import type { Group } from '../src/core/runs/crashedChoice';
import { areEqual, filterKey, type Filter, type Measure, type Place, type Selection } from './selection';

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
  const failures = new Uint16Array(count);
  const passing = new Uint8Array(count).fill(1);
  const matcherOf = createMatchers(table);

  const take = (fails: Uint8Array, sign: 1 | -1): void => {
    for (let row = 0; row < count; row++) failures[row]! += sign * fails[row]!;
  };

  const apply = (selection: Selection): void => {
    const wanted = new Map(selection.map((filter) => [filterKey(filter), filter]));
    for (const [key, { filter, fails }] of applied) {
      const next = wanted.get(key);
      if (next !== undefined && areEqual(filter, next)) continue;
      take(fails, -1);
      applied.delete(key);
    }
    for (const [key, filter] of wanted) {
      if (applied.has(key)) continue;
      const matches = matcherOf(filter);
      const fails = new Uint8Array(count);
      for (let row = 0; row < count; row++) fails[row] = matches(row) ? 0 : 1;
      take(fails, 1);
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
          const left = new Uint8Array(count);
          for (let row = 0; row < count; row++) {
            let others = failures[row]!;
            for (const { fails } of own) others -= fails[row]!;
            left[row] = others === 0 ? 1 : 0;
          }
          return left;
        },
      };
    },
  };
}

type Matcher = (row: number) => boolean;

/** What decides whether a row passes a filter; texts to search in are made once. */
function createMatchers(table: PanelTable): (filter: Filter) => Matcher {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const nobody: Matcher = () => false;
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
        return column === undefined ? () => true : (row) => !hasValue(column, row);
      }
      case 'measure': {
        const { from, to } = filter;
        return filter.measure === 'order'
          ? (row) => row >= from && row <= to
          : within(measured(table, filter.measure), filter);
      }
      case 'cause':
        return among({ labels: table.causes.map(({ key }) => key), codes: table.causeCodes }, filter.causes);
      case 'group': {
        const isChosen = GROUPS.map((group) => filter.groups.includes(group));
        return (row) => isChosen[table.groups[row]!]!;
      }
      case 'outcome': {
        const isChosen = OUTCOMES.map((outcome) => filter.outcomes.includes(outcome));
        return (row) => isChosen[table.outcomes[row]!]!;
      }
      case 'place':
        return among(placesOf(table, filter.place), filter.names);
      case 'runs': {
        const ids = new Set(filter.ids);
        return (row) => ids.has(table.ids[row]!);
      }
      case 'text':
        return containing((search ??= searchTexts(table)), filter.text);
    }
  };
}

/** The labels of all runs for `place`. */
export function placesOf(table: PanelTable, place: Place): Labels {
  return place === 'host' ? table.hosts : place === 'agent' ? table.agents : table.gpus;
}

function measured(table: PanelTable, measure: Exclude<Measure, 'order'>): Float64Array {
  return table[measure];
}

function within(values: Float64Array, { from, to }: { readonly from: number; readonly to: number }): Matcher {
  return (row) => values[row]! >= from && values[row]! <= to;
}

function among({ labels, codes }: Labels, wanted: readonly string[]): Matcher {
  const names = new Set(wanted);
  const isWanted = Uint8Array.from(labels, (label) => (names.has(label) ? 1 : 0));
  return (row) => isWanted[codes[row]!] === 1;
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
function containing({ own, shared }: SearchTexts, text: string): Matcher {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const tests = words.map((word): Matcher => {
    const inShared = shared.map(({ texts, codes }) => ({
      codes,
      holds: Uint8Array.from(texts, (candidate) => (candidate.includes(word) ? 1 : 0)),
    }));
    return (row) => own[row]!.includes(word) || inShared.some(({ codes, holds }) => holds[codes[row]!] === 1);
  });
  return (row) => tests.every((test) => test(row));
}
