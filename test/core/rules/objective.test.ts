import { describe, expect, it } from 'vitest';
import { codesSeen, seen } from './findings';

/** A sweep with this method and these lines at the top. */
const sweep = (method: string, ...lines: string[]): string =>
  ['program: train.py', `method: ${method}`, ...lines, 'parameters:', '  lr: {min: 0.001, max: 0.1}', ''].join('\n');
const metric = (body: string, method = 'bayes'): string => sweep(method, `metric: {${body}}`);

describe('M01 and M02', () => {
  it('ask for a metric where W&B’s engine reads one', () => {
    expect(seen(sweep('bayes'), 'M01')).toEqual([
      {
        severity: 'error',
        marked: 'bayes',
        path: 'method',
        message:
          'bayes needs metric, the value to optimise; W&B refuses the sweep without. Add metric with name and goal.',
        fixes: [],
      },
    ]);
    const stopping = 'early_terminate: {type: hyperband, min_iter: 3}';
    expect(seen(sweep('random', stopping), 'M02')).toMatchObject([{ severity: 'error', marked: 'early_terminate' }]);
    expect(codesSeen(sweep('bayes', stopping), 'M')).toEqual(['M01']);
    expect(codesSeen(sweep('bayes', 'metric: {name: loss}', stopping), 'M')).toEqual([]);
  });

  it('keep quiet where another problem explains it', () => {
    expect(codesSeen(sweep('bayes', 'metrik: {name: loss, goal: minimize}'), 'M')).toEqual([]);
    expect(codesSeen(sweep('bayes').replace('method', 'methd'), 'M')).toEqual(['M01']);
    expect(codesSeen(sweep('bayes', 'metric:'), 'M')).toEqual(['M09']);
    expect(codesSeen(sweep('bayes', 'metrics: [{name: a}, {name: b}]'), 'M')).toEqual(['M09']);
    expect(codesSeen(sweep('bayes', 'scheduler: {engine: wandb}'), 'M')).toEqual([]);
  });

  it('M08 is only a hint, where no search reads the metric', () => {
    expect(seen(sweep('grid'), 'M08')).toMatchObject([{ severity: 'hint', marked: 'grid', path: 'method' }]);
    expect(codesSeen(sweep('custom'), 'M')).toEqual([]);
  });
});

describe('M03', () => {
  it.each([
    ['max', ['Write goal: maximize']],
    ['Maximize', ['Write goal: maximize']],
    ['maximise', ['Write goal: maximize']],
    ['MIN', ['Write goal: minimize']],
    ['minimise', ['Write goal: minimize']],
    ['"higher is better"', ['Write goal: maximize']],
    ['descending', ['Write goal: minimize']],
    ['true', ['Write goal: maximize', 'Write goal: minimize']],
    ['good', ['Write goal: maximize', 'Write goal: minimize']],
  ])('goal: %s', (goal, fixes) => {
    const text = metric(`name: val_acc, goal: ${goal}`);
    expect(seen(text, 'M03')).toMatchObject([{ severity: 'warning', marked: goal, path: 'metric/goal', fixes }]);
    expect(codesSeen(text, 'M')).toEqual(['M03']);
  });

  it('says that W&B minimizes', () => {
    expect(seen(metric('name: val_acc, goal: max'), 'M03')[0]?.message).toBe(
      'W&B does not know goal max: it ignores it and minimizes. Write maximize.',
    );
    expect(seen(metric('name: a, goal: good'), 'M03')[0]?.message).toContain('Write minimize or maximize.');
    const local = sweep('random', 'controller: {type: local}', 'metric: {name: a, goal: max}');
    expect(seen(local, 'M03')).toMatchObject([{ severity: 'error' }]);
  });

  it('looks at each of several objectives', () => {
    const text = sweep('custom', 'metrics:', '  - {name: loss, goal: minimize}', '  - {name: acc, goal: max}');
    expect(seen(text, 'M03')).toMatchObject([
      { path: 'metrics/1/goal', marked: 'max', fixes: ['Write goal: maximize'] },
    ]);
  });
});

describe('M04 and M05', () => {
  it('M04: a score without goal', () => {
    expect(seen(metric('name: val_acc'), 'M04')).toEqual([
      {
        severity: 'warning',
        marked: 'val_acc',
        path: 'metric/name',
        message: 'val_acc sounds like a score, and W&B minimizes a metric without goal. Add goal: maximize.',
        fixes: ['Add goal: maximize'],
      },
    ]);
    expect(seen(metric('name: val_acc', 'random'), 'M04')).toMatchObject([{ severity: 'info' }]);
    expect(codesSeen(metric('name: val_loss'), 'M')).toEqual([]);
    expect(codesSeen(metric('name: val_acc, gaol: maximize'), 'M')).toEqual(['M09']);
  });

  it('M05: a goal against the name', () => {
    expect(seen(metric('name: val_loss, goal: maximize'), 'M05')).toMatchObject([
      { severity: 'warning', marked: 'maximize', path: 'metric/goal', fixes: ['Write goal: minimize'] },
    ]);
    expect(seen(metric('name: mAP50, goal: minimize'), 'M05')[0]?.message).toBe(
      'mAP50 sounds like a score, and it is minimized: the search would look for the worst runs. Check the goal.',
    );
    expect(codesSeen(metric('name: val_loss, goal: minimize'), 'M')).toEqual([]);
    expect(codesSeen(metric('name: neg_loss, goal: maximize'), 'M')).toEqual([]);
  });
});

describe('M06 and M07', () => {
  it('M06: a dot', () => {
    expect(seen(metric('name: val.loss, goal: minimize'), 'M06')).toMatchObject([
      { severity: 'info', marked: 'val.loss', path: 'metric/name' },
    ]);
    expect(codesSeen(metric('name: val/loss, goal: minimize'), 'M')).toEqual([]);
  });

  it('M07: a space around', () => {
    expect(seen(metric('name: "val_loss ", goal: minimize'), 'M07')).toMatchObject([
      { severity: 'warning', marked: '"val_loss "', fixes: ['Remove the space'] },
    ]);
    expect(codesSeen(metric('name: val loss, goal: minimize'), 'M')).toEqual([]);
  });
});

describe('M09', () => {
  it.each([
    ['metric: val_loss', 'val_loss', ['Put it under name']],
    ['metric: 3', '3', []],
    ["metric: \"{'name': 'loss'}\"", "\"{'name': 'loss'}\"", []],
    ['metric: [{name: loss}]', '[{name: loss}]', ['Take it out of the list']],
    ['metric: [{name: loss}, {name: b}]', '[{name: loss}, {name: b}]', []],
    ['metric:', 'metric', []],
    ['metric: {goal: minimize}', 'goal', []],
    ['metric: {name: 3, goal: minimize}', '3', ['Write "3"']],
    ['metric: {name: loss, nmae: b}', 'nmae', ['Remove nmae']],
    ['metric: {nmae: loss, goal: minimize}', 'nmae', ['Rename to name']],
    ['metric: {name: loss, direction: minimize}', 'direction', ['Rename to goal']],
    ['metric: {name: loss, target: high}', 'high', []],
  ])('%s', (line, marked, fixes) => {
    expect(seen(sweep('bayes', line), 'M09')).toMatchObject([{ severity: 'error', marked, fixes }]);
    expect(seen(sweep('random', line), 'M09')).toMatchObject([{ severity: 'warning', marked, fixes }]);
  });

  it('leaves numbers read as text to their own rules', () => {
    expect(codesSeen(metric('name: loss, target: 1e-5'), 'M')).toEqual([]);
    expect(codesSeen(metric('name: loss, target: "0.5"'), 'M')).toEqual([]);
    expect(codesSeen(metric('name: loss, target: 0.5'), 'M')).toEqual([]);
  });

  it.each([
    ['custom', 'metrics: [{name: a}]', 'metrics', ['Write it as metric']],
    ['custom', 'metrics: {name: a}', '{name: a}', ['Rename to metric']],
    ['custom', 'metrics: a', 'a', []],
    ['custom', 'metrics: [{name: a}, b]', 'b', []],
    ['random', 'metrics: [{name: a}, {name: b}]', 'metrics', []],
  ])('%s with %s', (method, line, marked, fixes) => {
    expect(seen(sweep(method, line), 'M09')).toMatchObject([{ severity: 'warning', marked, fixes }]);
  });

  it('knows that metric and metrics exclude each other', () => {
    const text = sweep('custom', 'metric: {name: a}', 'metrics: [{name: a}, {name: b}]');
    expect(seen(text, 'M09')).toMatchObject([{ marked: 'metrics', path: 'metrics' }]);
  });
});

describe('B04', () => {
  it.each([
    ['impute: mean', 'warning', 'mean', []],
    ['impute: Best', 'warning', 'Best', ['Write best']],
    ['impute_while_running: false', 'error', 'false', ['Write "false"']],
    ['impute_while_running: later', 'error', 'later', ['Write latest']],
  ])('%s', (body, severity, marked, fixes) => {
    expect(seen(metric(`name: loss, ${body}`), 'B04')).toMatchObject([{ severity, marked, fixes }]);
  });

  it('takes what W&B takes', () => {
    expect(codesSeen(metric('name: loss, impute: latest, impute_while_running: "false"'), 'B')).toEqual([]);
  });
});
