import type { CauseCategory } from '../runs/cause';
import type { CountsAsCrashed } from '../runs/crashedChoice';

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
      /** Ended badly, but in a way that the choice of what counts as crashed leaves out. */
      readonly notCounted: number;
    };
  };
  /** What counts as crashed here: outcomes, and categories of causes that are left out otherwise. */
  readonly crashedMeans: readonly CountsAsCrashed[];
  /** Wilson interval, 95 %; `null` when nothing is compared. */
  readonly crashRate: Rate | null;
  /** Signs that something else than the settings made runs crash; to be read before any parameter. */
  readonly drift: readonly DriftFinding[];
  readonly causes: readonly CauseCount[];
  readonly parameters: readonly ParameterResult[];
  readonly interactions: readonly Interaction[];
  readonly safeBounds: readonly SafeBound[];
  readonly safeBoundsEffect: SafeBoundsEffect | null;
  readonly prediction: Rate | null;
  readonly best: BestRun | null;
  /** The reference that the sweep is held against; `null` where there is none. */
  readonly baseline: BaselineComparison | null;
  readonly wasted: Wasted;
  readonly warnings: readonly Warning[];
  /** The framework whose settings these are, where it was recognised. */
  readonly framework?: RecognisedFramework | null;
}

/** A framework that the runs use, and how that is known. */
export interface RecognisedFramework {
  readonly id: string;
  readonly name: string;
  /** The version whose facts are used, and where they were read. */
  readonly version: string;
  readonly source: string;
  readonly task: string | null;
  /** The signs by which it was recognised, in words. */
  readonly recognisedBy: string;
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
  /** How many of them are left out of the comparison; absent where all are compared. */
  readonly leftOut?: number;
  /** Ids of a few runs with this cause. */
  readonly examples: readonly string[];
  /** A line of a log that shows it; `null` where there is none. */
  readonly line: string | null;
  /**
   * Runs of this cause alone against completed ones, most telling first; absent where they are too few, or the same runs
   * as in the comparison of all. `q`: over all such comparisons of the analysis.
   */
  readonly parameters?: readonly CauseParameter[];
}

/** One parameter compared within a cause. */
export type CauseParameter = Pick<
  ParameterResult,
  'name' | 'kind' | 'completed' | 'crashed' | 'effect' | 'p' | 'q' | 'verdict' | 'threshold' | 'levels'
>;

/** A circumstance with which the crash rate changes, although no setting does. */
export interface DriftFinding {
  /**
   * `start-order`: the rate rises or falls from the first run to the last; `period`: it is high in one stretch of them;
   * `host`, `gpu`, `agent`: it is high there; `memory`: memory in use grows from run to run; `ended-at-once`: every run
   * died within a minute; `same-runtime`: crashed runs ended after the same time.
   */
  readonly kind: 'start-order' | 'period' | 'host' | 'gpu' | 'agent' | 'memory' | 'ended-at-once' | 'same-runtime';
  /** The host, GPU or agent; the first and last run of a period; `null` for the others. */
  readonly where: string | null;
  /** Runs there, where that can be counted. */
  readonly beyond: Count | null;
  /** All other runs. */
  readonly within: Count | null;
  /** Corrected for the number of circumstances looked at; `null` where nothing is estimated. */
  readonly p: number | null;
  /** The finding, and what to do, in a sentence or two. */
  readonly message: string;
}

/** A reference configuration against the runs of the sweep. */
export interface BaselineComparison {
  /** `given` with the runs, a `run` of them, or the `framework`'s defaults. */
  readonly from: 'given' | 'run' | 'framework';
  /** What it is, as a person knows it: a run's id or the framework's name; `null` where it came with the runs. */
  readonly name: string | null;
  /** Its value of the target metric; `null` where it has none. */
  readonly value: number | null;
  /** Completed runs with the metric, and how many of them are better than the baseline; `null` without its value. */
  readonly beaten: { readonly by: number; readonly of: number } | null;
  /** Parameters whose value differs from the best run's, or where there is none, that no run has. */
  readonly differs: readonly BaselineDifference[];
}

export interface BaselineDifference {
  readonly parameter: string;
  readonly baseline: string | number | boolean | null;
  /** Of the best run; `null` where there is no best run. */
  readonly best: string | number | boolean | null;
  /** Whether the baseline's value lies within what the runs tried. */
  readonly tried: boolean;
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

/** Where the crash rate changes. A band has two values. `p` is corrected for having looked at every cut and band. */
export interface Threshold {
  readonly direction: 'above' | 'below' | 'inside' | 'outside';
  readonly value: number | readonly [number, number];
  readonly beyond: Count;
  readonly within: Count;
  readonly p: number;
  /** Where the change lies with 95 % confidence; for a band of its two ends. Absent in evidence of earlier versions. */
  readonly interval?: readonly [number, number] | readonly [readonly [number, number], readonly [number, number]];
}

/** Crashed runs among those with a value from `from` to `to`, both included. */
export interface Bin extends Count {
  readonly from: number;
  readonly to: number;
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
  /** For numbers: bins of about equally many runs, in ascending order. */
  readonly bins?: readonly Bin[];
  /** For numbers: how values are spread, by the sweep's distribution or as they look. */
  readonly scale?: 'linear' | 'log';
  /** For suggestive findings: further runs after which one of this size would be strong 4 times in 5. */
  readonly moreRuns?: number | null;
  readonly notes: readonly string[];
}

export interface InteractionTerm {
  readonly parameter: string;
  readonly op: '>' | '>=' | '<' | '<=' | 'in';
  readonly value: number | string | readonly (number | string | boolean | null)[];
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
  /**
   * Compared runs inside all bounds. Measured on the runs that chose the bounds, so that further runs will crash more
   * often; absent in analyses of earlier versions.
   */
  readonly inside?: Count;
  /**
   * The share of draws of the narrowed sweep file that would crash by a model of all runs, or in a sentence why that can't
   * be told. Only reports have it.
   */
  readonly forecast?: { readonly rate: Rate | null; readonly reason: string | null };
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
