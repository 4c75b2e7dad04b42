import { fail, ok, type Result } from '../ports';
import type { Baseline, ReadProblem, Run, Value } from '../runs/run';
import { createRunPacker } from './packedRuns';
import { createValuePacker } from './valuePacker';
import { createProblemList } from './problemList';
import { fieldNamed, oddFields, runOfFields } from './runFields';
import { createUnwrapping } from './wrappedConfigs';

/** Runs read from a text, and what of it could not be read. */
export interface FileRuns {
  readonly runs: readonly Run[];
  readonly baseline: Baseline | null;
  readonly problems: readonly ReadProblem[];
}

/**
 * Why a file gives no runs. `what` is the part of a sentence behind its name; `advice` what to do, where that is not simply
 * how such a file has to look.
 */
export interface FileFault {
  readonly what: string;
  readonly advice?: string;
}

/** The runs of a JSON file so far, each id once. */
export interface RunCollection {
  /** `place`: where in the file the item stands, such as `run 3` or `line 3`. */
  take(item: Value, place: string): void;
  /** How many items were taken, runs or not. */
  seen(): number;
  end(): Result<FileRuns, FileFault>;
}

/** Starts an empty collection. `parameters`: the names in the sweep file. */
export function createRunCollection(ref: string, parameters: readonly string[]): RunCollection {
  const byId = new Map<string, Run>();
  /** Ids of the runs whose configuration depends on the other runs. */
  const open: string[] = [];
  const problems = createProblemList();
  const packed = createRunPacker();
  const packers = { config: createValuePacker(), summary: createValuePacker() };
  const unwrapping = createUnwrapping(parameters);
  const unnamed = { count: 0, first: '', last: '' };
  let seen = 0;

  const add = (id: string, run: Run): void => {
    const { config, isOpen } = unwrapping.take(run.config);
    const isAsRead = id === run.id && config === run.config;
    byId.set(id, packed(isAsRead ? run : { ...run, id, name: id === run.id ? run.name : run.id, config }));
    if (isOpen) open.push(id);
  };

  return {
    seen: () => seen,
    take(item, place) {
      seen++;
      const where = `${ref}, ${place}`;
      const fields = fieldsOf(item);
      const isRun = FIELDS_OF_RUNS.some((field) => fields.has(field));
      const run = isRun ? runOfFields(fields, place, packers) : null;
      if (run === null) {
        problems.add({ where, message: 'is no run: it has neither id nor state nor config; it is left out' });
        return;
      }
      if (byId.has(run.id) && hasValue(fields, 'id')) {
        problems.add({ where, message: `repeats the id ${run.id}; it is left out` });
        return;
      }
      // Display names need not be unique.
      const id = byId.has(run.id) ? `${run.id} (${place})` : run.id;
      add(id, run);
      if (!hasValue(fields, 'id') && !hasValue(fields, 'name')) {
        if (unnamed.count++ === 0) unnamed.first = id;
        unnamed.last = id;
      }
      for (const message of oddFields(fields)) problems.add({ where, message });
      if (!fields.has('config')) problems.add({ where, message: `run ${id} has no config` });
    },
    end() {
      if (byId.size === 0) return fail({ what: 'holds no runs' });
      for (const id of open) {
        const run = byId.get(id)!;
        const config = unwrapping.settle(run.config);
        if (config !== run.config) byId.set(id, packed({ ...run, config }));
      }
      const withoutNames = unnamed.count === 0 ? [] : [{ where: ref, message: withoutId(unnamed) }];
      return ok({ runs: [...byId.values()], baseline: null, problems: [...problems.all(ref), ...withoutNames] });
    },
  };
}

/** A run has at least one of them. */
const FIELDS_OF_RUNS = ['id', 'name', 'state', 'outcome', 'config'] as const;

/**
 * The fields of a run by their own names, none where the item is no object; what a file has under the name itself comes
 * first.
 */
export function fieldsOf(item: Value): ReadonlyMap<string, Value> {
  const fields = new Map<string, Value>();
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return fields;
  const values = item as Readonly<Record<string, Value>>;
  let otherNames = false;
  // What JSON.parse makes inherits nothing that could be enumerated.
  for (const key in values) {
    fields.set(key, values[key]!);
    if (fieldNamed(key) !== key) otherNames = true;
  }
  if (!otherNames) return fields;
  for (const key in values) {
    const field = fieldNamed(key);
    if (field !== null && field !== key && !fields.has(field)) fields.set(field, values[key]!);
  }
  return fields;
}

function hasValue(fields: ReadonlyMap<string, Value>, field: string): boolean {
  const value = fields.get(field);
  return typeof value === 'number' || (typeof value === 'string' && value !== '');
}

function withoutId({ count, first, last }: { count: number; first: string; last: string }): string {
  return count === 1
    ? `a run has no id and no name; it is called ${first}`
    : `${count} runs have no id and no name; they are called ${first} to ${last}, by their place`;
}
