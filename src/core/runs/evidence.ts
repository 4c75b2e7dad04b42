/** A value that a setting can have in a run's configuration; lists and objects are JSON text. */
export type SettingValue = string | number | boolean | null;

/** `crashed` of `total` runs, and the Wilson 95 % interval of the rate (0–1). */
export interface EvidenceCount {
  readonly crashed: number;
  readonly total: number;
  readonly low: number;
  readonly high: number;
}

/** What past runs say about one parameter: the little that an editor needs at the range, taken from an analysis. */
export interface ParameterEvidence {
  readonly name: string;
  readonly verdict: 'strong' | 'suggestive' | 'none' | 'inert' | 'constant';
  /** Of the difference between crashed and completed runs; `null` where none was computed. */
  readonly p: number | null;
  /** Benjamini–Hochberg q of the difference, or `null` where none was computed. */
  readonly q: number | null;
  /** How values are spread; absent for categories. */
  readonly scale?: 'linear' | 'log';
  /** Means of the two groups; `null` for categories. */
  readonly completedMean: number | null;
  readonly crashedMean: number | null;
  /** Where the crash rate changes; `null` where no threshold was found. */
  readonly threshold: EvidenceThreshold | null;
  /** Least and greatest value that a compared run had; `null` for categories. */
  readonly tried: readonly [least: number, greatest: number] | null;
  /** For numbers: crashed runs in bins of about equally many, in ascending order; both ends of a bin belong to it. */
  readonly bins: readonly (EvidenceCount & { readonly from: number; readonly to: number })[];
  /** For categories. */
  readonly levels: readonly (EvidenceCount & { readonly value: SettingValue })[];
}

/** `beyond` is the side where runs crash. A band has two values. */
export interface EvidenceThreshold {
  readonly direction: 'above' | 'below' | 'inside' | 'outside';
  readonly value: number | readonly [number, number];
  readonly beyond: EvidenceCount;
  readonly within: EvidenceCount;
  /** Corrected for having looked at every cut. */
  readonly p: number;
}

/** One side of a joint region. */
export interface EvidenceTerm {
  readonly parameter: string;
  readonly op: '>' | '>=' | '<' | '<=' | 'in';
  readonly value: number | string | readonly (number | string | boolean | null)[];
}

/** A region in which settings act together: runs crash there where `lift` is above 1, and outside of it where it is below. */
export interface EvidenceRegion extends EvidenceCount {
  readonly terms: readonly EvidenceTerm[];
  readonly lift: number;
  /** Corrected for the search. */
  readonly p: number;
}

/** A safer range or list of values for one parameter. */
export interface EvidenceBound {
  readonly parameter: string;
  readonly from: EvidenceExtent;
  readonly to: EvidenceExtent;
  readonly reason: string;
}

/** A range, both ends included, or a list of values. */
export type EvidenceExtent =
  { readonly min: number; readonly max: number } | { readonly values: readonly SettingValue[] };

/** Compared runs, as far as predicting crashes of other sweeps needs them. One value in a column stands for all runs. */
export interface EvidenceRuns {
  /** 1 where the run crashed. */
  readonly crashed: readonly (0 | 1)[];
  readonly columns: readonly EvidenceColumn[];
}

/** One setting of the runs; `null` and -1 where a run does not have it. */
export type EvidenceColumn =
  | { readonly kind: 'number'; readonly name: string; readonly values: readonly (number | null)[] }
  | {
      readonly kind: 'category';
      readonly name: string;
      readonly levels: readonly SettingValue[];
      readonly codes: readonly number[];
    };

/** What runs belong to, as far as it is known: what tells evidence for a sweep file from that of something else. */
export interface EvidenceOrigin {
  /** `entity/project` on W&B, or the project alone. */
  readonly project: string | null;
  /** Name of the framework. */
  readonly framework: string | null;
  /** The sweep file from which the analysis was started, as the host names files. */
  readonly sweepFile: string | null;
}

/** The memory of one analysis, kept by the editor for the sweep files of its workspace. */
export interface Evidence {
  /** What was analysed, as the user named it, such as `example/wandb` or `team/cones/c0nes001`. */
  readonly source: string;
  /** When, in milliseconds since 1970. */
  readonly analyzedAt: number;
  readonly origin: EvidenceOrigin;
  readonly completed: number;
  readonly crashed: number;
  readonly parameters: readonly ParameterEvidence[];
  readonly interactions: readonly EvidenceRegion[];
  readonly safeBounds: readonly EvidenceBound[];
  /** Settings that were the same in all compared runs, such as the task, by name. */
  readonly settings: readonly (readonly [name: string, value: SettingValue])[];
  readonly runs: EvidenceRuns;
}

/** Age, in milliseconds, from which on evidence is told to be old: code, data and machines change meanwhile. */
export const OLD_EVIDENCE = 90 * 24 * 3600 * 1000;
