import type { SweepDocument } from '../sweep/document';
import type { SequenceNode, SweepNode } from '../sweep/node';
import type { TextEdit } from '../text';
import { dashOf } from './additions';
import { lineEnd, lineStart, newline, replace } from './edits';

/** Moves an item to the front of its list, its comment with it; `null` where that is no plain move of text. */
export function falsyFirst(document: SweepDocument, list: SequenceNode, item: SweepNode): readonly TextEdit[] | null {
  const index = list.items.indexOf(item);
  const ahead = list.items.slice(0, index + 1);
  const isPlain = ahead.every(
    (one) => one.kind === 'scalar' && !one.decorated && one.style !== 'block' && one.start < one.end,
  );
  if (list.decorated || index < 1 || !isPlain) return null;
  return list.flow ? rotate(document, ahead) : moveLine(document, ahead);
}

/** In brackets the texts change places and all between them stays. */
function rotate(document: SweepDocument, items: readonly SweepNode[]): readonly TextEdit[] | null {
  const first = items[0]!;
  const last = items.at(-1)!;
  const { text } = document;
  if (/[#\n]/.test(text.slice(first.start, last.end))) return null;
  const texts = items.map(({ start, end }) => text.slice(start, end));
  return items.map((one, i) => replace(document, one, texts.at(i - 1)!));
}

function moveLine(document: SweepDocument, items: readonly SweepNode[]): readonly TextEdit[] | null {
  const { text } = document;
  const first = items[0]!;
  const last = items.at(-1)!;
  const isLine = ({ start, end }: SweepNode): boolean =>
    dashOf(text, start) !== null && lineEnd(text, start) === lineEnd(text, end);
  if (!items.every(isLine)) return null;
  const to = lineStart(text, first.start);
  const from = lineStart(text, last.start);
  const end = lineEnd(text, last.end);
  const gap = newline(text);
  if (text.slice(from - gap.length, from) !== gap) return null;
  return [
    replace(document, { start: to, end: to }, text.slice(from, end) + gap),
    replace(document, { start: from - gap.length, end }, ''),
  ];
}
