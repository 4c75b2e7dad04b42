import type { Evidence, EvidenceThreshold, ParameterEvidence } from '../../../src/core/runs/evidence';

/** A threshold above which 10 of 11 runs crashed, and 3 of 10 elsewhere. Intervals: Wilson, 95 %. */
export const above: EvidenceThreshold = {
  direction: 'above',
  value: 0.15,
  beyond: { crashed: 10, total: 11, low: 0.6226, high: 0.9838 },
  within: { crashed: 3, total: 10, low: 0.1078, high: 0.6032 },
  p: 0.012,
};

/** Evidence about one parameter, strong and with the threshold `above` unless told otherwise. */
export function evidenceAbout(name: string, options: Partial<ParameterEvidence> = {}): Evidence {
  const parameter: ParameterEvidence = {
    name,
    verdict: 'strong',
    p: 0.0004,
    q: 0.0032,
    completedMean: 0.0486,
    crashedMean: 0.1973,
    threshold: above,
    tried: [0, 0.3],
    bins: [],
    levels: [],
    ...options,
  };
  return {
    source: 'example/wandb',
    analyzedAt: 0,
    origin: { project: null, framework: null, sweepFile: null },
    completed: 8,
    crashed: 13,
    parameters: [parameter],
    interactions: [],
    safeBounds: [],
    settings: [],
    runs: { crashed: [], columns: [] },
  };
}
