import { plainText } from '../plainText';
import type { Analysis, CauseCount, Count, ParameterResult, Threshold, Verdict } from '../analysis/analysis';
import { SUGGESTIVE_P } from '../analysis/verdict';
import { DEFAULT_CRASHED } from '../runs/crashedChoice';
import {
  formatCount,
  formatExact,
  formatRange,
  formatHours,
  formatInteger,
  formatNumber,
  formatProbability,
  formatShare,
  formatShareInterval,
} from './format';
import { valuesBeyond } from './triedValues';

/**
 * A verdict as every view names it: the words of the JSON, which {@link READING_HELP} explains, and where it rests on the
 * threshold alone, that; beside the p of a difference that chance explains it would seem a mistake.
 */
export function verdictWords(result: Pick<ParameterResult, 'verdict' | 'p' | 'threshold'>): string {
  const { verdict, p } = result;
  if (restsOnThreshold(result)) return `${verdict} (threshold)`;
  return verdict === 'none' && p === null ? 'not compared' : verdict;
}

/** Whether it is the p of the threshold that makes a finding suggestive, and not that of the difference. */
export function restsOnThreshold({
  verdict,
  p,
  threshold,
}: Pick<ParameterResult, 'verdict' | 'p' | 'threshold'>): boolean {
  return verdict === 'suggestive' && threshold !== null && (p === null || p > SUGGESTIVE_P);
}

/** How the columns of the comparison are to be read; stands below every table. */
export const READING_HELP =
  'P(higher): chance that a crashed run has the larger value, 50 % where there is no difference, with 95 % interval. ' +
  'p: how often chance alone gives a difference at least this large. q: p corrected for the number of parameters ' +
  'compared. strong: q at most 0.02. suggestive: p of the difference or of the threshold at most 0.05; among ten ' +
  'parameters without any effect, about every second sweep shows one. none: no difference shown, which does not prove ' +
  'that there is none. inert: the framework ignores the setting here. constant: the same in all compared runs.';

/** What a report calls its runs: a file or folder by its name, since its path is the writer's own; else as it was asked for. */
export function sourceName({ source: { kind, ref } }: Pick<Analysis, 'source'>): string {
  if (kind === 'wandb') return ref;
  return /[^\\/]+(?=[\\/]*$)/.exec(ref)?.[0] ?? ref;
}

/** How many runs crashed and what that cost, in one or two sentences. */
export function headline({ runs, crashRate, wasted }: Analysis): string {
  const compared = runs.completed + runs.crashed;
  if (crashRate === null) {
    const why = runs.total === 0 ? '' : `: ${leftOutWords(runs.excluded)}`;
    return `${formatCount(runs.total, 'run')}, none of which can be compared${why}.`;
  }
  const rate = `${formatShare(crashRate.value)}, 95 % interval ${formatShareInterval(crashRate.low, crashRate.high)}`;
  const cost =
    wasted.hours === null || wasted.hours === 0
      ? ''
      : ` They took ${lostHours(wasted)}${wasted.share === null ? '' : `, ${formatShare(wasted.share)} of all run time`}.`;
  const leftOut = runs.total - compared;
  const rest =
    leftOut > 0 ? ` ${formatCount(leftOut, 'run')} left out of the comparison: ${leftOutWords(runs.excluded)}.` : '';
  return `${formatInteger(runs.crashed)} of ${formatCount(compared, 'run')} crashed (${rate}).${cost}${rest}`;
}

const LEFT_OUT_WORDS: Readonly<Record<keyof Analysis['runs']['excluded'], string>> = {
  running: 'still running',
  stopped: 'stopped before the end',
  preempted: 'preempted',
  infrastructure: 'ended by the machine or the network',
  code: 'ended by a bug or a missing file in the program',
  user: 'ended by a person',
  unknown: 'with unknown outcome',
  notCounted: 'with an end that does not count as crashed here',
};

/** Why runs are left out: `1 stopped before the end and 1 ended by a person`; empty where none is. */
export function leftOutWords(excluded: Analysis['runs']['excluded']): string {
  const reasons = Object.keys(LEFT_OUT_WORDS) as (keyof typeof LEFT_OUT_WORDS)[];
  return listOf(
    reasons
      .filter((reason) => excluded[reason] > 0)
      .map((reason) => `${excluded[reason].toLocaleString('en-US')} ${LEFT_OUT_WORDS[reason]}`),
  );
}

/** That runs of a cause are left out of the comparison, and why; `null` where all of them are compared. */
export function causeLeftOut({ category, runs, leftOut = 0 }: CauseCount): string | null {
  if (leftOut === 0) return null;
  const why =
    category === 'infrastructure' || category === 'code' || category === 'user'
      ? LEFT_OUT_WORDS[category]
      : LEFT_OUT_WORDS.notCounted;
  return `left out: ${leftOut < runs ? `${formatInteger(leftOut)} of ${formatCount(runs, 'run')} ` : ''}${why}`;
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
    ? 'No setting could be compared: none of them takes two values.'
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
  const together = togetherWords(analysis);
  const besides = together === '' ? '' : ` In combination: ${together}.`;
  const caution = 'The comparison shows what differs, not yet what causes it.';
  if (strong !== '') {
    const also = suggestive === '' ? '' : ` Less certain: ${suggestive}.`;
    return `Goes with crashing: ${strong}.${also}${besides} ${caution}`;
  }
  if (suggestive !== '') return suggestiveConclusion(parameters) + besides;
  if (together !== '') return `Goes with crashing in combination, and not alone: ${together}. ${caution}`;
  if (leastP(runs) <= UNLIKELY)
    return 'No parameter differs between crashed and completed runs by more than chance would give.';
  const groups = `${formatInteger(runs.crashed)} crashed and ${formatCount(runs.completed, 'completed run')}`;
  return `${groups} are too few to tell: any setting may part them by chance.`;
}

/** The least p that a comparison of two groups can have, where no value of the one lies among those of the other. */
function leastP({ crashed, completed }: Analysis['runs']): number {
  let orders = 1;
  for (let run = 1; run <= crashed && orders < 1000; run++) orders *= (completed + run) / run;
  return Math.min(1, 2 / orders);
}

/** Parameters whose figures are given where none is strong. */
const MAX_FIGURES = 3;
/** What chance gives in fewer than 1 sweep in 20, all parameters together, is not what chance usually does. */
const UNLIKELY = 0.05;

/** Settings that crash together, as `batch with imgsz`; empty without any. */
function togetherWords({ interactions }: Analysis): string {
  const sets = interactions.map(({ terms }) => [...new Set(terms.map(({ parameter }) => plainText(parameter, 60)))]);
  return listOf([...new Set(sets.map((names) => names.join(' with ')))]);
}

/** What suggestive findings come to where none is strong, with the figures they rest on; there has to be one. */
export function suggestiveConclusion(parameters: readonly ParameterResult[]): string {
  const compared = parameters.filter(({ p }) => p !== null).length;
  const suggestive = parameters.filter(({ verdict }) => verdict === 'suggestive');
  const words = (some: readonly ParameterResult[]): string =>
    listOf(some.map((one, place) => plainText(one.name, 60) + (place < MAX_FIGURES ? figureWords(one) : '')));
  const [likely, open] = byLikelihood(suggestive, compared);
  const first =
    likely.length === 0
      ? ''
      : `Probably ${likely.length === 1 ? 'goes' : 'go'} with crashing: ${words(likely)}. Chance alone seldom does as ` +
        'much, but it is short of strong (q at most 0.02); more runs would tell.';
  const second =
    open.length === 0
      ? ''
      : likely.length > 0
        ? ` Less certain: ${words(open)}.`
        : `May go with crashing: ${words(open)}. Among ${formatCount(compared, 'parameter')}, chance often does as ` +
          'much; more runs would tell.';
  return first + second;
}

/** Suggestive findings that chance alone seldom gives among so many compared parameters, and those that it often does. */
export function byLikelihood(
  suggestive: readonly ParameterResult[],
  compared: number,
): readonly [likely: readonly ParameterResult[], open: readonly ParameterResult[]] {
  const isUnlikely = ({ q, threshold }: ParameterResult): boolean =>
    Math.min(q ?? 1, (threshold?.p ?? 1) * compared) <= UNLIKELY;
  return [suggestive.filter(isUnlikely), suggestive.filter((one) => !isUnlikely(one))];
}

/** ` (q = 0.04, threshold p = 0.002)`: the figures on which a suggestive verdict rests. */
function figureWords({ q, threshold }: ParameterResult): string {
  const figures = [
    ...(q === null ? [] : [`q ${probabilityWords(q)}`]),
    ...(threshold === null ? [] : [`threshold p ${probabilityWords(threshold.p)}`]),
  ];
  return figures.length === 0 ? '' : ` (${figures.join(', ')})`;
}

/** Where the crash rate of a parameter changes, as a sentence without the name; `null` where no place was found. */
export function thresholdSentence(parameter: ParameterResult): string | null {
  const { threshold } = parameter;
  if (threshold === null) return null;
  const { beyond, within, p } = threshold;
  const where = intervalWords(threshold);
  const lies = where === null ? '' : ` The change lies ${where} (95 %).`;
  return (
    `${placeOf(threshold)}${valuesBeyond(parameter)}: ${countWords(beyond)} crashed, otherwise ${countWords(within)} ` +
    `(p ${probabilityWords(p)}, corrected for the search).${lies}`
  );
}

/** Where a cut lies with 95 % confidence, such as `between 0.067 and 0.12`; `null` where that is not known, or for bands. */
function intervalWords({ value, interval }: Threshold): string | null {
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
      : `${formatInteger(beaten.by)} of ${formatCount(beaten.of, 'completed run')} ${beaten.by === 1 ? 'is' : 'are'} better than ${against}.`;
  return differences === '' || best === null ? how : `${how} The best run${differences}`;
}

function settingWords(value: string | number | boolean | null): string {
  return typeof value === 'number' ? formatNumber(value) : plainText(String(value), 60);
}

/** The side of a threshold where runs crash, such as `above 0.086`. */
export function placeOf({ direction, value }: Threshold): string {
  return typeof value === 'number'
    ? `${direction} ${formatExact(value)}`
    : `${direction} ${formatRange(formatExact(value[0]), formatExact(value[1]))}`;
}

/** `93 % (70–99 %)`: how often a crashed run has the larger value; a dash where that was not compared. */
export function effectWords({ effect }: Pick<ParameterResult, 'effect'>): string {
  return effect === null ? '–' : `${formatShare(effect.auc)} (${formatShareInterval(effect.low, effect.high)})`;
}

/** `12 of 13 (67–99 %)`. */
export function countWords({ crashed, total, low, high }: Count): string {
  return `${formatInteger(crashed)} of ${formatInteger(total)} (${formatShareInterval(low, high)})`;
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
  const odd = new Set(nearlyConstant(analysis).map((sentence) => sentence.split(':')[0]));
  return {
    varying: analysis.parameters.filter(({ kind }) => kind !== 'constant'),
    // Without a run to compare, nothing is the same in all of them.
    constant:
      analysis.crashRate === null
        ? []
        : analysis.parameters
            .filter(({ kind, name }) => kind === 'constant' && !odd.has(plainText(name, 60)))
            .map(({ name }) => name),
  };
}

/** Parameters of one value that some compared runs lack, or have no number for: what they are, a sentence each. */
export function nearlyConstant({ parameters, runs }: Analysis): readonly string[] {
  const compared = runs.completed + runs.crashed;
  return parameters
    .filter(({ kind, completed, crashed, levels }) => {
      const values = (completed?.n ?? 0) + (crashed?.n ?? 0) + levels.reduce((sum, { total }) => sum + total, 0);
      return kind === 'constant' && values < compared;
    })
    .map(({ name, notes }) => `${plainText(name, 60)}: ${notes.map((note) => plainText(note, 400)).join(' ')}`);
}

/** Warnings that a report lists: all but those that its first lines say already. */
export function listedWarnings({ warnings }: Analysis): readonly string[] {
  return warnings.filter(({ code }) => !code.startsWith('drift-')).map(({ message }) => plainText(message, 400));
}

/** Names as a sentence lists them: `a`, `a and b`, `a, b and c`; long lists end with how many more there are. */
export function listOf(names: readonly string[], limit = 12): string {
  if (names.length > limit)
    return `${names.slice(0, limit).join(', ')} and ${formatInteger(names.length - limit)} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]!}`;
}
