/** A sweep file full of the usual mistakes, in a real VS Code: each is named where it is, and mended with one click. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import * as editing from './editing';
import * as webview from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const FILE = 'mistakes_sweep.yaml';
const poll = { timeout: PATIENCE_MS, interval: 100 };

/** What people paste from reports, papers and the documentation. */
const MISTAKES = `program: train.py
method: random
run_cap: 40
metric:
  name: val/accuracy
  goal: max
parameters:
  warmup_epochs: [1, 3, 5] # from the report
  weight_decay:
    min: 1e-5
    max: 0.001
  lr:
    distribution: log_uniform
    min: 0.0001
    max: 0.1
  optimizer:
    name:
      values: [adam, sgd]
    momentum:
      values: [0.8, 0.9]
`;

const MENDED = `program: train.py
method: random
run_cap: 40
metric:
  name: val/accuracy
  goal: maximize
parameters:
  warmup_epochs:
    values: [1, 3, 5] # from the report
  weight_decay:
    min: 1.0e-5
    max: 0.001
  lr:
    distribution: log_uniform_values
    min: 0.0001
    max: 0.1
  optimizer:
    parameters:
      name:
        values: [adam, sgd]
      momentum:
        values: [0.8, 0.9]
`;

/** A mistake by its place, what the problem says, and the click that mends it; from the end of the file upwards. */
const STEPS = [
  { line: '  optimizer:', text: 'optimizer', code: 'P04', says: /parameters: is missing/, fix: /Insert parameters/ },
  { line: 'min: 0.0001', text: '0.0001', code: 'D02', says: /not from 0\.0001 to 0\.1/, fix: /log_uniform_values/ },
  { line: 'min: 1e-5', text: '1e-5', code: 'Y01', says: /read as text/, fix: /Write 1\.0e-5/ },
  { line: 'warmup_epochs: [1', text: '[1, 3, 5]', code: 'P03', says: /bare list/, fix: /under values/ },
  { line: 'goal: max', text: 'max', code: 'M03', says: /minimizes/, fix: /maximize/ },
] as const;

describe('a sweep file with the usual mistakes', () => {
  let workbench: Workbench;
  const page = () => workbench.page;
  const editor = () => editing.editorOf(page(), FILE);
  const file = () => path.join(workbench.folder, FILE);
  const picture = async (name: string) => {
    await page().screenshot({ path: path.join(OUT, `${name.toLowerCase().replaceAll(/\W+/g, '-')}.png`) });
  };
  const problem = async (code: string): Promise<string> =>
    (await editing.problems(page())).find((row) => row.includes('Sweep Guard') && row.includes(code)) ?? '';

  beforeAll(async () => {
    workbench = await window.openWorkbench();
    await writeFile(file(), MISTAKES);
    await window.openFile(page(), FILE);
    return () => workbench.close();
  });

  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      onTestFailed(() => picture(`failed ${name}`));
      await steps();
    });
  };

  step('is named mistake by mistake', async () => {
    for (const { code, says } of STEPS) await expect.poll(() => problem(code), poll).toMatch(says);
    await picture('mistakes');
  });

  step('is mended with one click each', async () => {
    for (const { line, text, code, fix } of STEPS) {
      await editing.quickFix(page(), editor(), line, text, fix);
      await expect.poll(() => problem(code), poll).toBe('');
    }
    expect(await editing.save(page(), file())).toBe(MENDED);
    await picture('mended');
  });

  step('lists the values of a range where a grid needs them', async () => {
    await editing.replaceText(page(), editor(), 'method: random', 'random', 'grid');
    await page().keyboard.press('Escape');
    await expect.poll(() => problem('G01'), poll).toMatch(/grid/);
    await picture('grid');
    await editing.quickFix(page(), editor(), 'min: 1.0e-5', '1.0e-5', /^List/);
    await expect.poll(() => editing.visibleText(editor()), poll).toMatch(/values: \[0\.00001,/);
  });

  step('says above the file how many problems it has', async () => {
    const lens = editor().locator('.codelens-decoration').first();
    await expect.poll(() => lens.textContent({ timeout: PATIENCE_MS }), poll).toMatch(/problem.*Analyze Sweep/);
  });

  step('offers parameters and keys while one types', async () => {
    await editing.clickAt(page(), editor(), 'run_cap: 40', '40');
    await page().keyboard.press('End');
    await page().keyboard.press('Enter');
    await page().keyboard.type('early');
    const offered = page().locator('.suggest-widget .monaco-list-row', { hasText: 'early_terminate' });
    await window.repeatUntil(offered.first(), () => page().keyboard.press('Control+Space'));
    await picture('completion');
    await page().keyboard.press('Escape');
    for (let i = 0; i <= 'early'.length; i++) await page().keyboard.press('Backspace');
  });

  step('previews what the sweep would draw', async () => {
    await editing.replaceText(page(), editor(), 'method: grid', 'grid', 'random');
    await page().keyboard.press('Escape');
    await expect.poll(() => problem('G01'), poll).toBe('');
    await window.runCommand(page(), 'Sweep Guard: Preview Samples');
    await window.hidePanel(page());
    const samples = page().locator('.monaco-editor[data-uri*="Samples"]').first();
    await expect.poll(() => editing.visibleText(samples), poll).toMatch(/warmup_epochs.*weight_decay/);
    await picture('preview');
  });

  step('logs no error', async () => {
    expect(workbench.messages.filter(webview.isOurs)).toEqual([]);
    const logged = (await workbench.logs()).split('\n');
    expect(logged.filter((line) => /\[error\]/i.test(line) && /sweep.?guard/i.test(line))).toEqual([]);
    expect(await readFile(path.join(workbench.folder, 'sweep.yaml'), 'utf8')).toContain('mixup');
  });
});
