import type { SweepDocument } from '../sweep/document';
import { resolveAlias, type Entry, type Span, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { resolvePlain } from '../sweep/scalar';
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

/** Characters of an anchor and a tag together; without a bound, the search takes the square of a hostile line's length. */
const LONGEST_PROPERTIES = 400;

/**
 * What a new line needs to stand in the same column as an offset: the blanks in front of that, tabs as tabs. A node with
 * an anchor or tag stands in the column of these.
 */
export function indentOf(text: string, offset: number): string {
  const line = text.slice(lineStart(text, offset), offset);
  const properties = /(?:[&!]\S*[ \t]+)+$/.exec(line.slice(-LONGEST_PROPERTIES))?.[0].length ?? 0;
  return line.slice(0, line.length - properties).replace(/[^\t]/g, ' ');
}

/** Writes another name for a key, in the quotes that it has. */
export function renameKey(document: SweepDocument, key: SweepNode, name: string): TextEdit {
  return replace(document, key, isInDoubleQuotes(key) ? JSON.stringify(name) : name);
}

/** A new `key: value` in the style of a key beside it: with quotes, as in JSON, where that has them. */
export function inStyleOf(key: SweepNode, written: string): string {
  const [, name, value] = /^([\w-]+): (.*)$/s.exec(written) ?? [];
  if (!isInDoubleQuotes(key) || name === undefined || value === undefined) return written;
  const isWord = /^[A-Za-z][\w.-]*$/.test(value) && resolvePlain(value).type === 'str';
  return `${JSON.stringify(name)}: ${isWord ? JSON.stringify(value) : value}`;
}

function isInDoubleQuotes(key: SweepNode): boolean {
  return key.kind === 'scalar' && key.style === 'double';
}

/** Line break of the file. */
export function newline(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** The blanks that one level of a file is indented by: those of its first indented mapping, else two. */
export function indentUnit(document: SweepDocument): string {
  for (const { value, key } of document.root?.kind === 'mapping' ? document.root.entries : []) {
    if (value.kind !== 'mapping' || value.flow || value.entries.length === 0) continue;
    const unit = indentOf(document.text, value.start).slice(columnOf(document.text, key.start));
    if (unit.length > 0 && unit.length <= 8) return unit;
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
