import type { Severity } from './rule';

/** A value that a condition can list. */
export type ConditionValue = string | number | boolean | null;

/** Where a parameter must lie for a team's rule to speak: beyond a value (exclusive), a closed band, or listed values. */
export type Condition =
  | { readonly side: 'above' | 'below'; readonly value: number }
  | { readonly side: 'inside' | 'outside'; readonly low: number; readonly high: number }
  | { readonly side: 'in'; readonly values: readonly ConditionValue[] };

/** Something that a team has learned: configurations where all conditions hold are to be avoided. */
export interface TeamRule {
  readonly name: string;
  /** By the parameter's name in a run's configuration; at least one. */
  readonly when: readonly (readonly [parameter: string, condition: Condition])[];
  readonly severity: Severity;
  /** Why, in the team's words. */
  readonly because: string | null;
  /** The runs that taught it. */
  readonly evidence: {
    readonly source: string | null;
    readonly crashed: number | null;
    readonly total: number | null;
    readonly date: string | null;
  } | null;
}

/** What a `.sweepguard.yaml` says. Its format is public: version 1. */
export interface RuleFile {
  /** Name of the framework, where the file gives one. */
  readonly framework: string | null;
  readonly rules: readonly TeamRule[];
  /** Codes of rules that stay quiet, or their beginning with a star (`R*`). */
  readonly disable: readonly string[];
}
