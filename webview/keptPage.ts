/** What the page itself keeps over hiding and reloading: the selection, what is open, and a little of each view. */
import { keepSelection, readSelection, type Selection } from './selection';

export interface KeptPage {
  /** The source that it belongs to: another analysis starts afresh. */
  readonly source: string;
  readonly selection: Selection;
  /** Ids of the sections that are open. */
  readonly open: readonly string[];
  /** By the id of the section; each view checks its own. */
  readonly views: ReadonlyMap<string, unknown>;
}

export const NOTHING_KEPT: KeptPage = { source: '', selection: [], open: [], views: new Map() };

/** `page` as JSON that `setState` takes. */
export function encodeKept({ source, selection, open, views }: KeptPage): unknown {
  return { source, selection: keepSelection(selection), open, views: [...views] };
}

/** What `encodeKept` made; from anything else what can be used of it. */
export function readKept(value: unknown): KeptPage {
  if (typeof value !== 'object' || value === null) return NOTHING_KEPT;
  const { source, selection, open, views } = value as Readonly<Record<string, unknown>>;
  return {
    source: typeof source === 'string' ? source : '',
    selection: readSelection(selection),
    open: Array.isArray(open) ? open.filter((id) => typeof id === 'string') : [],
    views: new Map(Array.isArray(views) ? views.filter(isEntry) : []),
  };
}

function isEntry(value: unknown): value is readonly [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string';
}
