import { replace } from '../rules/edits';
import { removeItem } from '../rules/entries';
import type { SweepDocument } from '../sweep/document';
import type { SequenceNode } from '../sweep/node';
import type { TextEdit } from '../text';

/**
 * Takes those items out of a list that do not stay, and gives the others these texts, where any are given. `null` where a
 * comment stands in between or an item can't be cut out; at least one item stays.
 */
export function narrowedList(
  document: SweepDocument,
  list: SequenceNode,
  stays: readonly boolean[],
  texts: readonly string[] | null = null,
): readonly TextEdit[] | null {
  if (list.items.length !== stays.length) return null;
  const cuts = list.flow ? flowCuts(document, list, stays) : lineCuts(document, list, stays);
  if (cuts === null) return null;
  const kept = list.items.filter((_, i) => stays[i]);
  return [...cuts, ...(texts?.map((text, i) => replace(document, kept[i]!, text)) ?? [])];
}

function lineCuts(document: SweepDocument, list: SequenceNode, stays: readonly boolean[]): readonly TextEdit[] | null {
  const cuts = list.items.filter((_, i) => !stays[i]).map((item) => removeItem(document, list, item));
  return cuts.some((cut) => cut === null) ? null : (cuts as TextEdit[]);
}

/** Neighbours are cut together, so that no two cuts share a comma. */
function flowCuts(
  document: SweepDocument,
  { items }: SequenceNode,
  stays: readonly boolean[],
): readonly TextEdit[] | null {
  const cuts: TextEdit[] = [];
  for (let from = 0; from < items.length; from++) {
    if (stays[from]) continue;
    let to = from;
    while (to + 1 < items.length && !stays[to + 1]) to++;
    const [before, after] = [items[from - 1], items[to + 1]];
    const span = after
      ? { start: items[from]!.start, end: after.start }
      : { start: before?.end ?? items[from]!.start, end: items[to]!.end };
    // What stands in front of a node, an anchor or a tag, is not part of it.
    const isPlain = items.slice(from, to + 2).every(({ decorated }) => !decorated);
    if (!isPlain || document.text.slice(span.start, span.end).includes('#')) return null;
    cuts.push(replace(document, span, ''));
    from = to;
  }
  return cuts;
}
