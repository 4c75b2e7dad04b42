import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { codesSeen, seen } from './findings';

const BODY = 'parameters:\n  a: {values: [1, 2]}\n';
const marks = (text: string, code: string): readonly string[] => seen(text, code).map(({ marked }) => marked);

describe('T01', () => {
  it('says which key is meant', () => {
    expect(seen(`programm: t.py\nmethod: random\n${BODY}`, 'T01')).toEqual([
      {
        severity: 'warning',
        marked: 'programm',
        path: 'programm',
        message: 'W&B knows no programm at the top of a sweep. Did you mean program?',
        fixes: ['Write program'],
      },
    ]);
  });

  it('says where the settings of a second section belong', () => {
    const text = `method: random\nparameter:\n  wd: {min: 0.0, max: 0.1}\n${BODY}`;
    expect(seen(text, 'T01')).toMatchObject([
      {
        message:
          'W&B knows no parameter at the top of a sweep. Move what it holds under parameters, which is there too.',
        fixes: [],
      },
    ]);
  });

  it('is an error where the sweep would not start', () => {
    const text = 'methd: random\nparameter:\n  a: {min: 3, max: 1}\n';
    expect(seen(text, 'T01').map(({ severity, marked, fixes }) => [severity, marked, fixes])).toEqual([
      ['error', 'methd', ['Write method']],
      ['error', 'parameter', ['Write parameters']],
    ]);
    // Neither key is missing as well, and what stands below is checked already.
    expect(codesSeen(text, 'TP')).toEqual(expect.arrayContaining(['T01', 'T01', 'P01']));
    expect(codesSeen(text, 'T')).not.toContain('T08');
    expect(codesSeen(text, 'T')).not.toContain('T02');
  });

  it('is an error for a metric that W&B reads, and names a blank that is too much', () => {
    const metric = 'mtric: {name: loss, goal: minimize}';
    expect(seen(`method: bayes\n${metric}\n${BODY}`, 'T01')).toMatchObject([{ severity: 'error', marked: 'mtric' }]);
    expect(seen(`method: random\n${metric}\n${BODY}`, 'T01')).toMatchObject([{ severity: 'warning', marked: 'mtric' }]);
    expect(seen(`method: random\n"name ": x\n${BODY}`, 'T01')).toMatchObject([
      { message: 'W&B knows no "name " at the top of a sweep. Did you mean name?' },
    ]);
  });

  it('is an error for a local controller, which stops', () => {
    const text = `method: random\nseed: 1\ncontroller: {type: local}\n${BODY}`;
    expect(seen(text, 'T01')).toMatchObject([{ severity: 'error', marked: 'seed', fixes: ['Remove seed'] }]);
  });

  it('offers every rename where a second mistake stands below', () => {
    const text = 'Program: t.py\nMethod: Random\nParameters:\n  d:\n    Values: [1, 2]\n';
    expect(seen(text, 'T01').map(({ marked, fixes }) => [marked, fixes])).toEqual([
      ['Program', ['Write program']],
      ['Method', ['Write method: random']],
      ['Parameters', ['Write parameters']],
    ]);
    expect(seen(text, 'S03')).toMatchObject([{ marked: 'Values', fixes: ['Write values'] }]);
    expect(seen(`program: t.py\nmethods: bayesian\n${BODY}`, 'T01')).toMatchObject([
      { marked: 'methods', fixes: ['Write method: bayes'] },
    ]);
    expect(seen(`Metric: {name: loss, goal: minimize}\nmethod: random\n${BODY}`, 'T01')).toMatchObject([
      { marked: 'Metric', fixes: ['Write metric'] },
    ]);
  });

  it('renames nothing that W&B would refuse under the new name', () => {
    expect(seen(`method: random\ncount: many\n${BODY}`, 'T01')).toMatchObject([{ marked: 'count', fixes: [] }]);
    expect(seen(`method: random\ncount: 20\n${BODY}`, 'T01')).toMatchObject([{ fixes: ['Write run_cap'] }]);
    expect(seen(`method: random\nearly_termination: {type: hyperband}\n${BODY}`, 'T01')).toMatchObject([{ fixes: [] }]);
  });

  it('knows settings, parameters that are not indented, and the keys of launch', () => {
    expect(seen(`method: random\nsettings: {x: 1}\n${BODY}`, 'T01')[0]?.message).toContain('by --settings');
    expect(seen(`method: random\n${BODY}lr: {value: 1}\n`, 'T01')[0]?.message).toContain('Indent it under parameters');
    expect(marks(`method: random\nlaunch: {queue: q}\njob: x\n${BODY}`, 'T01')).toEqual([]);
  });

  it('looks into a wrapper', () => {
    const text = 'sweep:\n  method: random\n  parameters:\n    a: {min: 3, max: 1}\n';
    expect(seen(text, 'T01')).toMatchObject([
      { severity: 'warning', marked: 'sweep', path: 'sweep', fixes: ['Move what is below sweep: to the top'] },
    ]);
    expect(seen(text, 'P01')).toMatchObject([{ path: 'sweep/parameters/a/min' }]);
    expect(codesSeen(text, 'T')).toEqual(['T01', 'T03']);
  });
});

describe('T02', () => {
  it.each([
    ['Random', 'random'],
    ['bayesian', 'bayes'],
    ['gird', 'grid'],
    ['grid_search', 'grid'],
  ])('reads %s as %s', (written, meant) => {
    expect(seen(`method: ${written}\n${BODY}`, 'T02')).toEqual([
      {
        severity: 'error',
        marked: written,
        path: 'method',
        message: `W&B knows no method ${written}. Write ${meant}.`,
        fixes: [`Write ${meant}`],
      },
    ]);
  });

  it('says all that is wrong with the method that is meant', () => {
    expect(codesSeen(`method: Bayes\n${BODY}`, 'TM')).toEqual(['T02', 'M01']);
    const range = 'method: Grid\nparameters:\n  a: {min: 0.0, max: 1.0}\n';
    expect(codesSeen(range, 'TG')).toEqual(['T02', 'G01']);
  });

  it('knows where methods are missing, and where they may', () => {
    expect(seen(BODY, 'T02')).toMatchObject([
      { marked: 'parameters', message: expect.stringContaining('method is missing') as string },
    ]);
    expect(seen(`method: hyperband\n${BODY}`, 'T02')[0]?.message).toContain('Hyperband goes under early_terminate.');
    expect(seen(`method:\n${BODY}`, 'T02')).toMatchObject([{ marked: 'method', fixes: [] }]);
    expect(marks(`job: x\nscheduler: {job: y, resource: kubernetes}\n${BODY}`, 'T02')).toEqual([]);
    expect(marks(`method: custom\n${BODY}`, 'T02')).toEqual([]);
  });
});

describe('T03 and T04', () => {
  it('are about the end of the sweep', () => {
    expect(seen(`method: random\n${BODY}`, 'T03')).toMatchObject([{ severity: 'info', marked: 'random' }]);
    expect(marks(`method: random\nrun_cap: 5\n${BODY}`, 'T03')).toEqual([]);
    expect(marks(`method: grid\n${BODY}`, 'T03')).toEqual([]);
    expect(marks(`method: random\nruncap: 5\n${BODY}`, 'T03')).toEqual([]);
  });

  it.each([
    ['0', 'run_cap (0) has to be a whole number of at least 1. For no limit, leave it out.', true],
    ['-0.3', 'run_cap (-0.3) has to be a whole number of at least 1.', false],
    ['5.1', 'run_cap (5.1) has to be a whole number of at least 1.', false],
    ['many', 'run_cap (many) has to be a whole number of at least 1.', false],
    ['true', 'run_cap (true) has to be a whole number of at least 1.', false],
    ['null', 'run_cap (null) has to be a whole number of at least 1. For no limit, leave it out.', true],
  ])('refuse run_cap: %s', (written, message, canRemove) => {
    const fixes = canRemove ? ['Remove run_cap, for no limit'] : [];
    expect(seen(`method: random\nrun_cap: ${written}\n${BODY}`, 'T04')).toMatchObject([{ message, fixes }]);
  });

  it.each(['1', '10.0', '300', "'5'", '1e3'])('take run_cap: %s, or leave it to its spelling', (written) => {
    expect(marks(`method: random\nrun_cap: ${written}\n${BODY}`, 'T04')).toEqual([]);
  });
});

describe('T05', () => {
  it('finds what is no text', () => {
    const text = `method: random\nname: 123\ndescription:\nproject: true\nentity: [a]\nkind: Sweep\n${BODY}`;
    expect(seen(text, 'T05').map(({ marked, message }) => [marked, message])).toEqual([
      ['123', 'name (123) is read as a number; W&B needs text. Put it in quotes.'],
      ['description', 'description is empty; W&B needs text. Fill it in or leave it out.'],
      ['true', 'project (true) is read as a boolean; W&B needs text. Put it in quotes.'],
      ['entity', 'entity is a list; W&B needs text.'],
      ['Sweep', 'W&B knows no kind Sweep. Write sweep, or leave kind out.'],
    ]);
    expect(seen(`method: random\nkind: -1\n${BODY}`, 'T05')).toMatchObject([
      { message: 'W&B knows no kind -1. Write sweep, or leave kind out.', fixes: ['Write sweep'] },
    ]);
    expect(marks(`method: random\nname: 'x'\nkind: sweep\n${BODY}`, 'T05')).toEqual([]);
  });

  it('finds a controller that crashes the client', () => {
    expect(seen(`method: random\ncontroller: local\n${BODY}`, 'T05')).toMatchObject([
      { severity: 'error', marked: 'local', fixes: ['Write {type: local}'] },
    ]);
    expect(seen(`method: random\ncontroller: {type: remote}\n${BODY}`, 'T05')).toMatchObject([
      { severity: 'warning', marked: 'remote', path: 'controller/type', fixes: [] },
    ]);
    expect(seen(`method: random\ncontroller: {type: Local}\n${BODY}`, 'T05')).toMatchObject([
      { fixes: ['Write local'] },
    ]);
    expect(marks(`method: random\ncontroller: {type: cloud, x: 1}\n${BODY}`, 'T05')).toEqual([]);
  });
});

describe('T06', () => {
  const scheduler = (keys: string, rest = ''): string =>
    `method: bayes\nmetric: {name: x, goal: minimize}\nscheduler: {${keys}}\n${rest}${BODY}`;

  it.each([
    [
      'engine: optuna',
      '',
      'optuna',
      'The engine optuna is not supported yet, though W&B’s schema lists it. The only engine is wandb.',
    ],
    ['engine: mine', '', 'mine', 'The engine mine is not supported. The only engine is wandb.'],
    ['source: s.py', '', 'scheduler', 'scheduler has no engine. Write engine: wandb below it.'],
    ['engine: wandb, optimizer: o', '', 'optimizer', 'optimizer of scheduler needs source beside it.'],
    [
      'engine: wandb',
      'early_terminate: {type: hyperband, min_iter: 3}\n',
      'early_terminate',
      'W&B refuses early_terminate beside scheduler. Leave one of them out.',
    ],
    [
      'engine: wandb',
      'controller: {type: local}\n',
      'local',
      'W&B refuses a local controller beside scheduler. Leave one of them out.',
    ],
  ])('refuses %s %s', (keys, rest, marked, message) => {
    expect(seen(scheduler(keys, rest), 'T06')).toMatchObject([{ severity: 'error', marked, message }]);
  });

  it('takes what W&B takes', () => {
    expect(marks(scheduler('engine: wandb, source: s.py, optimizer: o, search_space: s'), 'T06')).toEqual([]);
    expect(marks(scheduler('engine: wandb', 'controller: {type: cloud}\n'), 'T06')).toEqual([]);
    const custom = `method: custom\nscheduler: {engine: wandb}\n${BODY}`;
    expect(seen(custom, 'T06')).toMatchObject([{ marked: 'custom', path: 'method' }]);
  });
});

describe('T07', () => {
  it('needs one thing to start', () => {
    expect(seen(`method: grid\nlaunch: {queue: q}\n${BODY}`, 'T07')).toMatchObject([
      { severity: 'warning', marked: 'launch' },
    ]);
    expect(seen(`method: grid\nlaunch: {queue: q}\njob: a\nimage_uri: b\n${BODY}`, 'T07')).toMatchObject([
      { marked: 'image_uri', message: 'wandb launch-sweep takes job or image_uri, not both. Remove one.' },
    ]);
    expect(marks(`job: a\nscheduler: {job: b, resource: local-process}\n${BODY}`, 'T07')).toEqual(['local-process']);
    expect(marks(`method: grid\nlaunch: {queue: q}\njob: a\n${BODY}`, 'T07')).toEqual([]);
    expect(marks(`method: grid\n${BODY}`, 'T07')).toEqual([]);
  });

  it('is not read from a file that ends in .yml', () => {
    const launch = `method: grid\nlaunch: {queue: q}\njob: a\n${BODY}`;
    const messages = (text: string, path: string): readonly string[] =>
      checkSweep(parseSweepDocument(text, { path, isNamed: true }), { evidence: null })
        .filter(({ code }) => code === 'T07')
        .map(({ message }) => message);
    expect(messages(launch, 'sweeps/launch.yml')).toEqual([
      'wandb launch-sweep does not read a file that ends in .yml. Rename it to end in .yaml.',
    ]);
    expect(messages(launch, 'sweeps/launch.yaml')).toEqual([]);
    // wandb sweep reads YAML whatever the name.
    expect(messages(`method: grid\n${BODY}`, 'sweep.yml')).toEqual([]);
  });
});

describe('T08', () => {
  it.each([
    ['', 'This file is empty. A sweep needs method and parameters.', ''],
    ['# nothing yet\n', 'This file is empty. A sweep needs method and parameters.', '# nothing yet\n'],
    ['- a\n- b\n', 'This file holds a list. A sweep is a mapping with method and parameters.', '- a'],
    ['text\n', 'This file holds plain text. A sweep is a mapping with method and parameters.', 'text'],
    [
      'method: grid\nparameters:\n',
      'parameters is empty: there is nothing to search, and W&B refuses the sweep.',
      'parameters',
    ],
    [
      'method: grid\nparameters: {}\n',
      'parameters is empty: there is nothing to search, and W&B refuses the sweep.',
      '{}',
    ],
    [
      'method: grid\nparameters: [a]\n',
      'parameters is a list; W&B needs a name for each parameter, with its body.',
      'parameters',
    ],
    ['method: grid\n', 'parameters is missing: there is nothing to search, and W&B refuses the sweep.', 'method'],
  ])('refuses %j', (text, message, marked) => {
    expect(seen(text, 'T08')).toMatchObject([{ severity: 'error', message, marked }]);
    expect(codesSeen(text, 'T').filter((code) => code !== 'T03')).toEqual(['T08']);
  });

  it('lets a scheduler have the search space', () => {
    const scheduler = (space: string): string =>
      `method: bayes\nscheduler: {engine: wandb, source: s.py, search_space: ${space}}\n`;
    expect(marks(scheduler('space'), 'T08')).toEqual([]);
    expect(marks(scheduler("''"), 'T08')).toEqual(['method']);
  });
});
