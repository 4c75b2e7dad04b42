import { checkSweep } from '../../../src/core/language/check';
import type { Knowledge, Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { createLineMap } from '../../../src/core/text';

/** A problem as a person sees it: severity, what is underlined, what is said, what can be done. */
export interface Seen {
  readonly severity: Problem['severity'];
  readonly marked: string;
  readonly path: string;
  readonly message: string;
  readonly fixes: readonly string[];
}

/** What one rule says about a sweep file. */
export function seen(text: string, code: string, known: Knowledge = { evidence: null }): readonly Seen[] {
  const lines = createLineMap(text);
  return checkSweep(parseSweepDocument(text, { isNamed: true }), known)
    .filter((problem) => problem.code === code)
    .map(({ severity, range, path, message, fixes }) => ({
      severity,
      marked: text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end)),
      path: path.join('/'),
      message,
      fixes: fixes.map(({ title }) => title),
    }));
}

/** The codes that a sweep file gets among those that begin with a letter. */
export function codesSeen(text: string, letters: string, known: Knowledge = { evidence: null }): readonly string[] {
  return checkSweep(parseSweepDocument(text, { isNamed: true }), known)
    .map(({ code }) => code)
    .filter((code) => letters.includes(code[0]!));
}
