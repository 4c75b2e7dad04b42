import type { Analysis, SafeBoundsEffect } from '../../analysis/analysis';
import { plainText } from '../../plainText';
import { causeTitle } from '../../runs/causeSignatures';
import type { RunTable } from '../../runs/table';
import { boundsText, whyNoBounds } from '../boundsText';
import { isOwnRate } from '../combinations';
import { byLikelihood, leftOutWords, listOf } from '../findings';
import { formatCount, formatInteger, formatShare, formatShareInterval } from '../format';
import { list, paragraph, section, type Section } from '../section';
import { shownBounds } from '../triedValues';

/** What to do next, the most useful first; the finding itself is on top of the report. */
export function conclusionSection(analysis: Analysis): Section | null {
  const { drift, safeBounds, safeBoundsEffect: effect, parameters, causes } = analysis;
  const inert = parameters.filter(({ verdict }) => verdict === 'inert').map(({ name }) => plainText(name, 60));
  const bounded = new Set(safeBounds.map(({ parameter }) => parameter));
  const [likely, open] = byLikelihood(
    parameters.filter(({ name, verdict }) => verdict === 'suggestive' && !bounded.has(name)),
    parameters.filter(({ p }) => p !== null).length,
  ).map((some) => some.map(({ name }) => plainText(name, 60)));
  const others = causes.filter(({ category }) => category === 'infrastructure' || category === 'code');
  const steps = [
    ...(drift.length > 0 ? ['Rule out first what is no setting: see the top of this report.'] : []),
    ...(safeBounds.length > 0 && effect !== null
      ? [
          `Start the next sweep with ${listOf(shownBounds(analysis).map(({ parameter, to }) => `${plainText(parameter, 60)} ${boundsText(to)}`))}: ` +
            `of these runs that avoids ${formatInteger(effect.crashesAvoided)} of ${formatInteger(effect.crashesTotal)} crashes and keeps ${formatInteger(effect.completedKept)} of ${formatInteger(effect.completedTotal)} completed ones` +
            `${effect.spaceKept === null ? '' : `, with ${formatShare(effect.spaceKept)} of the space left to search`}.${expectation(effect)}`,
        ]
      : rangesStep(analysis)),
    ...others.map(
      ({ cause, runs: count }) => `Mend apart from the settings: ${causeTitle(cause)} (${formatCount(count, 'run')}).`,
    ),
    ...(likely!.length > 0
      ? [`Let further runs confirm ${listOf(likely!)}: chance alone seldom does as much, but it is short of strong.`]
      : []),
    ...(open!.length > 0
      ? [`Let further runs decide on ${listOf(open!)}: the evidence is suggestive, and chance could do as much.`]
      : []),
    ...(inert.length > 0 ? [`Take ${listOf(inert)} out of the search: without effect here.`] : []),
    ...(safeBounds.length > 0
      ? ['Compare the crash rates of both sweeps afterwards; only new runs test what these suggested.']
      : []),
  ];
  return section('Conclusion', [list(steps, true)]);
}

/** What to do with the ranges where no safer ones are proposed; nothing where no run crashed by a setting. */
function rangesStep(analysis: Analysis): readonly string[] {
  const { completed, crashed } = analysis.runs;
  if (crashed === 0) return [];
  if (completed > 0) return [`Keep the ranges as they are. ${whyNoBounds(analysis)}`];
  return ['Start from the causes: no run completed, so that these runs can’t say which range to change.'];
}

/** What to expect of the next sweep, where it is foretold: the counts above are of the runs that chose the bounds. */
function expectation({ forecast }: SafeBoundsEffect): string {
  const rate = forecast?.rate ?? null;
  return rate === null
    ? ''
    : ` Of new draws, expect ${formatShare(rate.value)} to crash (95 % interval ${formatShareInterval(rate.low, rate.high)}).`;
}

/** Where the figures come from, how they were computed, and what they can't say. */
export function methodSection(analysis: Analysis, { rows }: RunTable): Section {
  const { source, framework, crashedMeans, runs, safeBounds, prediction } = analysis;
  return section('Method and caveats', [
    list([
      `Source: ${plainText(source.ref)}, ${formatCount(rows.length, 'run')}. Counted as crashed: ${listOf(crashedMeans)}.${leftOutSentence(analysis)}`,
      ...(framework
        ? [
            `Facts on ${framework.name} ${framework.version}, recognised by ${plainText(framework.recognisedBy, 100)}, from ${bare(framework.source)}.`,
          ]
        : ['No framework was recognised: nothing is said of defaults, or of settings without effect.']),
      'Differences: two-sided Mann–Whitney tests of numbers, permutation tests of categories; q after Benjamini and Hochberg over all parameters that vary. Rates: Wilson intervals, 95 %. Thresholds and combinations: p corrected for having searched.',
      ...(safeBounds.length > 0
        ? [
            'Safer bounds: the widest ranges within one standard error of the lowest crash rate; found and judged on the same runs.',
          ]
        : []),
      ...(prediction !== null
        ? [
            isOwnRate(analysis)
              ? 'Prediction: the crash rate of the runs, as the sweep file draws what they drew; the interval is Wilson’s.'
              : 'Prediction: averages of trees and logistic slopes, by how well they foretell runs left aside; or the crash rate of the runs inside of the file’s ranges, where they are enough and lie there as it draws.',
          ]
        : []),
      'The same runs give the same report, byte for byte; it names no time of its own.',
    ]),
    paragraph('Caveats:'),
    list([
      'A sweep is no experiment: settings that move together, or with the time of day, can’t be told apart by it.',
      ...(runs.completed + runs.crashed > 0 && runs.completed + runs.crashed < 50
        ? [
            `${formatCount(runs.completed + runs.crashed, 'compared run')} ${runs.completed + runs.crashed === 1 ? 'is' : 'are'} few: intervals are wide, and weak effects do not show.`,
          ]
        : []),
      'What was outside of the ranges tried is not judged.',
    ]),
  ])!;
}

/** How many runs are left out and why, and which that a machine may have ended count all the same. */
function leftOutSentence({ runs, causes }: Analysis): string {
  const words = leftOutWords(runs.excluded);
  const unsure = causes
    .map(({ cause, category, runs: all, leftOut = 0 }) => ({ cause, count: category === 'either' ? all - leftOut : 0 }))
    .filter(({ count }) => count > 0);
  const ends = unsure.map(({ cause, count }) => `${causeTitle(cause)} (${formatCount(count, 'run')})`);
  const unexplained = causes
    .filter(({ category }) => category === 'unknown')
    .reduce((sum, { runs: all, leftOut = 0 }) => sum + all - leftOut, 0);
  if (unexplained > 0) ends.push(`ends that no log explains (${formatCount(unexplained, 'run')})`);
  const counted =
    ends.length === 0
      ? ''
      : ` Counted, though the machine may have brought it about as well as a setting: ${listOf(ends)}.`;
  return `${words === '' ? '' : ` Left out: ${words}.`}${counted}`;
}

/** An address without its scheme, so that a report links nowhere. */
function bare(address: string): string {
  return plainText(address.replace(/^https?:\/\//, ''), 200);
}
