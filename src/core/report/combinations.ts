import { plainText } from '../plainText';
import type { Analysis, Bounds, Count, InteractionTerm, Rate, SafeBound } from '../analysis/analysis';
import { levelWords } from '../analysis/wording';
import { countWords, listOf, probabilityWords } from './findings';
import { formatCount, formatExact, formatInteger, formatNumber, formatShare, formatShareInterval } from './format';
import { shownBounds } from './triedValues';

/** Settings that make runs crash together, one sentence each; none where there are none. */
export function interactionSentences({ interactions }: Analysis): readonly string[] {
  return interactions.map((interaction) => {
    const { terms, lift, p } = interaction;
    const where = terms.map(termWords).join(' and ');
    const chance = `(p ${probabilityWords(p)}, corrected for the search)`;
    // Where one setting is enough to crash, the region is the corner in which none of them is beyond.
    return lift < 1
      ? `Runs crash more often unless ${where}: inside, ${countWords(interaction)} crashed; one setting beyond is enough ${chance}.`
      : `${where}: ${countWords(interaction)} crashed. ${lift.toFixed(1)} times the overall rate, more than each of ` +
          `them explains alone ${chance}.`;
  });
}

/** `mixup > 0.15`, `optimizer = adam or sgd`. */
export function termWords({ parameter, op, value }: InteractionTerm): string {
  const name = plainText(parameter, 60);
  if (typeof value === 'number') return `${name} ${SIGNS[op]} ${formatExact(value)}`;
  const values = typeof value === 'string' ? [value] : value;
  const shown = values.slice(0, 5).map(levelWords);
  const more = values.length > shown.length ? ' or others' : '';
  return `${name} ${shown.join(' or ')}${more}`;
}

const SIGNS: Readonly<Record<InteractionTerm['op'], string>> = { '>': '>', '>=': '≥', '<': '<', '<=': '≤', in: '=' };

/** Safe bounds with their reason, one sentence each, and their price last; none where none are proposed. */
export function safeBoundsSentences(analysis: Analysis): readonly string[] {
  const { safeBounds, safeBoundsEffect } = analysis;
  if (safeBounds.length === 0 || safeBoundsEffect === null) return [];
  const { crashesAvoided, crashesTotal, completedKept, completedTotal, bestRunKept, spaceKept, inside } =
    safeBoundsEffect;
  const best = bestRunKept === null ? '' : bestRunKept ? ', the best run among them' : ', but not the best run';
  const space = spaceKept === null ? '' : ` What is left to search is ${formatShare(spaceKept)} of the space.`;
  return [
    ...shownBounds(analysis).map(boundSentence),
    `Of these runs, ${formatInteger(crashesAvoided)} of ${formatInteger(crashesTotal)} crashes lie outside and would have been avoided; ` +
      `${formatInteger(completedKept)} of ${formatCount(completedTotal, 'completed run')} lie inside and stay${best}.${space}`,
    ...(inside === undefined ? [] : [insideSentence(inside)]),
    ...forecastSentences(analysis),
  ];
}

/** How often runs inside the bounds crash at most, and how far to trust that. */
function insideSentence({ crashed, total, high }: Count): string {
  return (
    `Inside, ${formatInteger(crashed)} of ${formatCount(total, 'run')} crashed: a rate of up to ${formatShare(high)} (Wilson, 95 %). ` +
    'All of this is measured on the runs that chose the bounds, so further runs are likely to crash somewhat more often.'
  );
}

/** How the narrowed file would fare, beside the file as it is; it is no count, so that it may say more than the runs inside. */
function forecastSentences({ safeBoundsEffect, prediction }: Analysis): readonly string[] {
  const forecast = safeBoundsEffect?.forecast;
  if (forecast === undefined) return [];
  const { rate, reason } = forecast;
  if (rate === null) {
    return reason === null ? [] : [`For the narrowed file: ${plainText(reason, 300)}`];
  }
  const before =
    prediction === null
      ? ''
      : `, after ${formatShare(prediction.value)} (${intervalOf(prediction)}) of the file as it is`;
  return [
    `Forecast for draws of the narrowed file, by a model of all runs: ${formatShare(rate.value)} would crash ` +
      `(95 % interval ${intervalOf(rate)})${before}.`,
  ];
}

function intervalOf({ low, high }: Rate): string {
  return formatShareInterval(low, high);
}

function boundSentence({ parameter, from, to, reason }: SafeBound): string {
  return `${plainText(parameter, 60)} ${changeWords(from, to)}. ${plainText(reason, 400)}`;
}

/** What changes: an end that stays is not repeated. */
function changeWords(from: Bounds, to: Bounds): string {
  if (!('values' in from) && !('values' in to)) {
    if (to.min === from.min) return `at most ${formatExact(to.max)} instead of ${formatNumber(from.max)}`;
    if (to.max === from.max) return `at least ${formatExact(to.min)} instead of ${formatNumber(from.min)}`;
  }
  return `${boundsWords(to)} instead of ${boundsWords(from)}`;
}

/** A range or a list of values, numbers in full: `0 to 0.15`. */
export function boundsWords(bounds: Bounds): string {
  return 'values' in bounds
    ? listOf(bounds.values.map(levelWords), 8)
    : `${formatExact(bounds.min)} to ${formatExact(bounds.max)}`;
}

/**
 * How many draws of the sweep would crash, in a sentence that says whether that is what the runs did or what a model makes
 * of them; `null` where it is not predicted.
 */
export function predictionSentence(analysis: Analysis): string | null {
  const { prediction, crashRate } = analysis;
  if (prediction === null) return null;
  const { value, low, high } = prediction;
  const share = `${formatShare(value)} (95 % interval ${formatShareInterval(low, high)})`;
  if (!isOwnRate(analysis)) return `Prediction for draws of the sweep file: ${share} would crash.`;
  const isCertain = crashRate !== null && endedAlike(crashRate);
  return (
    `Prediction for further draws of the sweep file: ${share} would crash. It draws as these runs were drawn, so that ` +
    `this is their own crash rate${isCertain ? ', short of certainty: the next run may end otherwise' : ''}.`
  );
}

/**
 * Whether the prediction is the crash rate of the compared runs, since the sweep file draws as they were drawn. Where none
 * or all crashed, the value is not quite the rate, and the interval tells.
 */
export function isOwnRate({ prediction, crashRate }: Pick<Analysis, 'prediction' | 'crashRate'>): boolean {
  if (prediction === null || crashRate === null) return false;
  const isSameInterval = prediction.low === crashRate.low && prediction.high === crashRate.high;
  return isSameInterval && (prediction.value === crashRate.value || endedAlike(crashRate));
}

/** Whether all compared runs crashed, or none did. */
function endedAlike({ value }: Rate): boolean {
  return value === 0 || value === 1;
}
