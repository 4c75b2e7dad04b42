import type { SweepDocument } from '../sweep/document';
import type { Entry, MappingNode, SequenceNode, Span, SweepNode } from '../sweep/node';
import type { TextEdit } from '../text';
import { indentOf, insert, inStyleOf, lineEnd, lineStart, newline, replace } from './edits';

/** Removes a key with its value; `null` where that is not possible by cutting text, or where nothing would be left. */
export function removeEntry(document: SweepDocument, mapping: MappingNode, entry: Entry): TextEdit | null {
  if (
    isReferred(entry.key) ||
    isReferred(entry.value) ||
    mapping.entries.length < 2 ||
    !mapping.entries.includes(entry)
  )
    return null;
  if (mapping.flow) return cut(document, mapping.entries, entry);
  const span = ownLines(document.text, entry);
  return span && replace(document, span, '');
}

/** Removes an item of a list; `null` where that is not possible by cutting text, or where nothing would be left. */
export function removeItem(document: SweepDocument, list: SequenceNode, item: SweepNode): TextEdit | null {
  if (isReferred(item) || list.items.length < 2) return null;
  if (list.flow) return cut(document, list.items, item);
  const dash = document.text.lastIndexOf('-', item.start - 1);
  if (dash < 0 || document.text.slice(dash + 1, item.start).trim() !== '') return null;
  const span = ownLines(document.text, { start: dash, end: item.end });
  return span && replace(document, span, '');
}

/** Puts a key in front of a mapping's first one, on a line of its own in block style. */
export function insertFirst(document: SweepDocument, mapping: MappingNode, text: string): TextEdit | null {
  const [first] = mapping.entries;
  if (!first || first.key.decorated) return null;
  const written = inStyleOf(first.key, text);
  // In a list, the first key stands behind the dash: its column is its indentation all the same.
  const nextLine = newline(document.text) + indentOf(document.text, first.start);
  if (!mapping.flow) return insert(document, first.start, written + nextLine);
  const startsLine = document.text.slice(lineStart(document.text, first.start), first.start).trim() === '';
  return insert(document, first.start, written + (startsLine ? `,${nextLine}` : ', '));
}

/** Whether something has an anchor, or holds one, that aliases further down may stand for. */
function isReferred(node: SweepNode): boolean {
  if (node.decorated) return true;
  if (node.kind === 'sequence') return node.items.some(isReferred);
  return node.kind === 'mapping' && node.entries.some(({ key, value }) => isReferred(key) || isReferred(value));
}

/** The text of one of several things in braces or brackets, with the comma behind or in front of it. */
function cut(
  document: SweepDocument,
  all: readonly (Span & { readonly key?: SweepNode })[],
  one: Span,
): TextEdit | null {
  const index = indexOf(all, one);
  const [before, after] = [all[index - 1], all[index + 1]];
  if (after && (after.key ?? (after as SweepNode)).decorated) return null;
  const span = after ? { start: one.start, end: after.start } : { start: before!.end, end: one.end };
  return document.text.slice(span.start, span.end).includes('#') ? null : replace(document, span, '');
}

/** Index of a span among spans in the order of the text; halving, since a long list may hold a thousand to be cut. */
function indexOf(all: readonly Span[], one: Span): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.start < one.start) low = middle + 1;
    else high = middle;
  }
  // Empty ones may start at the same place.
  while (all[low]?.start === one.start && all[low]!.end !== one.end) low++;
  return low;
}

/** Whole lines of something in block style, up to a comment behind it; `null` where it shares its lines. */
function ownLines(text: string, { start, end }: Span): Span | null {
  const last = start + text.slice(start, end).trimEnd().length;
  const from = lineStart(text, start);
  const to = lineEnd(text, last);
  if (text.slice(from, start).trim() !== '') return null;
  const behind = text.slice(last, to).trim();
  // A comment takes the place of what goes.
  if (behind !== '') return behind.startsWith('#') ? { start, end: text.indexOf('#', last) } : null;
  if (from > 0) return { start: from - (text.slice(from - 2, from) === '\r\n' ? 2 : 1), end: to };
  // The first line goes with its own line break.
  return { start: 0, end: to + (text.slice(to, to + 2) === '\r\n' ? 2 : text.length > to ? 1 : 0) };
}
