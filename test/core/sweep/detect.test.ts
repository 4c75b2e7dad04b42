import { describe, expect, it } from 'vitest';
import type { FileHint } from '../../../src/core/sweep/detect';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { corpus } from './corpus';

const detection = (text: string, hint?: FileHint) => parseSweepDocument(text, hint).detection;

/** Files in which nothing but their name says that they are meant as a sweep. */
const UNRECOGNISABLE = [
  'invalid/sweepstest__test_validation__test_invalid_config__1.yaml', // one sentence of prose
  'invalid/syn_bad__empty.yaml',
  'invalid/syn_bad__sweep_wrapper.yaml', // read from Python, not by `wandb sweep`
];

describe('detection of sweep files', () => {
  it('recognises the corpus', () => {
    const missed = corpus.filter(({ text }) => !detection(text).isSweep).map(({ name }) => name);
    expect(missed).toEqual(UNRECOGNISABLE);
  });

  it.each([
    ['the configuration of a run', 'wandb_version: 1\nlr:\n  desc: null\n  value: 0.1\n'],
    ['Sweep AI', 'gha_enabled: True\nbranch: main\ndraft: False\nrules:\n  - "Keep it short."\n'],
    ['Hydra', 'defaults:\n  - model: resnet\nparameters:\n  lr: {value: 1}\nmethod: grid\n'],
    ['Argo', 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  arguments:\n    parameters: [{name: a}]\n'],
    ['Katib', 'apiVersion: kubeflow.org/v1beta1\nkind: Experiment\nspec:\n  parameters: []\n'],
    ['GitHub Actions', 'name: CI\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n'],
    ['OpenAPI', 'openapi: 3.0.0\npaths: {}\nparameters:\n  a: {value: 1}\n'],
    ['training settings', 'lr: 0.1\nmethod: bayes_by_backprop\nepochs: 3\n'],
    ['parameters of a script', 'parameters:\n  lr: 0.1\n  epochs: 3\n'],
    ['a list', '- a\n- b\n'],
    ['nothing', ''],
  ])('stays silent for %s', (_, text) => {
    expect(detection(text).isSweep).toBe(false);
  });

  it.each([
    ['a comment', '# sweep-guard: sweep\nfoo: 1\n'],
    ['a broken file', 'method: bayes\nparameters:\n  lr: {min: [}\n'],
    ['keys that do not parse together', 'parameters:\n  - a: {b\nmethod: random\n'],
    ['a misspelt section', 'method: bayes\nparameter:\n  lr: {min: 0.0, max: 1.0}\n'],
    ['an unknown method', 'method: bayesian\nmetric: {name: x}\nparameters:\n  lr: {min: 0.0, max: 1.0}\n'],
    ['bodies without method', 'program: a.py\nparameters:\n  lr: {min: 0.0, max: 1.0}\n'],
    ['bare values only', 'method: grid\nparameters:\n  lr: [0.1, 0.2]\n'],
    ['a first line', 'method: random\n'],
  ])('recognises a sweep by %s', (_, text) => {
    expect(detection(text).isSweep).toBe(true);
  });

  it('tells launch files apart', () => {
    const body = 'method: bayes\nparameters:\n  a: {value: 1}\n';
    expect(detection(body).dialect).toBe('sweep');
    expect(detection(`${body}launch: {queue: q}\n`).dialect).toBe('launch');
    expect(detection(`${body}scheduler: {job: j}\n`).dialect).toBe('launch');
    expect(detection(`${body}scheduler: {engine: wandb}\n`).dialect).toBe('sweep');
  });
});

/** What is no sweep, whatever its name and whoever names it. */
const FOREIGN: readonly (readonly [string, string])[] = [
  [
    'a pipeline template',
    'parameters:\n  - {name: env, type: string, default: dev, values: [dev, prod]}\nstages: []\n',
  ],
  ['a template of steps', 'parameters: {env: {type: string, values: [dev, prod]}}\nsteps: [{script: echo}]\n'],
  ['the configuration of a run', 'wandb_version: 1\nlr:\n  desc: null\n  value: 0.1\n'],
  ['Sweep AI', 'gha_enabled: True\nbranch: main\ndraft: False\nrules:\n  - "Keep it short."\n'],
  ['Hydra', 'defaults:\n  - model: resnet\nparameters:\n  lr: {value: 1}\nmethod: grid\n'],
  ['Hydra, its sweeper', 'hydra:\n  sweeper:\n    params: {lr: "0.1,0.2"}\n'],
  ['Argo', 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec: {}\n'],
  ['Kubernetes', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\n'],
  ['GitHub Actions', 'name: CI\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n'],
  ['Docker Compose', 'services:\n  web: {image: a, command: [b]}\n'],
  ['a playbook', '- hosts: all\n  tasks: []\n'],
  ['a schema', 'parameter:\n  lr: {type: number, default: 0.1}\n'],
  ['parameters of a tool', 'params:\n  lr: {values: [1, 2]}\nbackend: slurm\n'],
  ['a home-made grid', 'lr: [0.1, 0.01]\nbatch_size: [16, 32]\nseeds: 3\n'],
  ['training settings', 'lr: 0.1\nmethod: bayes_by_backprop\nepochs: 3\n'],
  ['an environment', 'name: cones\nchannels: [conda-forge]\ndependencies: [python]\n'],
];

describe('detection with the help of name and path', () => {
  it.each(FOREIGN)('stays silent for %s', (_, text) => {
    expect(detection(text, { path: 'sweep.yaml' }).isSweep).toBe(false);
    expect(detection(text, { path: 'other.yaml', isNamed: true }).isSweep).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['only a comment', '# my first sweep\n'],
    ['a list', '- a\n- b\n'],
    ['a list of sweeps', '- method: grid\n  parameters: {a: {value: 1}}\n'],
    ['a sentence', 'To be done.\n'],
    ['an open bracket', '{\n'],
    ['an empty mapping', '{}\n'],
    ['bare parameters', 'parameters:\n  lr: 0.1\n  epochs: 3\nseed: 1\n'],
    ['a misspelt section', 'parameter:\n  lr: {min: 0.0, max: 1.0}\nprogramm: a.py\n'],
    ['a first key', 'program: train.py\n'],
    ['nothing but a misspelt section', 'parameter:\n  lr: {min: 0.0, max: 1.0}\n'],
    ['a mistyped section', 'name: a\nparamters:\n  lr: {values: [1, 2]}\n'],
    ['a section of another name', 'method: random\nconfig:\n  lr: {value: 1}\n'],
    ['a section whose name has a blank', 'method: random\n"parameters ":\n  lr: {values: [1, 2]}\n'],
    ['a section without its first letter', 'arameters:\n  lr: {values: [1, 2]}\n'],
  ])('takes a file with %s for a sweep when it is named or called one, and only then', (_, text) => {
    expect(detection(text).isSweep).toBe(false);
    expect(detection(text, { path: 'configs/other.yaml' }).isSweep).toBe(false);
    expect(detection(text, { path: 'configs/other.yaml', isNamed: true }).isSweep).toBe(true);
    expect(detection(text, { path: 'configs/sweep.yaml' }).isSweep).toBe(true);
  });

  // Names of the wild, from paths of public repositories.
  it.each([
    ...[
      'sweep.yaml',
      'configs/sweep.yaml',
      'sweep_config.yaml',
      'sweep.yml',
      'wandb_sweep.yaml',
      'sweeps/baseline.yaml',
    ],
    ...['utils/loggers/wandb/sweep.yaml', 'wandb/sweep.yaml', 'sweep-bayes.yaml', 'hyperparameter_sweeps/a.yml'],
    ...['resnet_sweep.yml', 'sweep_configs/x/y.yaml', 'Sweep_Config.yaml', 'wandb\\sweep.yaml'],
  ])('%s is called a sweep', (path) => {
    expect(detection('', { path }).isSweep).toBe(true);
  });

  it('takes a parameter that slipped to the top for no sign of a pipeline', () => {
    const slipped = (key: string): boolean =>
      detection(`method: random\nparameters:\n  lr: {min: 0.0, max: 1.0}\n${key}: {values: [100, 200]}\n`).isSweep;
    expect(['steps', 'stages', 'pool', 'extends'].filter((key) => !slipped(key))).toEqual([]);
    expect(slipped('hydra')).toBe(false);
    expect(detection('parameters:\n  lr: {values: [1]}\nprogram: a\nsteps: []\n').isSweep).toBe(false);
  });

  it('finds a sweep by content under any name', () => {
    const text = 'method: random\nparameters:\n  lr: {min: 0.0, max: 1.0}\n';
    expect(detection(text, { path: 'experiments/conf.yaml' }).isSweep).toBe(true);
  });

  it('leaves out what W&B writes into its run folders, unless told otherwise', () => {
    const text = 'method: random\nparameters:\n  lr: {min: 0.0, max: 1.0}\n';
    for (const path of ['wandb/sweep-a1/config-b2.yaml', 'x/wandb/run-1-a/files/config.yaml', 'wandb\\s\\config.yml']) {
      expect(detection(text, { path }).isSweep, path).toBe(false);
      expect(detection(text, { path, isNamed: true }).isSweep, path).toBe(true);
      expect(detection(`# sweep-guard: sweep\n${text}`, { path }).isSweep, path).toBe(true);
    }
    expect(detection(text, { path: 'wandb/sweep-config.yaml' }).isSweep).toBe(true);
  });

  it('leaves out our own rule file', () => {
    expect(detection('', { path: '.sweepguard.yaml' }).isSweep).toBe(false);
    expect(detection('version: 1\n', { path: 'a/.sweepguard.yaml', isNamed: true }).isSweep).toBe(false);
  });

  it('takes a wrapper for a sweep only where W&B is to read it', () => {
    const text = 'sweep:\n  method: grid\n  parameters: {a: {values: [1, 2]}}\n';
    expect(detection(text, { path: 'sweep.yaml' }).isSweep).toBe(false);
    expect(detection(text, { path: 'sweep.yaml', isNamed: true }).isSweep).toBe(true);
  });

  it('obeys the settings, unless keys of another tool speak against them', () => {
    const isSweep = (text: string) => detection(text, { path: 'wandb/config.yaml', isForced: true }).isSweep;
    expect(isSweep('lr: [0.1, 0.01]\nseeds: 3\n')).toBe(true);
    expect(isSweep('')).toBe(true);
    expect(isSweep('wandb_version: 1\nlr: {value: 1}\n')).toBe(false);
  });

  it('takes keys in capitals for what they mean', () => {
    expect(detection('Method: Random\nParameters:\n  a: {values: [1, 2]}\n').isSweep).toBe(true);
    const text = 'Program: t.py\nMethod: sobol\nParameters:\n  a: {Values: [1, 2]}\n';
    expect(detection(text, { path: 'a.yaml', isNamed: true }).isSweep).toBe(true);
    expect(detection(text, { path: 'a.yaml' }).isSweep).toBe(false);
    const stack = 'Description: d\nParameters:\n  Size: {Type: String, Default: small}\nResources: {}\n';
    expect(detection(stack, { path: 'a.yaml' }).isSweep).toBe(false);
  });

  it('obeys a comment against every other sign', () => {
    expect(detection('# sweep-guard: sweep\nwandb_version: 1\n', { path: 'a.yaml' }).isSweep).toBe(true);
    expect(detection('# wandb-sweep\nlr: 1\n').isSweep).toBe(true);
  });

  it('recognises launch sweeps without a method', () => {
    const text = 'parameters: {a: {values: [1, 2]}}\n';
    for (const more of ['launch: {queue: q}\n', 'scheduler: {job: j}\n', 'job: a/b/c:v0\nlaunch: {queue: q}\n']) {
      expect(detection(text + more)).toMatchObject({ isSweep: true, dialect: 'launch' });
    }
  });

  it('recognises every file of the corpus that is named on the command line', () => {
    const missed = corpus.filter(({ name, text }) => !detection(text, { path: name, isNamed: true }).isSweep);
    expect(missed.map(({ name }) => name)).toEqual([]);
  });
});
