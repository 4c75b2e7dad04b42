import type { Span } from './node';

/** A stretch of a text and what is written in its place. */
export interface Replacement extends Span {
  readonly newText: string;
}

/** Replaces stretches, which are in order and do not overlap. */
export function replaceStretches(text: string, replacements: readonly Replacement[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, newText } of replacements) {
    result += text.slice(at, start) + newText;
    at = end;
  }
  return result + text.slice(at);
}

/** The offset in the text before `replacements` of an offset in the text after them; in what is new, the end of the old. */
export function offsetBefore(replacements: readonly Replacement[], offset: number): number {
  let shift = 0;
  for (const { start, end, newText } of replacements) {
    const from = start + shift;
    if (offset <= from) return offset - shift;
    if (offset < from + newText.length) return end - start === newText.length ? offset - shift : end;
    shift += newText.length - (end - start);
  }
  return offset - shift;
}
