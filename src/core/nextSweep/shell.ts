/**
 * A word for a shell that arrives as it is; quoted only where it has to be. Control characters are written as `$'\033'`,
 * which bash, zsh, ksh and POSIX 2024 know: pasted as they are, a line break or an escape sequence could run the line.
 */
export function shellWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  if (!CONTROL.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = word.replace(/[\\']/g, '\\$&').replace(new RegExp(CONTROL, 'gu'), octal);
  return `$'${escaped}'`;
}

/** Words as one command line. */
export function shellLine(words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/** C0 and C1 characters, line and paragraph separators, and those that reverse the direction of what is shown. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** The bytes of a character; always three digits each, so that a digit behind them is none of theirs. */
function octal(character: string): string {
  return Array.from(new TextEncoder().encode(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}
