import type { RunSet } from '../runs/run';
import type { Analysis, Warning } from './analysis';

/** What else limits the figures, besides the counts. */
export interface WarningContext {
  /** The sweep's `method`, where known. */
  readonly method: string | null;
  /** Whether the caller asked for a prediction. */
  readonly predictionAsked: boolean;
  /** Runs ended by a bug in the program or by the user; left out of the comparison. */
  readonly codeEnds: number;
  readonly userEnds: number;
}

/** Below this many runs on either side, only very large differences can be told from chance. */
const FEW_RUNS = 5;

/** What a reader must know before believing the figures, most important first. */
export function warningsOf(
  { runs, metric }: { readonly runs: Analysis['runs']; readonly metric: string | null },
  runSet: RunSet,
  { method, predictionAsked, codeEnds, userEnds }: WarningContext,
): readonly Warning[] {
  const { total, completed, crashed, excluded } = runs;
  const warnings: Warning[] = [];
  const warn = (applies: boolean, code: string, message: string): void => {
    if (applies) warnings.push({ code, message });
  };

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
    excluded.infrastructure > 0,
    'infrastructure-left-out',
    `${counted(excluded.infrastructure, 'run')} left out: ended by infrastructure, code or the user, not by a setting.`,
  );
  warn(codeEnds > 0, 'code-left-out', `${counted(codeEnds, 'run')} ended by a bug or a missing file in the program.`);
  warn(userEnds > 0, 'user-left-out', `${counted(userEnds, 'run')} ended by the user.`);
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
    predictionAsked,
    'no-prediction',
    'The share of further runs that would crash is not predicted by this version.',
  );
  warn(
    runSet.problems.length > 0,
    'unreadable',
    `${counted(runSet.problems.length, 'file or run', 'files or runs')} could not be read completely: ` +
      `${runSet.problems
        .slice(0, 3)
        .map(({ where }) => where)
        .join(', ')}${runSet.problems.length > 3 ? ', …' : ''}.`,
  );
  return warnings;
}

function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${String(count)} ${count === 1 ? singular : plural}`;
}

function allOf(count: number): string {
  return count === 1 ? 'The only compared run' : `All ${String(count)} compared runs`;
}
