/** A place in a text, zero-based; `character` counts UTF-16 code units, as editors do. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A stretch of text; `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Replaces the text in `range` by `newText`; an empty range inserts. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** Converts between UTF-16 offsets and positions of one text. Offsets outside the text are clamped to it. */
export interface LineMap {
  readonly lineCount: number;
  positionAt(offset: number): Position;
  offsetAt(position: Position): number;
  rangeOf(startOffset: number, endOffset: number): Range;
}

/** Indexes the line starts of `text` once; `\n`, `\r\n` and a lone `\r` each end a line, as in VS Code. */
export function createLineMap(text: string): LineMap {
  const lineStarts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (code === 10 || code === 13) lineStarts.push(i + 1);
  }

  const positionAt = (offset: number): Position => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lineStarts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - lineStarts[low]! };
  };

  const offsetAt = ({ line, character }: Position): number => {
    const start = lineStarts[line];
    if (start === undefined) return line < 0 ? 0 : text.length;
    const next = lineStarts[line + 1] ?? text.length + 1;
    return Math.max(start, Math.min(start + character, next - 1, text.length));
  };

  return {
    lineCount: lineStarts.length,
    positionAt,
    offsetAt,
    rangeOf: (startOffset, endOffset) => ({ start: positionAt(startOffset), end: positionAt(endOffset) }),
  };
}

/** Whether `position` lies in `range`, its end included, so that a cursor behind the last character still counts. */
export function contains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}

/** Negative, zero or positive as `a` stands before, at or after `b`. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** Applies non-overlapping `edits`, all expressed against the original `text`. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = createLineMap(text);
  const spans = edits
    .map((edit) => ({ start: lines.offsetAt(edit.range.start), end: lines.offsetAt(edit.range.end), edit }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, edit } of spans) {
    pieces.push(text.slice(at, start), edit.newText);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}
