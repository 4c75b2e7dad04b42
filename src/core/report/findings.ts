import { plainText } from '../plainText';
import type { Analysis, Count, ParameterResult, Threshold, Verdict } from '../analysis/analysis';
import { DEFAULT_CRASHED } from '../runs/crashedChoice';
import {
  formatCount,
  formatExact,
  formatHours,
  formatNumber,
  formatProbability,
  formatShare,
  formatShareInterval,
} from './format';

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  strong: 'strong',
  suggestive: 'suggestive',
  none: 'no difference shown',
  inert: 'no effect here',
  constant: 'constant',
};

/** What a verdict means to a reader, in a few words; the same in every view. */
export function verdictWords({ verdict, p }: Pick<ParameterResult, 'verdict' | 'p'>): string {
  return verdict === 'none' && p === null ? 'not compared' : VERDICT_WORDS[verdict];
}

/** How the columns of the comparison are to be read; stands below every table. */
export const READING_HELP =
  'P(higher): chance that a crashed run has the larger value, 50 % where there is no difference, with 95 % interval. ' +
  'p: how often chance alone gives a difference this large. q: p corrected for the number of parameters compared. ' +
  'strong: q at most 0.02. suggestive: p of the difference or the threshold at most 0.05; of ten parameters without ' +
  'any effect, about every second sweep shows one.';

/** How many runs crashed and what that cost, in one or two sentences. */
export function headline({ runs, crashRate, wasted }: Analysis): string {
  const compared = runs.completed + runs.crashed;
  if (crashRate === null) return `${formatCount(runs.total, 'run')}, none of which can be compared.`;
  const rate = `${formatShare(crashRate.value)}, 95 % interval ${formatShareInterval(crashRate.low, crashRate.high)}`;
  const cost =
    wasted.hours === null || wasted.hours === 0
      ? ''
      : ` They took ${lostHours(wasted)}${wasted.share === null ? '' : `, ${formatShare(wasted.share)} of all run time`}.`;
  const leftOut = runs.total - compared;
  const rest = leftOut > 0 ? ` ${formatCount(leftOut, 'run')} left out of the comparison.` : '';
  return `${String(runs.crashed)} of ${formatCount(compared, 'run')} crashed (${rate}).${cost}${rest}`;
}

/** The hours of the crashed runs, with the words `at least` where some of them have no run time. */
export function lostHours({ hours, runsWithoutRuntime }: Analysis['wasted']): string {
  return `${runsWithoutRuntime > 0 ? 'at least ' : ''}${formatHours(hours ?? 0)}`;
}

/** Why no setting could be compared, as a sentence; `null` where one was. */
export function nothingCompared({ parameters }: Analysis): string | null {
  if (parameters.some(({ p }) => p !== null)) return null;
  if (parameters.length === 0) return 'No setting could be compared: the runs have none.';
  return parameters.every(({ kind }) => kind === 'constant')
    ? 'No setting could be compared: all of them are the same in every run.'
    : 'No setting could be compared: those that vary differ in every run, or only one group has them.';
}

/** What the comparison comes to, in one sentence; where something else than the settings shows, that comes first. */
export function conclusion(analysis: Analysis): string | null {
  const { parameters, runs, drift } = analysis;
  if (runs.crashed === 0 || runs.completed === 0) return null;
  if (drift.length > 0) {
    const settings = conclusion({ ...analysis, drift: [] });
    return `First: it may not be the settings, see above.${settings === null ? '' : ` ${settings}`}`;
  }
  const nothing = nothingCompared(analysis);
  if (nothing !== null) return nothing;
  const named = (verdict: Verdict): string =>
    listOf(parameters.filter((parameter) => parameter.verdict === verdict).map(({ name }) => plainText(name, 60)));
  const strong = named('strong');
  const suggestive = named('suggestive');
  if (strong !== '') {
    const also = suggestive === '' ? '' : ` Less certain: ${suggestive}.`;
    return `Goes with crashing: ${strong}.${also} The comparison shows what differs, not yet what causes it.`;
  }
  return suggestive === ''
    ? 'No parameter differs between crashed and completed runs by more than chance would give.'
    : `May go with crashing: ${suggestive}; chance could do as much. More runs would tell.`;
}

/** Where the crash rate of a parameter changes, as a sentence without the name; `null` where no place was found. */
export function thresholdSentence({ threshold }: ParameterResult): string | null {
  if (threshold === null) return null;
  const { beyond, within, p } = threshold;
  const where = intervalWords(threshold);
  const lies = where === null ? '' : ` The change lies ${where} (95 %).`;
  return (
    `${placeOf(threshold)}: ${countWords(beyond)} crashed, otherwise ${countWords(within)} ` +
    `(p ${probabilityWords(p)}, corrected for the search).${lies}`
  );
}

/** Where a cut lies with 95 % confidence, such as `between 0.067 and 0.12`; `null` where that is not known, or for bands. */
export function intervalWords({ value, interval }: Threshold): string | null {
  if (typeof value !== 'number' || interval === undefined) return null;
  const [low, high] = interval;
  return typeof low === 'number' && typeof high === 'number'
    ? `between ${formatNumber(low)} and ${formatNumber(high)}`
    : null;
}

/** What counts as crashed, where somebody chose something else than usual; otherwise `null`. */
export function choiceSentence({ crashedMeans }: Analysis): string | null {
  const isUsual =
    crashedMeans.length === DEFAULT_CRASHED.length && DEFAULT_CRASHED.every((one) => crashedMeans.includes(one));
  return isUsual ? null : `What counts as crashed here: ${listOf(crashedMeans)}.`;
}

/** The sweep beside its baseline, in a sentence or two; `null` where there is none. */
export function baselineSentence({ baseline, best }: Analysis): string | null {
  if (baseline === null) return null;
  const { from, name, value, beaten, differs } = baseline;
  const what =
    from === 'framework'
      ? `the defaults of ${plainText(name ?? '', 60)}`
      : from === 'run'
        ? `run ${plainText(name ?? '', 60)}`
        : 'the baseline';
  const shown = differs.map(
    ({ parameter, baseline: before, best: after }) =>
      `${plainText(parameter, 60)} ${settingWords(after)} instead of ${settingWords(before)}`,
  );
  const differences = shown.length === 0 ? '' : ` differs from ${what} in ${listOf(shown, 6)}.`;
  if (beaten === null || value === null) {
    return differences === '' || best === null ? null : `The best run${differences}`;
  }
  const against = `${what} (${formatNumber(value)}${best === null ? '' : `; the best run has ${formatNumber(best.value)}`})`;
  const how =
    beaten.by === 0
      ? `None of ${formatCount(beaten.of, 'completed run')} is better than ${against}.`
      : `${String(beaten.by)} of ${formatCount(beaten.of, 'completed run')} ${beaten.by === 1 ? 'is' : 'are'} better than ${against}.`;
  return differences === '' || best === null ? how : `${how} The best run${differences}`;
}

function settingWords(value: string | number | boolean | null): string {
  return typeof value === 'number' ? formatNumber(value) : plainText(String(value), 60);
}

/** The side of a threshold where runs crash, such as `above 0.086`. */
export function placeOf({ direction, value }: Threshold): string {
  return typeof value === 'number'
    ? `${direction} ${formatExact(value)}`
    : `${direction} ${formatExact(value[0])}–${formatExact(value[1])}`;
}

/** `93 % (70–99 %)`: how often a crashed run has the larger value; a dash where that was not compared. */
export function effectWords({ effect }: Pick<ParameterResult, 'effect'>): string {
  return effect === null ? '–' : `${formatShare(effect.auc)} (${formatShareInterval(effect.low, effect.high)})`;
}

/** `12 of 13 (67–99 %)`. */
export function countWords({ crashed, total, low, high }: Count): string {
  return `${String(crashed)} of ${String(total)} (${formatShareInterval(low, high)})`;
}

/** A p or q value after its letter: `= 0.02` or `< 0.001`. */
export function probabilityWords(value: number): string {
  const text = formatProbability(value);
  return text.startsWith('<') ? text : `= ${text}`;
}

/** Parameters that vary, and the names of those that do not. */
export function splitParameters(analysis: Analysis): {
  readonly varying: readonly ParameterResult[];
  readonly constant: readonly string[];
} {
  return {
    varying: analysis.parameters.filter(({ kind }) => kind !== 'constant'),
    constant: analysis.parameters.filter(({ kind }) => kind === 'constant').map(({ name }) => name),
  };
}

/** Names as a sentence lists them: `a`, `a and b`, `a, b and c`; long lists end with how many more there are. */
export function listOf(names: readonly string[], limit = 12): string {
  if (names.length > limit) return `${names.slice(0, limit).join(', ')} and ${String(names.length - limit)} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]!}`;
}
