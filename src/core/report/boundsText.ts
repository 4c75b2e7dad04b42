import type { Analysis, Bounds } from '../analysis/analysis';
import { groundsForBounds } from '../analysis/boundGround';
import { plainText } from '../plainText';
import { listOf } from './findings';
import { formatExact, formatShare } from './format';

/** Bounds in words: `0 to 0.09`, `adam and sgd`. Ends of what runs tried are rounded with `formatTried`. */
export function boundsText(bounds: Bounds, end: (value: number) => string = formatExact): string {
  return 'values' in bounds
    ? listOf(
        bounds.values.map((value) => plainText(String(value), 60)),
        8,
      )
    : `${end(bounds.min)} to ${end(bounds.max)}`;
}

/**
 * Why an analysis proposes no bounds: nothing goes with crashing, or what does is no ground to cut a range by. `searched`: the
 * parameters of the sweep file that is to be narrowed, where there is one.
 */
export function whyNoBounds(
  { parameters, interactions, crashRate }: Analysis,
  searched: readonly string[] | null = null,
): string {
  const names = [
    ...groundsForBounds(parameters).map(({ name }) => name),
    ...interactions.flatMap(({ terms }) => terms.map(({ parameter }) => parameter)),
  ];
  const telling = [...new Set(names)].map((name) => plainText(name, 60));
  if (telling.length === 0 || crashRate === null) return 'The runs give no reason to narrow a range.';
  if (searched !== null && !names.some((name) => searched.includes(name))) {
    const [go, them] = telling.length === 1 ? ['goes', 'it'] : ['go', 'them'];
    return `${listOf(telling)} ${go} with crashing, but the sweep file does not search ${them}.`;
  }
  return (
    `${listOf(telling)} ${telling.length === 1 ? 'goes' : 'go'} with crashing, but no narrower range that keeps half of the ` +
    `completed runs, the best among them, crashes surely less than all runs do (the whole 95 % interval below ` +
    `${formatShare(crashRate.value)}).`
  );
}
