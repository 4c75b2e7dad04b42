import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeSweep } from '../../src/core/analysis/analyzeSweep';
import { evidenceOf, predictSweep } from '../../src/core/analysis/evidence';
import { parseSweepDocument } from '../../src/core/sweep/document';
import { decodeKept, encodeKept, withAnalysis, type KeptAnalysis } from '../../src/shared/keptAnalyses';
import { coneSweep } from '../core/analysis/runSets';
import { evidenceAbout } from '../core/rules/evidence';

const SWEEP = 'method: random\nparameters:\n  mixup: {min: 0.0, max: 0.3}\n  hsv_v: {min: 0.35, max: 0.6}\n';
const { analysis, table } = analyzeSweep(coneSweep(), { sweepText: SWEEP, predict: true });
const from = { source: 'cones', analyzedAt: 1, project: null, framework: null, sweepFile: null };
const kept = (sweepUri: string | null, analyzedAt = 1): KeptAnalysis => ({
  evidence: evidenceOf(analysis, table, { ...from, analyzedAt }),
  restore: { version: 2, source: { kind: 'uri', uri: 'file:///runs' }, sweepUri },
});

describe('analyses that are remembered', () => {
  it('come back as they were, and predict as the analysis itself did', () => {
    const text = encodeKept([kept(null)]);
    // What goes into the editor's storage for 21 runs of some twenty settings, in characters.
    expect(text.length).toBeLessThan(20_000);
    const back = decodeKept(text);
    if (!back.ok) throw new Error(back.error);
    expect(back.value).toEqual([kept(null)]);
    expect(analysis.prediction).not.toBeNull();
    expect(predictSweep(back.value[0]!.evidence, parseSweepDocument(SWEEP))).toEqual(analysis.prediction);
  });

  it('replace those of the same runs with the same file, newest first, and are few', () => {
    const [a, b] = [kept('file:///a.yaml'), kept('file:///b.yaml')];
    const again = kept('file:///a.yaml', 2);
    expect(withAnalysis(withAnalysis([a], b), again)).toEqual([again, b]);
    const many = Array.from({ length: 30 }, (_, i) => kept(`file:///${i}.yaml`));
    expect(many.reduce<readonly KeptAnalysis[]>(withAnalysis, [])).toHaveLength(12);
  });

  it('are dropped when a part is missing, cut or of another version', () => {
    const text = encodeKept([kept(null)]);
    expect(decodeKept(text.replace('"version":1', '"version":9'))).toEqual({ ok: false, error: 'its version is 9' });
    expect(decodeKept(text.slice(0, -5)).ok).toBe(false);
    expect(decodeKept('null').ok).toBe(false);
    const value = JSON.parse(text) as { analyses: { evidence: Record<string, unknown> }[] };
    for (const key of Object.keys(evidenceAbout('x'))) {
      const broken = structuredClone(value);
      // JSON leaves out what is undefined.
      broken.analyses[0]!.evidence[key] = undefined;
      expect(decodeKept(JSON.stringify(broken)).ok, key).toBe(false);
    }
  });

  it('never throw for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(decodeKept(text).ok).toBe(false);
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
