/**
 * Text from data as one line without control characters, which could move a terminal's cursor or reorder what is read,
 * and at most `length` characters long. Whatever a file, a log or a name says goes through here before it is shown.
 */
export function plainText(text: string, length = 200): string {
  const clean = text.replace(/[\p{Cc}\u061c\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  const characters = Array.from(clean.slice(0, length * 2));
  return characters.length <= length ? clean.slice(0, length * 2) : `${characters.slice(0, length - 1).join('')}…`;
}
