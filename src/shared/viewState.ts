/**
 * What the panel shows, as a function of the state: every sentence, every figure already formatted, every order decided.
 * The page only puts it on the screen, so a number is rounded in one place and all of it can be tested without a browser.
 */
import { plainText } from '../core/plainText';
import type { Analysis, CauseCount, ParameterResult } from '../core/analysis/analysis';
import { listOf, lostHours, nothingCompared, placeOf } from '../core/report/findings';
import { formatCount, formatNumber, formatShare, formatShareInterval } from '../core/report/format';
import type { CauseCategory } from '../core/runs/cause';
import { causeTitle } from '../core/runs/causeSignatures';
import type { ReadProblem } from '../core/runs/run';
import type { RunTable } from '../core/runs/table';
import { comparisonRow, type ComparisonRow } from './comparison';
import { capitalized, formatTime } from './format';
import { directionOf, parameterView, type ParameterView } from './parameterView';
import type { PanelState } from './protocol';

export type ReadyState = Extract<PanelState, { phase: 'ready' }>;

/** How the parameters are ordered: by strength of evidence (the analysis's own order), by difference, by name. */
export type Order = 'evidence' | 'difference' | 'name';

/** What the person chose on the page; kept by the page, not by the host. */
export interface Choices {
  readonly order: Order;
  readonly showAll: boolean;
}

export const INITIAL_CHOICES: Choices = { order: 'evidence', showAll: false };

/** Cards shown before the person asks for all, and how many more are shown rather than a button that reveals them. */
const FIRST_CARDS = 12;
const SPARED_CARDS = 4;
/** Warnings that the headline and the finding already say. */
const SAID_BY_THE_VERDICT: ReadonlySet<string> = new Set(['no-runs', 'no-crashed', 'no-completed']);
/** Characters of a message from elsewhere, and of a log line, that are worth showing. */
const TEXT_LENGTH = 400;
const LINE_LENGTH = 240;

/** A piece of the outcome bar. `share` is its part of all runs (0–1). */
export interface Segment {
  readonly kind: 'completed' | 'crashed' | 'excluded';
  readonly label: string;
  readonly runs: number;
  readonly share: number;
}

/** A figure beside the verdict: a name, the value, and how far to trust it or what it means. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly detail: string;
}

/** Why runs ended, one line a cause. `share` is its count over that of the most frequent cause (0–1), for a bar. */
export interface CauseView {
  readonly title: string;
  readonly origin: string;
  readonly runs: number;
  readonly share: number;
  readonly line: string | null;
  readonly examples: string;
}

/** All that the page draws when an analysis is there. */
export interface ReadyView {
  readonly headline: string;
  readonly finding: string;
  /** What to do with it; `null` where the runs do not say. */
  readonly advice: string | null;
  readonly provenance: string;
  readonly segments: readonly Segment[];
  /** The bar in one sentence. */
  readonly barLabel: string;
  readonly figures: readonly Figure[];
  readonly causes: readonly CauseView[];
  readonly warnings: readonly string[];
  /** What could not be read. */
  readonly problems: readonly ReadProblem[];
  readonly parameters: readonly ParameterView[];
  /** Cards kept back by `Choices.showAll`. */
  readonly hidden: number;
  /** Parameters that never vary, in one sentence; `null` without any. */
  readonly constants: string | null;
  readonly comparison: readonly ComparisonRow[];
}

/** The page's content for `state` under `choices`. */
export function readyView(state: ReadyState, choices: Choices): ReadyView {
  const { analysis, table } = state;
  const varying = inOrder(
    analysis.parameters.filter(({ verdict }) => verdict !== 'constant'),
    choices.order,
  );
  const constants = analysis.parameters.filter(({ verdict }) => verdict === 'constant').map(({ name }) => name);
  const all = choices.showAll || varying.length <= FIRST_CARDS + SPARED_CARDS;
  const shown = all ? varying : varying.slice(0, FIRST_CARDS);
  return {
    headline: headlineOf(analysis),
    finding: findingOf(analysis),
    advice: adviceOf(analysis),
    provenance: `${plainText(state.source)} · ${formatCount(analysis.runs.total, 'run')} · analysed ${formatTime(state.analyzedAt)}${state.changes === undefined ? '' : ` · ${plainText(state.changes)}`}`,
    segments: segmentsOf(analysis),
    barLabel: segmentsOf(analysis)
      .map(({ runs, label }) => `${String(runs)} ${label}`)
      .join(', '),
    figures: figuresOf(analysis),
    causes: causesOf(analysis.causes),
    warnings: analysis.warnings
      .filter(({ code }) => !SAID_BY_THE_VERDICT.has(code))
      .map(({ message }) => plainText(message, TEXT_LENGTH)),
    // A guess is among the warnings; it is nothing that could not be read.
    problems: state.problems
      .filter(({ kind }) => kind !== 'guess')
      .map(({ where, message }) => ({ where: plainText(where), message: plainText(message, TEXT_LENGTH) })),
    parameters: shown.map((result) => parameterView(result, table)),
    hidden: varying.length - shown.length,
    constants:
      constants.length === 0
        ? null
        : `${formatCount(constants.length, 'setting')} never varied: ${plainText(listOf(constants), 400)}.`,
    comparison: varying.map(comparisonRow),
  };
}

/** One run in the words of a tooltip: what it is, what became of it, and its value. */
export function runLines(table: RunTable, row: number, parameter: string): readonly string[] {
  const run = table.rows[row];
  if (run === undefined) return [];
  const column = table.columns.find(({ name }) => name === parameter);
  const value =
    column === undefined
      ? ''
      : column.kind === 'number'
        ? formatNumber(column.values[row]!)
        : (column.levels[column.codes[row]!] ?? '');
  const title = run.name === null || run.name === run.id ? run.id : `${run.name} (${run.id})`;
  const why = run.cause === null || run.cause.id === 'unknown' ? run.reason : causeTitle(run.cause.id);
  const group = run.group === 'excluded' ? `${run.outcome}, not compared` : run.outcome;
  return [
    plainText(title, 80),
    plainText(why === '' ? group : `${group}: ${why}`, 160),
    plainText(`${parameter} ${value}`, 120),
  ];
}

function headlineOf({ runs }: Analysis): string {
  const compared = runs.completed + runs.crashed;
  if (runs.total === 0) return 'No runs found';
  if (compared === 0) return `None of ${formatCount(runs.total, 'run')} can be compared`;
  if (runs.crashed === 0) return `No run crashed: ${formatCount(runs.completed, 'run')} completed`;
  if (runs.completed === 0) return `${compared === 1 ? 'The only run' : `All ${formatCount(compared, 'run')}`} crashed`;
  return `${String(runs.crashed)} of ${formatCount(compared, 'run')} crashed`;
}

function findingOf(analysis: Analysis): string {
  const { runs, parameters } = analysis;
  if (runs.total === 0) return 'The source holds no runs. Choose another folder or file.';
  if (runs.completed + runs.crashed === 0) {
    return 'They are still running, were stopped, or failed for reasons outside the training. Refresh when runs have ended.';
  }
  if (runs.crashed === 0) return 'There is no crash to explain.';
  if (runs.completed === 0) {
    return 'Without a completed run there is nothing to compare with. The causes below are where to start.';
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
    return `${capitalized(described(suggestive))} may go with crashing; more runs would tell.`;
  }
  return 'No setting differs clearly between crashed and completed runs.';
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

function adviceOf({ safeBounds, safeBoundsEffect, parameters, runs }: Analysis): string | null {
  if (safeBoundsEffect !== null && safeBounds.length > 0) {
    const { crashesAvoided, crashesTotal, completedKept, completedTotal, bestRunKept } = safeBoundsEffect;
    const best = bestRunKept === null ? '' : bestRunKept ? ', the best run among them' : ', but not the best run';
    return (
      `Safer bounds for ${listOf(safeBounds.map(({ parameter }) => parameter))} would have avoided ` +
      `${String(crashesAvoided)} of ${String(crashesTotal)} crashes and kept ` +
      `${String(completedKept)} of ${formatCount(completedTotal, 'completed run')}${best}.`
    );
  }
  if (runs.completed === 0) return null;
  const first = parameters.find(({ verdict, threshold }) => threshold !== null && verdict === 'strong');
  if (first === undefined || first.threshold === null) return null;
  const { beyond, within } = first.threshold;
  return (
    `With ${first.name} ${placeOf(first.threshold)}, ${String(beyond.crashed)} of ${formatCount(beyond.total, 'run')} ` +
    `crashed; of the other ${String(within.total)}, ${String(within.crashed)} did.`
  );
}

function segmentsOf({ runs }: Analysis): readonly Segment[] {
  const { running, stopped, preempted, infrastructure, code, user, unknown, notCounted } = runs.excluded;
  const pieces: readonly (readonly [Segment['kind'], string, number])[] = [
    ['completed', 'completed', runs.completed],
    ['crashed', 'crashed', runs.crashed],
    ['excluded', 'ended by the machine', infrastructure],
    ['excluded', 'ended by a bug in the code', code],
    ['excluded', 'ended by a person', user],
    ['excluded', 'stopped', stopped],
    ['excluded', 'preempted', preempted],
    ['excluded', 'running', running],
    ['excluded', 'unknown', unknown],
    ['excluded', 'not counted as crashed', notCounted],
  ];
  const all = pieces.reduce((sum, [, , count]) => sum + count, 0);
  return pieces
    .filter(([, , count]) => count > 0)
    .map(([kind, label, count]) => ({ kind, label, runs: count, share: count / all }));
}

function figuresOf({ crashRate, wasted, best, prediction }: Analysis): readonly Figure[] {
  const figures: Figure[] = [];
  if (crashRate !== null) {
    figures.push({
      name: 'Crash rate',
      value: formatShare(crashRate.value),
      detail: `95 % interval ${formatShareInterval(crashRate.low, crashRate.high)}`,
    });
  }
  if (wasted.hours !== null && wasted.hours > 0) {
    figures.push({
      name: 'Lost to crashes',
      value: lostHours(wasted),
      detail: wasted.share === null ? '' : `${formatShare(wasted.share)} of the compute time`,
    });
  }
  if (best !== null) {
    figures.push({
      name: 'Best run',
      value: formatNumber(best.value),
      detail: `${plainText(best.metric, 80)} of ${plainText(best.id, 40)}`,
    });
  }
  if (prediction !== null) {
    figures.push({
      name: 'Next sweep would crash',
      value: formatShare(prediction.value),
      detail: `95 % interval ${formatShareInterval(prediction.low, prediction.high)}`,
    });
  }
  return figures;
}

const ORIGINS: Readonly<Record<CauseCategory, string>> = {
  hyperparameter: 'settings can cause it',
  either: 'settings or machine',
  infrastructure: 'the machine, not the settings',
  code: 'the code, not the settings',
  user: 'stopped by a person',
  unknown: 'origin unknown',
};

function causesOf(causes: readonly CauseCount[]): readonly CauseView[] {
  const most = Math.max(1, ...causes.map(({ runs }) => runs));
  return causes.map(({ cause, category, runs, examples, line }) => ({
    title: plainText(causeTitle(cause), 80),
    origin: ORIGINS[category],
    runs,
    share: runs / most,
    line: line === null ? null : plainText(line, LINE_LENGTH),
    examples: plainText(examples.slice(0, 3).join(', '), 120),
  }));
}

function inOrder(parameters: readonly ParameterResult[], order: Order): readonly ParameterResult[] {
  switch (order) {
    case 'evidence':
      return parameters;
    case 'difference': {
      const size = ({ differencePercent }: ParameterResult): number => Math.abs(differencePercent ?? -1);
      const known = ({ differencePercent }: ParameterResult): number => (differencePercent === null ? 0 : 1);
      return [...parameters].sort((a, b) => known(b) - known(a) || size(b) - size(a));
    }
    case 'name':
      return [...parameters].sort((a, b) => a.name.localeCompare(b.name));
  }
}
