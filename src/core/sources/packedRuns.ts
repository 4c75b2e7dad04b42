import type { Outcome, Run } from '../runs/run';
import { createPacker, createTexts } from './valuePacker';

/** Makes runs small, one after another: values packed, and what most runs have in common is there once. */
export function createRunPacker(): (run: Run) => Run {
  const config = createPacker();
  const summary = createPacker();
  const outcomes = createOutcomes();
  const texts = createTexts();
  return (run) => ({
    ...run,
    state: run.state === null ? null : texts(run.state),
    host: run.host === null ? null : texts(run.host),
    sweepId: run.sweepId === null ? null : texts(run.sweepId),
    outcome: outcomes(run.outcome),
    config: config(run.config),
    summary: summary(run.summary),
  });
}

const MAX_OUTCOMES = 1000;

/** Hands out the same object for equal outcomes: states repeat, and one for each run would cost more than its values. */
export function createOutcomes(): (outcome: Outcome) => Outcome {
  const known = new Map<string, Outcome>();
  return (outcome) => {
    const key = `${outcome.kind} ${outcome.reason}`;
    const same = known.get(key);
    if (same !== undefined) return same;
    if (known.size < MAX_OUTCOMES) known.set(key, outcome);
    return outcome;
  };
}
