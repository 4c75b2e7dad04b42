import type { SweepDocument } from '../sweep/document';
import type { Entry, MappingNode, ScalarNode, SequenceNode } from '../sweep/node';
import { resolvePlain } from '../sweep/scalar';
import type { TextEdit } from '../text';
import { indentOf, insert, inStyleOf, lineEnd, lineStart, newline, replace } from './edits';

/** Writes a new entry, such as `goal: maximize`, behind another one of the same mapping; `null` where that is unclear. */
export function addEntry(
  document: SweepDocument,
  mapping: MappingNode,
  after: Entry,
  written: string,
): TextEdit | null {
  const { text } = document;
  if (!mapping.entries.includes(after)) return null;
  const added = inStyleOf(after.key, written);
  if (mapping.flow) return after.end === after.key.end ? null : insert(document, after.end, `, ${added}`);
  return addLine(document, after.end, indentOf(text, after.key.start) + added);
}

/** Writes a new item behind another one of the same list; `null` where that is unclear. */
export function addItem(document: SweepDocument, list: SequenceNode, index: number, written: string): TextEdit | null {
  const item = list.items[index];
  if (!item || item.start === item.end) return null;
  if (list.flow) return insert(document, item.end, `, ${written}`);
  const lead = dashOf(document.text, item.start);
  return lead === null ? null : addLine(document, item.end, lead + written);
}

/** Indentation, dash and space in front of a list's item that starts its line. */
export function dashOf(text: string, start: number): string | null {
  return /^ *- +$/.exec(text.slice(lineStart(text, start), start))?.[0] ?? null;
}

function addLine(document: SweepDocument, end: number, line: string): TextEdit | null {
  const { text } = document;
  const to = lineEnd(text, end);
  // A block text ends behind its line break: what comes next could become a part of it.
  if (!/^\s*(?:#.*)?$/.test(text.slice(end, to)) || /[\r\n]$/.test(text.slice(0, end))) return null;
  return insert(document, to, newline(text) + line);
}

/** Replaces a scalar's text, in the quotes that it has; `null` for a block text and for one with an anchor or tag. */
export function rewrite(document: SweepDocument, scalar: ScalarNode, value: string): TextEdit | null {
  if (scalar.decorated || scalar.style === 'block' || scalar.start === scalar.end) return null;
  if (scalar.style === 'single') return replace(document, scalar, `'${value.replaceAll("'", "''")}'`);
  if (scalar.style === 'double') return replace(document, scalar, JSON.stringify(value));
  // Braces without quotes stand in block style only; else the text may be in a flow list.
  return replace(document, scalar, writeText(value, !/[,[\]{}]/.test(scalar.source)));
}

/** Text as PyYAML reads it back: plain where that is safe, else in double quotes. In a flow list fewer texts are. */
export function writeText(value: string, flow: boolean): string {
  const isSafe =
    resolvePlain(value).type === 'str' &&
    /^[\w./$(~-]/.test(value) &&
    !/^(?:-$|- |---|\.\.\.)|: |:$| #|\s$|[^\x20-\x7e]/.test(value) &&
    !(flow && /[,[\]{}]/.test(value));
  return isSafe ? value : JSON.stringify(value);
}
