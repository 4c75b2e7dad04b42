import type { Bounds } from '../analysis/analysis';
import { plainText } from '../plainText';
import { listOf } from './findings';
import { formatExact } from './format';

/** Bounds in words: `0 to 0.09`, `adam and sgd`. */
export function boundsText(bounds: Bounds): string {
  return 'values' in bounds
    ? listOf(
        bounds.values.map((value) => plainText(String(value), 60)),
        8,
      )
    : `${formatExact(bounds.min)} to ${formatExact(bounds.max)}`;
}
