import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runJob } from '../../src/shared/runJob';
import { coneSweep } from '../core/analysis/runSets';

const SWEEP = readFileSync(join(import.meta.dirname, '../../example/sweep.yaml'), 'utf8');
const NO_PROGRESS = { report: () => undefined };

describe('an analysis for the panel', () => {
  it('predicts for the sweep that is open, else for the one that came with the runs', () => {
    const open = runJob({ runSet: coneSweep(), sweepText: SWEEP }, NO_PROGRESS);
    const own = runJob({ runSet: { ...coneSweep(), sweepText: SWEEP }, sweepText: null }, NO_PROGRESS);
    for (const done of [open, own]) {
      // 13 of 21 runs of this very sweep crashed.
      expect(done.ok && done.value.analysis.prediction?.value).toBeCloseTo(13 / 21, 2);
    }
  });

  it('predicts nothing, and asks for nothing, where no sweep is known', () => {
    const done = runJob({ runSet: coneSweep(), sweepText: null }, NO_PROGRESS);
    expect(done.ok && done.value.analysis.prediction).toBeNull();
    expect(done.ok && done.value.analysis.warnings.map(({ code }) => code)).not.toContain('no-prediction');
  });
});
