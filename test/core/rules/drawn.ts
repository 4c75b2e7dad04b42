import { checkSweep } from '../../../src/core/language/check';
import type { Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';

/** Rules about distributions, grids and risks, which these tests are about. */
const ABOUT_DRAWS = /^[DGR]\d/;

/** A sweep file with one parameter in flow style. */
export function sweepOf(name: string, body: string, method = 'random'): string {
  return `method: ${method}\nparameters:\n  ${name}: ${body}\n`;
}

/** Problems of rules about draws. */
export function problemsOf(text: string): readonly Problem[] {
  return checkSweep(parseSweepDocument(text), { evidence: null }).filter(({ code }) => ABOUT_DRAWS.test(code));
}

/** Problems as `code severity |marked text| message`. */
export function linesOf(text: string): readonly string[] {
  return problemsOf(text).map(({ code, severity, range, message }) => {
    const line = text.split('\n')[range.start.line]!;
    return `${code} ${severity} |${line.slice(range.start.character, range.end.character)}| ${message}`;
  });
}

/** Codes of rules about draws. */
export function codesOf(text: string): readonly string[] {
  return problemsOf(text).map(({ code }) => code);
}

/** Title of each fix of a rule, with the third line of the file after it: the parameter's own in `sweepOf`. */
export function fixesOf(text: string, code: string): readonly string[] {
  const problem = problemsOf(text).find((one) => one.code === code);
  return (problem?.fixes ?? []).map(
    ({ title, edits }) => `${title}: ${applyEdits(text, edits).split('\n')[2]!.trim()}`,
  );
}
