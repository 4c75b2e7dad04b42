import { plainText } from '../plainText';

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
  /** The file has a range where the bound is a list of values. */
  | 'other-kind'
  /** It is written in a way (anchors, merges, comments in between) in which more than it would change. */
  | 'not-editable';

/** One bound that was left alone; `message` says why, and what to do, in a sentence or two. */
export interface SkippedBound {
  readonly parameter: string;
  readonly reason: SkipReason;
  readonly message: string;
}

/** A bound that is left alone; `detail` is the distribution's name where that is the reason. */
export function skipped(parameter: string, reason: SkipReason, detail = ''): SkippedBound {
  return { parameter, reason, message: `${plainText(parameter, 60)} ${WORDS[reason](plainText(detail, 40))}` };
}

const WORDS: Readonly<Record<SkipReason, (detail: string) => string>> = {
  missing: () => 'is not in this sweep file. Analyse the runs of this file to bound it.',
  'not-searched': () => 'has one value, or a body that can’t be read: there is no range to narrow.',
  'already-inside': () => 'lies inside its safe bounds already; the file was narrowed since the analysis.',
  outside: () =>
    'lies outside of its safe bounds altogether, so that nothing would be left. Analyse runs of this range before narrowing it.',
  unbounded: (name) =>
    `is drawn from ${name}, which has no ends to move. To bound it, write a uniform distribution with min and max.`,
  'other-kind': () => 'is a range here, and its safe bound is a list of values. Write the values by hand.',
  'not-editable': () =>
    'is written together with something else (an anchor, a merge, a comment inside its list) that would change as well. Give it a range of its own first.',
};
