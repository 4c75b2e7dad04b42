/** What a person has narrowed the runs to, in any view: a list of filters that all must hold. Immutable. */
import type { Group } from '../src/core/runs/crashedChoice';
import type { OutcomeKind } from '../src/core/runs/run';
import { GROUPS, OUTCOMES } from '../src/shared/panelTable';

/** A number that every run may have. */
export type Measure = 'metric' | 'startedAt' | 'runtimeSeconds' | 'order';

/** What a run belongs to. */
export type Place = 'host' | 'agent' | 'gpu';

/**
 * One condition on a run. Filters name things as people do, not by their place in a table, so that they survive a
 * refresh; what is not in the table any more matches no run.
 */
export type Filter =
  /** A parameter from `from` to `to`, both included; infinite ends are open. */
  | { readonly kind: 'range'; readonly parameter: string; readonly from: number; readonly to: number }
  /** A parameter with one of these levels. */
  | { readonly kind: 'levels'; readonly parameter: string; readonly levels: readonly string[] }
  /** Runs without a value of a parameter. */
  | { readonly kind: 'missing'; readonly parameter: string }
  /** The metric, the start, the run time, or the place in the order of the table (from 0), both ends included. */
  | { readonly kind: 'measure'; readonly measure: Measure; readonly from: number; readonly to: number }
  /** Keys of causes (`TableCause.key`). */
  | { readonly kind: 'cause'; readonly causes: readonly string[] }
  | { readonly kind: 'group'; readonly groups: readonly Group[] }
  | { readonly kind: 'outcome'; readonly outcomes: readonly OutcomeKind[] }
  | { readonly kind: 'place'; readonly place: Place; readonly names: readonly string[] }
  /** Ids of runs; `label` says what they are. */
  | { readonly kind: 'runs'; readonly ids: readonly string[]; readonly label: string }
  /** Words that all must occur in a run's id, name, host, cause or reason, in any case. */
  | { readonly kind: 'text'; readonly text: string };

/** At most one filter for each key; see {@link filterKey}. */
export type Selection = readonly Filter[];

export const NOTHING_SELECTED: Selection = [];

/** What a filter is about: setting one replaces the other one with the same key. */
export function filterKey(filter: Filter): string {
  switch (filter.kind) {
    case 'range':
    case 'levels':
    case 'missing':
      return parameterKey(filter.parameter);
    case 'measure':
      return `measure ${filter.measure}`;
    case 'place':
      return `place ${filter.place}`;
    default:
      return filter.kind;
  }
}

/** The key of all filters on one parameter. */
export function parameterKey(parameter: string): string {
  return `parameter ${parameter}`;
}

/** `selection` with `filters` set, each in the place of the one with its key. */
export function withFilters(selection: Selection, ...filters: readonly Filter[]): Selection {
  const byKey = new Map(selection.map((filter) => [filterKey(filter), filter]));
  for (const filter of filters) byKey.set(filterKey(filter), filter);
  return [...byKey.values()];
}

/** `selection` without the filters that have these keys. */
export function withoutFilters(selection: Selection, ...keys: readonly string[]): Selection {
  return selection.filter((filter) => !keys.includes(filterKey(filter)));
}

/** The filter with `key`; `null` where there is none. */
export function filterWith(selection: Selection, key: string): Filter | null {
  return selection.find((filter) => filterKey(filter) === key) ?? null;
}

/** `filter` set, or taken away where it is set just so: what a click on a thing does that is shown as pressed. */
export function toggled(selection: Selection, filter: Filter): Selection {
  const same = filterWith(selection, filterKey(filter));
  return same !== null && areEqual(same, filter)
    ? withoutFilters(selection, filterKey(filter))
    : withFilters(selection, filter);
}

/** Whether two filters say the same. */
export function areEqual(a: Filter, b: Filter): boolean {
  return JSON.stringify(encodable(a)) === JSON.stringify(encodable(b));
}

/** Whether `value`, read back after a reload, is a selection. Infinite ends come back as they were. */
export function readSelection(value: unknown): Selection {
  return Array.isArray(value) ? withFilters([], ...value.flatMap(readFilter)) : NOTHING_SELECTED;
}

/** `selection` for `setState`, whose JSON knows no infinity: open ends are `null`. */
export function keepSelection(selection: Selection): readonly unknown[] {
  return selection.map(encodable);
}

function encodable(filter: Filter): object {
  if (filter.kind !== 'range' && filter.kind !== 'measure') return filter;
  const end = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return { ...filter, from: end(filter.from), to: end(filter.to) };
}

function readFilter(value: unknown): readonly Filter[] {
  if (typeof value !== 'object' || value === null) return [];
  const kept = value as Readonly<Record<string, unknown>>;
  const { kind, parameter, label, text } = kept;
  const end = (given: unknown, open: number): number | undefined =>
    given === null ? open : typeof given === 'number' && !Number.isNaN(given) ? given : undefined;
  const [from, to] = [end(kept.from, -Infinity), end(kept.to, Infinity)];
  const hasEnds = from !== undefined && to !== undefined;
  switch (kind) {
    case 'range':
      return typeof parameter === 'string' && hasEnds ? [{ kind, parameter, from, to }] : [];
    case 'levels':
      return typeof parameter === 'string' && isTexts(kept.levels) ? [{ kind, parameter, levels: kept.levels }] : [];
    case 'missing':
      return typeof parameter === 'string' ? [{ kind, parameter }] : [];
    case 'measure':
      return isOneOf(kept.measure, MEASURES) && hasEnds ? [{ kind, measure: kept.measure, from, to }] : [];
    case 'cause':
      return isTexts(kept.causes) ? [{ kind, causes: kept.causes }] : [];
    case 'group':
      return Array.isArray(kept.groups) && kept.groups.every((group) => isOneOf(group, GROUPS))
        ? [{ kind, groups: kept.groups }]
        : [];
    case 'outcome':
      return Array.isArray(kept.outcomes) && kept.outcomes.every((outcome) => isOneOf(outcome, OUTCOMES))
        ? [{ kind, outcomes: kept.outcomes }]
        : [];
    case 'place':
      return isOneOf(kept.place, PLACES) && isTexts(kept.names) ? [{ kind, place: kept.place, names: kept.names }] : [];
    case 'runs':
      return isTexts(kept.ids) && typeof label === 'string' ? [{ kind, ids: kept.ids, label }] : [];
    case 'text':
      return typeof text === 'string' ? [{ kind, text }] : [];
    default:
      return [];
  }
}

const MEASURES: readonly Measure[] = ['metric', 'startedAt', 'runtimeSeconds', 'order'];
const PLACES: readonly Place[] = ['host', 'agent', 'gpu'];

function isOneOf<Name extends string>(value: unknown, names: readonly Name[]): value is Name {
  return (names as readonly unknown[]).includes(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
