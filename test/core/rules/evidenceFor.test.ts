import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { evidenceFor } from '../../../src/core/rules/evidenceFor';
import { OLD_EVIDENCE, type Evidence, type EvidenceOrigin } from '../../../src/core/runs/evidence';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { evidenceAbout } from './evidence';

const FILE = 'file:///work/sweep.yaml';
const sweep = (head: string, names = ['mixup', 'lrf']): string =>
  `method: random\n${head}parameters:\n${names.map((name) => `  ${name}: {min: 0.0, max: 0.3}\n`).join('')}`;
const kept = (analyzedAt: number, origin: Partial<EvidenceOrigin> = {}, name = 'mixup'): Evidence => ({
  ...evidenceAbout(name),
  analyzedAt,
  source: `analysis ${analyzedAt}`,
  origin: { project: null, framework: null, sweepFile: null, ...origin },
});
const choose = (text: string, ...list: readonly Evidence[]) => evidenceFor(parseSweepDocument(text), FILE, list);

describe('the analysis that speaks for a sweep file', () => {
  it('is the newest of the same things', () => {
    expect(choose(sweep(''), kept(1), kept(3), kept(2)).evidence?.analyzedAt).toBe(3);
    expect(choose(sweep(''))).toEqual({ evidence: null, foreign: null });
  });

  it('is the newest that was started from the very file, where there is one', () => {
    const own = kept(1, { sweepFile: FILE, project: 'team/other' });
    expect(choose(sweep('project: cones\n'), kept(5, { project: 'team/cones' }), own).evidence).toBe(own);
  });

  it('is of the same project, of whichever entity the file leaves open', () => {
    const evidence = kept(1, { project: 'team/cones' });
    expect(choose(sweep('project: cones\n'), evidence).evidence).toBe(evidence);
    expect(choose(sweep('entity: team\nproject: cones\n'), evidence).evidence).toBe(evidence);
    expect(choose(sweep('entity: others\nproject: cones\n'), evidence)).toEqual({
      evidence: null,
      foreign: {
        source: 'analysis 1',
        parameters: ['mixup'],
        why: 'Its runs are of the project team/cones, this sweep of others/cones.',
      },
    });
  });

  it('uses the same framework, also where it was started from the file', () => {
    const text =
      'method: random\nparameters:\n  mixup: {min: 0.0, max: 0.3}\n  hsv_h: {value: 0.1}\n  mosaic: {value: 1.0}\n';
    const evidence = kept(1, { framework: 'Keras', sweepFile: FILE });
    expect(choose(text, evidence).foreign?.why).toBe('Its runs use Keras, this sweep Ultralytics YOLO.');
  });

  it('shares most parameters where no project tells', () => {
    const names = ['mixup', 'a', 'b', 'c'];
    expect(choose(sweep('', names), kept(1)).foreign?.why).toBe('Its runs share only mixup with this sweep.');
    expect(choose(sweep('project: p\n', names), kept(1, { project: 'p' })).evidence).not.toBeNull();
    // Nothing at all in common is not even mentioned.
    expect(choose(sweep('', ['a', 'b']), kept(1))).toEqual({ evidence: null, foreign: null });
  });
});

describe('V01', () => {
  const problems = (text: string, evidence: Evidence, now?: number) =>
    checkSweep(parseSweepDocument(text), { evidence, ...(now !== undefined && { now }) }).filter(
      ({ code }) => code === 'V01',
    );
  const body = (written: string): string => `method: random\nparameters:\n  x: ${written}\n`;

  it('says which levels crash, and offers to leave one out', () => {
    const levels = [
      { value: 'adam', crashed: 9, total: 9, low: 0.7008, high: 1 },
      { value: 'sgd', crashed: 2, total: 10, low: 0.0567, high: 0.5098 },
    ];
    const evidence = evidenceAbout('x', {
      threshold: null,
      completedMean: null,
      crashedMean: null,
      tried: null,
      levels,
    });
    const [problem, ...others] = problems(body('{values: [adam, sgd, lion]}'), evidence);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'warning',
      path: ['parameters', 'x', 'values'],
      message:
        '33 % of the draws have x at adam: 9 of 9 past runs with adam crashed (95 %: 70–100 %); with others 2 of 10 did.',
    });
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Remove adam from values']);
    expect(problems(body('{values: [sgd, lion]}'), evidence)).toEqual([]);
  });

  it('knows a number of the runs in the text that PyYAML makes of it', () => {
    const levels = [
      { value: 0.01, crashed: 9, total: 9, low: 0.7008, high: 1 },
      { value: 'auto', crashed: 2, total: 10, low: 0.0567, high: 0.5098 },
    ];
    const none = { threshold: null, completedMean: null, crashedMean: null, tried: null };
    const [problem] = problems(body('{values: [1e-2, auto]}'), evidenceAbout('x', { ...none, levels }));
    expect(problem?.message).toContain('9 of 9 past runs with 0.01 crashed');
    expect(problem?.message).toMatch(/^Half of the draws have x at 1e-2: /);
  });

  it('does not shout on few runs, nor on old ones', () => {
    const found = evidenceAbout('x');
    expect(problems(body('{min: 0.0, max: 0.3}'), found)[0]?.severity).toBe('warning');
    expect(problems(body('{min: 0.0, max: 0.3}'), { ...found, completed: 1, crashed: 2 })[0]?.severity).toBe('info');
    const old = problems(body('{min: 0.0, max: 0.3}'), found, OLD_EVIDENCE + 1)[0];
    expect(old).toMatchObject({ severity: 'info' });
    expect(old?.message).toContain('The analysis is more than three months old.');
  });

  it('says where no run tried what is drawn, and keeps quiet where the setting must mean something else', () => {
    const found = evidenceAbout('x', { tried: [0, 0.3] });
    const [beyond] = problems(body('{min: 0.5, max: 1.0}'), found);
    expect(beyond?.severity).toBe('info');
    expect(beyond?.message).toContain('No run tried what this sweep draws: they had 0 to 0.3.');
    expect(problems(body('{min: 100, max: 200}'), found)).toEqual([]);
  });
});
