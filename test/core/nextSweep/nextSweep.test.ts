import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/core/analysis/analysis';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { checkSweep } from '../../../src/core/language/check';
import { priceOf, priceWords } from '../../../src/core/nextSweep/boundsPrice';
import { nextSweep, nextSweepName, type NextSweep } from '../../../src/core/nextSweep/nextSweep';
import { shellLine } from '../../../src/core/nextSweep/shell';
import { readRunFile } from '../../../src/core/sources/files';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { coneSweep, makeRun, makeRunSet, valuesOf } from '../analysis/runSets';

const TEXT = readFileSync(new URL('../../../example/sweep.yaml', import.meta.url), 'utf8');
const document = parseSweepDocument(TEXT);
const { analysis, table } = analyzeSweep(coneSweep(), { sweepText: TEXT });
const next = nextSweep({ document, analysis, table, fileName: 'sweep-2.yaml' });

describe('the next sweep', () => {
  it('is the old file with its safe bounds, below a header that says why', async () => {
    await expect(next.text).toMatchFileSnapshot('../../golden/nextSweep/cone-sweep-2.yaml');
    const read = parseSweepDocument(next.text);
    expect(read.syntaxErrors).toEqual([]);
    expect(checkSweep(read, { evidence: null }).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('starts from the completed runs inside the new ranges, the best first', () => {
    // The eighth completed run has mixup 0.1466, beyond the new end of 0.09.
    expect(next.priorRuns).toHaveLength(7);
    expect(next.priorRuns[0]).toBe('5ycouco7');
    expect(next.createCommand).toMatch(/^wandb sweep --prior_run 5ycouco7 (?:--prior_run \w{8} ){6}sweep-2\.yaml$/);
    expect(next.agentCommand).toBe('wandb agent cone-detector/SWEEP_ID');
  });

  it('names entity and project as the runs have them, quoted', () => {
    const elsewhere: Analysis = { ...analysis, source: { kind: 'wandb', ref: 'my-team/cones/abc12345' } };
    const bare = parseSweepDocument(TEXT.replace('project: cone-detector\n', ''));
    const made = nextSweep({ document: bare, analysis: elsewhere, table, fileName: '-my sweep.yaml' });
    expect(made.createCommand).toMatch(
      /^wandb sweep --entity my-team --project cones --prior_run .* '\.\/-my sweep\.yaml'$/,
    );
    expect(made.agentCommand).toBe('wandb agent my-team/cones/SWEEP_ID');
    const target = { entity: "o'neill; rm -rf /", project: '$(id)' };
    const hostile = nextSweep({ document: bare, analysis, table, fileName: 'a.yaml', target });
    expect(hostile.createCommand).toContain(`--entity 'o'\\''neill; rm -rf /' --project '$(id)' --prior_run`);
  });

  it('names the source without the folders that it lies in', () => {
    const firstLine = (ref: string): string | undefined => {
      const elsewhere: Analysis = { ...analysis, source: { ...analysis.source, ref } };
      return nextSweep({ document, analysis: elsewhere, table, fileName: 'a.yaml' }).text.split('\n')[0];
    };
    expect(firstLine('/home/jo/cones/wandb/')).toMatch(/^# Next sweep, written by Sweep Guard after wandb,/);
    expect(firstLine('C:\\runs\\cones.csv')).toMatch(/ after cones\.csv,/);
    expect(firstLine('team/cones/abc123')).toMatch(/ after team\/cones\/abc123,/);
    expect(firstLine('../cones/runs.csv')).toMatch(/ after \.\.\/cones\/runs\.csv,/);
  });

  it('takes the place of an earlier header, and keeps line breaks', () => {
    const again = nextSweep({ document: parseSweepDocument(next.text), analysis, table, fileName: 'sweep-3.yaml' });
    expect(again.text.match(/written by Sweep Guard/g)).toHaveLength(1);
    expect(again.notes[0]).toBe('The file lies inside the safe bounds already (mixup); its ranges are as they were.');
    expect(again.narrowed.skipped.map(({ reason }) => reason)).toEqual(['already-inside']);
    const windows = parseSweepDocument(`\ufeff${TEXT.replaceAll('\n', '\r\n')}`);
    const made = nextSweep({ document: windows, analysis, table, fileName: 'sweep-2.yaml' }).text;
    expect(made.startsWith('\ufeff# Next sweep')).toBe(true);
    expect(made.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('says what seeding does by the method', () => {
    const notesOf = (method: string): string =>
      nextSweep({
        document: parseSweepDocument(TEXT.replace('method: bayes', `run_cap: 30\nmethod: ${method}`)),
        ...{ analysis, table, fileName: 'a.yaml' },
      }).notes.join('\n');
    expect(notesOf('bayes')).toContain('bayes starts from 7 completed runs');
    expect(notesOf('random')).toContain('added for comparison; random draws without looking at them');
    expect(notesOf('random')).toContain('towards run_cap');
  });

  it('goes without earlier runs where none lies inside, and without names that are no ids', () => {
    const runs = ['finished', 'finished', 'crashed', 'crashed'].map((kind, i) =>
      makeRun(i === 0 ? 'my run' : `r${String(i)}`, {
        outcome: { kind: kind as 'finished' | 'crashed', reason: '' },
        config: valuesOf(i === 1 ? { x: 0.9 } : { x: 0.1 * i }),
      }),
    );
    const text = 'method: random\nparameters:\n  x: {min: 0.0, max: 0.5}\n';
    const result = analyzeSweep(makeRunSet(runs), { sweepText: text });
    const made = nextSweep({ document: parseSweepDocument(text), ...result, fileName: 'a.yaml' });
    expect(made.createCommand).toBe('wandb sweep a.yaml');
    expect(made.agentCommand).toBe('wandb agent SWEEP_ID');
    expect(made.notes.join(' ')).toContain('The completed runs inside the new ranges have no ids here');
    const beside = parseSweepDocument(text.replace('0.5', '-0.5').replace('0.0', '-1.0'));
    expect(nextSweep({ document: beside, ...result, fileName: 'a.yaml' }).notes.join(' ')).toContain(
      'No completed run has all its settings inside the new ranges',
    );
  });

  it('names no run of a table that has display names only, by which W&B does not find them', () => {
    const text = 'method: bayes\nmetric: {name: loss, goal: minimize}\nparameters:\n  x: {min: 0.0, max: 1.0}\n';
    const written = (head: string): string => {
      const read = readRunFile(`${head},State,x,loss\nrun-1,finished,0.5,1\nrun-2,crashed,0.4,\n`, 'runs.csv', {
        parameters: ['x'],
      });
      if (!read.ok) throw new Error(read.error.message);
      const result = analyzeSweep(read.value, { sweepText: text });
      return nextSweep({ document: parseSweepDocument(text), ...result, fileName: 'a.yaml' }).createCommand;
    };
    expect(written('Name')).toBe('wandb sweep a.yaml');
    expect(written('ID')).toBe('wandb sweep --prior_run run-1 a.yaml');
  });

  it('leaves half of run_cap to new runs', () => {
    const runs = Array.from({ length: 30 }, (_, i) =>
      makeRun(`run${String(i)}`, {
        outcome: { kind: 'finished', reason: '' },
        config: valuesOf({ x: 0.5 }),
        summary: valuesOf({ loss: i }),
      }),
    );
    const made = (cap: number): NextSweep => {
      const text = `method: random\nrun_cap: ${String(cap)}\nmetric: {name: loss, goal: minimize}\nparameters:\n  x: {min: 0.0, max: 1.0}\n`;
      const result = analyzeSweep(makeRunSet(runs), { sweepText: text });
      return nextSweep({ document: parseSweepDocument(text), ...result, fileName: 'a.yaml' });
    };
    expect(made(9).priorRuns).toEqual(['run0', 'run1', 'run2', 'run3']);
    expect(made(9).notes.join(' ')).toContain('Of 30 such runs, the command names the best 4.');
    expect(made(60).priorRuns).toHaveLength(30);
    expect(made(1)).toMatchObject({ createCommand: 'wandb sweep a.yaml', priorRuns: [] });
    expect(made(1).notes.join(' ')).toContain('run_cap leaves no room for earlier runs');
  });

  it('names the best hundred of many runs', () => {
    const runs = Array.from({ length: 150 }, (_, i) =>
      makeRun(`run${String(i)}`, {
        outcome: { kind: 'finished', reason: '' },
        config: valuesOf({ x: 0.5 }),
        summary: valuesOf({ loss: i }),
      }),
    );
    const text = 'method: bayes\nmetric: {name: loss, goal: minimize}\nparameters:\n  x: {min: 0.0, max: 1.0}\n';
    const made = nextSweep({
      document: parseSweepDocument(text),
      ...analyzeSweep(makeRunSet(runs), { sweepText: text }),
      fileName: 'a.yaml',
    });
    expect(made.priorRuns).toEqual(Array.from({ length: 100 }, (_, i) => `run${String(i)}`));
    expect(made.notes.join(' ')).toContain('Of 150 such runs, the command names the best 100.');
  });

  it('has a name of its own', () => {
    const taken = new Set(['sweep-2.yaml', 'b-7.yml']);
    const name = (from: string): string => nextSweepName(from, (one) => taken.has(one));
    expect([name('sweep.yaml'), name('b-6.yml'), name('c'), name('a.b.yaml')]).toEqual([
      ...['sweep-3.yaml', 'b-8.yml', 'c-2.yaml', 'a.b-2.yaml'],
    ]);
  });
});

describe('the price', () => {
  it('counts lists as the values that they are, which bounds leave out and keep', () => {
    const runs = Array.from({ length: 40 }, (_, i) =>
      makeRun(`r${String(i)}`, {
        outcome: { kind: i % 4 === 1 || i === 2 ? 'crashed' : 'finished', reason: '' },
        config: valuesOf({ hidden: [[64, 64], [256, 256], [128], null][i % 4]! }),
      }),
    );
    const text = 'method: random\nparameters:\n  hidden:\n    values: [[64, 64], [256, 256], [128], null]\n';
    const found = analyzeSweep(makeRunSet(runs), { sweepText: text });
    const written = nextSweep({ document: parseSweepDocument(text), ...found, fileName: 'sweep-2.yaml' });
    expect(written.text).toContain('    values: [[64, 64], [128], null]\n');
    expect(found.analysis.safeBoundsEffect).toMatchObject({ crashesAvoided: 10, completedKept: 29, spaceKept: 0.75 });
    const header = written.text.replaceAll(/\s+(?:#\s*)?/g, ' ');
    expect(header).toContain('avoids 10 of 11 crashes, keeps all 29 completed, 75 % of the space');
    expect(written.priorRuns).toHaveLength(29);

    // PyYAML reads 1e-3 as text, and the runs have a number.
    const other = parseSweepDocument('method: random\nparameters:\n  hidden: {value: [1e-3]}\n');
    expect(nextSweep({ document: other, ...found, fileName: 'sweep-2.yaml' }).priorRuns).toHaveLength(29);
  });

  it('counts runs at null as kept where null is', () => {
    const runs = Array.from({ length: 30 }, (_, i) =>
      makeRun(`r${String(i)}`, {
        outcome: { kind: i % 3 === 1 ? 'crashed' : 'finished', reason: '' },
        config: valuesOf({ schedule: ['cos', 'step', null][i % 3]! }),
      }),
    );
    const text = 'method: random\nparameters:\n  schedule: {values: [cos, step, null]}\n';
    const found = analyzeSweep(makeRunSet(runs), { sweepText: text });
    expect(found.analysis.safeBounds[0]?.to).toEqual({ values: ['cos', null] });
    const sweep = parseSweepDocument(text);
    const written = nextSweep({ document: sweep, ...found, fileName: 'sweep-2.yaml' });
    expect(priceOf(found.analysis.safeBounds, found.table, { best: null, document: sweep })).toMatchObject({
      completedKept: 20,
      crashesAvoided: 10,
    });
    expect(written.priorRuns).toHaveLength(20);
  });

  it('is that of the analysis for all its bounds', () => {
    const price = priceOf(analysis.safeBounds, table, { best: analysis.best?.id ?? null, document });
    expect(price).toEqual(analysis.safeBoundsEffect);
    expect(priceWords(price)).toBe('avoids 12 of 13 crashes, keeps 7 of 8 completed, 30\u00a0% of the space');
  });

  it('counts for some of them, without a file, and says all and none', () => {
    const none = priceOf([], table, { best: null, document: null });
    expect(priceWords(none)).toBe('avoids 0 of 13 crashes, keeps all 8 completed');
    expect(priceWords({ ...none, bestRunKept: false, spaceKept: 0.001, crashesTotal: 1, crashesAvoided: 1 })).toBe(
      'avoids 1 of 1 crash, keeps all 8 completed, not the best run, < 1\u00a0% of the space',
    );
  });
});

it('words arrive at a program as they are', () => {
  expect(shellLine(['a', 'b c', "it's", '', '$HOME', 'x=1,2', '*'])).toBe(`a 'b c' 'it'\\''s' '' '$HOME' x=1,2 '*'`);
});
