import type { SweepDocument } from '../sweep/document';
import type { ScalarNode, SequenceNode } from '../sweep/node';
import type { TextEdit } from '../text';
import { dashOf } from './additions';
import { replace } from './edits';

/**
 * Items of a list that YAML reads as one text, since the further ones are indented more than the first: `0.1 - 0.2`. The
 * edits bring them back under it.
 */
export interface SlippedItems {
  readonly item: ScalarNode;
  readonly edits: readonly TextEdit[];
}

/** What of a list has run together like that. */
export function slippedItems(document: SweepDocument, list: SequenceNode): readonly SlippedItems[] {
  if (list.flow) return [];
  return list.items.flatMap((item): SlippedItems[] => {
    if (item.kind !== 'scalar' || item.style !== 'plain' || item.decorated) return [];
    const text = document.text.slice(item.start, item.end);
    const lead = dashOf(document.text, item.start);
    const further = [...text.matchAll(/(?<=\n)( *)(.*)/g)];
    if (lead === null || further.length === 0 || !further.every(([, , line]) => /^- +\S/.test(line!))) return [];
    const indent = lead.slice(0, lead.indexOf('-'));
    const edits = further.map(({ index, 1: spaces }) => {
      const start = item.start + index;
      return replace(document, { start, end: start + spaces!.length }, indent);
    });
    return [{ item, edits }];
  });
}
