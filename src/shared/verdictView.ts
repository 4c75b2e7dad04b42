/** The top of the page in words: what happened, how sure that is, and what it means; every figure already formatted. */
import type { Analysis, BaselineComparison, DriftFinding, ParameterResult } from '../core/analysis/analysis';
import { plainText } from '../core/plainText';
import { listOf, lostHours, nothingCompared, placeOf, suggestiveConclusion } from '../core/report/findings';
import { formatCount, formatInteger, formatNumber, formatShare, formatShareInterval } from '../core/report/format';
import type { ReadProblem } from '../core/runs/run';
import { capitalized, formatTime, partOfRuns, runsInWords } from './format';
import { t } from './l10n';
import { boundWords, isOpen, proposedBound } from './parameterBounds';
import { directionOf } from './parameterView';
import type { PanelState } from './protocol';

export type ReadyState = Extract<PanelState, { phase: 'ready' }>;

/** Warnings that the headline, the finding and what stands above them already say. */
const SAID_BY_THE_VERDICT: ReadonlySet<string> = new Set(['no-runs', 'no-crashed', 'no-completed']);
/** Characters of a message that are worth showing. */
const TEXT_LENGTH = 400;

/** A figure beside the verdict: a name, the value, and how far to trust it or what it means. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly detail: string;
}

/** A circumstance that may explain crashes better than any setting. */
export interface DriftView {
  readonly message: string;
  /** The host, GPU or agent concerned, for looking at its runs alone; `null` for all other circumstances. */
  readonly place: { readonly kind: 'host' | 'gpu' | 'agent'; readonly name: string } | null;
}

/** The verdict. */
export interface VerdictView {
  readonly headline: string;
  readonly finding: string;
  /** What to do with it; `null` where the runs do not say. */
  readonly advice: string | null;
  /** Where the runs are from, when they were analysed, and what has changed since the last time. */
  readonly provenance: string;
  /** To be read before the finding. */
  readonly drift: readonly DriftView[];
  readonly figures: readonly Figure[];
  /** How the baseline compares, in a sentence; `null` where there is none, or nothing to say of it. */
  readonly baseline: string | null;
  readonly warnings: readonly string[];
  /** What could not be read. */
  readonly problems: readonly ReadProblem[];
}

/** The verdict on `state`. */
export function verdictView(state: ReadyState): VerdictView {
  const { analysis } = state;
  return {
    headline: headlineOf(analysis),
    finding: findingOf(analysis),
    advice: adviceOf(analysis),
    provenance: [
      plainText(state.source),
      runsInWords(analysis.runs.total),
      t('analysed {0}', formatTime(state.analyzedAt)),
      ...(state.changes === undefined ? [] : [plainText(state.changes)]),
    ].join(' · '),
    drift: analysis.drift.map(driftView),
    figures: figuresOf(analysis),
    baseline: baselineText(analysis),
    warnings: analysis.warnings
      .filter(({ code }) => !SAID_BY_THE_VERDICT.has(code) && !code.startsWith('drift-'))
      .map(({ message }) => plainText(message, TEXT_LENGTH)),
    // A guess is among the warnings; it is nothing that could not be read.
    problems: state.problems
      .filter(({ kind }) => kind !== 'guess')
      .map(({ where, message }) => ({ where: plainText(where), message: plainText(message, TEXT_LENGTH) })),
  };
}

function driftView({ kind, where, message }: DriftFinding): DriftView {
  const isPlace = kind === 'host' || kind === 'gpu' || kind === 'agent';
  return { message: plainText(message, TEXT_LENGTH), place: isPlace && where !== null ? { kind, name: where } : null };
}

function headlineOf({ runs }: Analysis): string {
  const compared = runs.completed + runs.crashed;
  if (runs.total === 0) return t('No runs found');
  if (compared === 0) return t('None of {0} can be compared', runsInWords(runs.total));
  if (runs.crashed === 0) return t('No run crashed: {0} completed', runsInWords(runs.completed));
  if (runs.completed === 0)
    return compared === 1 ? t('The only run crashed') : t('All {0} crashed', runsInWords(compared));
  return t('{0} crashed', partOfRuns(runs.crashed, compared));
}

function findingOf(analysis: Analysis): string {
  const { runs, parameters } = analysis;
  if (runs.total === 0) return t('The source holds no runs. Choose another folder or file.');
  if (runs.completed + runs.crashed === 0) {
    return t(
      'They are still running, were stopped, or failed for reasons outside the training. Refresh when runs have ended.',
    );
  }
  if (runs.crashed === 0) return t('There is no crash to explain.');
  if (runs.completed === 0) {
    return t('Without a completed run there is nothing to compare with. The causes below are where to start.');
  }
  const nothing = nothingCompared(analysis);
  if (nothing !== null) return nothing;
  const strong = parameters.filter(({ verdict }) => verdict === 'strong');
  const suggestive = parameters.filter(({ verdict }) => verdict === 'suggestive');
  if (strong.length > 0) {
    const verb = strong.length === 1 ? 'goes' : 'go';
    const also = suggestive.length === 0 ? '' : ` Less certain: ${described(suggestive)}.`;
    return `${capitalized(described(strong))} ${verb} with crashing (strong evidence).${also}`;
  }
  if (suggestive.length > 0) {
    return suggestiveConclusion(parameters);
  }
  return t('No setting differs clearly between crashed and completed runs.');
}

/** `high mixup and low lr0`: the settings with the side on which runs crash, at most three of them. */
function described(parameters: readonly ParameterResult[]): string {
  const words = parameters.slice(0, 3).map((parameter) => {
    const direction = directionOf(parameter);
    const name = plainText(parameter.name, 60);
    return direction === null ? name : `${direction === 'higher' ? 'high' : 'low'} ${name}`;
  });
  const more = parameters.length - words.length;
  return listOf(more > 0 ? [...words, formatCount(more, 'more setting')] : words);
}

function adviceOf(analysis: Analysis): string | null {
  const { safeBounds, safeBoundsEffect, parameters, runs } = analysis;
  if (safeBoundsEffect !== null && safeBounds.length > 0) {
    const { crashesAvoided, crashesTotal, completedKept, completedTotal, bestRunKept, inside } = safeBoundsEffect;
    const best = bestRunKept === null ? '' : bestRunKept ? ', the best run among them' : ', but not the best run';
    const left =
      inside === undefined ? '' : ` Inside them, up to ${formatShare(inside.high)} of further runs may crash (95 %).`;
    return (
      `Keeping ${listOf(boundsIn(analysis), 4)} would have avoided ` +
      `${formatInteger(crashesAvoided)} of ${formatInteger(crashesTotal)} crashes and kept ` +
      `${formatInteger(completedKept)} of ${formatCount(completedTotal, 'completed run')}${best}, measured on the runs that chose the bounds.${left}`
    );
  }
  if (runs.completed === 0) return null;
  const first = parameters.find(({ verdict, threshold }) => threshold !== null && verdict === 'strong');
  if (first === undefined || first.threshold === null) return null;
  const { beyond, within } = first.threshold;
  return (
    `With ${plainText(first.name, 60)} ${placeOf(first.threshold)}, ${formatInteger(beyond.crashed)} of ${formatCount(beyond.total, 'run')} ` +
    `crashed; of the other ${formatInteger(within.total)}, ${formatInteger(within.crashed)} did.`
  );
}

/** `mixup ≤ 0.09`: what the bounds keep, in words; the name alone where a bound leaves no tried value out. */
function boundsIn(analysis: Analysis): readonly string[] {
  return analysis.safeBounds.map(({ parameter }) => {
    const result = analysis.parameters.find(({ name }) => name === parameter);
    const bound = result === undefined ? null : proposedBound(result, analysis);
    return bound === null || isOpen(bound) ? `${plainText(parameter, 60)} in bounds` : boundWords(bound);
  });
}

function figuresOf({ crashRate, wasted, best, baseline, prediction }: Analysis): readonly Figure[] {
  const figures: Figure[] = [];
  if (crashRate !== null) {
    figures.push({
      name: t('Crash rate'),
      value: formatShare(crashRate.value),
      detail: t('95 % interval {0}', formatShareInterval(crashRate.low, crashRate.high)),
    });
  }
  if (wasted.hours !== null && wasted.hours > 0) {
    figures.push({
      name: t('Lost to crashes'),
      value: lostHours(wasted),
      detail: wasted.share === null ? '' : t('{0} of the compute time', formatShare(wasted.share)),
    });
  }
  if (best !== null) {
    figures.push({
      name: t('Best run'),
      value: formatNumber(best.value),
      detail: t('{0} of {1}', plainText(best.metric, 80), plainText(best.id, 40)),
    });
  }
  const beaten = baseline?.beaten ?? null;
  if (baseline !== null && baseline.value !== null) {
    figures.push({
      name: t('Baseline'),
      value: formatNumber(baseline.value),
      detail: beaten === null ? baselineName(baseline) : t('beaten by {0}', partOfRuns(beaten.by, beaten.of)),
    });
  }
  if (prediction !== null) {
    figures.push({
      name: t('Further draws would crash'),
      value: formatShare(prediction.value),
      detail: t('95 % interval {0}', formatShareInterval(prediction.low, prediction.high)),
    });
  }
  return figures;
}

function baselineName({ from, name }: BaselineComparison): string {
  if (from === 'given' || name === null) return 'given with the runs';
  return from === 'run' ? `run ${plainText(name, 40)}` : `defaults of ${plainText(name, 40)}`;
}

function baselineText({ baseline, best }: Analysis): string | null {
  if (baseline === null || baseline.differs.length === 0) return null;
  const names = listOf(
    baseline.differs.map(({ parameter, tried }) => `${plainText(parameter, 60)}${tried ? '' : ' (not tried)'}`),
    6,
  );
  const reference = baseline.from === 'framework' ? baselineName(baseline) : `baseline (${baselineName(baseline)})`;
  return best === null
    ? `No run has the values of the ${reference} for ${names}.`
    : `Against the ${reference}, the best run differs in ${names}.`;
}
