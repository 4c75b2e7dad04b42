import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json';

const ROOT = resolve(__dirname, '../..');
const read = (file: string): unknown => parse(readFileSync(join(ROOT, file), 'utf8'));
const help = execFileSync(process.execPath, [join(ROOT, 'dist/cli.js'), 'check', '--help'], { encoding: 'utf8' });

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly exclude: string;
}

describe('.pre-commit-hooks.yaml', () => {
  const hooks = read('.pre-commit-hooks.yaml') as readonly Hook[];

  it('runs a command that the package installs', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['sweep-guard']);
    const [bin, command, ...options] = hooks[0]!.entry.split(' ');
    expect(Object.keys(manifest.bin)).toContain(bin);
    expect(command).toBe('check');
    expect(options.filter((option) => !help.includes(option))).toEqual([]);
    expect(hooks[0]!.language).toBe('node');
    // pre-commit builds the package from a clone, which holds no dist/.
    expect(manifest.scripts.prepare).toBe('node esbuild.mjs');
    // It takes what `npm pack` prints for the name of the package.
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toMatch(/^foreground-scripts=false$/m);
  });

  it('takes files that are called sweeps, and leaves the rule file alone', () => {
    const { files, exclude } = hooks[0]!;
    const taken = (path: string): boolean => new RegExp(files).test(path) && !new RegExp(exclude).test(path);
    expect(['sweep.yaml', 'a/b/lr-sweep-2.yml', 'sweep_mixup.yaml'].filter((path) => !taken(path))).toEqual([]);
    expect(
      ['.sweepguard.yaml', 'a/.sweepguard.yml', 'train.yaml', 'sweep/a.yaml', 'sweep.yaml.j2'].filter(taken),
    ).toEqual([]);
  });
});

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly run?: string;
      readonly shell?: string;
      readonly env?: Record<string, string>;
    }[];
  };
}

describe('action.yml', () => {
  const action = read('action.yml') as Action;
  const source = readFileSync(join(ROOT, 'scripts/action.mjs'), 'utf8');

  it('hands every input to the script by a variable, and none into a command', () => {
    const last = action.runs.steps.at(-1);
    expect(action.runs.using).toBe('composite');
    expect(Object.keys(action.inputs)).toEqual(['files', 'max-warnings', 'rules']);
    for (const input of Object.keys(action.inputs)) {
      const variable = `SWEEP_GUARD_${input.toUpperCase().replace('-', '_')}`;
      expect(last?.env?.[variable]).toBe(`\${{ inputs.${input} }}`);
      expect(source).toContain(`'${variable}'`);
    }
    const commands = action.runs.steps.flatMap(({ run, shell }) => (run === undefined ? [] : [{ run, shell }]));
    expect(commands.filter(({ run, shell }) => run.includes('${{') || shell === undefined)).toEqual([]);
  });

  it('uses options that the command line has', () => {
    const options = [...source.matchAll(/(--[a-z-]+)(?:=|')/g)].map((match) => match[1] ?? '');
    expect(options).toContain('--max-warnings');
    expect(options.filter((option) => !help.includes(option))).toEqual([]);
  });
});

describe('the step of the action', () => {
  let repository: string;
  beforeAll(() => {
    repository = mkdtempSync(join(tmpdir(), 'sweep-guard-action-'));
    const head = 'program: train.py\nmethod: random\nrun_cap: 3\nparameters:\n';
    const files = {
      'train.py': '',
      'sweeps/bad-sweep.yaml': `${head}  lr: {min: 1e-5, max: 0.1}\n`,
      'sweeps/--help sweep.yaml': `${head}  mixup: {values: [0.1, 0.1]}\n`,
      'sweeps/train.py': '',
      'untracked/sweep.yaml': 'method: no\n',
    };
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, file)), { recursive: true });
      writeFileSync(join(repository, file), text);
    }
    for (const args of [
      ['init', '-q'],
      ['add', 'train.py', 'sweeps'],
    ]) {
      execFileSync('git', args, { cwd: repository });
    }
  });
  afterAll(() => {
    rmSync(repository, { recursive: true, force: true });
  });

  const step = (inputs: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [join(ROOT, 'scripts/action.mjs')], {
      cwd: repository,
      encoding: 'utf8',
      env: { ...process.env, ...inputs },
    });

  it('annotates the files that git knows, whatever they are called', () => {
    const { status, stdout } = step({ SWEEP_GUARD_FILES: '**/*sweep*.yaml\n**/*sweep*.yml\n' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=sweeps\/bad-sweep\.yaml,line=5,.*title=Y01 exponent-read-as-text::/m);
    expect(stdout).toMatch(/^::warning file=sweeps\/--help sweep\.yaml,line=5,.*title=S07 duplicate-value::/m);
    expect(stdout).not.toContain('untracked');
  });

  it('goes by the number of warnings and the rule file that the inputs name', () => {
    const SWEEP_GUARD_FILES = 'sweeps/--help*';
    expect(step({ SWEEP_GUARD_FILES }).status).toBe(0);
    expect(step({ SWEEP_GUARD_FILES, SWEEP_GUARD_MAX_WARNINGS: '0' }).status).toBe(1);
    expect(step({ SWEEP_GUARD_FILES, SWEEP_GUARD_MAX_WARNINGS: 'none' }).status).toBe(2);
    const missing = step({ SWEEP_GUARD_FILES, SWEEP_GUARD_RULES: 'missing.yaml' });
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('missing.yaml does not exist')]);
  });

  it.skipIf(process.platform === 'win32')(
    'reads no link, which could lead anywhere on the machine, and no file that is not there, as in a sparse checkout',
    () => {
      writeFileSync(join(repository, '..', 'secret-of-sweep-guard.txt'), 'TOKEN: 0123456789\n');
      symlinkSync('../../secret-of-sweep-guard.txt', join(repository, 'sweeps/linked-sweep.yaml'));
      writeFileSync(join(repository, 'sweeps/absent-sweep.yaml'), 'method: no\n');
      execFileSync('git', ['add', 'sweeps'], { cwd: repository });
      rmSync(join(repository, 'sweeps/absent-sweep.yaml'));
      const { status, stdout, stderr } = step({ SWEEP_GUARD_FILES: '**/*sweep*.yaml' });
      expect([status, stderr]).toEqual([1, '']);
      expect(stdout).toContain('bad-sweep.yaml');
      expect(stdout).not.toMatch(/linked|absent|TOKEN/);
      expect(step({ SWEEP_GUARD_FILES: 'sweeps/linked*' }).stdout).toMatch(/^::notice .*nothing was checked/);
      rmSync(join(repository, '..', 'secret-of-sweep-guard.txt'));
    },
  );

  it.skipIf(process.platform === 'win32')('says so where more files are named than a command can take', () => {
    const deep = join('many', ...Array.from({ length: 12 }, () => 'd'.repeat(250)));
    mkdirSync(join(repository, deep), { recursive: true });
    for (let file = 0; file < 800; file++) writeFileSync(join(repository, deep, `sweep-${file}.yaml`), '');
    execFileSync('git', ['add', 'many'], { cwd: repository });
    const { status, stdout } = step({ SWEEP_GUARD_FILES: 'many/**' });
    rmSync(join(repository, 'many'), { recursive: true, force: true });
    expect([status, stdout]).toEqual([
      2,
      expect.stringMatching(/^::error .*800 files could not be checked, name fewer/),
    ]);
  });

  it('says so when no file is named', () => {
    const { status, stdout } = step({ SWEEP_GUARD_FILES: 'nowhere/*.yaml' });
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^::notice .*nothing was checked/)]);
  });
});
