import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { determinedFix, fixAll } from '../../../src/core/language/fixAll';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';

const HEAD = 'program: t.py\nmethod: random\nrun_cap: 3\n';
const METRIC = 'metric: {name: loss, goal: minimize}\n';
const PARAMETERS = 'parameters:\n  lr: {min: 0.1, max: 0.5}\n';
const BODY = `${HEAD}${METRIC}parameters:\n`;

/** What saving a file makes of it, with fixes on save. */
function saved(text: string): string {
  const check = (document: ReturnType<typeof parseSweepDocument>) => checkSweep(document, { evidence: null });
  return applyEdits(text, fixAll(parseSweepDocument(text), check, determinedFix).edits);
}

describe('fixes that nobody has to choose', () => {
  it.each([
    [
      'a section under metric',
      `${HEAD}metric:\n  name: loss\n  goal: minimize\n  parameters:\n    lr: {min: 0.1, max: 0.5}\n`,
      `${HEAD}${PARAMETERS}metric:\n  name: loss\n  goal: minimize\n`,
    ],
    [
      'a section under early_terminate',
      `${HEAD}${METRIC}early_terminate:\n  type: hyperband\n  min_iter: 3\n  parameters:\n    lr: {min: 0.1, max: 0.5}\n`,
      `${HEAD}${METRIC}${PARAMETERS}early_terminate:\n  type: hyperband\n  min_iter: 3\n`,
    ],
    [
      'the name of the metric as its value',
      `${HEAD}metric: {goal: minimize, value: loss}\n${PARAMETERS}`,
      `${HEAD}metric: {goal: minimize, name: loss}\n${PARAMETERS}`,
    ],
    [
      'a list without brackets',
      `${BODY}  bs: {value: 1}\n  b: 16, 32, 64\n`,
      `${BODY}  bs: {value: 1}\n  b: {values: [16, 32, 64]}\n`,
    ],
    [
      'a list under value',
      `${BODY}  o: {distribution: categorical, value: [adam, sgd]}\n`,
      `${BODY}  o: {distribution: categorical, values: [adam, sgd]}\n`,
    ],
    ['a list without commas', `${BODY}  b: {values: [16 32 64]}\n`, `${BODY}  b: {values: [16, 32, 64]}\n`],
    [
      'equals signs',
      `program = t.py\nmethod = random\nrun_cap: 3\n${METRIC}parameters:\n  lr:\n    values = [0.1, 0.2]\n`,
      `${BODY}  lr:\n    values: [0.1, 0.2]\n`,
    ],
    [
      'a key that is indented too little',
      `${BODY}  b:\n    min: 0.1\n   max: 0.5\n`,
      `${BODY}  b:\n    min: 0.1\n    max: 0.5\n`,
    ],
    [
      'a body with dashes',
      `${BODY}  b:\n    - min: 0.1\n    - max: 0.5\n`,
      `${BODY}  b:\n    min: 0.1\n    max: 0.5\n`,
    ],
  ])('repair %s', (_, before, after) => {
    expect(saved(before)).toBe(after);
  });

  it.each([
    ['a section in braces', `${HEAD}metric: {name: loss, goal: minimize, parameters: {lr: {min: 0.1, max: 0.5}}}\n`],
    ['an unknown key of metric', `${HEAD}metric: {name: loss, goal: minimize, colour: red}\n${PARAMETERS}`],
    [
      'settings of early_terminate that are ignored',
      `${HEAD}${METRIC}early_terminate: {type: hyperband, min_iter: 3, s: 2, colour: red}\n${PARAMETERS}`,
    ],
    [
      'a value that is never drawn',
      `${BODY}  a:\n    distribution: categorical_w_probabilities\n    values: [1, 2, 3]\n    probabilities: [0, 0.5, 0.5]\n`,
    ],
    [
      'a wrapper, which a script may read',
      `sweep:\n  program: t.py\n  method: random\n  parameters:\n    a: {min: 1, max: 3}\n`,
    ],
    [
      'text that may be a range',
      `${BODY}  d: 0.1 - 0.5\n  f: (0.1, 0.5)\n  j: log_uniform(1e-5, 1e-1)\n  k: 0,5\n  c: choice(a, b)\n`,
    ],
    ['whole bounds beside normal', `${BODY}  n: {distribution: normal, min: 0, max: 1}\n`],
    ['numbers with blanks as one value', `${BODY}  c:\n    value: 16 32 64\n`],
    ['two lists for one key', `${BODY}  b: {values: [1, 2], values: [3]}\n`],
  ])('leave %s alone', (_, text) => {
    expect(saved(text)).toBe(text);
  });

  it.each([
    [
      'tabs',
      `${BODY}\tlr:\n\t\tmin: 0.001\n\t\tmax: 0.1\n`,
      `${BODY}\tlr:\n\t\tdistribution: log_uniform_values\n\t\tmin: 0.001\n\t\tmax: 0.1\n`,
    ],
    [
      'quotes',
      `${BODY}  "lr": {"min": 0.001, "max": 0.1}\n`,
      `${BODY}  "lr": {"distribution": "log_uniform_values", "min": 0.001, "max": 0.1}\n`,
    ],
    [
      'quotes, on lines',
      `${BODY}  "lr": {\n    "min": 0.001,\n    "max": 0.1\n  }\n`,
      `${BODY}  "lr": {\n    "distribution": "log_uniform_values",\n    "min": 0.001,\n    "max": 0.1\n  }\n`,
    ],
  ])('write a new key with %s like its neighbours', (_, before, after) => {
    const [problem] = checkSweep(parseSweepDocument(before), { evidence: null }).filter(({ code }) => code === 'R01');
    expect(applyEdits(before, problem!.fixes[0]!.edits)).toBe(after);
  });
});
