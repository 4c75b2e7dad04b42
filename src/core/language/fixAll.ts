import type { Fix, Problem } from '../rules/rule';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import type { FileHint } from '../sweep/detect';
import type { TextEdit } from '../text';

/** How a sweep file is checked between two rounds: with the knowledge and settings of the caller. */
export type Check = (document: SweepDocument) => readonly Problem[];

/** What repairing a file comes to. */
export interface FixedFile {
  /** Against the text that was given; in order, not overlapping. None where nothing could be repaired. */
  readonly edits: readonly TextEdit[];
  /** How many fixes are in it. */
  readonly count: number;
}

/** A repair can bring another mistake to light, but hardly ten after one another. */
const MAX_ROUNDS = 10;

/**
 * Applies fixes until none is left: all fixes at once that do not touch each other, then the rest against the text that
 * came of it. `choose` says which fix of a problem counts. A round that would make the file unreadable is left out.
 */
export function fixAll(
  document: SweepDocument,
  check: Check,
  choose: (problem: Problem) => Fix | null = determinedFix,
  hint: FileHint = {},
): FixedFile {
  let pieces: readonly Piece[] = [{ start: 0, end: document.text.length, inserted: null }];
  let current = document;
  let count = 0;
  const seen = new Set([document.text]);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const fixes = compatible(current, check(current).map(choose));
    if (fixes.length === 0) break;
    const edited = replaceIn(pieces, fixes.flatMap(spansOf(current)));
    const next = parseSweepDocument(textOf(document.text, edited), hint);
    // Fixes that undo each other would go round in circles.
    if (seen.has(next.text) || next.syntaxErrors.length > current.syntaxErrors.length) break;
    seen.add(next.text);
    pieces = edited;
    current = next;
    count += fixes.length;
  }
  return { edits: editsOf(document, pieces), count };
}

/** The fix that nobody has to choose: the only one that writes what is meant, suggestions aside. */
export function determinedFix({ fixes }: Problem): Fix | null {
  const [only, other] = fixes.filter(({ isSuggestion }) => !isSuggestion);
  return only && !other ? only : null;
}

/** The likeliest fix of problems with one code: for "fix all of this kind", which somebody asked for. */
export function firstFixOf(code: string): (problem: Problem) => Fix | null {
  return (problem) => (problem.code === code ? (problem.fixes[0] ?? null) : null);
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

function spansOf({ lines }: SweepDocument): (fix: Fix) => readonly Replacement[] {
  return ({ edits }) =>
    edits.map(({ range, newText }) => ({
      start: lines.offsetAt(range.start),
      end: lines.offsetAt(range.end),
      newText,
    }));
}

/** The fixes, from the top, that do not touch an edit of one before them. */
function compatible(document: SweepDocument, fixes: readonly (Fix | null)[]): readonly Fix[] {
  const spans = spansOf(document);
  const taken: Replacement[] = [];
  return fixes.filter((fix): fix is Fix => {
    if (!fix) return false;
    const edits = spans(fix);
    const touches = edits.some((edit) => taken.some((other) => edit.start <= other.end && other.start <= edit.end));
    if (!touches) taken.push(...edits);
    return !touches;
  });
}

/** A stretch of the original text, or with `inserted` a text in the place of that stretch. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly inserted: string | null;
}

function textOf(original: string, pieces: readonly Piece[]): string {
  return pieces.map(({ start, end, inserted }) => inserted ?? original.slice(start, end)).join('');
}

/** Applies replacements, whose offsets count in the text of `pieces`, and keeps what of the original is untouched. */
function replaceIn(pieces: readonly Piece[], replacements: readonly Replacement[]): readonly Piece[] {
  const ordered = [...replacements].sort((a, b) => a.start - b.start || a.end - b.end);
  const boundaries = ordered.flatMap(({ start, end }) => [start, end]);
  const result: Piece[] = [];
  let offset = 0;
  let next = 0;
  for (const piece of splitAt(pieces, boundaries)) {
    const length = lengthOf(piece);
    while (next < ordered.length && ordered[next]!.start <= offset) {
      const { newText } = ordered[next++]!;
      result.push({ start: piece.start, end: piece.start, inserted: newText });
    }
    const replaced = ordered[next - 1];
    const isGone = replaced !== undefined && offset >= replaced.start && offset + length <= replaced.end;
    // Of what is replaced, the original stretch stays known, so that the edit covers it.
    if (!isGone) result.push(piece);
    else if (piece.end > piece.start) result.push({ start: piece.start, end: piece.end, inserted: '' });
    offset += length;
  }
  const at = pieces.at(-1)?.end ?? 0;
  for (const { newText } of ordered.slice(next)) result.push({ start: at, end: at, inserted: newText });
  return result;
}

function lengthOf({ start, end, inserted }: Piece): number {
  return inserted?.length ?? end - start;
}

/** The same text in pieces that end at every one of the offsets. */
function splitAt(pieces: readonly Piece[], offsets: readonly number[]): readonly Piece[] {
  const result: Piece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    const cuts = [...new Set(offsets)].filter((at) => at > offset && at < offset + length).map((at) => at - offset);
    let from = 0;
    for (const to of [...cuts.sort((a, b) => a - b), length]) {
      result.push(partOf(piece, from, to));
      from = to;
    }
    offset += length;
  }
  return result;
}

/** Of an inserted text, the first part keeps the original stretch that it stands for. */
function partOf({ start, end, inserted }: Piece, from: number, to: number): Piece {
  if (inserted === null) return { start: start + from, end: start + to, inserted };
  return { start: from === 0 ? start : end, end, inserted: inserted.slice(from, to) };
}

/** One edit for each stretch of inserted pieces that follow each other. */
function editsOf(document: SweepDocument, pieces: readonly Piece[]): readonly TextEdit[] {
  const edits: { start: number; end: number; newText: string }[] = [];
  let wasInserted = false;
  for (const { start, end, inserted } of pieces) {
    if (inserted !== null) {
      const last = edits.at(-1);
      if (wasInserted && last) {
        last.end = Math.max(last.end, end);
        last.newText += inserted;
      } else edits.push({ start, end, newText: inserted });
    }
    // A stretch of no length between two edits keeps them apart in nothing.
    wasInserted = inserted !== null || (wasInserted && start === end);
  }
  return edits
    .filter(({ start, end, newText }) => document.text.slice(start, end) !== newText)
    .map(({ start, end, newText }) => ({ range: document.rangeOf({ start, end }), newText }));
}
