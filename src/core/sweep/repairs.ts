import { Parser, type YAMLError } from 'yaml';
import { findUnclosed } from './brackets';
import { KEYS } from './keys';
import { dedentKeys } from './lineRepairs';
import type { Span } from './node';
import { replaceStretches, type Replacement } from './replacements';
import type { SyntaxProblem } from './syntax';
import { forbiddenTabs } from './tabs';
import { indentKey } from './underIndented';

/** A syntax error that is understood, and how the text is read on: as if it were mended. */
export interface Repair {
  /** What is said of it; offsets count in the text that was parsed. */
  readonly problem: SyntaxProblem;
  /** What is changed before the text is parsed again, in order. */
  readonly edits: readonly Replacement[];
}

/** The repair of the first of the parser's errors that is understood; `null` where none is. */
export function findRepair(source: string, errors: readonly YAMLError[]): Repair | null {
  for (const error of errors) {
    const repair = repairOf(source, error);
    if (repair && replaceStretches(source, repair.edits) !== source) return repair;
  }
  return null;
}

function repairOf(source: string, { code, message, pos }: YAMLError): Repair | null {
  const [from, to] = pos;
  if (code === 'MISSING_CHAR' && message.includes('quote')) return closeQuote(source, to, message);
  if (code === 'MULTILINE_IMPLICIT_KEY') {
    return dedentKeys(source, from) ?? insertColon(source, from) ?? blankLine(source, from);
  }
  if (code === 'MISSING_CHAR' && message.includes('map keys')) return insertColon(source, from);
  if (source.slice(from - 1, from + 1) === '${') return quoteMacros(source, from);
  if (code === 'BAD_INDENT' && message.startsWith('All mapping items')) return indentKey(source, from);
  const isFlow = code === 'BAD_INDENT' || (code === 'MISSING_CHAR' && /\bend with a [}\]]/.test(message));
  return isFlow ? closeBrackets(source) : null;
}

/** Tabs become spaces: indentation up to the next stop of the file's own width, others a single space. */
export function mendTabs(source: string): Repair | null {
  const tabs = forbiddenTabs(source);
  const [first] = tabs;
  if (!first) return null;
  const unit = Math.min(8, ...(source.match(/^ +(?=[^\s#-])/gm) ?? ['  ']).map((spaces) => spaces.length));
  let lineStart = 0;
  let seen = 0;
  const edits = tabs.map(({ start, end }): Replacement => {
    // Only what lies behind the tab before: a line may hold ten thousands of them.
    const since = source.slice(seen, start);
    const lineBreak = Math.max(since.lastIndexOf('\n'), since.lastIndexOf('\r'));
    if (lineBreak >= 0) lineStart = seen + lineBreak + 1;
    seen = start;
    if (source.slice(lineStart, start).trim() !== '') return { start, end, newText: isLineEnd(source, end) ? '' : ' ' };
    let column = 0;
    for (const character of source.slice(lineStart, end)) {
      column = character === '\t' ? column + unit - (column % unit) : column + 1;
    }
    return { start: lineStart, end, newText: ' '.repeat(column) };
  });
  const message = 'PyYAML refuses tabs outside quotes; use spaces.';
  return { problem: { message, ...first, repair: { title: 'Use spaces', edits } }, edits };
}

function isLineEnd(source: string, at: number): boolean {
  return /^[ \t]*(?:[\r\n]|$)/.test(source.slice(at, at + 200));
}

/** An unclosed quote takes the lines behind it with it: it is closed on its line, in braces before they end. */
function closeQuote(source: string, to: number, message: string): Repair | null {
  const start = openingQuote(source, to - 1, message.includes('"') ? '"' : "'");
  if (start < 0) return null;
  const end = lineEnd(source, start);
  const quote = source.charAt(start);
  const isFlow = /[[{][^\]}]*$/.test(source.slice(source.lastIndexOf('\n', start) + 1, start));
  const text = (isFlow ? /^.[^,\]}]*/ : /^.(?:(?! #).)*/).exec(source.slice(start, end))![0].trimEnd();
  const at = start + text.length;
  // A backslash would take the quote away again.
  if (quote === '"' && text.endsWith('\\')) {
    return { problem: { message: 'This quote is not closed.', start, end }, edits: [blank(start, end)] };
  }
  const edits = [{ start: at, end: at, newText: quote }];
  const repair = { title: `Insert ${quote}`, edits, isSuggestion: true as const };
  return { problem: { message: 'This quote is not closed.', start, end, repair }, edits };
}

const KEY_NAMES = new Set(KEYS.map(({ name }) => name));
const MISSING_COLON = 'A colon is missing behind this key.';

/** `lr 0.1`, or `lr` above its body. Of words that are neither known nor followed by a number, it is a guess. */
function insertColon(source: string, start: number): Repair | null {
  const end = lineEnd(source, start);
  const line = source.slice(start, end);
  const glued = /^(\w+):(?=[^\s/:])/.exec(line);
  if (glued) {
    const edits = [{ start: start + glued[0].length, end: start + glued[0].length, newText: ' ' }];
    const message = 'A space is missing behind this colon.';
    return { problem: { message, start, end, repair: { title: 'Insert a space', edits } }, edits };
  }
  const equals = /^([A-Za-z_][\w.-]*)([ ]*=[ ]*)(?=[^\s=])/.exec(line);
  if (equals) {
    const at = start + equals[1]!.length;
    const edits = [{ start: at, end: at + equals[2]!.length, newText: ': ' }];
    const repair = {
      title: 'Write : instead of =',
      edits,
      ...(KEY_NAMES.has(equals[1]!) ? {} : { isSuggestion: true as const }),
    };
    const message = 'A colon belongs here, not an equals sign.';
    return { problem: { message, start, end: start + line.trimEnd().length, repair }, edits };
  }
  const [written, key, value] = /^([A-Za-z_][\w.-]*)(?:[ ]+([^\s#:][^#:]*?))?[ ]*(?:#.*)?$/.exec(line) ?? [];
  if (written === undefined || key === undefined) return null;
  const isSure = KEY_NAMES.has(key) || value === undefined || /^[-+.]?[0-9]|^[[{]/.test(value);
  const edits = [{ start: start + key.length, end: start + key.length, newText: ':' }];
  const repair = { title: 'Insert :', edits, ...(isSure ? {} : { isSuggestion: true as const }) };
  return { problem: { message: MISSING_COLON, start, end: start + line.trimEnd().length, repair }, edits };
}

function blankLine(source: string, start: number): Repair | null {
  const end = lineEnd(source, start);
  if (source.slice(start, end).trim() === '') return null;
  return { problem: { message: MISSING_COLON, start, end }, edits: [blank(start, end)] };
}

/** Texts in quotes, and items of a list in brackets that hold a macro. */
const ITEM =
  /"(?:\\.|[^"\\])*"|'(?:''|[^'])*'|(?:\$\{[^{}'"\r\n]*\}|[^,[\]{}'"#\s])(?:[ ]*(?:\$\{[^{}'"\r\n]*\}|[^,[\]{}'"\s]))*/g;

/** `[${env}, python]`: in brackets, the brace of a macro begins a mapping. All of a line are put in quotes. */
function quoteMacros(source: string, at: number): Repair | null {
  const lineStart = Math.max(source.lastIndexOf('\n', at), source.lastIndexOf('\r', at)) + 1;
  const edits: Replacement[] = [];
  for (const match of source.slice(lineStart, lineEnd(source, at)).matchAll(ITEM)) {
    const [, key = '', item = match[0]] = /^([^"'$]*:\s+)(.*)$/.exec(match[0]) ?? [];
    const start = lineStart + match.index + key.length;
    if (/^["']/.test(item) || !/\$\{[^{}'"\r\n]*\}/.test(item)) continue;
    edits.push({ start, end: start + item.length, newText: `'${item}'` });
  }
  const [first, last] = [edits[0], edits.at(-1)];
  if (!first || !last || at < first.start || at > last.end) return null;
  const name = source.slice(at - 1, source.indexOf('}', at) + 1);
  const message = `In brackets, ${name} needs quotes: its brace would begin a mapping.`;
  const problem = { message, start: first.start, end: last.end, repair: { title: 'Put it in quotes', edits } };
  return { problem, edits };
}

/** A bracket or brace without its closing one: that is written where the content ends. */
function closeBrackets(source: string): Repair | null {
  const unclosed = findUnclosed(source);
  if (!unclosed) return null;
  const { opened, closing, at, instead } = unclosed;
  const edits = [{ start: at, end: at + instead.length, newText: closing }];
  const title = instead === '' ? `Insert ${closing}` : `Write ${closing} instead of ${instead}`;
  const bracket = source.charAt(opened);
  const problem = {
    message: `This ${bracket} is not closed.`,
    start: opened,
    end: opened + 1,
    repair: { title, edits },
  };
  return { problem, edits };
}

/** Start of the quoted scalar that runs to the end of the text: the last scalar of the token stream. */
function openingQuote(source: string, before: number, quote: string): number {
  let found = -1;
  for (const token of new Parser().parse(source)) {
    if (token.type === 'document') found = lastQuote(token.value, quote, found);
  }
  return found >= 0 && found <= before ? found : -1;
}

interface Token {
  readonly type: string;
  readonly offset?: number;
  readonly source?: string;
  readonly items?: readonly { readonly key?: Token | null; readonly value?: Token }[];
}

function lastQuote(token: Token | undefined | null, quote: string, found: number): number {
  if (!token) return found;
  if (token.source?.startsWith(quote) && token.type.endsWith('quoted-scalar')) return token.offset ?? found;
  return (token.items ?? []).reduce(
    (latest, { key, value }) => lastQuote(value, quote, lastQuote(key, quote, latest)),
    found,
  );
}

function lineEnd(source: string, start: number): number {
  const found = source.slice(Math.max(0, start)).search(/\r?\n/);
  return found < 0 ? source.length : Math.max(0, start) + found;
}

function blank(start: number, end: number): Replacement & Span {
  return { start, end, newText: ' '.repeat(end - start) };
}
