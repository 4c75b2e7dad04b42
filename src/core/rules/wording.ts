/** A number for a sentence: at most four significant digits, whole numbers in full. */
export function inWords(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  // A bound of 123456 is no 123500.
  if (Number.isSafeInteger(value) && value !== 0) return String(value);
  const rounded = Number(value.toPrecision(4));
  return Object.is(rounded, -0) ? '0' : String(rounded);
}

/** A share (0–1) as a percentage for a sentence; small shares are not rounded to nothing, large ones not to all. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 1) return 'less than 1 %';
  if (value > 99 && value < 100) return 'more than 99 %';
  return `${Math.round(value)} %`;
}

/** A share of draws (0–1) as the subject of a sentence, such as `half of the draws`. */
export function shareOfDraws(share: number): string {
  if (share >= 1) return 'all draws';
  if (Math.abs(share - 0.5) < 0.005) return 'half of the draws';
  return `${percent(share)} of the draws`;
}

/** A 95 % interval of a rate, such as `95 %: 62–98 %`. */
export function interval({ low, high }: { readonly low: number; readonly high: number }): string {
  return `95 %: ${Math.round(low * 100)}–${Math.round(high * 100)} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** A name or value from the file, kept short and on one line for a message. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  // Of a name that ends in a blank, the blank is the mistake.
  if (line !== text && line !== '' && !/[\r\n]/.test(text) && text.length <= 40) return JSON.stringify(text);
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** A count for a sentence: `432`, `1,024`, and from a million millions on `about 1.2 × 10^15`. */
export function countInWords(count: bigint): string {
  const digits = count.toString();
  if (digits.length <= 12) return digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return `about ${digits[0] ?? ''}.${digits[1] ?? ''} × 10^${digits.length - 1}`;
}
