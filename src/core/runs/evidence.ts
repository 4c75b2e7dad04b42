/** What past runs say about one parameter: the little that an editor needs at the range, taken from an analysis. */
export interface ParameterEvidence {
  readonly name: string;
  readonly verdict: 'strong' | 'suggestive' | 'none' | 'inert' | 'constant';
  /** Benjamini–Hochberg q of the difference, or `null` where none was computed. */
  readonly q: number | null;
  /** Means of the two groups; `null` for categories. */
  readonly completedMean: number | null;
  readonly crashedMean: number | null;
  /** Where the crash rate changes; `null` where no threshold was found. */
  readonly threshold: EvidenceThreshold | null;
}

/** `beyond` is the side where runs crash; intervals are Wilson, 95 %. A band has two values. */
export interface EvidenceThreshold {
  readonly direction: 'above' | 'below' | 'inside' | 'outside';
  readonly value: number | readonly [number, number];
  readonly beyond: { readonly crashed: number; readonly total: number; readonly low: number; readonly high: number };
  readonly within: { readonly crashed: number; readonly total: number; readonly low: number; readonly high: number };
  /** Corrected for having looked at every cut. */
  readonly p: number;
}

/** The memory of one analysis, kept by the editor for the sweep files of its workspace. */
export interface Evidence {
  /** What was analysed, as the user named it, such as `example/wandb` or `team/cones/c0nes001`. */
  readonly source: string;
  /** When, in milliseconds since 1970. */
  readonly analyzedAt: number;
  readonly completed: number;
  readonly crashed: number;
  readonly parameters: readonly ParameterEvidence[];
  /** Settings that were the same in all compared runs, such as the task, by name. */
  readonly settings: readonly (readonly [name: string, value: string | number | boolean | null])[];
}
