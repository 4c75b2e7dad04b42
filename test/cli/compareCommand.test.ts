import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAnalyze } from '../../src/cli/analyzeCommand';
import { runCompare } from '../../src/cli/compareCommand';
import type { SweepComparison } from '../../src/core/analysis/compareSweeps';
import { fakeTerminal } from './fakeTerminal';

const ROOT = join(import.meta.dirname, '../..');
const CONE_SWEEP = readFileSync(join(ROOT, 'test/fixtures/cone-sweep.json'), 'utf8');
const SWEEP = readFileSync(join(ROOT, 'example/sweep.yaml'), 'utf8');
const SAFER = JSON.stringify(
  Array.from({ length: 20 }, (_, i) => ({
    id: `s${String(i)}`,
    state: i < 2 ? 'crashed' : 'finished',
    config: { mixup: 0.004 * i },
  })),
);

describe('compare', () => {
  it('says whether the later sweep crashed less', async () => {
    const terminal = fakeTerminal({ 'a.json': CONE_SWEEP, 'b.json': SAFER });
    expect(await runCompare(['a.json', 'b.json'], {}, terminal)).toBe(0);
    expect(terminal.printed[0]).toContain('b.json crashed less: 52 percentage points less than a.json');
    expect(terminal.printed[0]).toContain('Sweeps that follow each other are no experiment');
  });

  it('prints the same figures as JSON and Markdown, or writes them', async () => {
    const terminal = fakeTerminal({ 'a.json': CONE_SWEEP, 'b.json': SAFER });
    await runCompare(['a.json', 'b.json'], { format: 'json' }, terminal);
    const comparison = JSON.parse(terminal.printed[0]!) as SweepComparison;
    expect(comparison.sweeps.map(({ crashed, total }) => [crashed, total])).toEqual([
      [13, 21],
      [2, 20],
    ]);
    expect(await runCompare(['a.json', 'b.json'], { format: 'markdown', out: 'c.md' }, terminal)).toBe(0);
    expect(terminal.written.get('c.md')).toMatch(/^# Before and after\n\n## Crash rates\n/);
  });

  it('says which runs are in both, and refuses where none are left', async () => {
    const runs = JSON.parse(SAFER) as readonly object[];
    const files = { 'a.json': JSON.stringify(runs.slice(0, 14)), 'b.json': JSON.stringify(runs.slice(7)) };
    const overlapping = fakeTerminal(files);
    expect(await runCompare(['a.json', 'b.json'], {}, overlapping)).toBe(0);
    expect(overlapping.warnings).toEqual(['7 runs of b.json are in a.json too, and counted there only.']);

    const same = fakeTerminal(files);
    expect(await runCompare(['a.json', 'a.json'], {}, same)).toBe(2);
    expect(same.printed).toEqual([]);
    expect(same.warnings).toEqual([
      'All 14 runs of a.json are in a.json too, so that nothing is left to compare. Name different sweeps.',
    ]);
  });

  it('asks for two sweeps that can be read', async () => {
    const terminal = fakeTerminal({ 'a.json': CONE_SWEEP });
    expect(await runCompare(['a.json'], {}, terminal)).toBe(2);
    expect(await runCompare(['a.json', 'missing.json'], {}, terminal)).toBe(2);
    expect(terminal.warnings).toEqual([
      'One sweep can’t be compared with itself. Name two or more, in the order in which they ran.',
      expect.stringContaining('missing.json does not exist.'),
    ]);
  });
});

describe('analyze --write-next', () => {
  it('writes the safer file and says how to start it', async () => {
    const terminal = fakeTerminal({ 'a.json': CONE_SWEEP, 'sweep.yaml': SWEEP });
    expect(await runAnalyze('a.json', { sweep: 'sweep.yaml', writeNext: 'runs/sweep-2.yaml' }, terminal)).toBe(0);
    expect(terminal.written.get('runs/sweep-2.yaml')).toContain('  mixup: {min: 0.0, max: 0.09}\n');
    expect(terminal.written.get('runs/sweep-2.yaml')).toMatch(
      /^# {3}wandb sweep --prior_run 5ycouco7 .* sweep-2\.yaml$/m,
    );
    expect(terminal.warnings).toEqual([expect.stringMatching(/^runs\/sweep-2\.yaml was written; /)]);
  });

  it('replaces no file but one that it wrote', async () => {
    const notes = { 'a.json': CONE_SWEEP, 'sweep.yaml': SWEEP, 'notes.yaml': 'my: notes\n' };
    for (const writeNext of ['notes.yaml', 'sweep.yaml']) {
      const terminal = fakeTerminal(notes);
      expect(await runAnalyze('a.json', { sweep: 'sweep.yaml', writeNext }, terminal)).toBe(2);
      expect(terminal.written.size).toBe(0);
      expect(terminal.warnings).toEqual([
        `${writeNext} is there already, and --write-next wrote none of it: name a new file.`,
      ]);
    }
    const first = fakeTerminal(notes);
    await runAnalyze('a.json', { sweep: 'sweep.yaml', writeNext: 'next.yaml' }, first);
    const again = fakeTerminal({ ...notes, 'next.yaml': first.written.get('next.yaml')! });
    expect(await runAnalyze('a.json', { sweep: 'sweep.yaml', writeNext: 'next.yaml' }, again)).toBe(0);
    expect(again.written.get('next.yaml')).toBe(first.written.get('next.yaml'));
  });

  it('asks for the sweep file, and writes nothing where there is no reason to', async () => {
    const terminal = fakeTerminal({ 'b.json': SAFER, 'sweep.yaml': SWEEP });
    expect(await runAnalyze('b.json', { writeNext: 'next.yaml' }, terminal)).toBe(2);
    expect(await runAnalyze('b.json', { sweep: 'sweep.yaml', writeNext: 'next.yaml' }, terminal)).toBe(0);
    expect(terminal.written.size).toBe(0);
    expect(terminal.warnings.at(-1)).toMatch(
      /^next\.yaml was not written\. mixup goes with crashing, but no narrower range .* below 10\s%\)\.$/,
    );
  });

  it('says so where the sweep file does not search what goes with crashing', async () => {
    const runs = Array.from({ length: 40 }, (_, i) => ({
      id: `r${i}`,
      state: i < 20 ? 'crashed' : 'finished',
      config: { lr: i < 20 ? 1 : 0.1, wd: (i % 20) / 20 },
    }));
    const sweep = 'method: random\nparameters:\n  wd: {min: 0.0, max: 1.0}\n  lr: {value: 0.1}\n';
    const terminal = fakeTerminal({ 'a.json': JSON.stringify({ runs }), 'sweep.yaml': sweep });
    expect(await runAnalyze('a.json', { sweep: 'sweep.yaml', writeNext: 'next.yaml' }, terminal)).toBe(0);
    expect(terminal.warnings.at(-1)).toBe(
      'next.yaml was not written. lr goes with crashing, but the sweep file does not search it.',
    );
  });

  it('pairs settings that crash together, where the runs have such a combination', async () => {
    const runs = Array.from({ length: 60 }, (_, i) => {
      const config = { x: ((i * 37) % 60) / 60, kind: ['a', 'b', 'c'][i % 3]! };
      return { id: `r${String(i)}`, state: config.x > 0.5 && config.kind === 'a' ? 'crashed' : 'finished', config };
    });
    const sweep = 'method: random\nparameters:\n  x: {min: 0.0, max: 1.0}\n  kind: {values: [a, b, c]}\n';
    const files = { 'a.json': JSON.stringify({ runs }), 'b.json': CONE_SWEEP, 'sweep.yaml': sweep };
    const terminal = fakeTerminal(files);
    const options = { sweep: 'sweep.yaml', writeNext: 'next.yaml', pair: true };
    expect(await runAnalyze('a.json', options, terminal)).toBe(0);
    expect(terminal.written.get('next.yaml')).toContain(
      `  x_and_kind:\n    values:\n      - '{"x": 0.1, "kind": "a"}'\n`,
    );
    const alone = fakeTerminal(files);
    await runAnalyze('a.json', { sweep: 'sweep.yaml', writeNext: 'next.yaml' }, alone);
    expect(alone.warnings.at(-1)).toContain('which ranges can’t say: --pair makes one parameter of them.');
    const other = fakeTerminal(files);
    expect(await runAnalyze('b.json', options, other)).toBe(0);
    expect(other.warnings.at(-1)).toMatch(/^next\.yaml was not written\. No combination of settings crashed/);
    const narrows = fakeTerminal({ 'b.json': CONE_SWEEP, 'sweep.yaml': SWEEP });
    await runAnalyze('b.json', options, narrows);
    expect(narrows.warnings.at(-1)).toMatch(
      /so that bounds are enough\. Without --pair, narrower ranges are written\.$/,
    );
    expect(await runAnalyze('a.json', { sweep: 'sweep.yaml', pair: true }, terminal)).toBe(2);
  });
});
