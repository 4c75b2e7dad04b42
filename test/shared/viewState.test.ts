import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { analyzeSweep } from '../../src/core/analysis/analyzeSweep';
import type { Analysis, ParameterResult } from '../../src/core/analysis/analysis';
import { INITIAL_CHOICES, readyView, runLines, type ReadyState } from '../../src/shared/viewState';
import { coneSweep, makeRunSet, runWith } from '../core/analysis/runSets';

const NO_BREAK = '\u00a0';

const CONE = analyzeSweep(coneSweep(), {
  sweepText: readFileSync(new URL('../../example/sweep.yaml', import.meta.url), 'utf8'),
});

/** The recorded sweep as the host pushes it. */
function coneState(change: Partial<Analysis> = {}): ReadyState {
  const { analysis, table } = CONE;
  return {
    phase: 'ready',
    source: 'example/wandb',
    analyzedAt: Date.UTC(2026, 0, 25),
    analysis: { ...analysis, ...change },
    table,
    problems: [],
  };
}

function stateOf(...runs: Parameters<typeof runWith>[]): ReadyState {
  const { analysis, table } = analyze(makeRunSet(runs.map((run) => runWith(...run))));
  return { phase: 'ready', source: 's', analyzedAt: 0, analysis, table, problems: [] };
}

function parameter(name: string, change: Partial<ParameterResult> = {}): ParameterResult {
  return { ...coneState().analysis.parameters[0]!, name, ...change };
}

describe('the verdict', () => {
  it('says how many crashed, which setting goes with it, and where', () => {
    const view = readyView(coneState(), INITIAL_CHOICES);
    expect(view.headline).toBe('13 of 21 runs crashed');
    expect(view.finding).toBe('High mixup goes with crashing (strong evidence). Less certain: high hsv_v.');
    expect(view.barLabel).toBe('8 completed, 13 crashed');
    expect(view.segments.map(({ share }) => share)).toEqual([8 / 21, 13 / 21]);
  });

  it('gives the crash rate with its interval, the hours lost and the best run', () => {
    // Wilson interval of 13 of 21: 0.409 to 0.793 (statsmodels proportion_confint, method wilson).
    expect(readyView(coneState(), INITIAL_CHOICES).figures).toEqual([
      { name: 'Crash rate', value: `62${NO_BREAK}%`, detail: `95 % interval 41–79${NO_BREAK}%` },
      { name: 'Lost to crashes', value: `7.4${NO_BREAK}h`, detail: `35${NO_BREAK}% of the compute time` },
      { name: 'Best run', value: '0.7088', detail: 'metrics/mAP50(B) of 5ycouco7' },
    ]);
  });

  it('advises by the first strong threshold, and by safe bounds where there are some', () => {
    const cut = { direction: 'above', value: 0.15 } as const;
    const beyond = { crashed: 10, total: 11, low: 0.62, high: 0.98 };
    const within = { crashed: 3, total: 10, low: 0.11, high: 0.6 };
    const threshold = { ...cut, beyond, within, p: 0.01 };
    const strong = parameter('mixup', { verdict: 'strong', threshold });
    const noBounds = { safeBounds: [], safeBoundsEffect: null };
    expect(readyView(coneState({ parameters: [strong], ...noBounds }), INITIAL_CHOICES).advice).toBe(
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
      },
    });
    expect(readyView(bounded, INITIAL_CHOICES).advice).toBe(
      'Safer bounds for mixup would have avoided 10 of 13 crashes and kept 7 of 8 completed runs, the best run among them.',
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
    const view = readyView(stateOf(...(runs as readonly Parameters<typeof runWith>[])), INITIAL_CHOICES);
    expect(view.headline).toBe(headline);
    expect(view.advice).toBeNull();
    // What the verdict says is not said again as a warning.
    expect(view.warnings.join()).not.toMatch(/No runs found|nothing to compare|no setting can be told/);
  });

  it('says that nothing differs when nothing does', () => {
    const none = coneState({ parameters: [parameter('lr0', { verdict: 'none', threshold: null })] });
    expect(readyView(none, INITIAL_CHOICES).finding).toBe(
      'No setting differs clearly between crashed and completed runs.',
    );
  });

  it('claims nothing where nothing was compared', () => {
    const finding = (...runs: Parameters<typeof runWith>[]): string =>
      readyView(stateOf(...runs), INITIAL_CHOICES).finding;
    expect(finding(['a', 'crashed', {}], ['b', 'finished', {}])).toBe(
      'No setting could be compared: the runs have none.',
    );
    expect(finding(['a', 'crashed', { x: 1 }], ['b', 'finished', { x: 1 }])).toBe(
      'No setting could be compared: all of them are the same in every run.',
    );
    expect(finding(['a', 'crashed', { x: 'p' }], ['b', 'finished', { x: 'q' }], ['c', 'finished', { x: 'r' }])).toBe(
      'No setting could be compared: those that vary differ in every run, or only one group has them.',
    );
  });

  it('says at least where some crashed runs have no run time', () => {
    const wasted = { hours: 1, share: 0.25, runsWithoutRuntime: 5 };
    const figures = readyView(coneState({ wasted }), INITIAL_CHOICES).figures;
    expect(figures[1]).toEqual({
      name: 'Lost to crashes',
      value: `at least 1.0${NO_BREAK}h`,
      detail: `25${NO_BREAK}% of the compute time`,
    });
    const unknown = { hours: null, share: null, runsWithoutRuntime: 5 };
    expect(readyView(coneState({ wasted: unknown }), INITIAL_CHOICES).figures.map(({ name }) => name)).toEqual([
      'Crash rate',
      'Best run',
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
    expect(readyView(coneState({ runs }), INITIAL_CHOICES).barLabel).toBe(
      '8 completed, 13 crashed, 2 ended by the machine, 3 ended by a bug in the code, 4 ended by a person, 1 stopped',
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
    expect(readyView(state, INITIAL_CHOICES).problems).toEqual([{ where: 'x.csv, row 3', message: 'has no id' }]);
  });

  it('names three settings and counts the rest', () => {
    const parameters = ['a', 'b', 'c', 'd'].map((name) => parameter(name, { verdict: 'strong' }));
    expect(readyView(coneState({ parameters }), INITIAL_CHOICES).finding).toBe(
      'High a, high b, high c and 1 more setting go with crashing (strong evidence).',
    );
  });
});

describe('causes', () => {
  it('come with their count, title, origin and a line of the log', () => {
    const { causes } = readyView(coneState(), INITIAL_CHOICES);
    expect(causes.map(({ runs }) => runs)).toEqual([11, 1, 1]);
    expect(causes[0]).toMatchObject({
      title: 'NaN or infinite loss',
      origin: 'settings can cause it',
      share: 1,
      examples: 'gsf87es6, 1428xahu, xil1j3s9',
    });
  });

  it('show hostile lines as one short line of text', () => {
    const line = `<img src=x>\u202e\n${'x'.repeat(10_000)}`;
    const cause = { cause: 'nan-loss', category: 'hyperparameter', runs: 1, examples: [], line } as const;
    const shown = readyView(coneState({ causes: [cause] }), INITIAL_CHOICES).causes[0]!.line!;
    expect(shown).toMatch(/^<img src=x> x+…$/);
    expect(shown.length).toBeLessThan(300);
  });
});

describe('settings', () => {
  it('are cards for those that vary; the others are listed', () => {
    const view = readyView(coneState(), INITIAL_CHOICES);
    expect(view.parameters[0]!.name).toBe('mixup');
    expect(view.parameters.map(({ name }) => name)).not.toContain('epochs');
    expect(view.constants).toBe('6 settings never varied: batch, epochs, imgsz, model, seed and task.');
    expect(view.hidden).toBe(0);
  });

  it('beyond twelve wait until they are asked for, unless they are only a few more', () => {
    const parameters = (count: number): ParameterResult[] =>
      Array.from({ length: count }, (_, i) => parameter(`p${i}`));
    const shown = (count: number, showAll: boolean): readonly number[] => {
      const view = readyView(coneState({ parameters: parameters(count) }), { ...INITIAL_CHOICES, showAll });
      return [view.parameters.length, view.hidden, view.comparison.length];
    };
    expect(shown(16, false)).toEqual([16, 0, 16]);
    expect(shown(50, false)).toEqual([12, 38, 50]);
    expect(shown(50, true)).toEqual([50, 0, 50]);
  });

  it('are ordered by evidence, by difference or by name', () => {
    const parameters = [
      parameter('b', { differencePercent: -5 }),
      parameter('c', { differencePercent: null }),
      parameter('a', { differencePercent: 3 }),
      parameter('d', { differencePercent: -80 }),
    ];
    const names = (order: 'evidence' | 'difference' | 'name'): string =>
      readyView(coneState({ parameters }), { order, showAll: false })
        .parameters.map(({ name }) => name)
        .join('');
    expect([names('evidence'), names('difference'), names('name')]).toEqual(['bcad', 'dbac', 'abcd']);
  });
});

describe('a run in the tooltip', () => {
  it('is its id, its end with the cause, and its value', () => {
    const { table } = coneState();
    const row = table.rows.findIndex(({ id }) => id === 'gsf87es6');
    expect(runLines(table, row, 'mixup')).toEqual(['gsf87es6', 'crashed: NaN or infinite loss', 'mixup 0.2699']);
  });

  it('says when it is not compared', () => {
    const { table } = stateOf(['a', 'running', { x: 1 }]);
    expect(runLines(table, 0, 'x')).toEqual(['a', 'running, not compared', 'x 1']);
  });

  it('is nothing for a row that is not there', () => {
    expect(runLines(coneState().table, 99, 'mixup')).toEqual([]);
  });
});
