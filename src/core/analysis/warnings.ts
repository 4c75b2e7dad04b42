import { plainText } from '../plainText';
import type { RunSet } from '../runs/run';
import type { Analysis, Warning } from './analysis';
import { counted } from './wording';

/** What else limits the figures, besides the counts. */
export interface WarningContext {
  /** The target metric; `null` where none was named or guessed. */
  readonly metric: string | null;
  /** Metrics that completed runs logged. */
  readonly logged: readonly string[];
  /** The sweep's `method`, where known. */
  readonly method: string | null;
  /** Names that the sweep varies; empty where they are not known. */
  readonly sweptParameters: readonly string[];
  /** Names of all settings of the runs. */
  readonly settings: readonly string[];
  /** Why there is no prediction, or how far to trust it. */
  readonly prediction: Warning | null;
  /** How many of the compared runs were searched for interactions. */
  readonly searchedRuns: number;
}

/** Below this many runs on either side, only very large differences can be told from chance. */
const FEW_RUNS = 5;

/** What a reader must know before believing the figures, most important first. */
export function warningsOf(
  { runs, best, wasted, drift }: Pick<Analysis, 'runs' | 'best' | 'wasted' | 'drift'>,
  { problems }: Pick<RunSet, 'problems'>,
  { metric, logged, method, sweptParameters, settings, prediction, searchedRuns }: WarningContext,
): readonly Warning[] {
  const { total, completed, crashed, excluded } = runs;
  const warnings: Warning[] = [];
  const warn = (applies: boolean, code: string, message: string): void => {
    if (applies) warnings.push({ code, message });
  };
  const leftOut = (count: number, code: string, why: string): void => {
    warn(count > 0, code, `${counted(count, 'run')} left out: ${why}`);
  };

  for (const { kind, message } of drift) warn(true, `drift-${kind}`, message);
  warn(total === 0, 'no-runs', 'No runs found. Choose another folder, file or sweep.');
  warn(
    total > 0 && crashed === 0,
    'no-crashed',
    completed > 0
      ? `${allOf(completed)} completed, so there is nothing to compare.`
      : 'No run has crashed so far, so there is nothing to compare.',
  );
  warn(
    crashed > 0 && completed === 0,
    'no-completed',
    `${allOf(crashed)} crashed, so no setting can be told from another. Look at the causes first.`,
  );
  warn(
    crashed > 0 && completed > 0 && Math.min(crashed, completed) < FEW_RUNS,
    'few-runs',
    `Only ${counted(Math.min(crashed, completed), crashed <= completed ? 'crashed run' : 'completed run')}: ` +
      'a difference must be very large to show, and most will not.',
  );
  warn(
    total > 0 && sweptParameters.length > 0 && !sweptParameters.some((name) => settings.includes(name)),
    'sweep-names-nothing',
    `The sweep file names no setting of these runs; it varies ${shortList(sweptParameters)}. ` +
      'Choose the sweep file that the runs came from.',
  );
  leftOut(excluded.infrastructure, 'infrastructure-left-out', 'ended by the machine or the network, not by a setting.');
  leftOut(excluded.code, 'code-left-out', 'ended by a bug or a missing file in the program.');
  leftOut(excluded.user, 'user-left-out', 'ended by a person.');
  leftOut(excluded.notCounted, 'not-counted', 'their end does not count as crashed here.');
  leftOut(excluded.stopped, 'stopped-left-out', 'stopped before their end, by early termination or by hand.');
  leftOut(excluded.preempted, 'preempted-left-out', 'preempted by the cluster.');
  warn(excluded.running > 0, 'still-running', `${counted(excluded.running, 'run')} still running and left out.`);
  warn(excluded.unknown > 0, 'unknown-outcome', `${counted(excluded.unknown, 'run')} with unknown outcome left out.`);
  warn(
    method === 'bayes' && crashed > 0 && completed > 0,
    'bayes-draws',
    'A bayes sweep chooses each run by the ones before it; p and q assume independent runs and are approximate.',
  );
  warn(
    completed > 0 && metric === null,
    'no-metric',
    'No target metric found, so there is no best run. Name one with --metric or in the sweep file.',
  );
  warn(
    completed > 0 && metric !== null && best === null,
    'metric-not-logged',
    metric !== null && logged.includes(metric)
      ? `Completed runs logged only NaN or infinite values of ${plainText(metric, 80)}, so there is no best run.`
      : `No completed run logged ${plainText(metric ?? '', 80)}; they logged: ${shortList(logged)}.`,
  );
  warn(
    wasted.hours !== null && wasted.runsWithoutRuntime > 0,
    'runtime-missing',
    `${String(wasted.runsWithoutRuntime)} of ${counted(crashed, 'crashed run')} have no run time; ` +
      'the hours lost are at least those of the others.',
  );
  warn(
    searchedRuns < crashed + completed,
    'sampled',
    `Combinations of settings were searched in ${searchedRuns.toLocaleString('en-US')} of ` +
      `${counted(crashed + completed, 'run')}, evenly spread; the parameters were compared in all of them.`,
  );
  if (prediction !== null) warnings.push(prediction);
  const unreadable = problems.filter(({ kind }) => kind !== 'guess').map(({ where }) => where);
  warn(
    unreadable.length > 0,
    'unreadable',
    `${counted(unreadable.length, 'file or run', 'files or runs')} could not be read completely: ` +
      `${shortList(unreadable, 3)}.`,
  );
  for (const { kind, message } of problems) warn(kind === 'guess', 'guessed', `${message}.`);
  return warnings;
}

/** Names from data, a few of them. */
function shortList(names: readonly string[], limit = 8): string {
  if (names.length === 0) return 'nothing';
  const shown = names.slice(0, limit).map((name) => plainText(name, 80));
  return shown.join(', ') + (names.length > limit ? ', …' : '');
}

function allOf(count: number): string {
  return count === 1 ? 'The only compared run' : `All ${String(count)} compared runs`;
}
