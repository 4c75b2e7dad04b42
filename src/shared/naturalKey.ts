/**
 * A text that sorts, by plain comparison, as people sort names: without regard to case, numbers by their size
 * (`run-9` before `run-10`). For 100,000 names much faster than a collator.
 */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(15, '0'));
}
