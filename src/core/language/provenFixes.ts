import type { Fix, Problem } from '../rules/rule';
import { MAX_REPAIRS } from '../sweep/compose';
import type { SweepDocument } from '../sweep/document';
import { applyEdits } from '../text';

/** A text and what was found in it. */
export interface Checked {
  readonly document: SweepDocument;
  readonly problems: readonly Problem[];
}

/** A file with more unproven fixes is not looked at so often: from there on, they are not offered. */
const MAX_PROOFS = 20;
/** How many characters are read again for one check: a large file gets fewer proofs, but one at least. */
const MAX_READ_AGAIN = 200_000;

/** Whether a fix has to be tried before it is offered. */
export function isUnproven({ isUnproven }: Fix): boolean {
  return isUnproven === true;
}

/** The problems with those fixes that their rule vouches for, or that hold when they are tried by `recheck`. */
export function withProvenFixes(before: Checked, recheck: (text: string) => Checked): readonly Problem[] {
  const { text, syntaxErrors } = before.document;
  const proof = text.length * (1 + Math.min(MAX_REPAIRS, syntaxErrors.length));
  const limit = Math.max(1, Math.min(MAX_PROOFS, Math.floor(MAX_READ_AGAIN / proof)));
  let proofs = 0;
  const proven = (problem: Problem, fix: Fix): readonly Fix[] => {
    if (!isUnproven(fix)) return [fix];
    if (proofs++ >= limit) return [];
    const after = recheck(applyEdits(text, fix.edits));
    if (!repairs(before, after, problem)) return [];
    const { title, edits, isSuggestion } = fix;
    return [{ title, edits, ...(isSuggestion ? { isSuggestion } : {}) }];
  };
  return before.problems.map((problem) => ({
    ...problem,
    fixes: problem.fixes.flatMap((fix) => proven(problem, fix)),
  }));
}

/** Whether the problem is gone, and nothing worse has come in its place. */
function repairs(before: Checked, after: Checked, problem: Problem): boolean {
  const brokenBefore = before.document.syntaxErrors.length;
  const brokenAfter = after.document.syntaxErrors.length;
  if (brokenAfter > brokenBefore || alike(after, problem) >= alike(before, problem)) return false;
  // What is mended in a file that can't be read may bring one other mistake to light.
  const gone = problem.severity === 'error' && brokenAfter === brokenBefore ? 1 : 0;
  return errorsIn(after) <= errorsIn(before) - gone;
}

function errorsIn({ problems }: Checked): number {
  return problems.filter(({ severity }) => severity === 'error').length;
}

function alike({ problems }: Checked, { code, message, path }: Problem): number {
  const place = path.join();
  return problems.filter((one) => one.code === code && one.message === message && one.path.join() === place).length;
}
