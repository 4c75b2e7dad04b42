import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCheck } from '../../src/cli/checkCommand';
import type { Terminal } from '../../src/cli/terminal';
import { fail, ok } from '../../src/core/ports';
import type { Problem } from '../../src/core/rules/rule';

const SWEEP = `program: train.py
method: random
metric: {name: loss, goal: minimize}
run_cap: 10
parameters:
  mixup: {min: 0.0, max: 0.3}
`;
const RULES = `version: 1
rules:
  - name: high-mixup
    when: {mixup: {above: 0.15}}
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sweep-guard-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

async function check(paths: readonly string[], options: { rules?: string; maxWarnings?: number } = {}) {
  const printed: string[] = [];
  const warned: string[] = [];
  const terminal: Terminal = {
    progress: { report: () => undefined },
    print: (text) => printed.push(text),
    warn: (line) => warned.push(line),
    readInput: (path) =>
      readFile(path).then(ok, () => fail({ message: `${path} does not exist.`, advice: 'Check the path.' })),
    openInput: (path) =>
      Promise.resolve(fail({ message: `${path} is not read as a stream.`, advice: 'Read it whole.' })),
    write: () => Promise.resolve(ok(null)),
  };
  const status = await runCheck(
    paths.map((path) => join(folder, path)),
    { format: 'json', ...options },
    terminal,
  );
  const { files } = JSON.parse(printed.join('')) as { files: { isSweep: boolean; problems: Problem[] }[] };
  return {
    status,
    warned,
    files,
    codes: files.map(({ problems }) => problems.map(({ code }) => code).filter((code) => code.startsWith('V'))),
  };
}

describe('sweep-guard check', () => {
  it('takes the files that it is given for sweeps, empty ones too, but not those of other tools', async () => {
    await write({
      'a.yaml': '',
      'b.yaml': '- a\n- b\n',
      'run.yaml': 'wandb_version: 1\nlr: {value: 1}\n',
      'compose.yaml': 'services: {}\n',
    });
    const { files } = await check(['a.yaml', 'b.yaml', 'run.yaml', 'compose.yaml']);
    expect(files.map(({ isSweep }) => isSweep)).toEqual([true, true, false, false]);
  });

  it('says what to do with exported runs, and with a file that is UTF-16', async () => {
    await write({ 'runs.csv': 'Name,State,lr\na,finished,0.1\n' });
    await writeFile(join(folder, 'wide.yaml'), Buffer.from(`\ufeff${SWEEP}`, 'utf16le'));
    const { warned, files } = await check(['runs.csv', 'wide.yaml']);
    const runs = join(folder, 'runs.csv');
    expect(warned).toEqual([`${runs} has the name of exported runs: sweep-guard analyze ${runs} compares them.`]);
    expect(files[1]?.problems.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('U+0000; save the file as text in UTF-8.'),
    );
  });

  it('says so where no file is a sweep, and where there are too many warnings', async () => {
    await write({ 'run.yaml': 'wandb_version: 1\nlr: {value: 1}\n', 'sweep.yaml': SWEEP });
    const none = await check(['run.yaml']);
    expect(none.status).toBe(0);
    expect(none.warned).toEqual([
      'No sweep file was among them, so nothing was checked: name the file with method and parameters.',
    ]);
    // The program is missing.
    expect(await check(['run.yaml', 'sweep.yaml'], { maxWarnings: 1 })).toMatchObject({ status: 0, warned: [] });
    expect(await check(['run.yaml', 'sweep.yaml'], { maxWarnings: 0 })).toMatchObject({
      status: 1,
      warned: ['1 warning, more than --max-warnings 0 allows.'],
    });
  });

  it('looks for the program beside the sweep file and reads it', async () => {
    await write({
      'found/sweep.yaml': SWEEP,
      'found/train.py': 'import wandb\nwandb.log({"val_loss": 1})\n',
      'missing/sweep.yaml': SWEEP,
    });
    const { files } = await check(['found/sweep.yaml', 'missing/sweep.yaml']);
    const about = files.map(({ problems }) =>
      problems.map(({ code }) => code).filter((code) => /^(?:F|M10)/.test(code)),
    );
    expect(about).toEqual([['M10'], ['F01']]);
  });

  it('reads the nearest rule file above each sweep file, up to the root of the repository', async () => {
    await write({
      '.sweepguard.yaml': RULES,
      'repository/.git/HEAD': '',
      'repository/vision/.sweepguard.yaml': RULES,
      'repository/vision/cones/sweep.yaml': SWEEP,
      'repository/text/sweep.yaml': SWEEP,
    });
    const { codes, status } = await check(['repository/vision/cones/sweep.yaml', 'repository/text/sweep.yaml']);
    expect(codes).toEqual([['V02'], []]);
    expect(status).toBe(0);
  });

  it('looks no further than the folder itself outside of a repository', async () => {
    await write({ '.sweepguard.yaml': RULES, 'sweeps/sweep.yaml': SWEEP, 'sweep.yaml': SWEEP });
    expect((await check(['sweeps/sweep.yaml', 'sweep.yaml'])).codes).toEqual([[], ['V02']]);
  });

  it('takes the rule file that --rules names instead', async () => {
    await write({ 'team.yaml': RULES, '.sweepguard.yaml': 'version: 1\n', 'sweep.yaml': SWEEP });
    expect((await check(['sweep.yaml'], { rules: join(folder, 'team.yaml') })).codes).toEqual([['V02']]);
  });

  it('says what is wrong with a rule file, and does not pass with one', async () => {
    const broken = 'version: 1\ndisable: [T33]\nrules: [{name: a, when: {mixup: {above: high}}}]\n';
    await write({ '.sweepguard.yaml': broken, 'sweep.yaml': SWEEP, 'other.yaml': SWEEP });
    const { status, warned } = await check(['sweep.yaml', 'other.yaml']);
    expect(status).toBe(2);
    expect(warned).toHaveLength(3);
    expect(warned[0]).toMatch(/sweepguard\.yaml:2:11 {2}warning {2}No rule has the code T33/);
    expect(warned[1]).toMatch(/sweepguard\.yaml:3:41 {2}error {2}above takes a number/);
    expect(warned[2]).toMatch(/has errors, so its rules can’t be trusted\. Correct them first\.$/);
    const missing = await check(['sweep.yaml'], { rules: join(folder, 'none.yaml') });
    expect(missing.status).toBe(2);
    expect(missing.warned.join()).toContain('none.yaml does not exist. Check the path.');
  });
});
