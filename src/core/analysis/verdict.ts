import type { ParameterResult, Verdict } from './analysis';
import { benjaminiHochberg } from './statistics/falseDiscovery';

/**
 * `strong`: q at most this. With no relation at all, Benjamini–Hochberg then lets through a strong verdict in 2 % of data
 * sets, however many parameters they have; the rest up to the usual 5 % is room for runs that are not independent, as
 * under a bayes sweep.
 */
export const STRONG_Q = 0.02;
/** `suggestive`: p of the difference, or of the threshold, at most this; expected of 1 parameter in 10 to 20 by chance. */
export const SUGGESTIVE_P = 0.05;

/** Results that belong to one family of tests, with q and verdict, in the order given. */
export function judge(results: readonly ParameterResult[]): readonly ParameterResult[] {
  const tested = results.filter(({ p }) => p !== null);
  const qValues = benjaminiHochberg(tested.map(({ p }) => p ?? 1));
  const qOf = new Map(tested.map((result, index) => [result, qValues[index]!]));
  return results.map((result): ParameterResult => {
    const q = qOf.get(result) ?? null;
    return { ...result, q, verdict: verdictOf({ ...result, q }) };
  });
}

function verdictOf({ verdict, p, q, threshold }: ParameterResult): Verdict {
  if (verdict !== 'none') return verdict;
  if (q !== null && q <= STRONG_Q) return 'strong';
  return (p !== null && p <= SUGGESTIVE_P) || threshold !== null ? 'suggestive' : 'none';
}

const VERDICT_ORDER: readonly Verdict[] = ['strong', 'suggestive', 'none', 'inert', 'constant'];

/** Verdict, then the smaller p of difference and threshold, then how far the AUC is from one half, then the name. */
export function byEvidence(a: ParameterResult, b: ParameterResult): number {
  return (
    VERDICT_ORDER.indexOf(a.verdict) - VERDICT_ORDER.indexOf(b.verdict) ||
    smallestP(a) - smallestP(b) ||
    Math.abs((b.effect?.auc ?? 0.5) - 0.5) - Math.abs((a.effect?.auc ?? 0.5) - 0.5) ||
    (a.name < b.name ? -1 : 1)
  );
}

/** A steep threshold shows in its own p first, a gradual change in that of the ranks; 2 where nothing was tested. */
function smallestP({ p, threshold }: ParameterResult): number {
  return Math.min(p ?? 2, threshold?.p ?? 2);
}
