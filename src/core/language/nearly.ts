import { inWords } from '../rules/wording';

/**
 * A number for a sentence that is off by `tolerance` at most: four significant digits, and as many more as that takes.
 * `1.00010001` within 1e-6 is `1.0001`, where four digits would say `1`.
 */
export function nearly(value: number, tolerance: number): string {
  if (!Number.isFinite(value)) return inWords(value);
  for (let digits = 4; digits <= 15; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded - value) <= tolerance) return Object.is(rounded, -0) ? '0' : String(rounded);
  }
  return String(value);
}
