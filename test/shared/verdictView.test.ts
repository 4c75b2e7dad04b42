import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { analyzeSweep } from '../../src/core/analysis/analyzeSweep';
import type { Analysis, ParameterResult } from '../../src/core/analysis/analysis';
import { causeViews, type CauseView } from '../../src/shared/causeView';
import { barLabel, outcomeSegments } from '../../src/shared/outcomeBar';
import { verdictView, type ReadyState } from '../../src/shared/verdictView';
import { coneSweep, makeRun, makeRunSet, runWith } from '../core/analysis/runSets';
import { panelOf } from './panels';

const NO_BREAK = '\u00a0';

const CONE = analyzeSweep(coneSweep(), {
  sweepText: readFileSync(new URL('../../example/sweep.yaml', import.meta.url), 'utf8'),
});

/** The recorded sweep as the host pushes it. */
function coneState(change: Partial<Analysis> = {}): ReadyState {
  return panelOf(coneSweep(), { ...CONE, analysis: { ...CONE.analysis, ...change } });
}

function stateOf(...runs: Parameters<typeof runWith>[]): ReadyState {
  const runSet = makeRunSet(runs.map((run) => runWith(...run)));
  return panelOf(runSet, analyze(runSet));
}

function causesIn({ analysis, table }: ReadyState): readonly CauseView[] {
  return causeViews(analysis, table);
}

function barOf({ analysis, table }: ReadyState): string {
  return barLabel(outcomeSegments(analysis, table));
}

function parameter(name: string, change: Partial<ParameterResult> = {}): ParameterResult {
  return { ...coneState().analysis.parameters[0]!, name, ...change };
}

describe('the verdict', () => {
  it('says how many crashed, which setting goes with it, and where', () => {
    const view = verdictView(coneState());
    expect(view.headline).toBe('13 of 21 runs crashed');
    expect(view.finding).toBe('High mixup goes with crashing (strong evidence). Less certain: high hsv_v.');
  });

  it('has a bar with the completed runs, the crashed ones by cause, then the others', () => {
    const { analysis, table } = coneState();
    expect(outcomeSegments(analysis, table)).toMatchObject([
      { group: 'completed', label: 'completed', runs: 8, share: 8 / 21, sign: '' },
      { group: 'crashed', label: 'NaN or infinite loss', runs: 11, share: 11 / 21, sign: 'A', place: 0 },
      { group: 'crashed', label: 'CUDA out of memory', runs: 1, sign: 'B' },
      { group: 'crashed', label: 'Data-loader worker killed', runs: 1, sign: 'C' },
    ]);
    expect(barOf(coneState())).toBe(
      '8 completed, 11 crashed: NaN or infinite loss, 1 crashed: CUDA out of memory, ' +
        '1 crashed: Data-loader worker killed',
    );
  });

  it('puts causes beyond the fifth into one piece, and runs without a cause into another', () => {
    const runs = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((word, index) =>
      makeRun(`r${index}`, {
        outcome: { kind: 'crashed', reason: '' },
        logTail: [`Odd${word.toUpperCase()}Error: ${word}`],
      }),
    );
    const runSet = makeRunSet([...runs, runWith('stopped', 'stopped', {})]);
    const { analysis, table } = panelOf(runSet, analyze(runSet, { crashed: ['crashed', 'stopped'] }));
    const segments = outcomeSegments(analysis, table);
    expect(segments.map(({ label, runs: count }) => [label, count])).toEqual([
      ['OddAError: a', 1],
      ['OddBError: b', 1],
      ['OddCError: c', 1],
      ['OddDError: d', 1],
      ['OddEError: e', 1],
      ['other causes', 2],
      ['no cause looked for', 1],
    ]);
    expect(segments.reduce((sum, { runs: count }) => sum + count, 0)).toBe(8);
  });

  it('gives the crash rate with its interval, the hours lost and the best run', () => {
    // Wilson interval of 13 of 21: 0.409 to 0.793 (statsmodels proportion_confint, method wilson).
    expect(verdictView(coneState()).figures).toEqual([
      { name: 'Crash rate', value: `62${NO_BREAK}%`, detail: `95 % interval 41–79${NO_BREAK}%` },
      { name: 'Lost to crashes', value: `7.4${NO_BREAK}h`, detail: `35${NO_BREAK}% of the compute time` },
      { name: 'Best run', value: '0.7088', detail: 'metrics/mAP50(B) of 5ycouco7' },
      { name: 'Baseline', value: '0.714', detail: 'beaten by 0 of 8 runs' },
    ]);
  });

  it('advises by the first strong threshold, and by safe bounds where there are some', () => {
    const cut = { direction: 'above', value: 0.15 } as const;
    const beyond = { crashed: 10, total: 11, low: 0.62, high: 0.98 };
    const within = { crashed: 3, total: 10, low: 0.11, high: 0.6 };
    const threshold = { ...cut, beyond, within, p: 0.01 };
    const strong = parameter('mixup', { verdict: 'strong', threshold });
    const noBounds = { safeBounds: [], safeBoundsEffect: null };
    expect(verdictView(coneState({ parameters: [strong], ...noBounds })).advice).toBe(
      'With mixup above 0.15, 10 of 11 runs crashed; of the other 10, 3 did.',
    );
    const bounded = coneState({
      safeBounds: [{ parameter: 'mixup', from: { min: 0, max: 0.3 }, to: { min: 0, max: 0.15 }, reason: '' }],
      safeBoundsEffect: {
        crashesAvoided: 10,
        crashesTotal: 13,
        completedKept: 7,
        completedTotal: 8,
        bestRunKept: true,
        spaceKept: 0.5,
        inside: { crashed: 3, total: 10, low: 0.108, high: 0.603 },
      },
    });
    expect(verdictView(bounded).advice).toBe(
      'Keeping mixup ≤ 0.15 would have avoided 10 of 13 crashes and kept 7 of 8 completed runs, the best run among them, ' +
        `measured on the runs that chose the bounds. Inside them, up to 60${NO_BREAK}% of further runs may crash (95 %).`,
    );
  });

  it('says of a suggestive finding what its figures say, as the reports do', () => {
    const state = coneState({ parameters: [parameter('mixup', { verdict: 'suggestive', p: 0.01, q: 0.04 })] });
    expect(verdictView(state).finding).toBe(
      'Probably goes with crashing: mixup (q = 0.04, threshold p = 0.0026). Chance alone seldom does as much, but it is short of ' +
        'strong (q at most 0.02); more runs would tell.',
    );
  });

  it.each([
    ['no run at all', [], 'No runs found'],
    ['only running ones', [['a', 'running', { x: 1 }]], 'None of 1 run can be compared'],
    ['only completed ones', [['a', 'finished', { x: 1 }]], 'No run crashed: 1 run completed'],
    ['one crashed one', [['a', 'crashed', { x: 1 }]], 'The only run crashed'],
    [
      'only crashed ones',
      [
        ['a', 'crashed', { x: 1 }],
        ['b', 'failed', { x: 2 }],
      ],
      'All 2 runs crashed',
    ],
  ] as const)('has a headline for %s', (_, runs, headline) => {
    const view = verdictView(stateOf(...(runs as readonly Parameters<typeof runWith>[])));
    expect(view.headline).toBe(headline);
    expect(view.advice).toBeNull();
    // What the verdict says is not said again as a warning.
    expect(view.warnings.join()).not.toMatch(/No runs found|nothing to compare|no setting can be told/);
  });

  it('says that nothing differs when nothing does', () => {
    const none = coneState({ parameters: [parameter('lr0', { verdict: 'none', threshold: null })] });
    expect(verdictView(none).finding).toBe('No setting differs clearly between crashed and completed runs.');
  });

  it('claims nothing where nothing was compared', () => {
    const finding = (...runs: Parameters<typeof runWith>[]): string => verdictView(stateOf(...runs)).finding;
    expect(finding(['a', 'crashed', {}], ['b', 'finished', {}])).toBe(
      'No setting could be compared: the runs have none.',
    );
    expect(finding(['a', 'crashed', { x: 1 }], ['b', 'finished', { x: 1 }])).toBe(
      'No setting could be compared: none of them takes two values.',
    );
    expect(finding(['a', 'crashed', { x: 'p' }], ['b', 'finished', { x: 'q' }], ['c', 'finished', { x: 'r' }])).toBe(
      'No setting could be compared: those that vary differ in every run, or only one group has them.',
    );
  });

  it('says at least where some crashed runs have no run time', () => {
    const wasted = { hours: 1, share: 0.25, runsWithoutRuntime: 5 };
    const figures = verdictView(coneState({ wasted })).figures;
    expect(figures[1]).toEqual({
      name: 'Lost to crashes',
      value: `at least 1.0${NO_BREAK}h`,
      detail: `25${NO_BREAK}% of the compute time`,
    });
    const unknown = { hours: null, share: null, runsWithoutRuntime: 5 };
    expect(verdictView(coneState({ wasted: unknown })).figures.map(({ name }) => name)).toEqual([
      'Crash rate',
      'Best run',
      'Baseline',
    ]);
  });

  it('tells who ended the runs that are left out', () => {
    const excluded = {
      running: 0,
      stopped: 1,
      preempted: 0,
      infrastructure: 2,
      code: 3,
      user: 4,
      unknown: 0,
      notCounted: 0,
    };
    const runs = { total: 31, completed: 8, crashed: 13, excluded };
    expect(barOf(coneState({ runs }))).toMatch(
      '2 ended by the machine, 3 ended by a bug in the code, 4 ended by a person, 1 stopped',
    );
  });

  it('lists what could not be read, and no guesses', () => {
    const state: ReadyState = {
      ...coneState(),
      problems: [
        { kind: 'guess', where: 'x.csv', message: 'lr taken as parameters' },
        { where: 'x.csv, row 3', message: 'has no id' },
      ],
    };
    expect(verdictView(state).problems).toEqual([{ where: 'x.csv, row 3', message: 'has no id' }]);
  });

  it('puts what else may be the reason before the finding, and says it once', () => {
    const drift = [
      { kind: 'host', where: 'gpu-3', beyond: null, within: null, p: 0.001, message: 'On gpu-3, all crashed.' },
      { kind: 'period', where: null, beyond: null, within: null, p: 0.01, message: 'From a to b, all crashed.' },
    ] as const;
    const warnings = drift.map(({ kind, message }) => ({ code: `drift-${kind}`, message }));
    const view = verdictView(coneState({ drift, warnings }));
    expect(view.drift).toEqual([
      { message: 'On gpu-3, all crashed.', place: { kind: 'host', name: 'gpu-3' } },
      { message: 'From a to b, all crashed.', place: null },
    ]);
    expect(view.warnings).toEqual([]);
  });

  it('says where the runs are from, when they were analysed and what changed', () => {
    const { provenance } = verdictView({ ...coneState(), changes: '2 new runs since the last look.' });
    expect(provenance).toMatch(/^example\/wandb · 21 runs · analysed .*2026.* · 2 new runs since the last look\.$/);
  });

  it('names three settings and counts the rest', () => {
    const parameters = ['a', 'b', 'c', 'd'].map((name) => parameter(name, { verdict: 'strong' }));
    expect(verdictView(coneState({ parameters })).finding).toBe(
      'High a, high b, high c and 1 more setting go with crashing (strong evidence).',
    );
  });
});

describe('causes', () => {
  it('come with their count, title, origin and a line of the log', () => {
    const causes = causesIn(coneState());
    expect(causes.map(({ runs }) => runs)).toEqual([11, 1, 1]);
    expect(causes[0]).toMatchObject({
      title: 'NaN or infinite loss',
      origin: 'settings can cause it',
      share: 1,
      sign: 'A',
      examples: ['gsf87es6', '1428xahu', 'xil1j3s9'],
    });
  });

  it('stand back where the comparison leaves their runs out', () => {
    const lost = makeRun('b', { outcome: { kind: 'crashed', reason: '' }, logTail: ['No space left on device'] });
    const nan = makeRun('c', { outcome: { kind: 'crashed', reason: '' }, logTail: ['RuntimeError: Loss is nan'] });
    const runSet = makeRunSet([runWith('a', 'finished', {}), lost, nan]);
    const causes = causesIn(panelOf(runSet, analyze(runSet)));
    expect(causes.map(({ origin, isLeftOut }) => [origin, isLeftOut])).toEqual([
      ['the machine, not the settings; left out of the comparison', true],
      ['settings can cause it', false],
    ]);
  });

  it('show hostile lines as one short line of text', () => {
    const line = `<img src=x>\u202e\n${'x'.repeat(10_000)}`;
    const cause = { cause: 'nan-loss', category: 'hyperparameter', runs: 1, examples: [], line } as const;
    const shown = causesIn(coneState({ causes: [cause] }))[0]!.line!;
    expect(shown).toMatch(/^<img src=x> x+…$/);
    expect(shown.length).toBeLessThan(300);
  });
});
