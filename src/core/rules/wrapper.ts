import type { SweepDocument } from '../sweep/document';
import { fieldsOf, resolveAlias, type Entry, type MappingNode, type SweepNode } from '../sweep/node';
import type { TextEdit } from '../text';
import { columnOf, lineEnd, lineStart, replace } from './edits';

/**
 * The one key around a whole sweep, such as `sweep:`, as it is written for use from Python. What it holds is checked all
 * the same.
 */
export function wrapperOf(node: SweepNode | null): Entry | null {
  const root = mappingOf(node);
  if (!root) return null;
  const fields = fieldsOf(root);
  if (fields.has('method') || fields.has('parameters')) return null;
  for (const entry of root.entries) {
    const inner = fieldsOf(entry.value);
    const isAlone = root.entries.length === 1 || /sweep/i.test(entry.name ?? '');
    if (entry.name !== null && isAlone && inner.has('method') && inner.has('parameters')) return entry;
  }
  return null;
}

/** A mapping with aliases followed; `null` for anything else. */
export function mappingOf(root: SweepNode | null): MappingNode | null {
  const node = root && resolveAlias(root);
  return node?.kind === 'mapping' ? node : null;
}

/** Removes a key around a block and un-indents what it holds; `null` where that is more than a matter of indentation. */
export function unwrap(document: SweepDocument, { key, value }: Entry): readonly TextEdit[] | null {
  const { text } = document;
  const inner = value.kind === 'mapping' && !value.flow && !value.decorated ? value.entries[0] : undefined;
  if (!inner || key.decorated || document.syntaxErrors.length > 0) return null;
  const width = columnOf(text, inner.start) - columnOf(text, key.start);
  const header = text.slice(lineStart(text, key.start), lineEnd(text, key.end));
  if (width <= 0 || !/^[^#]*:\s*$/.test(header) || columnOf(text, key.start) > 0) return null;
  const edits: TextEdit[] = [];
  const from = lineStart(text, key.start);
  edits.push(replace(document, { start: from, end: nextLine(text, from) }, ''));
  for (let at = nextLine(text, from); at < value.end; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const spaces = /^ */.exec(line)![0].length;
    // A text in quotes may start further left on its next line; a comment may as well.
    if (line.trim() !== '') edits.push(replace(document, { start: at, end: at + Math.min(width, spaces) }, ''));
  }
  return edits;
}

function nextLine(text: string, at: number): number {
  const end = lineEnd(text, at);
  return Math.min(text.length, end + (text.slice(end, end + 2) === '\r\n' ? 2 : 1));
}
