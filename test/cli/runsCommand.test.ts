import { describe, expect, it } from 'vitest';
import { runRuns } from '../../src/cli/runsCommand';
import { fakeTerminal } from './fakeTerminal';

const RUNS = JSON.stringify(
  [0.5, 0.6, null, 0.7].map((score, i) => ({
    id: `r${String(i)}`,
    state: 'finished',
    config: { lr: 0.1 * (i + 1) },
    summary: { score: score ?? 'NaN' },
  })),
);

describe('sweep-guard runs', () => {
  it.each(['json', 'csv'] as const)('%s shows the outcome as it is judged, and reads back the same', async (format) => {
    const first = fakeTerminal({ 'runs.json': RUNS });
    expect(await runRuns('runs.json', { format }, first)).toBe(0);
    const written = first.printed[0] ?? '';
    if (format === 'json') {
      const runs = JSON.parse(written) as readonly Record<string, unknown>[];
      expect(runs.map(({ outcome }) => outcome)).toEqual(['finished', 'finished', 'finished', 'finished']);
      expect(runs.map((run) => run.judged_outcome)).toEqual(['finished', 'finished', 'broken', 'finished']);
      expect(runs[2]?.judged_reason).toContain('but score is NaN');
    } else {
      expect(written.split('\n')[0]).toContain('exit_code,judged_outcome,judged_reason,config.lr');
      expect(written.split('\n')[3]).toContain('broken,');
    }
    const again = fakeTerminal({ [`runs.${format}`]: written });
    expect(await runRuns(`runs.${format}`, { format }, again)).toBe(0);
    expect(again.printed[0]).toBe(written);
  });
});
