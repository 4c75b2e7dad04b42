import { describe, expect, it } from 'vitest';
import { readProgram, type ProgramFile } from '../../../src/core/knowledge/programFile';
import type { Knowledge } from '../../../src/core/rules/rule';
import { codesSeen, seen } from './findings';

const SCRIPT = `import argparse, wandb
parser = argparse.ArgumentParser()
parser.add_argument("--learning_rate", type=float)
parser.add_argument("--batch-size", type=int)
args = parser.parse_args()
wandb.init()
wandb.log({"val_loss": 1, "val/acc": 2})
`;
const known = (source: string | null): Knowledge => {
  const program: ProgramFile = { path: 'train.py', contents: source === null ? null : readProgram(source) };
  return { evidence: null, program };
};
const sweep = (metric: string, parameter = 'learning_rate', more = ''): string =>
  `program: train.py\nmethod: random\nmetric: {name: ${metric}, goal: minimize}\n${more}` +
  `parameters:\n  ${parameter}: {min: 0.001, max: 0.1}\n`;

describe('F01', () => {
  it('the script does not exist', () => {
    expect(seen(sweep('val_loss'), 'F01', known(null))).toMatchObject([
      { severity: 'warning', marked: 'train.py', path: 'program' },
    ]);
    const other = sweep('val_loss', 'learning_rate', 'command: [python, main.py, "${args}"]\n');
    expect(codesSeen(other, 'F', known(null))).toEqual([]);
    expect(codesSeen(sweep('val_loss'), 'F')).toEqual([]);
    expect(codesSeen(sweep('val_loss'), 'F', known(SCRIPT))).toEqual([]);
  });
});

describe('F02', () => {
  it('the script has no such option', () => {
    expect(seen(sweep('val_loss', 'learning-rate'), 'F02', known(SCRIPT))).toEqual([
      {
        severity: 'info',
        marked: 'learning-rate',
        path: 'parameters/learning-rate',
        message:
          'train.py has no option --learning-rate, so argparse ends each run at once. Did you mean learning_rate?',
        fixes: ['Rename to learning_rate'],
      },
    ]);
    expect(seen(sweep('val_loss', 'momentum'), 'F02', known(SCRIPT))[0]?.fixes).toEqual([]);
  });

  it('is silent where argparse takes it, or the parameters come otherwise', () => {
    expect(codesSeen(sweep('val_loss', 'learning'), 'F', known(SCRIPT))).toEqual([]);
    const hydra = sweep('val_loss', 'momentum', 'command: [python, "${program}", "${args_no_hyphens}"]\n');
    expect(codesSeen(hydra, 'F', known(SCRIPT))).toEqual([]);
    expect(codesSeen(sweep('val_loss', 'momentum'), 'F', known('print(1)'))).toEqual([]);
  });
});

describe('M10', () => {
  it('the script logs other names', () => {
    expect(seen(sweep('valid_loss'), 'M10', known(SCRIPT))).toEqual([
      {
        severity: 'warning',
        marked: 'valid_loss',
        path: 'metric/name',
        message: 'train.py never logs valid_loss; it logs val_loss and val/acc. Did you mean val_loss?',
        fixes: [],
      },
    ]);
    expect(seen(sweep('f1'), 'M10', known(SCRIPT))[0]?.message).toContain('Where no other file does');
  });

  it.each([
    ['the name is logged', 'val_loss', SCRIPT],
    ['the name is written anywhere', 'f1', `${SCRIPT}name = "f1"\n`],
    ['a summary of it is meant', 'val_loss.min', SCRIPT],
    ['names are made up', 'f1', `${SCRIPT}wandb.log({f"{a}": 1})\n`],
    ['a framework logs', 'f1', `${SCRIPT}trainer = Trainer()\n`],
    ['nothing is logged here', 'f1', 'import wandb\n'],
  ])('is silent where %s', (_, metric, source) => {
    expect(codesSeen(sweep(metric), 'M', known(source)).filter((code) => code === 'M10')).toEqual([]);
  });
});

describe('rules that take the script into account', () => {
  it('C05 where it reads the configuration, C08 where it understands booleans', () => {
    const noArgs = sweep('val_loss', 'lr', 'command: [python, "${program}"]\n');
    expect(codesSeen(noArgs, 'C', known(SCRIPT))).toEqual(['C05']);
    expect(codesSeen(noArgs, 'C', known('lr = wandb.config.lr'))).toEqual([]);
    const flags = sweep('val_loss').replace('{min: 0.001, max: 0.1}', '{values: [false, true]}');
    expect(codesSeen(flags, 'C', known(SCRIPT))).toEqual(['C08']);
    expect(codesSeen(flags, 'C', known('import fire'))).toEqual([]);
  });
});

describe('C08 beside a script', () => {
  it('does not advise a macro alone that its type=bool would not survive', () => {
    const booleans = 'program: train.py\nmethod: grid\nparameters:\n  amp: {values: [true, false]}\n';
    const script = (type: string): string => `import argparse\np.add_argument("--amp", ${type})\np.parse_args()\n`;
    expect(seen(booleans, 'C08', known(script('type=bool')))).toMatchObject([
      {
        message:
          'amp: ${args} passes --amp=False, which type=bool takes for true. ' +
          'In the script use action="store_true", and here ${args_no_boolean_flags}.',
        fixes: [],
      },
    ]);
    expect(seen(booleans, 'C08', known(script('type=int')))[0]?.fixes).toEqual([
      'Add a command with ${args_no_boolean_flags}',
    ]);
  });
});
