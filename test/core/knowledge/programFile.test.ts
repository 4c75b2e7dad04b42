import { describe, expect, it } from 'vitest';
import { findProgram, isLocalScript } from '../../../src/core/knowledge/findProgram';
import { MAX_PROGRAM_LENGTH, readProgram, UNREAD_PROGRAM } from '../../../src/core/knowledge/programFile';
import { memoryFileSystem } from '../memoryFileSystem';

const options = (...lines: string[]): string[] | null => {
  const found = readProgram(['import argparse', 'parser = argparse.ArgumentParser()', ...lines].join('\n')).options;
  return found && [...found];
};
const PARSE = 'args = parser.parse_args()';

describe('the options of a script', () => {
  it('are the long ones of add_argument', () => {
    expect(
      options(
        'parser.add_argument("--lr", type=float, help="rate (of learning), --not-this")',
        "parser.add_argument('-b', '--batch-size', type=int)  # --nor-this",
        'parser.add_argument("data")',
        'parser.add_argument(',
        '    "--amp",',
        '    action="store_true")',
        PARSE,
      ),
    ).toEqual(['lr', 'batch-size', 'amp']);
  });

  it.each([
    ['names in variables', ['parser.add_argument("--lr")', 'parser.add_argument(name)', PARSE]],
    ['names made up', ['parser.add_argument(f"--{x}")', PARSE]],
    ['names in a list', ['parser.add_argument(*names)', PARSE]],
    ['leniency', ['parser.add_argument("--lr")', 'args, rest = parser.parse_known_args()']],
    ['parents', ['parser.add_argument("--lr")', 'p = argparse.ArgumentParser(parents=[parser])', PARSE]],
    ['options from elsewhere', ['parser.add_argument("--lr")', 'add_training_args(parser)', PARSE]],
    ['a parser from elsewhere', ['parser = get_parser()', 'parser.add_argument("--lr")', PARSE]],
    ['no parsing', ['parser.add_argument("--lr")']],
    ['arguments given', ['parser.add_argument("--lr")', 'parser.parse_args(argv)']],
    ['no options', [PARSE]],
  ])('are unknown with %s', (_, lines) => {
    expect(options(...lines)).toBeNull();
  });
});

describe('what a script logs', () => {
  const logged = (...lines: string[]): string[] | null => {
    const found = readProgram(['import wandb', ...lines].join('\n')).loggedKeys;
    return found && [...found];
  };

  it('are the keys of wandb.log and of the summary', () => {
    expect(
      logged(
        'wandb.log({"loss": loss.item(), "val/acc": acc(x, {"not": 1}), "n": [1, 2]}, step=i)',
        'run = wandb.init()',
        "run.log({'epoch': epoch})",
        'wandb.run.summary["best"] = 3',
        'math.log(x)',
        'logger.log(level, "text")',
        '# wandb.log(metrics)',
        '"""wandb.log(metrics)"""',
      ),
    ).toEqual(['loss', 'val/acc', 'n', 'epoch', 'best']);
  });

  it.each([
    ['a variable', ['wandb.log({"a": 1})', 'wandb.log(metrics)']],
    ['names made up', ['wandb.log({f"{split}/loss": 1})']],
    ['a variable name', ['wandb.log({name: 1})']],
    ['a spread', ['wandb.log({"a": 1, **more})']],
    ['a union', ['wandb.log({"a": 1} | more)']],
    ['a comprehension', ['wandb.log({"a": v for v in x})']],
    ['Lightning', ['wandb.log({"a": 1})', 'self.log("val_loss", x)']],
    ['a logger of a framework', ['wandb.log({"a": 1})', 'logger = WandbLogger()']],
    ['an alias', ['wandb.log({"a": 1})', 'log = wandb.log']],
    ['nothing', ['wandb.init()']],
  ])('is unknown with %s', (_, lines) => {
    expect(logged(...lines)).toBeNull();
  });
});

describe('any text', () => {
  it.each(['', '"', "'''", 'wandb.log({', 'f"{', '\\', '#', 'wandb.log({"a', 'add_argument(', '«3»', 'rb"\\'])(
    '%j is read',
    (text) => {
      expect(() => readProgram(text)).not.toThrow();
      expect(() => readProgram(`import wandb, argparse\nx.parse_args()\n${text}`)).not.toThrow();
    },
  );

  it('is not read beyond a length, and then nothing is claimed', () => {
    expect(readProgram(`import wandb\nwandb.log({"a": 1})\n${' '.repeat(MAX_PROGRAM_LENGTH)}`)).toBe(UNREAD_PROGRAM);
  });

  it('tells how parameters are read', () => {
    expect(readProgram('lr = wandb.config.lr').readsConfig).toBe(true);
    expect(readProgram('# wandb.config').readsConfig).toBe(false);
    expect(readProgram('p.add_argument("--x", type=str2bool)').readsBooleans).toBe(true);
    expect(readProgram('p.add_argument("--x", type=bool)').readsBooleans).toBe(false);
  });
});

describe('looking for the script', () => {
  const files = memoryFileSystem({
    'train.py': 'import wandb\nwandb.log({"a": 1})\n',
    'src/main.py': 'print(1)',
    'sweeps/local.py': 'wandb.config',
    'folder.py/x': '',
  });

  it('goes up from the sweep file to the root', async () => {
    const found = await findProgram(files, 'sweeps/deep/sweep.yaml', './train.py');
    expect(found).toMatchObject({ path: './train.py', contents: { loggedKeys: new Set(['a']) } });
    expect((await findProgram(files, 'sweeps/sweep.yaml', 'local.py'))?.contents?.readsConfig).toBe(true);
    expect((await findProgram(files, 'sweeps/sweep.yaml', 'src/main.py'))?.contents).not.toBeNull();
    expect(await findProgram(files, 'sweep.yaml', 'local.py')).toEqual({ path: 'local.py', contents: null });
  });

  it('says nothing of scripts that may be elsewhere, or can’t be read', async () => {
    expect(await findProgram(files, 'sweep.yaml', '/opt/train.py')).toBeNull();
    expect(await findProgram(files, 'a/sweep.yaml', '../../train.py')).toBeNull();
    const denied = memoryFileSystem({ 'train.py': '' }, { denied: ['train.py'] });
    expect(await findProgram(denied, 'sweep.yaml', 'train.py')).toBeNull();
    expect(['~/a.py', 'C:\\a.py', 'C:/a.py', '$HOME/a.py', 'a.sh', '-m', 'pkg.train'].filter(isLocalScript)).toEqual(
      [],
    );
    expect(['a.py', 'src/a b.py', './a.py'].filter(isLocalScript)).toHaveLength(3);
  });

  it('does not read large ones', async () => {
    const large = memoryFileSystem({ 'a.py': 'x'.repeat(1_000_001) });
    expect((await findProgram(large, 'sweep.yaml', 'a.py'))?.contents).toBe(UNREAD_PROGRAM);
  });
});
