import { causeKey, type Cause } from '../core/runs/cause';
import type { Run } from '../core/runs/run';
import type { Column, RunTable } from '../core/runs/table';
import { causeHeading } from './causeHeading';
import { GROUPS, OUTCOMES, type Labels, type PanelColumn, type PanelTable, type TableCause } from './panelTable';

/**
 * The table of an analysis as the page gets it. `runs` are those that the table was built of, in its order; what the
 * table leaves out (agent, GPU) is taken from them.
 */
export function encodeTable({ rows, columns }: RunTable, runs: readonly Run[]): PanelTable {
  const { causes, causeCodes } = causesOf(rows);
  return {
    count: rows.length,
    ids: rows.map(({ id }) => id),
    names: rows.map(({ id, name }) => (name === null || name === id ? '' : name)),
    groups: Uint8Array.from(rows, ({ group }) => GROUPS.indexOf(group)),
    outcomes: Uint8Array.from(rows, ({ outcome }) => OUTCOMES.indexOf(outcome)),
    causes,
    causeCodes,
    reasons: labelsOf(rows, ({ reason }) => (reason === '' ? null : reason)),
    startedAt: Float64Array.from(rows, ({ startedAt }) => startedAt ?? NaN),
    runtimeSeconds: Float64Array.from(rows, ({ runtimeSeconds }) => runtimeSeconds ?? NaN),
    hosts: labelsOf(rows, ({ host }) => host),
    agents: labelsOf(runs, ({ agent }) => agent ?? null),
    gpus: labelsOf(runs, ({ gpu }) => gpu ?? null),
    metric: Float64Array.from(rows, ({ metric }) => metric ?? NaN),
    columns: columns.map(encodeColumn),
  };
}

function encodeColumn(column: Column): PanelColumn {
  const { name } = column;
  return column.kind === 'number'
    ? { kind: 'number', name, values: column.values }
    : { kind: 'category', name, labels: column.levels, codes: column.codes };
}

/** Causes in the order in which the analysis counts them: most frequent first, then by key. */
function causesOf(rows: RunTable['rows']): { readonly causes: readonly TableCause[]; readonly causeCodes: Int32Array } {
  const found = new Map<string, { readonly cause: TableCause; runs: number; place: number }>();
  const keys = rows.map(({ cause }) => (cause === null ? null : causeKey(cause)));
  keys.forEach((key, row) => {
    if (key === null) return;
    const known = found.get(key);
    if (known === undefined) found.set(key, { cause: tableCause(key, rows[row]!.cause!), runs: 1, place: -1 });
    else known.runs += 1;
  });
  const sorted = [...found.values()].sort((a, b) => b.runs - a.runs || (a.cause.key < b.cause.key ? -1 : 1));
  sorted.forEach((entry, place) => {
    entry.place = place;
  });
  return {
    causes: sorted.map(({ cause }) => cause),
    causeCodes: Int32Array.from(keys, (key) => (key === null ? -1 : found.get(key)!.place)),
  };
}

function tableCause(key: string, cause: Cause): TableCause {
  const { id, category, line } = cause;
  return { key, id, heading: causeHeading(cause), category, line };
}

function labelsOf<Item>(items: readonly Item[], labelOf: (item: Item) => string | null): Labels {
  const places = new Map<string, number>();
  const codes = Int32Array.from(items, (item) => {
    const label = labelOf(item);
    if (label === null) return -1;
    const place = places.get(label);
    if (place !== undefined) return place;
    places.set(label, places.size);
    return places.size - 1;
  });
  return { labels: [...places.keys()], codes };
}
