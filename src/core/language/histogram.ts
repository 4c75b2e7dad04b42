import { quantile, shareUpTo, support, type Distribution } from '../sweep/distributions';

/** How draws spread over an axis: shares of draws in neighbouring bins of equal width. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  /** Whether bins are equally wide in the logarithm of the value. */
  readonly log: boolean;
  /** Shares of draws, 0–1. Together less than 1 where the tails of an unbounded distribution are cut off. */
  readonly shares: readonly number[];
}

const MOST_BINS = 16;
/** What is left out on each side of a distribution without bound. */
const TAIL = 0.005;
const BARS = '▁▂▃▄▅▆▇█';

/** Bins of what a distribution draws; `null` for listed values and where shares are not known. */
export function histogramOf(distribution: Distribution): Histogram | null {
  if (distribution.kind === 'discrete') return null;
  const range = shownRange(distribution);
  if (!range || !(range.high > range.low)) return null;
  const log = distribution.kind === 'continuous' && distribution.law.kind.startsWith('log-') && range.low > 0;
  const edges = edgesOf(distribution, range, log);
  const upTo = edges.map((edge) => shareUpTo(distribution, edge));
  if (upTo.some((share) => share === null)) return null;
  const shares = edges.slice(1).map((_, i) => Math.max(0, upTo[i + 1]! - upTo[i]!));
  return { ...range, log, shares };
}

function shownRange(distribution: Distribution): { readonly low: number; readonly high: number } | null {
  const range = support(distribution);
  if (!range) return null;
  const low = Number.isFinite(range.low) && !isLogNormal(distribution) ? range.low : quantile(distribution, TAIL);
  const high = Number.isFinite(range.high) ? range.high : quantile(distribution, 1 - TAIL);
  return low === null || high === null || !Number.isFinite(high - low) ? null : { low, high };
}

function isLogNormal(distribution: Distribution): boolean {
  return distribution.kind === 'continuous' && distribution.law.kind === 'log-normal';
}

/** Edges of the bins, the lowest below everything shown; bins of whole steps where draws have steps. */
function edgesOf(
  distribution: Distribution,
  { low, high }: { readonly low: number; readonly high: number },
  log: boolean,
): readonly number[] {
  const step = distribution.kind === 'int_uniform' ? 1 : distribution.kind === 'continuous' ? distribution.q : null;
  if (step !== null && !log) {
    const count = Math.round((high - low) / step) + 1;
    const perBin = Math.ceil(count / MOST_BINS);
    return Array.from({ length: Math.ceil(count / perBin) + 1 }, (_, i) => low + (i * perBin - 0.5) * step);
  }
  const place = (i: number): number =>
    log ? low * (high / low) ** (i / MOST_BINS) : low + ((high - low) * i) / MOST_BINS;
  return Array.from({ length: MOST_BINS + 1 }, (_, i) => place(i));
}

/** The bins as a row of bars, the fullest one at full height. */
export function bars({ shares }: Histogram): string {
  const most = Math.max(...shares);
  return shares.map((share) => BARS[most > 0 ? Math.round((share / most) * (BARS.length - 1)) : 0]!).join('');
}
