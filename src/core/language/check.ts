import { plainText } from '../plainText';
import { rules } from '../rules/all';
import {
  createContext,
  type Finding,
  type Fix,
  type Knowledge,
  type Problem,
  type Rule,
  type RuleContext,
  type Severity,
} from '../rules/rule';
import { DEFAULT_SETTINGS, levelOf, matchesCode, type RuleLevel, type RuleSettings } from '../rules/settings';
import { silencedBy, suppressionsOf } from '../rules/suppression';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import { comparePositions, type TextEdit } from '../text';
import { firstProblems, reportSome } from './problemLimit';
import { placesOf } from './sharedBodies';
import { isUnproven, withProvenFixes, type Checked } from './provenFixes';

/** Characters of a message; names and values that it quotes may be of any length. */
const LONGEST_MESSAGE = 1000;

/**
 * All problems of a sweep file with the fixes that can be offered, in order of position. Whether the file is a sweep at
 * all (`document.isSweep`) is the caller's question to ask first. What the team's rule file disables stays quiet whatever
 * `settings` say, so that everybody sees the same; comments in the sweep file silence rules last.
 */
export function checkSweep(
  document: SweepDocument,
  known: Knowledge,
  settings: RuleSettings = DEFAULT_SETTINGS,
): readonly Problem[] {
  return withProven(document, findProblems(document, known, settings), known, settings);
}

/**
 * What `findProblems` found, with only those fixes that hold when they are tried. Trying checks the repaired file, as
 * often as there are doubtful fixes: an editor does it when somebody asks for fixes, not at each keystroke.
 */
export function withProven(
  document: SweepDocument,
  problems: readonly Problem[],
  known: Knowledge,
  settings: RuleSettings = DEFAULT_SETTINGS,
): readonly Problem[] {
  if (!problems.some(({ fixes }) => fixes.some(isUnproven))) return problems;
  const recheck = (text: string): Checked => {
    const repaired = parseSweepDocument(text, document.path === null ? {} : { path: document.path });
    return { document: repaired, problems: findProblems(repaired, known, settings) };
  };
  return withProvenFixes({ document, problems }, recheck);
}

/** The problems alone: fixes among them that are marked `isUnproven` have to be tried before anybody sees them. */
export function findProblems(
  document: SweepDocument,
  known: Knowledge,
  settings: RuleSettings = DEFAULT_SETTINGS,
): readonly Problem[] {
  const context = createContext(document, known);
  const isSilenced = silencedBy(suppressionsOf(document));
  const problems = new Map<string, Problem>();
  const placeOf = placesOf(context);
  for (const rule of rules) {
    const level = levelFor(rule, known, settings);
    if (level === 'off' || (rule.condition && !context.once(rule.condition))) continue;
    const take = (finding: Finding, shown: Finding): boolean => {
      const place = placeOf(finding, rule.code);
      if (!place) return false;
      const key = `${place.start} ${place.end} ${rule.code} ${finding.message}`;
      if (problems.has(key) || isSilenced(rule.code, document.rangeOf(place).start.line)) return false;
      problems.set(key, toProblem(context, rule, { ...shown, span: place }, level));
      return true;
    };
    reportSome((report) => {
      rule.check(context, report);
    }, take);
  }
  const inOrder = [...problems.values()].sort(
    (a, b) => comparePositions(a.range.start, b.range.start) || comparePositions(a.range.end, b.range.end),
  );
  return firstProblems(inOrder);
}

/** The level that somebody gave the rule; `null` for what the rule itself says. */
function levelFor({ code, defaultLevel }: Rule, { ruleFile }: Knowledge, settings: RuleSettings): RuleLevel | null {
  if (ruleFile?.disable.some((pattern) => matchesCode(pattern, code))) return 'off';
  return levelOf(code, settings) ?? defaultLevel ?? null;
}

function toProblem(context: RuleContext, rule: Rule, finding: Finding, level: Severity | null): Problem {
  const { document, wrapper } = context;
  const isInside = wrapper !== null && finding.span.start !== wrapper.key.start;
  return {
    code: rule.code,
    name: rule.name,
    severity: level ?? finding.severity ?? rule.severity,
    message: plainText(finding.message, LONGEST_MESSAGE),
    path: isInside ? [wrapper.name!, ...finding.path] : finding.path,
    range: document.rangeOf(finding.span),
    fixes: soundFixes(document, rule, finding.fixes ?? []),
    ...(finding.related &&
      finding.related.length > 0 && {
        related: finding.related.map(({ message, span }) => ({ message, range: document.rangeOf(span) })),
      }),
  };
}

/**
 * On lines that can't be read, only the repair of just that is no guess. Elsewhere in a file that is broken somewhere, a
 * fix is tried first: what stands around it may not be what it looks like.
 */
function soundFixes(document: SweepDocument, { code }: Rule, fixes: readonly Fix[]): readonly Fix[] {
  const { syntaxErrors } = document;
  if (syntaxErrors.length === 0 || fixes.length === 0 || code === 'Y10') return fixes;
  const broken = syntaxErrors.map((error) => document.rangeOf(error));
  const isSound = ({ range }: TextEdit): boolean =>
    broken.every(({ start, end }) => range.end.line < start.line || range.start.line > end.line);
  return fixes.filter(({ edits }) => edits.every(isSound)).map((fix) => ({ ...fix, isUnproven: true }));
}
