import type { Evidence } from '../runs/evidence';
import type { Analysis, ParameterResult } from './analysis';

/**
 * What an editor keeps of an analysis to mark risky ranges: `source` is what was analysed as the user named it,
 * `analyzedAt` when, in milliseconds since 1970.
 */
export function evidenceOf(analysis: Analysis, source: string, analyzedAt: number): Evidence {
  return {
    source,
    analyzedAt,
    completed: analysis.runs.completed,
    crashed: analysis.runs.crashed,
    parameters: analysis.parameters.map(({ name, verdict, q, completed, crashed, threshold }) => ({
      name,
      verdict,
      q,
      completedMean: completed?.mean ?? null,
      crashedMean: crashed?.mean ?? null,
      threshold,
    })),
    settings: analysis.parameters.flatMap((parameter) => {
      const value = constantValue(parameter);
      return value === undefined ? [] : [[parameter.name, value] as const];
    }),
  };
}

/** The one value of a parameter that never varies; `undefined` for others. */
function constantValue({
  verdict,
  levels,
  completed,
  crashed,
}: ParameterResult): Evidence['settings'][number][1] | undefined {
  if (verdict !== 'constant') return undefined;
  return levels.length > 0 ? levels[0]!.value : (completed?.min ?? crashed?.min ?? undefined);
}
