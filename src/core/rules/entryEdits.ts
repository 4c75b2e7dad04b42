import type { SweepDocument } from '../sweep/document';
import type { Entry, MappingNode, ScalarNode, SequenceNode, Span } from '../sweep/node';
import { resolvePlain } from '../sweep/scalar';
import type { TextEdit } from '../text';
import { columnOf, insert, lineEnd, lineStart, newline, replace } from './edits';

/** Takes an entry out of its mapping, comments left; `null` where that is no plain deletion (the only entry, an anchor). */
export function removeEntry(document: SweepDocument, mapping: MappingNode, entry: Entry): TextEdit | null {
  const index = mapping.entries.indexOf(entry);
  if (index < 0 || mapping.entries.length < 2 || holdsMarks(document, entry) || entry.key.decorated) return null;
  if (entry.value.decorated) return null;
  if (mapping.flow) return removeFlow(document, mapping.entries, index);
  return removeLines(document, entry, /^[ ]*$/);
}

/** Takes an item out of its list, on the same terms. */
export function removeItem(document: SweepDocument, list: SequenceNode, index: number): TextEdit | null {
  const item = list.items[index];
  if (!item || list.items.length < 2 || holdsMarks(document, item) || item.decorated) return null;
  return list.flow ? removeFlow(document, list.items, index) : removeLines(document, item, /^[ ]*-[ ]+$/);
}

/** An anchor, which may be needed elsewhere. */
function holdsMarks({ text }: SweepDocument, { start, end }: Span): boolean {
  return text.slice(start, end).includes('&');
}

function removeFlow(document: SweepDocument, parts: readonly Span[], index: number): TextEdit | null {
  const part = parts[index]!;
  const before = parts[index - 1];
  const span = { start: before?.end ?? part.start, end: before ? part.end : (parts[index + 1]?.start ?? part.end) };
  return /[#&!]/.test(document.text.slice(span.start, span.end)) ? null : replace(document, span, '');
}

/** The lines of a part of a block; what stands in front of it on its line must match `lead`. */
function removeLines(document: SweepDocument, { start, end }: Span, lead: RegExp): TextEdit | null {
  const { text } = document;
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  const behind = text.slice(end, to).trim();
  if (!lead.test(text.slice(from, start)) || start === end || /[\r\n]$/.test(text.slice(start, end))) return null;
  if (behind !== '') {
    const dash = start - (/-[ ]+$/.exec(text.slice(from, start))?.[0].length ?? 0);
    return behind.startsWith('#') ? replace(document, { start: dash, end }, '') : null;
  }
  // The break in front goes, so that this also holds for a last line without one.
  if (from > 0)
    return replace(document, { start: from - (text.slice(from - 2, from) === '\r\n' ? 2 : 1), end: to }, '');
  return replace(document, { start: 0, end: to + (/^(?:\r\n|\r|\n)/.exec(text.slice(to))?.[0].length ?? 0) }, '');
}

/** Writes a new entry, such as `goal: maximize`, behind another one of the same mapping. */
export function addEntry(
  document: SweepDocument,
  mapping: MappingNode,
  after: Entry,
  written: string,
): TextEdit | null {
  const { text } = document;
  if (!mapping.entries.includes(after)) return null;
  if (mapping.flow) return insert(document, after.end, `, ${written}`);
  return addLine(document, after.end, ' '.repeat(columnOf(text, after.key.start)) + written);
}

/** Writes a new item behind another one of the same list. */
export function addItem(document: SweepDocument, list: SequenceNode, index: number, written: string): TextEdit | null {
  const { text } = document;
  const item = list.items[index];
  if (!item || item.start === item.end) return null;
  if (list.flow) return insert(document, item.end, `, ${written}`);
  const lead = /^([ ]*)-([ ]+)$/.exec(text.slice(lineStart(text, item.start), item.start));
  return lead && addLine(document, item.end, `${lead[1]!}-${lead[2]!}${written}`);
}

function addLine(document: SweepDocument, end: number, line: string): TextEdit | null {
  const { text } = document;
  const to = lineEnd(text, end);
  // A block text may end anywhere; an entry in front of another one on a line is no block.
  if (!/^\s*(?:#.*)?$/.test(text.slice(end, to)) || /[\r\n]$/.test(text.slice(0, end))) return null;
  return insert(document, to, newline(text) + line);
}

/** Replaces a scalar's text in the quotes that it has; `null` for a block text or one with an anchor or tag. */
export function rewrite(document: SweepDocument, scalar: ScalarNode, value: string): TextEdit | null {
  if (scalar.decorated || scalar.style === 'block' || scalar.start === scalar.end) return null;
  const quote = scalar.style === 'single' ? "'" : scalar.style === 'double' ? '"' : '';
  return replace(document, scalar, quote === '' ? writeText(value, true) : quoteWith(value, quote));
}

/** Text as PyYAML reads it back: plain where that is safe, else in double quotes. In a flow list fewer texts are. */
export function writeText(value: string, flow: boolean): string {
  const isSafe =
    resolvePlain(value).type === 'str' &&
    /^[\w./$(~-]/.test(value) &&
    !/^(?:-$|- |---|\.\.\.)|: |:$| #|\s$|[^\x20-\x7e]/.test(value) &&
    !(flow && /[,[\]{}]/.test(value));
  return isSafe ? value : quoteWith(value, '"');
}

function quoteWith(value: string, quote: "'" | '"'): string {
  if (quote === "'") return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}
