import type { SweepDocument } from '../sweep/document';
import type { Entry, MappingNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import type { TextEdit } from '../text';
import { addEntry, rewrite } from './additions';
import { isWrittenHere, renameKey, replace } from './edits';
import { insertFirst, removeEntry } from './entries';

/** What becomes of a key in a body: new text of its value, a new name beside that, or nothing at all. */
export type KeyChange = string | { readonly name: string; readonly value: string } | null;

/**
 * Changes several keys of a parameter's body at once; keys that it does not have are added, `distribution` in front. The
 * rest of the body, its comments and its style stay. `null` where the body is not written here, or where a key that
 * changes comes from a merge, stands there twice or is too odd to be edited safely.
 */
export function changeBody(
  document: SweepDocument,
  parameter: Parameter,
  changes: Readonly<Record<string, KeyChange>>,
): readonly TextEdit[] | null {
  const { body, fields } = parameter;
  if (body.kind !== 'mapping' || !isWrittenHere(parameter)) return null;
  const edits: (TextEdit | null)[] = [];
  const removed: Entry[] = [];
  for (const [key, change] of Object.entries(changes)) {
    const entry = fields.get(key);
    if (!entry) {
      if (typeof change === 'string') edits.push(addKey(document, body, key, change));
    } else if (!isEditable(body, entry)) return null;
    else if (change === null) removed.push(entry);
    else if (typeof change === 'string') edits.push(inQuotesAsBefore(document, entry, change));
    else edits.push(renameKey(document, entry.key, change.name), replace(document, entry.value, change.value));
  }
  const cuts = body.flow
    ? cutFromFlow(document, body, removed)
    : removed.map((one) => removeEntry(document, body, one));
  const all = [...edits, ...cuts];
  return all.some((edit) => edit === null) ? null : (all as TextEdit[]);
}

/** The name of a distribution keeps its quotes; numbers never had any. */
function inQuotesAsBefore(document: SweepDocument, { name, value }: Entry, text: string): TextEdit | null {
  return name === 'distribution' && value.kind === 'scalar'
    ? rewrite(document, value, text)
    : replace(document, value, text);
}

function isEditable(body: MappingNode, entry: Entry): boolean {
  const { key, value } = entry;
  const isOnce = body.entries.filter(({ name }) => name === entry.name).length === 1;
  const isPlace = value.end > value.start && value.kind !== 'alias' && !value.decorated && !key.decorated;
  return isOnce && isPlace && body.entries.includes(entry) && key.end > key.start;
}

function addKey(document: SweepDocument, body: MappingNode, key: string, value: string): TextEdit | null {
  const text = `${key}: ${value}`;
  const last = body.entries.at(-1);
  if (key === 'distribution' || !last) return insertFirst(document, body, text);
  return addEntry(document, body, last, text);
}

/** Cuts neighbours in braces together, so that no two cuts share a comma. */
function cutFromFlow(document: SweepDocument, body: MappingNode, removed: readonly Entry[]): (TextEdit | null)[] {
  const cuts: (TextEdit | null)[] = [];
  const isGone = (entry: Entry | undefined): boolean => entry !== undefined && removed.includes(entry);
  for (let from = 0; from < body.entries.length; from++) {
    if (!isGone(body.entries[from])) continue;
    let to = from;
    while (isGone(body.entries[to + 1])) to++;
    cuts.push(cutRun(document, body.entries, from, to));
    from = to;
  }
  return cuts;
}

function cutRun(document: SweepDocument, entries: readonly Entry[], from: number, to: number): TextEdit | null {
  const [before, after] = [entries[from - 1], entries[to + 1]];
  if (!before && !after) return null;
  if (after?.key.decorated === true) return null;
  const span = after
    ? { start: entries[from]!.start, end: after.start }
    : { start: before!.end, end: entries[to]!.end };
  return document.text.slice(span.start, span.end).includes('#') ? null : replace(document, span, '');
}
