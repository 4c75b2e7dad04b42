import type { SweepDocument } from '../sweep/document';
import type { Span } from '../sweep/node';
import type { SyntaxProblem } from '../sweep/syntax';
import { lineEnd, lineStart, replace } from './edits';
import type { Fix, Rule } from './rule';

/** Y10: the file is no YAML that PyYAML reads. */
export const unreadableYaml: Rule = {
  code: 'Y10',
  name: 'unreadable-yaml',
  severity: 'error',
  description:
    'The file is not YAML that `wandb sweep` can read: indentation, tabs, quotes, templates, several documents.',
  check({ document }, report) {
    const templates = templatesOf(document);
    for (const template of templates) {
      const message = `W&B reads the file as it stands: nothing fills in ${template.opening}. Write the value itself.`;
      report({ message, path: [], span: template });
    }
    // What a template breaks behind it is no mistake of its own.
    if (templates.length > 0) return;
    for (const problem of document.syntaxErrors) {
      const repair = repairFix(document, problem);
      const fixes = repair ? [repair] : quoteFix(document, problem);
      const outcome = problem.outcome ?? 'W&B can’t read the file like this.';
      report({ message: `${problem.message} ${outcome}`, path: [], span: problem, fixes });
    }
  },
};

interface Template extends Span {
  readonly opening: string;
}

/** Whether a syntax error lies in a stretch of text: what it then holds is the parser's guess. */
export function isUnreadable({ syntaxErrors }: SweepDocument, { start, end }: Span): boolean {
  return syntaxErrors.some((error) => error.start <= end + 1 && error.end >= start);
}

/** The templates that syntax errors lie in, each once. */
function templatesOf({ text, syntaxErrors }: SweepDocument): readonly Template[] {
  if (!/\{[{%]/.test(text)) return [];
  const found = syntaxErrors.map((problem) => templateAt(text, problem)).filter((template) => template !== null);
  return [...new Map(found.map((template) => [template.start, template])).values()];
}

/** Bounded, so that matching is linear in a line of unclosed ones. */
const TEMPLATE = /\{\{.{0,300}?\}\}|\{%.{0,300}?%\}/g;

/** The template (`{{ … }}` or `{% … %}`) that a syntax error lies in, or next to. */
function templateAt(text: string, { start, end }: SyntaxProblem): Template | null {
  const from = lineStart(text, start);
  const line = text.slice(from, lineEnd(text, Math.max(start, Math.min(end, lineEnd(text, start)))));
  for (const match of line.matchAll(TEMPLATE)) {
    const at = { start: from + match.index, end: from + match.index + match[0].length };
    if (at.start <= end && start <= at.end + 1)
      return { ...at, opening: match[0].startsWith('{{') ? '{{ }}' : '{% %}' };
  }
  return null;
}

function repairFix(document: SweepDocument, { repair }: SyntaxProblem): Fix | null {
  if (!repair) return null;
  const { title, edits, isSuggestion } = repair;
  const written = edits.map((edit) => replace(document, edit, edit.newText));
  return { title, edits: written, isUnproven: true, ...(isSuggestion ? { isSuggestion } : {}) };
}

/** A value that starts with `@`, `%` or a backtick, which YAML does not allow, goes into quotes. */
function quoteFix(document: SweepDocument, problem: SyntaxProblem): readonly Fix[] {
  const { text, syntaxErrors } = document;
  const { start } = problem;
  const isFirst = !syntaxErrors.some((error) => error.start < start && error.start >= lineStart(text, start));
  const before = text.slice(lineStart(text, start), start);
  const value = /^[@%`][^\s#,[\]{}'"]*/.exec(text.slice(start, lineEnd(text, start)))?.[0];
  // Behind the value only a comment may follow, so that its end is certain.
  if (value === undefined || !isFirst || !/(?:[^\s:]:|-|[[,{])[ ]+$|\[$/.test(before)) return [];
  const behind = text.slice(start + value.length, lineEnd(text, start));
  if (!/^\s*(?:#.*|[,\]}].*)?$/.test(behind)) return [];
  const span = { start, end: start + value.length };
  return [{ title: 'Put it in quotes', edits: [replace(document, span, `'${value}'`)], isUnproven: true }];
}
