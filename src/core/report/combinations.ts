import { plainText } from '../plainText';
import type { Analysis, Bounds, InteractionTerm, SafeBound } from '../analysis/analysis';
import { countWords, listOf, probabilityWords } from './findings';
import { formatExact, formatShare, formatShareInterval } from './format';

/** Settings that make runs crash together, one sentence each; none where there are none. */
export function interactionSentences({ interactions }: Analysis): readonly string[] {
  return interactions.map((interaction) => {
    const { terms, lift, p } = interaction;
    const where = terms.map(termWords).join(' and ');
    const sense =
      lift < 1
        ? 'Few crash where all of this holds; one of them beyond is enough'
        : `${lift.toFixed(1)} times the overall rate, more than each of them explains alone`;
    return `${where}: ${countWords(interaction)} crashed. ${sense} (p ${probabilityWords(p)}, corrected for the search).`;
  });
}

/** `mixup > 0.15`, `optimizer = adam or sgd`. */
export function termWords({ parameter, op, value }: InteractionTerm): string {
  const name = plainText(parameter, 60);
  if (typeof value === 'number') return `${name} ${SIGNS[op]} ${formatExact(value)}`;
  const values = typeof value === 'string' ? [value] : value;
  return `${name} ${listOf(
    values.map((one) => plainText(String(one), 60)),
    5,
  ).replace(/ and (?=[^ ]+$)/, ' or ')}`;
}

const SIGNS: Readonly<Record<InteractionTerm['op'], string>> = { '>': '>', '>=': '≥', '<': '<', '<=': '≤', in: '=' };

/** Safe bounds with their reason, one sentence each, and their price last; none where none are proposed. */
export function safeBoundsSentences({ safeBounds, safeBoundsEffect }: Analysis): readonly string[] {
  if (safeBounds.length === 0 || safeBoundsEffect === null) return [];
  const { crashesAvoided, crashesTotal, completedKept, completedTotal, bestRunKept, spaceKept } = safeBoundsEffect;
  const best = bestRunKept === null ? '' : bestRunKept ? ', the best run among them,' : ', but not the best run,';
  const space = spaceKept === null ? '' : ` and ${formatShare(spaceKept)} of the space`;
  return [
    ...safeBounds.map(boundSentence),
    `Of these runs, that avoids ${String(crashesAvoided)} of ${String(crashesTotal)} crashes and keeps ` +
      `${String(completedKept)} of ${String(completedTotal)} completed ones${best}${space}.`,
  ];
}

function boundSentence({ parameter, from, to, reason }: SafeBound): string {
  return `${plainText(parameter, 60)} ${boundsWords(to)} instead of ${boundsWords(from)}. ${plainText(reason, 300)}`;
}

/** A range or a list of values, numbers in full: `0 to 0.15`. */
export function boundsWords(bounds: Bounds): string {
  return 'values' in bounds
    ? listOf(
        bounds.values.map((value) => plainText(String(value), 60)),
        8,
      )
    : `${formatExact(bounds.min)} to ${formatExact(bounds.max)}`;
}

/** How many draws of the sweep would crash, in a sentence; `null` where that is not predicted. */
export function predictionSentence({ prediction }: Analysis): string | null {
  if (prediction === null) return null;
  const { value, low, high } = prediction;
  return `Of the draws of the sweep, ${formatShare(value)} would crash (95 % interval ${formatShareInterval(low, high)}).`;
}
