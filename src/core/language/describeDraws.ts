import { countInWords, inWords } from '../rules/wording';
import { quantile, support, type Distribution } from '../sweep/distributions';
import { gridCount } from '../sweep/gridSize';
import type { Parameter } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { bars, histogramOf } from './histogram';
import { code, paragraphs } from './markdown';
import { nearly } from './nearly';

/** What a sweep will draw for a parameter, as Markdown; `null` where its body is too broken to tell. */
export function describeDraws(parameter: Parameter, method: string | null): string | null {
  if (parameter.kind === 'nested') return 'Holds nested parameters.';
  const read = readDistribution(parameter.fields);
  if (!read) return null;
  const { distribution, implied } = read;
  if (distribution.kind === 'discrete') return discreteDraws(distribution);
  const law = `${code(distribution.name)}${implied ? ' (inferred)' : ''}`;
  if (method === 'grid') return gridDraws(parameter, law);
  return paragraphs([`Draws ${law}${extent(distribution)}.`, drawnBars(distribution)]);
}

/** Range, median and the middle 90 %, as far as they are known. */
function extent(distribution: Distribution): string {
  const range = support(distribution);
  const bounded = range && Number.isFinite(range.high - range.low);
  const from = bounded ? ` from ${bound(range.low, range)} to ${bound(range.high, range)}` : '';
  const median = quantile(distribution, 0.5);
  const low = quantile(distribution, 0.05);
  const high = quantile(distribution, 0.95);
  if (median === null || low === null || high === null) return from;
  return `${from}: median ${inWords(median)}, 5–95 % ${inWords(low)} to ${inWords(high)}`;
}

/** A bound, not rounded by more than one two-thousandth of the range. */
function bound(value: number, { low, high }: { readonly low: number; readonly high: number }): string {
  return nearly(value, 0.0005 * (high - low));
}

/** A small histogram; the sentence before it says the same to those who can't see it. */
function drawnBars(distribution: Distribution): string | null {
  const histogram = histogramOf(distribution);
  if (!histogram) return null;
  const { low, high, log } = histogram;
  const axis = log ? ' (logarithmic axis)' : '';
  return `${bound(low, histogram)} ${code(bars(histogram))} ${bound(high, histogram)}${axis}`;
}

function gridDraws(parameter: Parameter, law: string): string {
  const count = gridCount(parameter);
  return count === null
    ? `${law}: a grid can’t list its values, and W&B refuses it.`
    : `${law}: the grid tries ${count === 1n ? 'its only value' : `each of its ${countInWords(count)} values`}.`;
}

function discreteDraws({ values, chances, name }: Extract<Distribution, { kind: 'discrete' }>): string {
  if (name === 'constant') return `Always ${code(String(values[0]))}.`;
  const shown = values.slice(0, 10).map((value, i) => {
    const chance = name === 'categorical' ? '' : ` (${inWords(chances[i]! * 100)} %)`;
    return code(String(value)) + chance;
  });
  const more = values.length > shown.length ? ` and ${values.length - shown.length} more` : '';
  return `Draws one of ${shown.join(', ')}${more}.`;
}
