import type { Bounds, SafeBound } from '../analysis/analysis';
import type { SweepDocument } from '../sweep/document';
import type { TextEdit } from '../text';

/** Why a safe bound was not written into a sweep file. */
export type SkipReason =
  /** The file has no such parameter. */
  | 'missing'
  /** The file gives it one value, or its body can't be read. */
  | 'not-searched'
  /** Nothing is left to narrow: the file lies inside the bound already. */
  | 'already-inside'
  /** Nothing would be left: the whole range of the file lies outside of the bound. */
  | 'outside'
  /** Its distribution has no ends that could be moved (`normal`, `beta` and their kin). */
  | 'unbounded'
  /** The file has values where the bound is a range of numbers, or the other way round. */
  | 'other-kind'
  /** It is written in a way (anchors, merges, comments in between) in which other parameters would change as well. */
  | 'not-editable';

/** One parameter that was narrowed, with the edits that do it and nothing else. */
export interface NarrowedParameter {
  readonly parameter: string;
  readonly edits: readonly TextEdit[];
  /** What the file drew before and draws now; for logarithms of bounds (`log_uniform`) the values drawn. */
  readonly from: Bounds;
  readonly to: Bounds;
}

/** One bound that was left alone; `message` says why, and what to do, in a sentence or two. */
export interface SkippedBound {
  readonly parameter: string;
  readonly reason: SkipReason;
  readonly message: string;
}

/** A sweep file with safe bounds: the edits of all parameters together never overlap. */
export interface NarrowedSweep {
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly narrowed: readonly NarrowedParameter[];
  readonly skipped: readonly SkippedBound[];
}

/**
 * Writes safe bounds into a sweep file as the smallest edits that do it: comments, quotes and style stay. Ranges are only
 * ever narrowed, relative to what the file says now, which may have been edited since the analysis. Each parameter's edits
 * are applied and read back before they count, so that nothing else in the file changes its meaning. `chosen` names the
 * parameters; all where it is absent.
 */
export function narrowSweep(
  document: SweepDocument,
  safeBounds: readonly SafeBound[],
  chosen?: ReadonlySet<string>,
): NarrowedSweep {
  void [document, safeBounds, chosen];
  throw new Error('not written yet');
}
