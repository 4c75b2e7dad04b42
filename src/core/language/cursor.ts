import type { LineMap, Position } from '../text';
import type { Span } from '../sweep/node';
import { indentOf, isBlank, openersOf, type Opener } from './blockLine';
import { framesAt, keysBehind, splitSegment, type Frame } from './flowCursor';

/** Where a cursor stands in a text that may be half typed: what would be written there, and what it would replace. */
export interface Cursor {
  /** A key of a mapping, the value of the key that `path` ends with, or an item of the list there. */
  readonly on: 'key' | 'value' | 'item';
  /** Keys (and `0` for any item of a list) from the top of the file to the mapping, value or list. */
  readonly path: readonly string[];
  /** Keys that the mapping around the cursor has, without the one at the cursor. */
  readonly siblings: readonly string[];
  readonly isFlow: boolean;
  /** Column at which the entry starts: what is written below it stands deeper. */
  readonly column: number;
  /** The word around the cursor. */
  readonly word: Span;
  /** Whether a colon follows, so that only the key is wanted. */
  readonly hasColon: boolean;
  /** Whether the cursor touches the colon, so that a space is wanted. */
  readonly needsSpace: boolean;
  readonly isQuoted: boolean;
  /** Whether the word stands behind other text of the same list item, as in `--out=${`. */
  readonly isEmbedded: boolean;
}

/** A text by its lines. */
export interface TextLines {
  readonly text: string;
  readonly lines: LineMap;
}

const WORD_BEFORE = /[\w.${}:/-]*$/;
const WORD_BEHIND = /^[\w./-]*/;
const MACRO_BEHIND = /^[\w:]*\}?/;
const MACRO_IN_TEXT = /(?<=[^\s"'])\$\{?[\w:]*$/;
/** Behind these, the variable part of an argument begins. */
const PART_BEFORE = /[=/:,]$/;
/** No word that can be completed is longer; a line may well be. */
const LONGEST_WORD = 200;
const KEY_BEFORE = /[\w.-]*$/;
const KEY_BEHIND = /^[\w.-]*/;

/** Finds out from the lines around it where a position stands; `null` in comments and where nothing can be written. */
export function cursorAt({ text, lines: map }: TextLines, position: Position): Cursor | null {
  const lines = text.split(/\r\n|\r|\n/);
  const line = lines[position.line];
  if (line === undefined) return null;
  const before = line.slice(0, position.character);
  if (isInComment(before)) return null;
  const behind = line.slice(position.character);
  const offset = map.offsetAt(position);
  const at: Spot = { lines, line: position.line, before, behind, offset };
  const frames = framesAt(lines, position.line, position.character);
  return frames.length > 0 ? inFlow(at, frames) : inBlock(at);
}

interface Spot {
  readonly lines: readonly string[];
  readonly line: number;
  readonly before: string;
  readonly behind: string;
  readonly offset: number;
}

function isInComment(before: string): boolean {
  return /(?:^|\s)#/.test(before.replace(/"[^"]*"|'[^']*'/g, '""'));
}

type Typed = Pick<Cursor, 'word' | 'isQuoted' | 'hasColon' | 'needsSpace' | 'isEmbedded'>;

/** What is typed of a key or value from a column on: the word, whether it is quoted, and whether a colon follows. */
function typed({ before, behind, offset }: Spot, kind: 'key' | 'value', from = 0): Typed {
  const head = (kind === 'key' ? KEY_BEFORE : WORD_BEFORE).exec(
    before.slice(Math.max(from, before.length - LONGEST_WORD)),
  )![0];
  // A value's word does not reach over its own colon.
  const afterColon = kind === 'value' && head.endsWith(':') && !head.includes('${') ? '' : head;
  const tail = (kind === 'key' ? KEY_BEHIND : head.includes('${') ? MACRO_BEHIND : WORD_BEHIND).exec(behind)![0];
  return {
    word: { start: offset - afterColon.length, end: offset + tail.length },
    isQuoted: /["']$/.test(before.slice(0, before.length - afterColon.length)),
    hasColon: kind === 'key' && /^["']?\s*:(?:\s|$)/.test(behind.slice(tail.length)),
    needsSpace: kind === 'value' && /[:-]$/.test(before) && afterColon === '',
    isEmbedded: false,
  };
}

/** What is typed of a macro inside an item whose text so far is `rest`; `null` where no macro can begin. */
function typedInside({ behind, offset }: Spot, rest: string): Typed | null {
  const begun = MACRO_IN_TEXT.exec(rest.slice(-LONGEST_WORD))?.[0];
  const isOpen = /\$\{[^}]*$/.test(rest);
  if (begun === undefined && (isOpen || !PART_BEFORE.test(rest))) return null;
  const tail = begun === undefined ? '' : MACRO_BEHIND.exec(behind)![0];
  return {
    word: { start: offset - (begun ?? '').length, end: offset + tail.length },
    isQuoted: /^\s*["']/.test(rest),
    hasColon: false,
    needsSpace: false,
    isEmbedded: true,
  };
}

function inFlow(at: Spot, frames: readonly Frame[]): Cursor | null {
  const outer = frames[0]!;
  const path = [...(ownerPath(at.lines, outer) ?? [])];
  for (const [i, frame] of frames.entries()) {
    if (i === frames.length - 1) break;
    const entry = splitSegment(frame.segment);
    if (frame.bracket === '{' && !entry) return null;
    path.push(frame.bracket === '[' ? '0' : entry!.key);
  }
  const inner = frames.at(-1)!;
  const shared = { isFlow: true, column: indentOf(at.lines[outer.line]!) };
  if (inner.bracket === '[') {
    const isWord = /^\s*["']?[\w.${}:/-]*$/.test(inner.segment.trimEnd());
    // Each line of a segment ends in a space.
    const word = typedInside(at, inner.segment.slice(0, -1)) ?? (isWord ? typed(at, 'value') : null);
    return word && { on: 'item', path, siblings: [], ...shared, ...word };
  }
  const siblings = [...inner.keys, ...keysBehind(at.behind.replace(/^[^,}]*/, ''))];
  const entry = splitSegment(inner.segment);
  if (entry) {
    if (!/^\s*["']?[\w.$:/-]*$/.test(entry.value.trimEnd())) return null;
    return { on: 'value', path: [...path, entry.key], siblings, ...shared, ...typed(at, 'value') };
  }
  return /^\s*["']?[\w.-]*\s*$/.test(inner.segment)
    ? { on: 'key', path, siblings, ...shared, ...typed(at, 'key') }
    : null;
}

/** The path of what the outermost bracket is the value of; `null` where it stands nowhere. */
function ownerPath(lines: readonly string[], { line, column }: Frame): readonly string[] | null {
  const openers = openersOf(lines[line]!.slice(0, column));
  const last = openers.at(-1);
  if (!last) return climb(lines, line, column)?.path ?? null;
  const path = climbFrom(lines, line, openers, openers.length);
  return path && [...path, nameOf(last)];
}

function inBlock(at: Spot): Cursor | null {
  const openers = openersOf(at.before);
  const last = openers.at(-1);
  const rest = at.before.slice(last ? last.inner : indentOf(at.before));
  if (last?.kind === 'key') {
    if (!/^\s*["']?[\w.${}:/-]*$/.test(rest)) return null;
    const path = climbFrom(at.lines, at.line, openers, openers.length);
    if (!path) return null;
    const siblings = siblingsAt(at.lines, at.line, last.column);
    const shared = { isFlow: false, column: last.column };
    return { on: 'value', path: [...path, last.name], siblings, ...shared, ...typed(at, 'value', last.inner) };
  }
  const inside = last ? typedInside(at, rest) : null;
  if (!inside && !/^["']?[\w.${}:/-]*$/.test(rest)) return null;
  const column = last ? last.inner : indentOf(at.before);
  if (last) {
    const path = climbFrom(at.lines, at.line, openers, openers.length);
    if (!path) return null;
    const shared = { isFlow: false, column: last.column };
    return {
      on: 'item',
      path,
      siblings: siblingsAt(at.lines, at.line, column),
      ...shared,
      ...(inside ?? typed(at, 'value', column)),
    };
  }
  return keyOnOwnLine(at, column);
}

/** A key, or its start, on a line of its own; it has to stand at the column of its siblings. */
function keyOnOwnLine(at: Spot, column: number): Cursor | null {
  const found = climb(at.lines, at.line, column);
  if (!found || at.before.slice(column).includes('$')) return null;
  const columns = childColumns(at.lines, at.line, found.column, column);
  if (columns !== null && columns !== column) return null;
  const siblings = siblingsAt(at.lines, at.line, column);
  return { on: 'key', path: found.path, siblings, isFlow: false, column, ...typed(at, 'key') };
}

/** The path to what holds the opener at `count - 1` of a line. */
function climbFrom(lines: readonly string[], line: number, openers: readonly Opener[], count: number): string[] | null {
  const before = openers.slice(0, count - 1);
  const first = openers[0]!;
  const found = climb(lines, line, first.column, first.kind === 'item');
  return found && [...found.path, ...before.map(nameOf)];
}

function nameOf(opener: Opener): string {
  return opener.kind === 'item' ? '0' : opener.name;
}

/**
 * Goes up the lines to what holds a column: each time the nearest opener further left. A dash may stand below its key at
 * the same column. `column` of the result is that of the nearest holder, -1 at the top; `null` below a scalar.
 */
function climb(
  lines: readonly string[],
  line: number,
  column: number,
  isItem = false,
): { readonly path: string[]; readonly column: number } | null {
  const path: string[] = [];
  let limit = isItem ? column + 1 : column;
  let wantsKey = isItem;
  let nearest = -1;
  for (let at = line - 1; at >= 0 && limit > 0; at--) {
    const text = lines[at]!;
    if (isBlank(text) || indentOf(text) >= limit) continue;
    const openers = openersOf(text).filter((opener) => opener.column < limit);
    if (openers.length === 0 && /^\s*[\]}]/.test(text)) continue;
    if (openers.length === 0) return null;
    for (const opener of openers.reverse()) {
      if (wantsKey && opener.kind === 'item') break;
      if (path.length === 0 && opener.kind === 'key' && opener.value !== '') return null;
      if (opener.kind === 'key' && /^[|>]/.test(opener.value)) return null;
      path.unshift(nameOf(opener));
      if (nearest < 0) nearest = opener.column;
      wantsKey = opener.kind === 'item';
      limit = wantsKey ? opener.column + 1 : opener.column;
    }
  }
  return { path, column: nearest };
}

/** Keys at a column in the same block, above and below a line. */
function siblingsAt(lines: readonly string[], line: number, column: number): readonly string[] {
  const names: string[] = [];
  for (const direction of [-1, 1]) {
    for (let at = line + direction; at >= 0 && at < lines.length; at += direction) {
      const text = lines[at]!;
      if (isBlank(text) || indentOf(text) > column) continue;
      const openers = openersOf(text);
      const here = openers.find((opener) => opener.kind === 'key' && opener.column === column);
      const startsItem = openers[0]?.kind === 'item' && indentOf(text) < column;
      if (here?.kind === 'key' && !(startsItem && direction > 0)) names.push(here.name);
      if (indentOf(text) < column) break;
    }
  }
  return names;
}

/** The column of the entries that a holder already has near a line; `null` where it has none. */
function childColumns(lines: readonly string[], line: number, holder: number, wanted: number): number | null {
  let found: number | null = null;
  for (const direction of [-1, 1]) {
    for (let at = line + direction; at >= 0 && at < lines.length; at += direction) {
      const text = lines[at]!;
      if (isBlank(text)) continue;
      const column = openersOf(text).find((opener) => opener.column > holder)?.column ?? indentOf(text);
      if (column <= holder) break;
      if (column === wanted) return wanted;
      found = found === null ? column : Math.min(found, column);
    }
  }
  return found;
}
