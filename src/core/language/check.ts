import { rules } from '../rules/all';
import { createContext, type Finding, type Knowledge, type Problem, type Rule } from '../rules/rule';
import type { SweepDocument } from '../sweep/document';
import { comparePositions } from '../text';

/**
 * All problems of a sweep file, in order of position. Whether the file is a sweep at all (`document.isSweep`) is the
 * caller's question to ask first.
 */
export function checkSweep(document: SweepDocument, known: Knowledge): readonly Problem[] {
  const context = createContext(document, known);
  const problems = new Map<string, Problem>();
  for (const rule of rules) {
    for (const finding of rule.check(context)) {
      const problem = toProblem(document, rule, finding);
      // A body that several parameters share by an alias is one place with one problem.
      const place = `${finding.span.start} ${finding.span.end} ${problem.code} ${problem.message}`;
      if (!problems.has(place)) problems.set(place, problem);
    }
  }
  return [...problems.values()].sort(
    (a, b) => comparePositions(a.range.start, b.range.start) || comparePositions(a.range.end, b.range.end),
  );
}

function toProblem(document: SweepDocument, rule: Rule, finding: Finding): Problem {
  return {
    code: rule.code,
    name: rule.name,
    severity: finding.severity ?? rule.severity,
    message: finding.message,
    path: finding.path,
    range: document.rangeOf(finding.span),
    fixes: finding.fixes ?? [],
  };
}
