import { readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runAnalyze } from '../../src/cli/analyzeCommand';
import { runCompare } from '../../src/cli/compareCommand';
import { runRuns } from '../../src/cli/runsCommand';
import type { WandbMachine } from '../../src/cli/wandbSource';
import type { Analysis } from '../../src/core/analysis/analysis';
import { fail } from '../../src/core/ports';
import { fakeTerminal } from './fakeTerminal';

/** A machine without a network. */
const OFFLINE: WandbMachine = {
  http: { send: () => Promise.resolve(fail({ kind: 'unknown-host', message: 'ENOTFOUND' })) },
  sleep: () => Promise.resolve(),
  clock: Date,
  environment: {},
  netrc: () => Promise.resolve(null),
  wandbSettings: () => Promise.resolve(null),
};

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLE = join(ROOT, 'example');
const CONE_SWEEP = readFileSync(join(ROOT, 'test/fixtures/cone-sweep.json'), 'utf8');

describe('analyze', () => {
  it.each([
    ['the recorded folder', EXAMPLE],
    ['its wandb folder', join(EXAMPLE, 'wandb')],
    ['the folder of its sweep', join(EXAMPLE, 'wandb', 'sweep-c0nes001')],
    ['the exported file', 'cone-sweep.json'],
  ])('gives the figures of the investigation for %s', async (_, source) => {
    const terminal = fakeTerminal({ 'cone-sweep.json': CONE_SWEEP });
    expect(await runAnalyze(source, { format: 'json' }, terminal)).toBe(0);
    const analysis = JSON.parse(terminal.printed[0] ?? '') as Analysis;
    expect(analysis.version).toBe(1);
    expect(analysis.source.ref).toBe(source);
    expect(analysis.runs).toMatchObject({ total: 21, completed: 8, crashed: 13 });
    expect(analysis.crashRate?.value).toBeCloseTo(0.619, 3);
    expect(analysis.crashRate?.low).toBeCloseTo(0.409, 3);
    // 0.7925 rounds to either.
    expect(Math.abs((analysis.crashRate?.high ?? 0) - 0.793)).toBeLessThan(0.001);
    expect(analysis.best).toEqual({ id: '5ycouco7', metric: 'metrics/mAP50(B)', value: 0.7088 });
    expect(analysis.parameters[0]?.name).toBe('mixup');
    const means = Object.fromEntries(
      analysis.parameters.map(({ name, completed, crashed, differencePercent }) => [
        name,
        [completed?.mean?.toFixed(4), crashed?.mean?.toFixed(4), Math.round(differencePercent ?? NaN)],
      ]),
    );
    expect(means.mixup).toEqual(['0.0486', '0.1973', 306]);
    expect(means.dropout).toEqual(['0.0811', '0.1556', 92]);
    expect(means.hsv_v?.[2]).toBe(15);
    expect(means.lr0?.[2]).toBe(29);
    expect(analysis.parameters.find(({ name }) => name === 'dropout')?.verdict).toBe('inert');
  });

  it('says what to name where somebody names the sweep file instead of the runs', async () => {
    const files = {
      'sweep.yaml': readFileSync(join(EXAMPLE, 'sweep.yaml'), 'utf8'),
      'data.yaml': 'train: images\n',
    };
    const said = async (source: string): Promise<string | undefined> => {
      const terminal = fakeTerminal(files);
      expect(await runAnalyze(source, {}, terminal, OFFLINE)).toBe(2);
      return terminal.warnings[0];
    };
    const runs = 'the folder that holds wandb/, entity/project/sweep, or a .json, .jsonl or .csv file';
    expect(await said('sweep.yaml')).toBe(
      `sweep.yaml is a sweep file; it holds no runs. Name the runs (${runs}), and it with --sweep sweep.yaml.`,
    );
    expect(await said('data.yaml')).toBe(`data.yaml is a YAML file; it holds no runs. Name the runs: ${runs}.`);
  });

  it('counts the causes that each source tells', async () => {
    const causes = async (source: string): Promise<Record<string, number>> => {
      const terminal = fakeTerminal({ 'cone-sweep.json': CONE_SWEEP });
      await runAnalyze(source, { format: 'json' }, terminal);
      const analysis = JSON.parse(terminal.printed[0] ?? '') as Analysis;
      return Object.fromEntries(analysis.causes.map(({ cause, runs }) => [cause, runs]));
    };
    expect(await causes('cone-sweep.json')).toEqual({
      'nan-loss': 11,
      'cuda-out-of-memory': 1,
      'data-loader-killed': 1,
    });
    // One run died before its log was written.
    expect(await causes(EXAMPLE)).toEqual({
      'nan-loss': 10,
      'cuda-out-of-memory': 1,
      'data-loader-killed': 1,
      unknown: 1,
    });
  });

  it('writes in the format that the name of the file tells', async () => {
    const terminal = fakeTerminal({ 'cone-sweep.json': CONE_SWEEP });
    for (const out of ['report.md', 'report.html', 'analysis.json', 'notes.txt']) {
      expect(await runAnalyze('cone-sweep.json', { out }, terminal)).toBe(0);
    }
    expect(terminal.printed).toEqual([]);
    expect(terminal.written.get('report.md')).toMatch(/^# Crashed runs of cone-sweep.json\n/);
    expect(terminal.written.get('report.html')).toMatch(/^<!doctype html>/i);
    expect(JSON.parse(terminal.written.get('analysis.json') ?? '')).toMatchObject({ version: 1 });
    expect(terminal.written.get('notes.txt')).toContain('13 of 21 runs crashed');
  });

  it('ends 1 above the crash rate that is allowed, and says why', async () => {
    const terminal = fakeTerminal({ 'cone-sweep.json': CONE_SWEEP });
    const exit = (failAbove: number): Promise<number> => runAnalyze('cone-sweep.json', { failAbove }, terminal);
    expect(await exit(0.62)).toBe(0);
    expect(terminal.warnings).toEqual([]);
    expect(await exit(0.61)).toBe(1);
    expect(terminal.warnings).toEqual(['13 of 21 compared runs crashed, more than --fail-above 0.61 allows.']);
  });

  it('replaces nothing that it reads', async () => {
    const files = { 'cone-sweep.json': CONE_SWEEP, 'sweep.yaml': 'method: random\nparameters: {mixup: {max: 1.0}}\n' };
    const said = async (out: string, run: typeof runAnalyze | typeof runRuns): Promise<readonly string[]> => {
      const terminal = fakeTerminal(files);
      const options = { out, sweep: 'sweep.yaml', format: 'json' } as const;
      expect(await run('cone-sweep.json', options, terminal)).toBe(2);
      expect(terminal.written.size).toBe(0);
      return terminal.warnings;
    };
    expect(await said('./cone-sweep.json', runAnalyze)).toEqual([
      './cone-sweep.json is read here, and --out would replace it: name another file.',
    ]);
    expect(await said('sweep.yaml', runAnalyze)).toEqual([
      'sweep.yaml is read here, and --out would replace it: name another file.',
    ]);
    expect(await said('cone-sweep.json', runRuns)).toHaveLength(1);
    const terminal = fakeTerminal({ 'a.json': CONE_SWEEP, 'b.json': CONE_SWEEP });
    expect(await runCompare(['a.json', 'b.json'], { out: 'b.json' }, terminal)).toBe(2);
    expect(terminal.warnings).toEqual(['b.json is read here, and --out would replace it: name another file.']);
  });

  it('knows a file that it reads by a link to it too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sweep-guard-'));
    await writeFile(join(folder, 'runs.json'), CONE_SWEEP);
    await symlink(join(folder, 'runs.json'), join(folder, 'link.json'));
    const terminal = fakeTerminal({ [join(folder, 'runs.json')]: CONE_SWEEP });
    const out = join(folder, 'link.json');
    expect(await runAnalyze(join(folder, 'runs.json'), { out }, terminal)).toBe(2);
    expect(terminal.written.size).toBe(0);
    await rm(folder, { recursive: true });
  });

  it('says why a given sweep has no prediction', async () => {
    const terminal = fakeTerminal({ 'cone-sweep.json': CONE_SWEEP, 'sweep.yaml': 'method: random\nparameters: {}\n' });
    await runAnalyze('cone-sweep.json', { format: 'json', sweep: 'sweep.yaml' }, terminal);
    const analysis = JSON.parse(terminal.printed[0] ?? '') as Analysis;
    expect(analysis.prediction).toBeNull();
    expect(analysis.warnings.map(({ code }) => code)).toContain('no-prediction');
  });

  it.each([
    ['a path that does not exist', 'nowhere.json', 'nowhere.json does not exist. Check the path.'],
    [
      'a name of one part',
      'team',
      'team does not exist. Check the path; a sweep on W&B is written entity/project/sweep.',
    ],
    ['a sweep on W&B', 'team/cones/abc12345', 'api.wandb.ai is unknown to the network. Check the connection'],
    ['a project on W&B', 'team/cones', 'api.wandb.ai is unknown to the network. Check the connection'],
    [
      'an address',
      'https://wandb.ai/team/cones/sweeps/abc12345',
      'api.wandb.ai is unknown to the network. Check the connection',
    ],
    ['a folder without runs', join(ROOT, 'media'), 'holds no wandb/ folder. Pass the folder'],
  ])('ends 2 with one line for %s', async (_, source, message) => {
    const terminal = fakeTerminal();
    expect(await runAnalyze(source, {}, terminal, OFFLINE)).toBe(2);
    expect(terminal.printed).toEqual([]);
    expect(terminal.warnings).toHaveLength(1);
    expect(terminal.warnings[0]).toContain(message);
  });

  it.each([
    [
      'runs.csv',
      'ID,State,lr\n1,finished,2\n2,failed,"3\n4,failed,5\n',
      'has a quotation mark in line 3 that is not closed',
    ],
    ['runs.json', '[{"id":"a","state":"failed","config":{}},\n {"id":"b"', 'is not valid JSON at line 2: expected'],
  ])('ends 2 with one line, and prints nothing, where a part of %s can’t be read', async (name, text, message) => {
    for (const run of [
      runAnalyze,
      (...[source, , to]: Parameters<typeof runAnalyze>) => runRuns(source, { format: 'json' }, to),
    ]) {
      const terminal = fakeTerminal({ [name]: text });
      expect(await run(name, {}, terminal)).toBe(2);
      expect(terminal.printed).toEqual([]);
      expect(terminal.warnings).toHaveLength(1);
      expect(terminal.warnings[0]).toContain(`${name} ${message}`);
    }
  });
});

describe('the prediction of analyze', () => {
  const CONE_YAML = readFileSync(join(ROOT, 'example/sweep.yaml'), 'utf8');
  const predicted = async (files: Record<string, string>, source: string, sweep?: string): Promise<Analysis> => {
    const terminal = fakeTerminal(files);
    expect(await runAnalyze(source, { format: 'json', ...(sweep && { sweep }) }, terminal)).toBe(0);
    return JSON.parse(terminal.printed[0] ?? '') as Analysis;
  };
  const reason = ({ warnings }: Analysis): string =>
    warnings.find(({ code }) => code === 'no-prediction')?.message ?? 'none';

  it('is of the sweep that came with the runs, where no other is given', async () => {
    expect((await predicted({}, EXAMPLE)).prediction?.value).toBeCloseTo(0.619, 2);
    const given = await predicted({ 'runs.json': CONE_SWEEP, 'sweep.yaml': CONE_YAML }, 'runs.json', 'sweep.yaml');
    expect(given.prediction?.value).toBeCloseTo(0.619, 2);
  });

  it('is asked for where no sweep is known', async () => {
    const analysis = await predicted({ 'runs.json': CONE_SWEEP }, 'runs.json');
    expect(analysis.prediction).toBeNull();
    expect(reason(analysis)).toContain('No sweep file is known: give one with --sweep FILE.');
  });

  it('says of a sweep file that can’t be read where and why', async () => {
    const broken = { 'runs.json': CONE_SWEEP, 'bad.yaml': 'method: random\nparameters:\n  mixup: {min: 0, max: [\n' };
    expect(reason(await predicted(broken, 'runs.json', 'bad.yaml'))).toMatch(
      /The sweep file can’t be read, see its line \d: /,
    );
    const text = { 'runs.json': CONE_SWEEP, 'bad.yaml': 'just a text\n' };
    expect(reason(await predicted(text, 'runs.json', 'bad.yaml'))).toContain('The sweep file has no parameters.');
  });
});
