import { Lexer } from 'yaml';
import type { SweepDocument } from '../sweep/document';
import type { Span } from '../sweep/node';
import { lineEnd, lineStart, newline, replace } from './edits';
import { nearest } from './nearest';
import type { Fix, Problem, Rule } from './rule';
import { matchesCode } from './settings';
import { quoted } from './wording';

/** A comment that silences rules: `# sweep-guard: ignore P01, P03 -- why` or `# sweep-guard: ignore-file P01`. */
export interface Suppression {
  readonly scope: 'line' | 'file';
  /** Zero-based number of the line that is silenced; of no meaning for a file. */
  readonly line: number;
  /** Codes, or their beginning with a star; none means all rules. */
  readonly codes: readonly (Span & { readonly code: string })[];
}

const COMMENT = /^#[ \t]*sweep-guard:[ \t]*(ignore-file|ignore)(?=[ \t,:]|$)[ \t:]*((?:(?!--)[^#])*)/;

/** The comments of a sweep file that silence rules, in order. */
export function suppressionsOf({ text, lines }: SweepDocument): readonly Suppression[] {
  if (!text.includes('sweep-guard:')) return [];
  return commentsOf(text).flatMap((comment): Suppression[] => {
    const [whole, verb, list] = COMMENT.exec(text.slice(comment.start, comment.end)) ?? [];
    if (whole === undefined || list === undefined) return [];
    const from = comment.start + whole.length - list.length;
    const codes = [...list.matchAll(/[^\s,]+/g)].map(({ 0: code, index }) => {
      const start = from + index;
      return { code, start, end: start + code.length };
    });
    const line = lines.positionAt(silencedFrom(text, comment)).line;
    return [{ scope: verb === 'ignore' ? 'line' : 'file', line, codes }];
  });
}

/** Whether one of the comments silences a rule at a line, counted from zero. */
export function silencedBy(suppressions: readonly Suppression[]): (code: string, line: number) => boolean {
  const inFile = suppressions.filter(({ scope }) => scope === 'file');
  const atLine = new Map<number, Suppression[]>();
  for (const suppression of suppressions) {
    if (suppression.scope === 'line')
      atLine.set(suppression.line, [...(atLine.get(suppression.line) ?? []), suppression]);
  }
  return (code, line) => [...inFile, ...(atLine.get(line) ?? [])].some((suppression) => silences(suppression, code));
}

function silences({ codes }: Suppression, code: string): boolean {
  return codes.length === 0 || codes.some((pattern) => matchesCode(pattern.code, code));
}

/** X01: a comment names a rule that does not exist, and so silences nothing. */
export function unknownCodeInComment(known: readonly string[]): Rule {
  const codes = [...known, 'X01'];
  return {
    code: 'X01',
    name: 'unknown-code-in-comment',
    severity: 'hint',
    description: 'A `# sweep-guard: ignore` comment names a rule that does not exist.',
    check({ document }, report) {
      for (const { code, ...span } of suppressionsOf(document).flatMap((suppression) => suppression.codes)) {
        if (codes.some((one) => matchesCode(code, one))) continue;
        const meant = nearest(code, codes);
        const fixes: Fix[] =
          meant === null ? [] : [{ title: `Write ${meant}`, edits: [replace(document, span, meant)] }];
        const advice = meant === null ? '' : ` Did you mean ${meant}?`;
        report({
          message: `No rule has the code ${quoted(code)}, so nothing is ignored.${advice}`,
          path: [],
          span,
          fixes,
        });
      }
    },
  };
}

/** What W&B can't read is no matter of opinion, and a comment about comments helps nobody. */
const NOT_IGNORED = ['Y10', 'X01'];

/**
 * The edit that silences a problem by a comment on its line, or on a line of its own before where that is safer; `null`
 * for what should not be silenced.
 */
export function ignoreFix(document: SweepDocument, problem: Problem): Fix | null {
  if (NOT_IGNORED.includes(problem.code)) return null;
  const { text, lines } = document;
  const start = lines.offsetAt(problem.range.start);
  const end = lineEnd(text, start);
  const title = `Ignore ${problem.code} for this line`;
  const before = commentsOf(text).find((comment) => comment.start >= lineStart(text, start) && comment.start < end);
  const extended = before && COMMENT.exec(text.slice(before.start, before.end));
  // A comment without codes silences all rules already, so it can't be one that is only to be extended.
  if (before && extended?.[1] === 'ignore' && extended[2]?.trim()) {
    const at = before.start + extended[0].trimEnd().length;
    return { title, edits: [replace(document, { start: at, end: at }, `, ${problem.code}`)] };
  }
  const comment = `# sweep-guard: ignore ${problem.code}`;
  if (!before && !isInsideScalar(document, end)) {
    return { title, edits: [replace(document, { start: end, end }, `  ${comment}`)] };
  }
  const indent = /^[\ufeff \t]*/.exec(text.slice(lineStart(text, start), end))?.[0] ?? '';
  const at = lineStart(text, start) + indent.length;
  const newText = `${comment}${newline(text)}${indent.replace('\ufeff', '')}`;
  return { title, edits: [replace(document, { start: at, end: at }, newText)] };
}

/** Comments with their offsets, as the lexer of YAML sees them: none in quotes and block texts. */
function commentsOf(text: string): readonly Span[] {
  const comments: Span[] = [];
  let offset = 0;
  let isScalar = false;
  // As in compose.ts: a lone carriage return ends a line.
  for (const lexeme of new Lexer().lex(text.replace(/\r(?!\n)/g, '\n'))) {
    // Marks that the lexer adds; \x1f says that a scalar follows.
    if (lexeme === '\x02' || lexeme === '\x18' || lexeme === '\x1f') {
      isScalar = lexeme === '\x1f';
      continue;
    }
    if (!isScalar && lexeme.startsWith('#')) comments.push({ start: offset, end: offset + lexeme.length });
    isScalar = false;
    offset += lexeme.length;
  }
  return comments;
}

/** Start of what a comment is about: its own line, or the next one that says something where it stands alone. */
function silencedFrom(text: string, { start, end }: Span): number {
  if (text.slice(lineStart(text, start), start).replace('\ufeff', '').trim() !== '') return start;
  const rest = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*/.exec(text.slice(end));
  return end + (rest?.[0].length ?? 0);
}

/** Whether a comment at an offset would become part of a text that goes on there. */
function isInsideScalar({ text, root, syntaxErrors }: SweepDocument, offset: number): boolean {
  if (syntaxErrors.length > 0 || text[offset] === undefined) return syntaxErrors.length > 0;
  const pending = root ? [root] : [];
  const seen = new Set(pending);
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.kind === 'scalar' && node.start < offset && offset < node.end) return true;
    const children =
      node.kind === 'mapping'
        ? node.entries.flatMap(({ key, value }) => [key, value])
        : node.kind === 'sequence'
          ? node.items
          : [];
    for (const child of children) {
      if (seen.has(child)) continue;
      seen.add(child);
      pending.push(child);
    }
  }
  return false;
}
