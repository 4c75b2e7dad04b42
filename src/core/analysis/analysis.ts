import type { CauseCategory } from '../runs/cause';

/**
 * The one result of analysing a sweep: plain JSON data, the public contract of `sweep-guard analyze --format json`.
 * The panel, the reports and the evidence rules are views of it. Numbers have full precision; only views round.
 */
export interface Analysis {
  readonly version: 1;
  readonly source: { readonly kind: 'wandb' | 'local' | 'csv' | 'json'; readonly ref: string };
  readonly runs: {
    readonly total: number;
    readonly completed: number;
    readonly crashed: number;
    readonly excluded: {
      readonly running: number;
      readonly stopped: number;
      readonly preempted: number;
      /** Ended by the machine, the network or a scheduler. */
      readonly infrastructure: number;
      /** Ended by a bug or a missing file in the program. */
      readonly code: number;
      /** Ended by a person, or by the sweep on a person's order. */
      readonly user: number;
      readonly unknown: number;
    };
  };
  /** Wilson interval, 95 %; `null` when nothing is compared. */
  readonly crashRate: Rate | null;
  readonly causes: readonly CauseCount[];
  readonly parameters: readonly ParameterResult[];
  readonly interactions: readonly Interaction[];
  readonly safeBounds: readonly SafeBound[];
  readonly safeBoundsEffect: SafeBoundsEffect | null;
  readonly prediction: Rate | null;
  readonly best: BestRun | null;
  readonly wasted: Wasted;
  readonly warnings: readonly Warning[];
}

/** A share between 0 and 1 with its 95 % interval. */
export interface Rate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the crashed runs cost. */
export interface Wasted {
  /** Hours of the crashed runs whose run time is known; `null` where there are crashed runs but none is known. */
  readonly hours: number | null;
  /** Their share of the hours of all compared runs (0–1); `null` where a completed run has no run time either. */
  readonly share: number | null;
  /** Crashed runs without a run time. Above zero, hours and share are what was lost at least. */
  readonly runsWithoutRuntime: number;
}

/** `crashed` of `total` runs, and the Wilson 95 % interval of the rate. */
export interface Count {
  readonly crashed: number;
  readonly total: number;
  readonly low: number;
  readonly high: number;
}

export interface CauseCount {
  readonly cause: string;
  readonly category: CauseCategory;
  readonly runs: number;
  /** Ids of a few runs with this cause. */
  readonly examples: readonly string[];
  /** A line of a log that shows it; `null` where there is none. */
  readonly line: string | null;
}

/** Figures of one group of runs for a number; all but `n` are `null` when the group has no values. */
export interface GroupFigures {
  readonly n: number;
  readonly mean: number | null;
  readonly median: number | null;
  /** Sample standard deviation (n − 1); `null` below two values. */
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** How sure a difference is; `inert`: the framework ignores the setting here; `constant`: it never varies. */
export type Verdict = 'strong' | 'suggestive' | 'none' | 'inert' | 'constant';

/** Where the crash rate changes. A band has two values. `p` is corrected for having looked at every cut. */
export interface Threshold {
  readonly direction: 'above' | 'below' | 'inside' | 'outside';
  readonly value: number | readonly [number, number];
  readonly beyond: Count;
  readonly within: Count;
  readonly p: number;
}

export interface Level extends Count {
  readonly value: string | number | boolean | null;
}

export interface ParameterResult {
  readonly name: string;
  readonly kind: 'number' | 'category' | 'constant';
  /** For numbers; `null` for categories. */
  readonly completed: GroupFigures | null;
  readonly crashed: GroupFigures | null;
  /** (crashed mean − completed mean) / |completed mean| × 100; `null` where that is not defined. */
  readonly differencePercent: number | null;
  /** P(crashed value > completed value), ties half, with a 95 % interval. */
  readonly effect: { readonly auc: number; readonly low: number; readonly high: number } | null;
  /** Two-sided. */
  readonly p: number | null;
  /** Benjamini–Hochberg over all parameters that vary. */
  readonly q: number | null;
  readonly verdict: Verdict;
  readonly threshold: Threshold | null;
  /** For categories. */
  readonly levels: readonly Level[];
  readonly notes: readonly string[];
}

export interface InteractionTerm {
  readonly parameter: string;
  readonly op: '>' | '>=' | '<' | '<=' | 'in';
  readonly value: number | string | readonly (number | string | boolean)[];
}

/** A region given by two or three terms; `lift` is its crash rate over the overall one; `p` is corrected for the search. */
export interface Interaction extends Count {
  readonly terms: readonly InteractionTerm[];
  readonly lift: number;
  readonly p: number;
}

export type Bounds =
  { readonly min: number; readonly max: number } | { readonly values: readonly (number | string | boolean | null)[] };

export interface SafeBound {
  readonly parameter: string;
  readonly from: Bounds;
  readonly to: Bounds;
  readonly reason: string;
}

/** The price of the safe bounds; `spaceKept` is the share of the sweep's draws that stays (0–1). */
export interface SafeBoundsEffect {
  readonly crashesAvoided: number;
  readonly crashesTotal: number;
  readonly completedKept: number;
  readonly completedTotal: number;
  readonly bestRunKept: boolean | null;
  readonly spaceKept: number | null;
}

export interface BestRun {
  readonly id: string;
  readonly metric: string;
  readonly value: number;
}

/** Something that limits what the figures mean. `code` is stable. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}
