import type { SweepDocument } from '../sweep/document';
import { resolveAlias, type Entry, type Span, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import type { TextEdit } from '../text';

/** Replaces a span. */
export function replace(document: SweepDocument, span: Span, newText: string): TextEdit {
  return { range: document.rangeOf(span), newText };
}

/** Inserts at an offset. */
export function insert(document: SweepDocument, at: number, newText: string): TextEdit {
  return replace(document, { start: at, end: at }, newText);
}

/** Offset of the start of the line that holds `offset`: of its first column, behind a byte order mark. */
export function lineStart(text: string, offset: number): number {
  // Not lastIndexOf: a text without carriage returns would be searched to its very start, for each of its lines.
  let at = Math.min(offset, text.length);
  while (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--;
  return at === 0 && offset > 0 && text.startsWith('\ufeff') ? 1 : at;
}

/** Offset of the end of the line that holds `offset`, its line break excluded. */
export function lineEnd(text: string, offset: number): number {
  const found = text.slice(offset).search(/[\r\n]/);
  return found < 0 ? text.length : offset + found;
}

/** Columns in front of an offset, counted in UTF-16 units. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Line break of the file. */
export function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Spaces that one level of a file is indented by: those of its first indented mapping, else two. */
export function indentUnit(document: SweepDocument): string {
  for (const { value, key } of document.root?.kind === 'mapping' ? document.root.entries : []) {
    if (value.kind !== 'mapping' || value.flow || value.entries.length === 0) continue;
    const width = columnOf(document.text, value.start) - columnOf(document.text, key.start);
    if (width > 0 && width <= 8) return ' '.repeat(width);
  }
  return '  ';
}

/** Offset behind the colon of an entry written as `key:`; `null` for other forms (`? key`). */
export function afterColon({ text }: SweepDocument, { key }: Entry): number | null {
  const match = /^[ ]*:/.exec(text.slice(key.end, key.end + 100));
  return match ? key.end + match[0].length : null;
}

/** Whether a parameter's body is best written in flow style: its mapping is, or most of the other bodies are. */
export function prefersFlow({ siblings }: Pick<Parameter, 'siblings'>): boolean {
  if (siblings.flow) return true;
  // Enough to see the style: this is asked for each of perhaps thousands.
  const bodies = siblings.entries
    .slice(0, 100)
    .map(({ value }) => resolveAlias(value))
    .filter(isMapping);
  return bodies.filter(({ flow }) => flow).length * 2 > bodies.length;
}

function isMapping(node: SweepNode): node is Extract<SweepNode, { kind: 'mapping' }> {
  return node.kind === 'mapping';
}

/** Whether a file's text itself holds the body (no alias, tag, anchor or merge in between), so that it can be edited. */
export function isWrittenHere({ entry, isMerged }: Parameter): boolean {
  return entry.value.kind !== 'alias' && !entry.value.decorated && !isMerged;
}
