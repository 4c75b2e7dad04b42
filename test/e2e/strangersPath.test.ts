/** The way of somebody new, as the README tells it: the VSIX, the walkthrough, their own folder, their own sweep on a W&B server. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { generateProject } from '../server/generator';
import { STAND_IN_KEY } from '../server/model';
import { createStandInServer, type StandInServer } from '../server/standInServer';
import * as editing from './editing';
import { selectedCounts } from './panel';
import * as webview from './webview';
import * as window from './workbench';
import { VSIX } from './vsix';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const PROJECT = generateProject({ runs: 120, parameters: 6, entity: 'team', project: 'detector', sweep: 'own00001' });
/** As a person has it: the sweep's configuration on the server is this one without comments. */
const SWEEP_FILE = `# What to try on the new images\n${PROJECT.sweeps[0]!.config}`;
const TRAINING = `import argparse
import wandb

parser = argparse.ArgumentParser()
for name in ('lr0', 'mixup', 'dropout', 'batch', 'imgsz', 'optimizer'):
    parser.add_argument(f'--{name}')
run = wandb.init(config=vars(parser.parse_args()))
`;
const PROBLEM = /the sweep goes on until it is stopped/;
const EVIDENCE = /past runs crashed/;
/** What the server knows: everything else was ended by the machine or preempted, which no setting can be blamed for. */
const COUNTS = {
  crashed: PROJECT.runs.filter(({ log }) =>
    log.some(({ text }) => /Loss is nan|CUDA out of memory|^Killed$/.test(text)),
  ).length,
  completed: PROJECT.runs.filter(({ state }) => state === 'finished').length,
};
const READY = 'main[data-phase="ready"]';
const poll = { timeout: PATIENCE_MS, interval: 100 };

describe('the way of somebody new', () => {
  let server: StandInServer;
  let workbench: Workbench;
  const page = () => workbench.page;
  const item = (text: string | RegExp) =>
    page().locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const notifications = () => page().locator('.notification-list-item-message').allTextContents();
  const inFolder = (name: string) => readFile(path.join(workbench.folder, name), 'utf8');
  const button = (label: string) => page().locator('.notifications-toasts .monaco-button').filter({ hasText: label });
  const picture = (name: string) => page().screenshot({ path: path.join(OUT, `stranger-${name}.png`) });
  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      onTestFailed(() => picture(`failed-${name.replaceAll(/\W+/g, '-')}`).then(() => undefined));
      await steps();
    });
  };

  beforeAll(async () => {
    server = await createStandInServer({ data: { projects: [PROJECT] } });
    workbench = await window.openWorkbench({
      files: { 'sweep.yaml': SWEEP_FILE, 'train.py': TRAINING },
      installed: false,
      settings: { 'sweepGuard.baseUrl': server.url },
    });
    return async () => {
      await workbench.close();
      await server.close();
    };
  });

  step('installs the VSIX from the window', async () => {
    await window.runCommand(page(), 'Extensions: Install from VSIX...');
    await picture('1-vsix');
    await window.chooseFile(page(), VSIX);
    await expect.poll(notifications, poll).toContainEqual(expect.stringMatching(/Completed installing/));
    await picture('2-installed');
    await window.runCommand(page(), 'Notifications: Clear All Notifications');
  });

  step('walks through the first steps', async () => {
    await window.runCommand(page(), 'Sweep Guard: Open Walkthrough');
    await page().locator('.gettingStartedContainer .getting-started-step').first().waitFor({ timeout: PATIENCE_MS });
    await picture('3-walkthrough');
  });

  step('opens their own sweep file, and reads what W&B will do with it', async () => {
    await window.openFile(page(), 'sweep.yaml');
    await expect.poll(() => editing.problems(page()), poll).toContainEqual(expect.stringMatching(PROBLEM));
    await picture('4-own-file');
  });

  step('signs in where the runs are asked for, and chooses their sweep', async () => {
    await window.showTab(page(), 'sweep.yaml');
    await window.runCommand(page(), 'Sweep Guard: Analyze Sweep');
    await item('Choose a sweep of W&B').click({ timeout: PATIENCE_MS });
    const key = page().locator('.quick-input-widget input[placeholder="API key"]');
    await key.waitFor({ timeout: PATIENCE_MS });
    await picture('5-sign-in');
    await key.fill(STAND_IN_KEY.key);
    await key.press('Enter');
    for (const name of ['team', 'detector']) await item(name).click({ timeout: PATIENCE_MS });
    await item('own00001').waitFor({ timeout: PATIENCE_MS });
    await picture('6-sweeps');
    await item('own00001').click({ timeout: PATIENCE_MS });
  });

  step('sees in the panel what crashed', async () => {
    const frame = await webview.webviewWith(page(), READY);
    await expect.poll(() => selectedCounts(frame), poll).toEqual(COUNTS);
    await expect
      .poll(() => frame.getByTestId('headline').textContent(), poll)
      .toMatch(new RegExp(`^${String(COUNTS.crashed)} of ${String(COUNTS.crashed + COUNTS.completed)} runs crashed`));
    await webview.painted(frame);
    await picture('7-panel');
  });

  step('sees at the ranges what past runs say', async () => {
    await window.showTab(page(), 'sweep.yaml');
    await expect.poll(() => editing.problems(page()), poll).toContainEqual(expect.stringMatching(EVIDENCE));
    await window.hidePanel(page());
    await picture('8-evidence');
  });

  step('narrows the sweep and writes the next one', async () => {
    const before = await inFolder('sweep.yaml');
    await window.runCommand(page(), 'Sweep Guard: Apply Safe Bounds');
    await item(/^batch/).waitFor({ timeout: PATIENCE_MS });
    await picture('9-ranges');
    await window.accept(page());
    await page().locator('.monaco-diff-editor .line-insert').first().waitFor({ timeout: PATIENCE_MS });
    await button('Apply').waitFor({ timeout: PATIENCE_MS });
    await picture('10-diff');
    await button('Apply').click({ timeout: PATIENCE_MS });
    await expect.poll(() => inFolder('sweep.yaml'), poll).not.toBe(before);
    expect(await inFolder('sweep.yaml')).toMatch(/^# What to try on the new images\n/);
    await window.showTab(page(), 'sweep.yaml');
    await window.runCommand(page(), 'Sweep Guard: Create Next Sweep');
    await page()
      .locator('.monaco-editor[data-uri$="/sweep-2.yaml"] .view-line')
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    expect(await inFolder('sweep-2.yaml')).toMatch(/wandb sweep .*--prior_run/);
    await picture('11-next-sweep');
  });

  step('pairs the two settings that crash together, which no bound can keep apart', async () => {
    await window.showTab(page(), 'sweep.yaml');
    await window.runCommand(page(), 'Sweep Guard: Pair Settings That Crash Together');
    await page()
      .locator('.monaco-editor[data-uri$="/sweep-3.yaml"] .view-line')
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    const text = await inFolder('sweep-3.yaml');
    expect(text).toMatch(/^ {2}\S*dropout\S*:/m);
    await picture('12-paired');
    expect((await readdir(workbench.folder)).toSorted()).toEqual([
      ...['sweep-2.yaml', 'sweep-3.yaml', 'sweep.yaml', 'train.py'],
    ]);
  });

  step('finds no error on the console', () => {
    expect(workbench.messages.filter(webview.isOurs)).toEqual([]);
    return Promise.resolve();
  });
});
