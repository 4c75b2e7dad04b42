import { describe, expect, it } from 'vitest';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { corpus } from './corpus';

const detection = (text: string) => parseSweepDocument(text).detection;

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
