import { indentOf, isBlank } from './blockLine';

/** An open brace or bracket around the cursor. */
export interface Frame {
  readonly bracket: '{' | '[';
  readonly line: number;
  /** Column of the bracket. */
  readonly column: number;
  /** What stands between the last comma, or the bracket, and the next frame or the cursor. */
  readonly segment: string;
  /** Keys of the entries before the segment. */
  readonly keys: readonly string[];
}

interface OpenFrame {
  readonly bracket: '{' | '[';
  readonly line: number;
  readonly column: number;
  segment: string;
  readonly keys: string[];
}

const VALUE_START = /(?:^\s*|:\s+|-\s+|[[{,]\s*)(?:[&!]\S*\s+)*$/;

/**
 * The braces and brackets that are open at a place, outermost first. One that was never closed ends where a line stands
 * no deeper than the line that it was opened on, so that it spoils nothing behind it.
 */
export function framesAt(lines: readonly string[], line: number, character: number): readonly Frame[] {
  let frames: OpenFrame[] = [];
  for (let at = 0; at <= line; at++) {
    const text = at === line ? lines[at]!.slice(0, character) : lines[at]!;
    const opened = frames[0];
    if (opened && !isBlank(text) && !/^\s*[\]}]/.test(text)) {
      if (indentOf(text) <= indentOf(lines[opened.line]!)) frames = [];
    }
    scan(text, at, frames);
  }
  return frames;
}

/** The key of a segment such as `min: 0`, and what stands behind it; `null` without a colon. */
export function splitSegment(segment: string): { readonly key: string; readonly value: string } | null {
  const match = /^\s*(?:"([^"]*)"|'([^']*)'|([^:'"]+?))\s*:(?:\s+|$)/.exec(segment);
  const key = match && (match[1] ?? match[2] ?? match[3]);
  return typeof key === 'string' ? { key: key.trim(), value: segment.slice(match![0].length) } : null;
}

/** Keys of the entries behind a place in braces, up to the brace that closes them or the end of the line. */
export function keysBehind(rest: string): readonly string[] {
  const frame: OpenFrame = { bracket: '{', line: 0, column: 0, segment: '', keys: [] };
  const frames = [frame];
  scan(`${rest},`, 0, frames);
  return frame.keys;
}

function scan(text: string, line: number, frames: OpenFrame[]): void {
  for (let column = 0; column < text.length; column++) {
    const character = text[column]!;
    const frame = frames.at(-1);
    if (character === '#' && (column === 0 || /\s/.test(text[column - 1]!))) return;
    const closing = closingOf(text, column);
    if (closing !== null) {
      const end = text.indexOf(closing, column + 1);
      const to = end < 0 ? text.length : end + 1;
      if (frame) frame.segment += text.slice(column, to);
      column = to - 1;
    } else if ((character === '{' || character === '[') && (frame || startsValue(text, column))) {
      frames.push({ bracket: character, line, column, segment: '', keys: [] });
    } else if (frame && (character === '}' || character === ']')) {
      closeFrame(frames);
    } else if (frame && character === ',') {
      closeSegment(frame);
    } else if (frame) frame.segment += character;
  }
  const last = frames.at(-1);
  if (last) last.segment += ' ';
}

/** What ends a stretch in which brackets mean nothing: a quoted text, or a macro such as `${args}`. */
function closingOf(text: string, column: number): string | null {
  const character = text[column]!;
  if (character === '"' || character === "'") return startsValue(text, column) ? character : null;
  return character === '$' && text[column + 1] === '{' ? '}' : null;
}

/** Looks back a little only, so that a line of a million characters takes no million looks at it. */
function startsValue(text: string, column: number): boolean {
  return VALUE_START.test(text.slice(Math.max(0, column - 60), column));
}

function closeSegment(frame: OpenFrame): void {
  const entry = splitSegment(frame.segment);
  if (entry) frame.keys.push(entry.key);
  frame.segment = '';
}

function closeFrame(frames: OpenFrame[]): void {
  const closed = frames.pop();
  if (closed) closeSegment(closed);
  const outer = frames.at(-1);
  if (closed && outer) outer.segment += '…';
}
