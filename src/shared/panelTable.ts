/**
 * The runs as the page holds them: a typed array for each field and parameter, nothing per run as an object. VS Code
 * sends typed arrays as they are and everything else as JSON, which knows no NaN: numbers that may be absent are
 * therefore in typed arrays, as NaN.
 */
import type { CauseCategory } from '../core/runs/cause';
import type { Group } from '../core/runs/crashedChoice';
import type { OutcomeKind } from '../core/runs/run';

/** What {@link PanelTable.groups} count in. */
export const GROUPS: readonly Group[] = ['completed', 'crashed', 'excluded'];

/** What {@link PanelTable.outcomes} count in. */
export const OUTCOMES: readonly OutcomeKind[] = [
  'finished',
  'failed',
  'crashed',
  'broken',
  'lost-contact',
  'stopped',
  'preempted',
  'running',
  'unknown',
];

/** Texts that repeat: `codes` index `labels`, one for each run, -1 where the run has none. */
export interface Labels {
  readonly labels: readonly string[];
  readonly codes: Int32Array;
}

/** A cause that occurs in the table. */
export interface TableCause {
  /** Equal for runs that died of the same thing (`causeKey` of core/runs/cause.ts); stays the same over a refresh. */
  readonly key: string;
  /** The stable id of the signature. */
  readonly id: string;
  /** The cause in a few words. */
  readonly heading: string;
  readonly category: CauseCategory;
  /** A log line that shows it; `null` where there is none. */
  readonly line: string | null;
}

/** A parameter as numbers; NaN where a run has no finite value. */
export interface PanelNumbers {
  readonly kind: 'number';
  readonly name: string;
  readonly values: Float64Array;
}

/** A parameter with levels; -1 where a run does not have it. Two levels may read alike: the text `1` and the number. */
export interface PanelLevels extends Labels {
  readonly kind: 'category';
  readonly name: string;
}

export type PanelColumn = PanelNumbers | PanelLevels;

/** Runs as columns. A row is a place in these arrays, all of which have `count` entries. */
export interface PanelTable {
  readonly count: number;
  readonly ids: readonly string[];
  /** Display names; empty where a run has none besides its id. */
  readonly names: readonly string[];
  /** Which side of the comparison, as a place in {@link GROUPS}. */
  readonly groups: Uint8Array;
  /** What became of the run, as a place in {@link OUTCOMES}. */
  readonly outcomes: Uint8Array;
  /** In the order of `Analysis.causes`, one for one. */
  readonly causes: readonly TableCause[];
  /** A place in `causes`; -1 for runs that came to no bad end. */
  readonly causeCodes: Int32Array;
  /** The observation that says what became of the run. */
  readonly reasons: Labels;
  /** In milliseconds since 1970; NaN where it is not known. */
  readonly startedAt: Float64Array;
  /** In seconds; NaN where it is not known. */
  readonly runtimeSeconds: Float64Array;
  readonly hosts: Labels;
  readonly agents: Labels;
  readonly gpus: Labels;
  /** The target metric; NaN where a run has none. */
  readonly metric: Float64Array;
  readonly columns: readonly PanelColumn[];
}

/** The side of the comparison that `row` is on. */
export function groupAt({ groups }: PanelTable, row: number): Group {
  return GROUPS[groups[row]!]!;
}

/** What became of `row`. */
export function outcomeAt({ outcomes }: PanelTable, row: number): OutcomeKind {
  return OUTCOMES[outcomes[row]!]!;
}

/** Why `row` came to a bad end; `null` where it did not. */
export function causeAt({ causes, causeCodes }: PanelTable, row: number): TableCause | null {
  return causes[causeCodes[row]!] ?? null;
}

/** The label of `row`; `null` where it has none. */
export function labelAt({ labels, codes }: Labels, row: number): string | null {
  return labels[codes[row]!] ?? null;
}

/** The parameter called `name`; `null` where no run has it. */
export function columnNamed({ columns }: PanelTable, name: string): PanelColumn | null {
  return columns.find((column) => column.name === name) ?? null;
}

/** Whether `row` has a value of the parameter that can be drawn. */
export function hasValue(column: PanelColumn, row: number): boolean {
  return column.kind === 'number' ? !Number.isNaN(column.values[row]!) : column.codes[row]! >= 0;
}
