/**
 * CSI sequences (colours, cursor moves), OSC sequences (titles, links), and two-character escapes. Repetitions are
 * bounded, so that matching is linear in any text.
 */
const ANSI = /\u001b(?:\[[0-?]{0,30}[ -/]{0,8}[@-~]|\][^\u0007\u001b\r\n]{0,500}(?:\u0007|\u001b\\)?|[@-Z\\^_])/g;

/** `text` without terminal codes. */
export function withoutAnsi(text: string): string {
  return text.includes('\u001b') ? text.replace(ANSI, '') : text;
}
