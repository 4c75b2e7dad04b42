import type { ParameterResult } from './analysis';

/**
 * A suggestive parameter is bounded only where its threshold has this p after Bonferroni's correction for the number of
 * parameters. Together with strong verdicts and interactions, bounds are then proposed in less than 5 % of the sweeps
 * whose crashes have nothing to do with any parameter.
 */
const THRESHOLD_P = 0.01;

/**
 * The parameters that are reason enough to change a sweep: strong ones, and suggestive ones whose threshold stands the
 * correction for all that vary. A band in the middle of a range moves no mean, so that only its threshold can show it.
 */
export function groundsForBounds(parameters: readonly ParameterResult[]): readonly ParameterResult[] {
  const varying = parameters.filter(({ p }) => p !== null).length;
  return parameters.filter(
    ({ verdict, threshold }) =>
      verdict === 'strong' || (verdict === 'suggestive' && threshold !== null && threshold.p * varying <= THRESHOLD_P),
  );
}
