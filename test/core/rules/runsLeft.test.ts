import { describe, expect, it } from 'vitest';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { evidenceOf } from '../../../src/core/analysis/evidence';
import { checkSweep } from '../../../src/core/language/check';
import type { Evidence } from '../../../src/core/runs/evidence';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { makeRun, makeRunSet, valuesOf } from '../analysis/runSets';

const SWEEP = 'method: random\nparameters:\n  lr: {min: 0.0, max: 1.0}\n  batch: {values: [16, 64, 256]}\n';
const BATCHES = [16, 64, 256];

/** Runs that go through the square of both settings evenly. */
function evidenceWhere(crashes: (lr: number, batch: number) => boolean): Evidence {
  const runs = Array.from({ length: 90 }, (_, i) => {
    const [lr, batch] = [((i * 37) % 90) / 90, BATCHES[i % 3]!];
    return makeRun(`r${String(i)}`, {
      outcome: { kind: crashes(lr, batch) ? 'crashed' : 'finished', reason: '' },
      config: valuesOf({ lr, batch }),
    });
  });
  const { analysis, table } = analyzeSweep(makeRunSet(runs), { sweepText: SWEEP });
  return evidenceOf(analysis, table, { source: '', analyzedAt: 0, project: null, framework: null, sweepFile: null });
}

const blamed = (text: string, evidence: Evidence): readonly (string | undefined)[] =>
  checkSweep(parseSweepDocument(text), { evidence })
    .filter(({ code }) => code === 'V01')
    .map(({ path }) => path[1]);

describe('V01 in a file that was narrowed', () => {
  const narrowed = SWEEP.replace('max: 1.0', 'max: 0.5');

  it('blames no companion of the cause, once the file leaves out the cause', () => {
    // A batch of 256 crashes with a high rate only: 15 of 30 in all, none of those that are left.
    const together = evidenceWhere((lr, batch) => lr > 0.5 && batch === 256);
    expect(together.parameters.filter(({ verdict }) => verdict === 'strong').map(({ name }) => name)).toContain(
      'batch',
    );
    expect(blamed(SWEEP, together)).toContain('batch');
    expect(blamed(narrowed, together)).toEqual([]);
    // Nor does leaving out the batch leave the rate to blame.
    expect(blamed(SWEEP.replace(', 256', ''), together)).toEqual([]);
  });

  it('blames what crashes by itself as before', () => {
    const apart = evidenceWhere((lr, batch) => lr > 0.7 || batch === 256);
    expect(blamed(SWEEP, apart)).toEqual(['lr', 'batch']);
    expect(blamed(narrowed, apart)).toEqual(['batch']);
    expect(blamed(SWEEP.replace(', 256', ''), apart)).toEqual(['lr']);
  });

  it('blames as before where hardly a run is left to tell', () => {
    const together = evidenceWhere((lr, batch) => lr > 0.5 && batch === 256);
    // Two of the thirty runs with a batch of 256 have such a rate.
    expect(blamed(SWEEP.replace('min: 0.0, max: 1.0', 'min: 0.0, max: 0.04'), together)).toEqual(['batch']);
  });
});
