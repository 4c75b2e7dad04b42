import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParameterResult } from '../../../src/core/analysis/analysis';
import { analyze } from '../../../src/core/analysis/analyze';
import { evidenceOf } from '../../../src/core/analysis/evidence';
import type { OutcomeKind, Run, Value } from '../../../src/core/runs/run';
import { coneSweep, detectionFacts, makeRun, makeRunSet, runWith, valuesOf } from './runSets';

const { analysis, table } = analyze(coneSweep(), { facts: detectionFacts });
const parameter = (name: string): ParameterResult => analysis.parameters.find((found) => found.name === name)!;

/** Evidence of which nobody knows whose it is. */
const UNKNOWN = { project: null, framework: null, sweepFile: null };

/** Runs that crash where `crashes` says so, from rows of values. */
const runsOf = (rows: readonly (readonly [crashes: boolean, config: Record<string, Value>])[]): readonly Run[] =>
  rows.map(([crashes, config], index) => runWith(`r${String(index)}`, crashes ? 'crashed' : 'finished', config));

describe('the cone sweep', () => {
  it('has the crash rate of the investigation', () => {
    expect(analysis.runs).toMatchObject({ total: 21, completed: 8, crashed: 13 });
    expect(analysis.crashRate?.value).toBeCloseTo(13 / 21, 12);
    expect(analysis.crashRate?.low).toBeCloseTo(0.409, 3);
    expect(analysis.crashRate?.high).toBeCloseTo(0.7925, 4);
  });

  it.each([
    // Means of the groups in Python, from the same file.
    ['mixup', 0.0486, 0.1973, 306],
    ['dropout', 0.0811, 0.1556, 92],
    ['hsv_v', 0.4155, 0.4784, 15],
    ['lr0', 0.0104, 0.0134, 29],
  ])('%s: %d → %d (%d %%)', (name, completed, crashed, percent) => {
    expect(parameter(name).completed?.mean).toBeCloseTo(completed, 4);
    expect(parameter(name).crashed?.mean).toBeCloseTo(crashed, 4);
    expect(Math.round(parameter(name).differencePercent!)).toBe(percent);
  });

  it('puts mixup first with a strong verdict and a threshold', () => {
    const [first] = analysis.parameters;
    // scipy 1.17: mannwhitneyu(method='exact') → U 97 of 104, p 0.0004422821760283061
    expect(first).toMatchObject({ name: 'mixup', kind: 'number', verdict: 'strong' });
    expect(first?.p).toBeCloseTo(0.0004422821760283061, 12);
    expect(first?.effect?.auc).toBeCloseTo(97 / 104, 12);
    expect(first?.threshold).toMatchObject({
      direction: 'above',
      beyond: { crashed: 12, total: 13 },
      within: { crashed: 1, total: 8 },
    });
  });

  it('shows that dropout goes with crashing and that detection does not use it', () => {
    const dropout = parameter('dropout');
    expect(dropout.verdict).toBe('inert');
    expect(dropout.p).toBeCloseTo(0.00018674136321195143, 12);
    expect(dropout.notes[0]).toContain('detection ignores it');
    expect(dropout.notes[1]).toContain('all the same');
  });

  it('orders what can have an effect before inert before constant', () => {
    const rank = ({ verdict }: ParameterResult): number => (verdict === 'constant' ? 2 : verdict === 'inert' ? 1 : 0);
    const ranks = analysis.parameters.map(rank);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(analysis.parameters.filter(({ kind }) => kind === 'constant').map(({ name }) => name)).toEqual([
      'batch',
      'epochs',
      'imgsz',
      'model',
      'seed',
      'task',
    ]);
  });

  it('names causes, the best run and the lost hours', () => {
    expect(analysis.causes.map(({ cause, runs }) => [cause, runs])).toEqual([
      ['nan-loss', 11],
      ['cuda-out-of-memory', 1],
      ['data-loader-killed', 1],
    ]);
    expect(analysis.best).toEqual({ id: '5ycouco7', metric: 'metrics/mAP50(B)', value: 0.7088 });
    // Sum of runtime_s in Python: 26,634 s in crashed runs of 75,352 s.
    expect(analysis.wasted.hours).toBeCloseTo(26634 / 3600, 10);
    expect(analysis.wasted.share).toBeCloseTo(26634 / 75352, 10);
    expect(analysis.warnings).toEqual([]);
  });

  it('is the same each time, and plain JSON', () => {
    expect(analyze(coneSweep(), { facts: detectionFacts }).analysis).toEqual(analysis);
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
    expect(table.rows).toHaveLength(21);
  });

  it('gives an editor what it needs', () => {
    const evidence = evidenceOf(analysis, table, { source: 'cone-sweep.json', analyzedAt: 17, ...UNKNOWN });
    expect(evidence).toMatchObject({ source: 'cone-sweep.json', analyzedAt: 17, completed: 8, crashed: 13 });
    expect(evidence.parameters[0]).toMatchObject({
      name: 'mixup',
      verdict: 'strong',
      crashedMean: expect.closeTo(0.1973, 4) as number,
    });
    expect(new Map(evidence.settings)).toEqual(
      new Map<string, unknown>([
        ['task', 'detect'],
        ['model', 'yolo11s.pt'],
        ['epochs', 100],
        ['imgsz', 640],
        ['batch', 16],
        ['seed', 0],
      ]),
    );
  });
});

describe('too little to compare', () => {
  const codes = (runs: readonly Run[]): readonly string[] =>
    analyze(makeRunSet(runs)).analysis.warnings.map(({ code }) => code);
  const one = (kind: OutcomeKind): Run => runWith('a', kind, { lr: 1 });

  it('says so', () => {
    expect(codes([])).toEqual(['no-runs']);
    expect(codes([one('crashed')])).toContain('no-completed');
    expect(codes([one('finished')])).toContain('no-crashed');
    expect(codes([one('crashed'), one('finished')])).toContain('few-runs');
    expect(codes([one('running')])).toEqual(['no-crashed', 'still-running']);
  });

  it('claims nothing for two runs that differ in everything', () => {
    const result = analyze(
      makeRunSet(
        runsOf([
          [true, { lr: 1, opt: 'a' }],
          [false, { lr: 2, opt: 'b' }],
        ]),
      ),
    ).analysis;
    expect(result.parameters.map(({ verdict, p }) => [verdict, p])).toEqual([
      ['none', 1],
      ['none', 1],
    ]);
  });

  it('has no rate without compared runs', () => {
    const result = analyze(makeRunSet([one('stopped')])).analysis;
    expect(result).toMatchObject({ crashRate: null, best: null, wasted: { hours: null, share: null } });
    expect(result.runs.excluded.stopped).toBe(1);
  });
});

describe('values of all kinds', () => {
  it('counts crashed runs by level', () => {
    const rows = Array.from({ length: 20 }, (_, i) => [i < 10, { amp: i < 9 || i === 19 }] as const);
    const [amp] = analyze(makeRunSet(runsOf(rows))).analysis.parameters;
    // scipy 1.17: fisher_exact([[1, 9], [9, 1]]).pvalue
    expect(amp?.p).toBeCloseTo(0.001093333910671372, 12);
    expect(amp).toMatchObject({
      kind: 'category',
      verdict: 'strong',
      completed: null,
      effect: null,
      levels: [
        { value: false, crashed: 1, total: 10 },
        { value: true, crashed: 9, total: 10 },
      ],
    });
  });

  it('does not compare what differs in every run', () => {
    const rows = Array.from({ length: 9 }, (_, i) => [i < 4, { folder: `out/${String(i)}` }] as const);
    const [folder] = analyze(makeRunSet(runsOf(rows))).analysis.parameters;
    expect(folder).toMatchObject({ kind: 'category', verdict: 'none', p: null, q: null, levels: [] });
    expect(folder?.notes).toHaveLength(1);
  });

  it('leaves NaN and infinite values out of the figures', () => {
    const rows = [1, 2, NaN, Infinity, 3, -Infinity].map((lr, i) => [i % 2 === 0, { lr }] as const);
    const [lr] = analyze(makeRunSet(runsOf(rows))).analysis.parameters;
    expect(lr?.crashed).toMatchObject({ n: 2, mean: 2 });
    expect(lr?.completed).toMatchObject({ n: 1, mean: 2 });
    expect(lr?.notes).toEqual(['3 runs with NaN or an infinite value left out.']);
  });

  it('compares 10,000 levels', () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [i % 3 === 0, { level: `v${String(i % 10_000)}` }] as const);
    const [level] = analyze(makeRunSet(runsOf(rows))).analysis.parameters;
    expect(level?.levels).toHaveLength(10_000);
    expect(level?.verdict).not.toBe('strong');
  });

  it('has figures, or none, for numbers as large as a double holds', () => {
    const rows = [1e308, 1.5e308, -1e308, 1.7e308, 1e308, -1.7e308].map((x, i) => [i % 2 === 0, { x }] as const);
    const [x] = analyze(makeRunSet(runsOf(rows))).analysis.parameters;
    expect(x?.crashed).toMatchObject({ n: 3, median: 1e308 });
    // numpy 2: numpy.mean and numpy.std(ddof=1) of the values divided by 1e308.
    expect(x?.crashed?.mean).toBeCloseTo(1e308 / 3, -295);
    expect(x!.crashed!.sd! / 1e308).toBeCloseTo(1.1547005383792515, 12);
    expect(x!.completed!.mean! / 1e308).toBeCloseTo(0.5, 12);
    // 1.9079 × 10³⁰⁸ is more than a double holds.
    expect(x?.completed?.sd).toBeNull();
    expect(x?.differencePercent).toBeCloseTo(-100 / 3, 9);
  });

  it('compares lists, objects, mixtures and what never changes, in many runs', () => {
    const rows = Array.from({ length: 600 }, (_, i) => {
      const config = {
        layers: [i % 50, (i * 7) % 50],
        model: { depth: i % 4, head: { name: i % 2 === 0 ? 'a' : 'b' } },
        mixed: i % 3 === 0 ? i : i % 3 === 1 ? 'auto' : null,
        empty: {},
        same: 0.1,
        lr: i / 600,
      };
      return [i > 450, config] as const;
    });
    const { parameters, warnings } = analyze(makeRunSet(runsOf(rows))).analysis;
    const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
    expect(parameters[0]).toMatchObject({ name: 'lr', verdict: 'strong' });
    expect(byName.get('layers')).toMatchObject({ kind: 'category', verdict: 'none' });
    expect(byName.get('layers')?.levels).toHaveLength(50);
    expect(byName.get('model.head.name')).toMatchObject({ kind: 'category', verdict: 'none' });
    expect(byName.get('mixed')?.notes).toContain(
      'Values of several types (null, number, string), compared as categories.',
    );
    expect(byName.get('empty')?.kind).toBe('constant');
    expect(byName.get('same')).toMatchObject({ kind: 'constant', verdict: 'constant', p: null });
    expect(warnings.map(({ code }) => code)).toEqual(['no-metric']);
  });

  it('takes any JSON for a configuration', () => {
    const config = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 });
    const run = fc.tuple(fc.boolean(), config as fc.Arbitrary<Record<string, Value>>);
    fc.assert(
      fc.property(fc.array(run, { maxLength: 12 }), (rows) => {
        const result = analyze(makeRunSet(runsOf(rows))).analysis;
        expect(result.runs.completed + result.runs.crashed).toBe(rows.length);
        for (const { p, q } of result.parameters) {
          expect((p ?? 0) >= 0 && (p ?? 0) <= 1).toBe(true);
          expect((q ?? 1) >= (p ?? 0)).toBe(true);
        }
      }),
      { seed: 5 },
    );
  });
});

describe('runs that no setting ended', () => {
  it('are left out, counted and named', () => {
    const full = makeRun('full', {
      outcome: { kind: 'crashed', reason: '' },
      logTail: ['OSError: [Errno 28] No space left on device'],
    });
    const bug = makeRun('bug', {
      outcome: { kind: 'failed', reason: '' },
      logTail: ["ModuleNotFoundError: No module named 'x'"],
    });
    const person = makeRun('person', {
      outcome: { kind: 'failed', reason: '' },
      logTail: ['KeyboardInterrupt'],
    });
    const result = analyze(makeRunSet([...coneSweep().runs, full, bug, person])).analysis;
    expect(result.runs).toMatchObject({ total: 24, crashed: 13, excluded: { infrastructure: 1, code: 1, user: 1 } });
    expect(result.warnings.map(({ code }) => code)).toEqual([
      'infrastructure-left-out',
      'code-left-out',
      'user-left-out',
    ]);
    const { excluded, completed, crashed, total } = result.runs;
    expect(Object.values(excluded).reduce((sum, count) => sum + count, completed + crashed)).toBe(total);
    expect(result.causes.map(({ cause }) => cause)).toContain('disk-full');
  });
});

describe('the target metric', () => {
  const runs = [0.3, 0.1, 0.2].map((loss, i) =>
    makeRun(`r${String(i)}`, {
      summary: valuesOf({ _step: 9, epoch: 100 - i, 'val/loss': loss, accuracy: 1 - loss, broken: NaN }),
    }),
  );
  const best = (options: Parameters<typeof analyze>[1]) => analyze(makeRunSet(runs), options).analysis.best;
  const sweepOf = (name: string, goal: 'maximize' | 'minimize' | null) => ({
    sweep: { parameters: [], metric: { name, goal }, method: null },
  });

  it('is the user’s, the sweep’s, or a guess', () => {
    expect(best({ metric: 'val/loss' })).toEqual({ id: 'r1', metric: 'val/loss', value: 0.1 });
    expect(best(sweepOf('val/loss', 'maximize'))).toEqual({ id: 'r0', metric: 'val/loss', value: 0.3 });
    expect(best(sweepOf('val/loss', null))?.id).toBe('r1');
    expect(best({})).toEqual({ id: 'r1', metric: 'accuracy', value: 0.9 });
    expect(best({ metric: 'broken' })).toBeNull();
  });

  it('is looked up in completed runs only', () => {
    const crashed = makeRun('c', { outcome: { kind: 'crashed', reason: '' }, summary: valuesOf({ accuracy: 1 }) });
    expect(analyze(makeRunSet([...runs, crashed])).analysis.best?.id).toBe('r1');
  });

  it('that nobody logged is named, with those that were', () => {
    const warnings = (metric: string) => analyze(makeRunSet(runs), { metric }).analysis.warnings;
    expect(warnings('nosuch')).toContainEqual({
      code: 'metric-not-logged',
      message: 'No completed run logged nosuch; they logged: broken, accuracy, val/loss.',
    });
    expect(warnings('broken').map(({ message }) => message)).toContain(
      'Completed runs logged only NaN or infinite values of broken, so there is no best run.',
    );
    expect(warnings('epoch').map(({ code }) => code)).not.toContain('metric-not-logged');
  });
});

describe('hours lost', () => {
  const runs = (crashed: readonly (number | null)[], completed: readonly (number | null)[]): readonly Run[] => [
    ...crashed.map((runtimeSeconds, i) =>
      makeRun(`c${String(i)}`, { outcome: { kind: 'crashed', reason: '' }, runtimeSeconds }),
    ),
    ...completed.map((runtimeSeconds, i) => makeRun(`f${String(i)}`, { runtimeSeconds })),
  ];
  const none = Array<null>(5).fill(null);
  const hour = Array<number>(5).fill(3600);

  it.each([
    ['all known', runs([3600, 3600], [7200]), { hours: 2, share: 0.5, runsWithoutRuntime: 0 }],
    ['no crashed one known', runs(none, hour), { hours: null, share: null, runsWithoutRuntime: 5 }],
    ['one crashed one known', runs([3600, ...none], hour), { hours: 1, share: 1 / 6, runsWithoutRuntime: 5 }],
    ['a completed one unknown', runs(hour, [3600, null]), { hours: 5, share: null, runsWithoutRuntime: 0 }],
    ['none crashed', runs([], hour), { hours: 0, share: 0, runsWithoutRuntime: 0 }],
    ['nothing known', runs(none, none), { hours: null, share: null, runsWithoutRuntime: 5 }],
    ['none compared', runs([], []), { hours: null, share: null, runsWithoutRuntime: 0 }],
  ])('%s', (_, given, wasted) => {
    expect(analyze(makeRunSet(given)).analysis.wasted).toEqual(wasted);
  });

  it('say so where some are not known', () => {
    expect(analyze(makeRunSet(runs([3600, ...none], hour))).analysis.warnings).toContainEqual({
      code: 'runtime-missing',
      message: '5 of 6 crashed runs have no run time; the hours lost are at least those of the others.',
    });
  });
});

describe('what the source left open', () => {
  const cone = coneSweep();
  const sweep = (parameters: readonly string[]) => ({ sweep: { parameters, metric: null, method: null } });
  const codes = (options: Parameters<typeof analyze>[1]): readonly string[] =>
    analyze(cone, options).analysis.warnings.map(({ code }) => code);

  it('a sweep file that names none of the settings', () => {
    expect(codes(sweep(['other', 'else']))).toEqual(['sweep-names-nothing']);
    expect(codes(sweep(['other', 'mixup']))).toEqual([]);
    expect(codes(sweep([]))).toEqual([]);
  });

  it('a guess is no damage', () => {
    const problems = [
      { kind: 'guess', where: 'x.csv', message: 'lr taken as parameters; name the sweep file to decide' },
      { where: 'x.csv, row 3', message: 'has no id; it is left out' },
    ] as const;
    expect(analyze({ ...cone, problems }).analysis.warnings).toEqual([
      { code: 'unreadable', message: '1 file or run could not be read completely: x.csv, row 3.' },
      { code: 'guessed', message: 'lr taken as parameters; name the sweep file to decide.' },
    ]);
  });

  it('a secret among the settings is not shown', () => {
    const secret = runsOf([
      [true, { hf_token: 'hf_secretsecretsecret' }],
      [false, { hf_token: 'hf_secretsecretsecret' }],
    ]);
    const { analysis: found, table: rows } = analyze(makeRunSet(secret));
    const texts = JSON.stringify([found, rows, evidenceOf(found, rows, { source: 's', analyzedAt: 0, ...UNKNOWN })]);
    expect(texts).not.toContain('secretsecret');
    expect(found.parameters[0]?.levels).toMatchObject([{ value: '[redacted]', crashed: 1, total: 2 }]);
  });
});
