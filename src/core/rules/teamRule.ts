import type { DrawValue } from '../sweep/distributions';
import type { Region } from './reach';
import type { Severity } from './rule';

/** Where a parameter must lie for a team's rule to speak: in a region of its axis, or at one of the listed values. */
export type Condition = Region | { readonly side: 'in'; readonly values: readonly DrawValue[] };

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
