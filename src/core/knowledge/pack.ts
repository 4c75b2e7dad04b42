import type { Effect, Framework, ParameterFact, Requirement, SettingValue } from './parameter';

/** What a row says besides name, default and meaning. */
interface Details {
  /** Lowest and highest usual value. */
  readonly usual?: readonly [number, number];
  /** Where the usual range comes from, if not from the pack's `usualFrom`. */
  readonly from?: string;
  /** Lowest and highest value taken, and which of the two is not taken itself. */
  readonly valid?: readonly [number, number] | readonly [number, number, 'low' | 'high' | 'both'];
  readonly tasks?: readonly string[];
  readonly needs?: Requirement;
  readonly note?: string;
  readonly risk?: ParameterFact['risk'];
  /** Other names that the framework takes for the same parameter. */
  readonly aliases?: readonly string[];
}

/** One parameter of a pack: name, default, meaning, and what else is known. */
export type Row = readonly [name: string, default_: SettingValue | undefined, meaning: string, details?: Details];

/** A pack as it is written down. */
interface Pack extends Omit<Framework, 'facts' | 'tasks'> {
  readonly tasks?: readonly string[];
  /** Where usual ranges come from, in words that fit behind `fall outside 0–1,`. */
  readonly usualFrom?: string;
  readonly rows: readonly Row[];
}

/** Any number from zero on. */
export const NOT_NEGATIVE = [0, Infinity] as const;
/** Any number above zero. */
export const POSITIVE = [0, Infinity, 'low'] as const;
/** Whole numbers from one on. */
export const COUNT = [1, Infinity] as const;
/** A share or probability, both ends taken. */
export const SHARE = [0, 1] as const;
/** A share that may not be zero. */
export const SOME_SHARE = [0, 1, 'low'] as const;

/** Makes a framework of a pack's rows. */
export function frameworkOf({ rows, usualFrom, tasks = [], ...about }: Pack): Framework {
  const facts = new Map<string, ParameterFact>();
  for (const row of rows) {
    const fact = factOfRow(row, usualFrom ?? null);
    facts.set(fact.name, fact);
    for (const alias of row[3]?.aliases ?? []) facts.set(alias, fact);
  }
  return { ...about, tasks, facts };
}

function factOfRow([name, default_, meaning, details = {}]: Row, usualFrom: string | null): ParameterFact {
  const { usual, from, valid, tasks, needs, note, risk } = details;
  const effect: Effect = { ...(tasks && { tasks }), ...(needs && { needs }) };
  return {
    name,
    meaning,
    default: default_,
    usual: usual ? { low: usual[0], high: usual[1] } : null,
    usualFrom: usual ? (from ?? usualFrom) : null,
    valid: valid ? { low: valid[0], high: valid[1], ...(valid[2] && { excludes: valid[2] }) } : null,
    risk: risk ?? null,
    effect,
    note: note ?? null,
  };
}
