/** One parameter in words: what its card says. */
import type { Count, ParameterResult, Threshold, Verdict } from '../core/analysis/analysis';
import {
  formatDifference,
  formatInteger,
  formatProbability,
  formatShare,
  formatShareInterval,
} from '../core/report/format';
import { countWords, placeOf, restsOnThreshold, verdictWords } from '../core/report/findings';
import { plainText } from '../core/plainText';
import { capitalized } from './format';
import { t } from './l10n';

/** The texts of a parameter's card. */
export interface ParameterView {
  readonly name: string;
  readonly verdict: Verdict;
  /** The verdict in words. */
  readonly chip: string;
  /** How the groups differ, in one sentence. */
  readonly finding: string;
  /** Crash rates beyond and within the threshold, a sentence each; empty without one. */
  readonly threshold: readonly string[];
  /** How sure the difference is, figure by figure; empty where nothing was tested. */
  readonly evidence: readonly string[];
  readonly notes: readonly string[];
  /** The whole card in one sentence, for those who do not see the chart. */
  readonly label: string;
  readonly result: ParameterResult;
}

/** What the card of `result` says. */
export function parameterView(result: ParameterResult): ParameterView {
  const finding = findingOf(result);
  const threshold = result.threshold === null ? [] : thresholdTexts(result.threshold);
  return {
    name: result.name,
    verdict: result.verdict,
    chip: capitalized(verdictWords(result)),
    finding,
    threshold,
    evidence: evidenceTexts(result),
    notes: result.notes,
    label: [`${plainText(result.name, 80)}: ${verdictWords(result)}.`, finding, ...threshold, ...rates(result)].join(
      ' ',
    ),
    result,
  };
}

/** Which way the crashed runs lie; `null` where no direction was found. */
export function directionOf(result: ParameterResult): 'higher' | 'lower' | null {
  if (result.effect === null || result.effect.auc === 0.5) return null;
  return result.effect.auc > 0.5 ? 'higher' : 'lower';
}

function findingOf(result: ParameterResult): string {
  if (result.kind === 'category') return categoryFinding(result);
  const { verdict, differencePercent } = result;
  const direction = directionOf(result);
  const mean = differencePercent === null ? null : `mean ${formatDifference(differencePercent)}`;
  switch (verdict) {
    case 'strong':
    case 'suggestive':
      if (restsOnThreshold(result)) return thresholdFinding(mean);
      return `${direction === null ? 'Different' : capitalized(direction)} in crashed runs${mean === null ? '' : `: ${mean}`}.`;
    case 'none':
      if (result.p === null) return notCompared(result.crashed?.n ?? 0, result.completed?.n ?? 0);
      return mean === null ? t('Could be chance.') : `${capitalized(mean)}: could be chance.`;
    case 'inert':
      return `The framework ignores it here${mean === null ? '' : `; ${mean}`}.`;
    case 'constant':
      return t('All runs have the same value.');
  }
}

/** A finding that shows in where the crash rate changes, and not in the groups as a whole. */
function thresholdFinding(mean: string | null): string {
  return `The crash rate changes at a threshold${mean === null ? '' : `; ${mean} could be chance`}.`;
}

/** Why a setting that varies has no p; `crashed` and `completed` are the runs that have a value. */
function notCompared(crashed: number, completed: number): string {
  if (crashed === 0) return t('Not compared: no crashed run has a value.');
  if (completed === 0) return t('Not compared: no completed run has a value.');
  return t('Not compared.');
}

function categoryFinding({ verdict, levels, p }: ParameterResult): string {
  if (levels.length === 0) return t('Different in every run, not compared.');
  if (p === null) {
    const crashed = levels.reduce((sum, level) => sum + level.crashed, 0);
    const total = levels.reduce((sum, level) => sum + level.total, 0);
    return notCompared(crashed, total - crashed);
  }
  const byRate = [...levels].filter(({ total }) => total > 0).sort((a, b) => a.crashed / a.total - b.crashed / b.total);
  const least = byRate[0];
  const most = byRate[byRate.length - 1];
  if (least === undefined || most === undefined) return t('No compared run has a value.');
  const rates = `from ${levelRate(least)} to ${levelRate(most)}`;
  if (verdict === 'inert') return `The framework ignores it here; crash rates go ${rates}.`;
  return `Crash rates go ${rates}${verdict === 'none' ? '; could be chance' : ''}.`;
}

function levelRate({ value, crashed, total }: Count & { readonly value: string | number | boolean | null }): string {
  return `${formatShare(crashed / total)} (${String(value)}, ${formatInteger(crashed)} of ${formatInteger(total)})`;
}

function thresholdTexts(threshold: Threshold): readonly string[] {
  return [
    `${capitalized(placeOf(threshold))}: ${countWords(threshold.beyond)} crashed.`,
    `Otherwise: ${countWords(threshold.within)} crashed.`,
  ];
}

/** The crash rates that the chart draws, for those who do not see it. */
function rates({ bins, levels }: ParameterResult): readonly string[] {
  const counts = bins !== undefined && bins.length > 0 ? bins : levels;
  if (counts.length === 0) return [];
  const order = counts === levels ? 'by value' : 'from low to high values';
  const texts = counts.map((count) => {
    const at = 'value' in count ? `${plainText(String(count.value), 40)} ` : '';
    return `${at}${formatInteger(count.crashed)} of ${formatInteger(count.total)}`;
  });
  return [`Crashed ${order}: ${texts.slice(0, 24).join(', ')}.`];
}

function evidenceTexts({ effect, p, q, threshold }: ParameterResult): readonly string[] {
  const texts: string[] = [];
  if (effect !== null) {
    // Said from the side that is more likely, so that the share is never below one half.
    const higher = effect.auc >= 0.5;
    const [share, low, high] = higher
      ? [effect.auc, effect.low, effect.high]
      : [1 - effect.auc, 1 - effect.high, 1 - effect.low];
    const side = higher ? 'higher' : 'lower';
    texts.push(`Crashed ${side} in ${formatShare(share)} of pairs (${formatShareInterval(low, high)})`);
  }
  const tested = [
    p === null ? [] : `p ${formatProbability(p)}`,
    q === null ? [] : `q ${formatProbability(q)}`,
    threshold === null ? [] : `threshold p ${formatProbability(threshold.p)}`,
  ].flat();
  if (tested.length > 0) texts.push(tested.join(' · '));
  return texts;
}
