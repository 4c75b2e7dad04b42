/** Something on a line in block style that can hold what stands deeper: a list's dash, or a key. */
export type Opener = ItemOpener | KeyOpener;

interface ItemOpener {
  readonly kind: 'item';
  /** Column of the dash. */
  readonly column: number;
  /** Column of what stands behind it. */
  readonly inner: number;
}

interface KeyOpener {
  readonly kind: 'key';
  readonly column: number;
  readonly name: string;
  /** Column behind the colon. */
  readonly inner: number;
  /** What stands behind the colon on the line, without anchor, tag and comment. */
  readonly value: string;
}

const KEY = /^(?:"([^"]*)"|'([^']*)'|([^\s'"{}[\],&*!|>%@`#:-][^:#]*?|-[^\s:#][^:#]*?))[ ]*:(?=\s|$)/;

/** Reads the dashes and the key at the start of a line, left to right; none where it is empty or something else. */
export function openersOf(line: string): readonly Opener[] {
  const openers: Opener[] = [];
  let column = indentOf(line);
  for (;;) {
    const rest = line.slice(column);
    const dash = /^-(?:[ ]+|$)/.exec(rest);
    if (!dash) {
      const key = KEY.exec(rest);
      const name = key && (key[1] ?? key[2] ?? key[3]);
      if (typeof name === 'string') {
        const inner = column + key![0].length;
        openers.push({ kind: 'key', column, name, inner, value: plainValueOf(line.slice(inner)) });
      }
      return openers;
    }
    const inner = column + dash[0].length;
    openers.push({ kind: 'item', column, inner });
    column = inner;
  }
}

/** Spaces in front of a line's first character. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether a line holds nothing but space or a comment. */
export function isBlank(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}

function plainValueOf(text: string): string {
  return text
    .replace(/(?:^|\s)#.*$/, '')
    .trim()
    .replace(/^(?:[&!]\S*\s*)+/, '');
}
