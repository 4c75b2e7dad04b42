/** Runs from a W&B server, pulled by the packaged extension in a real VS Code, against the stand-in server. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { RUNS } from '../firstLight';
import { STAND_IN_KEY, type StandInData } from '../server/model';
import { totalsOf } from '../server/requestLog';
import { generateProject } from '../server/generator';
import { dataOfRunSet } from '../server/runSetData';
import { createStandInServer, type StandInServer } from '../server/standInServer';
import * as webview from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const PLACE = { entity: 'team', project: 'cones', sweep: 'c0nes001' } as const;
/** So many that pulling them takes a while. */
const BIG = { entity: 'team', project: 'many', sweep: 'many0001', runs: 3000, parameters: 20 } as const;
const WRONG_KEY = 'f'.repeat(40);
/** What the server's answer to a key that it does not know becomes. */
const REFUSED = /does not accept the API key.*sign in again/;
const READY = 'main[data-phase="ready"]';
const FAILED = 'main[data-phase="failed"]';
const LOADING = 'main[data-phase="loading"]';
const poll = { timeout: PATIENCE_MS, interval: 100 };

describe('a sweep of W&B', () => {
  let server: StandInServer;
  let workbench: Workbench;
  let data: StandInData;
  const page = () => workbench.page;
  const box = () => page().locator('.quick-input-widget input').first();
  const item = (text: string | RegExp) =>
    page().locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const picture = (name: string) => page().screenshot({ path: path.join(OUT, `${name}.png`) });

  beforeAll(async () => {
    const fixtures = path.join(import.meta.dirname, '..', 'fixtures');
    const sweepText = await readFile(path.join(import.meta.dirname, '../../example/sweep.yaml'), 'utf8');
    const runs = JSON.parse(await readFile(path.join(fixtures, 'cone-sweep.json'), 'utf8')) as Parameters<
      typeof dataOfRunSet
    >[0];
    data = { projects: [...dataOfRunSet(runs, { ...PLACE, sweepText }).projects, generateProject(BIG)] };
    server = await createStandInServer({ data });
    workbench = await window.openWorkbench({ settings: { 'sweepGuard.baseUrl': server.url } });
    await window.openFile(page(), 'sweep.yaml');
    return async () => {
      await workbench.close();
      await server.close();
    };
  });

  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      const failure = path.join(OUT, `failed-${name.replaceAll(/\W+/g, '-')}.png`);
      await rm(failure, { force: true });
      onTestFailed(async () => {
        await page().screenshot({ path: failure });
      });
      await steps();
    });
  };

  const analyzePasted = async (): Promise<void> => {
    await window.runCommand(page(), 'Sweep Guard: Analyze Sweep');
    await page().locator('.quick-input-widget input[placeholder*="paste"]').waitFor({ timeout: PATIENCE_MS });
    await box().fill(`${server.url}/${BIG.entity}/${BIG.project}/sweeps/${BIG.sweep}`, { timeout: PATIENCE_MS });
    await item(`Analyze ${BIG.entity}/${BIG.project}/${BIG.sweep}`).click({ timeout: PATIENCE_MS });
  };

  const type = async (text: string): Promise<void> => {
    await box().fill(text, { timeout: PATIENCE_MS });
    await box().press('Enter');
  };

  step('refuses a wrong key with a sentence, in the box that asked for it', async () => {
    await window.runCommand(page(), 'Sweep Guard: Sign In to W&B');
    await box().and(page().locator('[placeholder="API key"]')).waitFor({ timeout: PATIENCE_MS });
    await type('too-short');
    const message = page().locator('.quick-input-message');
    await expect.poll(() => message.textContent(), poll).toMatch(/40/);
    await type(WRONG_KEY);
    await expect.poll(() => message.textContent(), poll).toMatch(REFUSED);
    await picture('wandb-wrong-key');
  });

  step('takes the right key and says whose it is', async () => {
    await type(STAND_IN_KEY.key);
    await expect
      .poll(() => page().locator('.notification-list-item-message').allTextContents(), poll)
      .toContain(`Signed in to ${new URL(server.url).host} as ${STAND_IN_KEY.username}.`);
    await window.runCommand(page(), 'Notifications: Clear All Notifications');
  });

  step('lists entities, projects and sweeps, and pulls the sweep', async () => {
    await window.runCommand(page(), 'Sweep Guard: Analyze Sweep');
    await item('Choose a sweep of W&B').click({ timeout: PATIENCE_MS });
    await item(PLACE.entity).click({ timeout: PATIENCE_MS });
    await item(PLACE.project).click({ timeout: PATIENCE_MS });
    await item(PLACE.sweep).waitFor({ timeout: PATIENCE_MS });
    expect(await item(PLACE.sweep).textContent()).toMatch(/21 runs · running/);
    await picture('wandb-sweeps');
    await item(PLACE.sweep).click({ timeout: PATIENCE_MS });
    const frame = await webview.webviewWith(page(), READY);
    await expect
      .poll(() => frame.getByTestId('headline').textContent(), poll)
      .toMatch(new RegExp(`\\b${RUNS.crashed} of ${RUNS.total}\\b`));
    await picture('wandb-panel');
  });

  step('refreshes, and says what changed', async () => {
    const [project, ...others] = data.projects;
    const { runs } = project!;
    const added = { ...runs.at(-1)!, name: 'addedrun', createdAt: Date.now(), heartbeatAt: Date.now() };
    server.setData({ projects: [{ ...project!, runs: [...runs, added] }, ...others] });
    const frame = await webview.webviewWith(page(), READY);
    await frame.locator('vscode-button:visible').filter({ hasText: 'Refresh' }).first().click({ timeout: PATIENCE_MS });
    await expect.poll(() => frame.locator('.provenance:visible').first().textContent(), poll).toMatch(/1 new run/);
    await picture('wandb-refresh');
  });

  step('is confirmed with one keystroke the next time', async () => {
    await window.showTab(page(), 'sweep.yaml');
    await window.runCommand(page(), 'Sweep Guard: Analyze Sweep');
    await expect
      .poll(() => page().locator('.quick-input-list .monaco-list-row').first().textContent(), poll)
      .toContain(`${PLACE.entity}/${PLACE.project}/${PLACE.sweep}`);
    await picture('wandb-guess');
    await page().keyboard.press('Escape');
  });

  step('pulls thousands of runs from a pasted address with a progress bar, and can be cancelled half way', async () => {
    server.setFaults([{ fault: { kind: 'delay', ms: 2000 } }]);
    await analyzePasted();
    const loading = await webview.webviewWith(page(), `${LOADING} progress:not([hidden])`);
    const share = () => loading.locator('progress').getAttribute('value').then(Number);
    // What was shown before waits behind it.
    const headline = loading.locator('[data-testid="headline"]:visible');
    await expect.poll(() => headline.textContent(), poll).toMatch(/of 3,000/);
    expect(await share()).toBeGreaterThan(0);
    await picture('wandb-progress');
    await loading.getByText('Cancel').click({ timeout: PATIENCE_MS });
    const failed = await webview.webviewWith(page(), FAILED);
    expect(await failed.getByRole('alert').textContent()).toContain('was cancelled');
    server.setFaults([]);
  });

  step('reads all of them when asked again, and next to nothing at a refresh', async () => {
    server.clearLog();
    const failed = await webview.webviewWith(page(), FAILED);
    await failed
      .locator('vscode-button:visible')
      .filter({ hasText: 'Refresh' })
      .first()
      .click({ timeout: PATIENCE_MS });
    const frame = await webview.webviewWith(page(), READY);
    await expect.poll(() => frame.locator('.provenance:visible').first().textContent(), poll).toMatch(/3,000 runs/);
    const whole = totalsOf(server.log()).bytesOut;
    server.clearLog();
    await frame.locator('vscode-button:visible').filter({ hasText: 'Refresh' }).first().click({ timeout: PATIENCE_MS });
    await expect.poll(() => frame.locator('.provenance:visible').first().textContent(), poll).toMatch(/last look/);
    expect(totalsOf(server.log()).bytesOut).toBeLessThan(0.03 * whole);
    await picture('wandb-many');
  });

  step('shows again what was there when a refresh is cancelled', async () => {
    server.setFaults([{ fault: { kind: 'hang' } }]);
    const frame = await webview.webviewWith(page(), READY);
    await frame.locator('vscode-button:visible').filter({ hasText: 'Refresh' }).first().click({ timeout: PATIENCE_MS });
    const loading = await webview.webviewWith(page(), LOADING);
    await loading.getByText('Cancel').click({ timeout: PATIENCE_MS });
    const again = await webview.webviewWith(page(), READY);
    expect(await again.locator('.provenance:visible').first().textContent()).toMatch(/3,000 runs/);
    server.setFaults([]);
  });

  step('says what to do when the key is no longer taken', async () => {
    server.setFaults([{ fault: { kind: 'status', status: 401 } }]);
    const frame = await webview.webviewWith(page(), READY);
    await frame.locator('vscode-button:visible').filter({ hasText: 'Refresh' }).first().click({ timeout: PATIENCE_MS });
    const failed = await webview.webviewWith(page(), FAILED);
    expect(await failed.getByRole('alert').textContent()).toMatch(/key/i);
    await failed.getByText('Sign In…').waitFor({ timeout: PATIENCE_MS });
    await picture('wandb-key-refused');
    server.setFaults([]);
  });

  step('never writes the key down', async () => {
    const text = JSON.stringify(workbench.messages) + (await workbench.logs());
    expect(text).not.toContain(STAND_IN_KEY.key);
    expect(text).not.toContain(Buffer.from(`api:${STAND_IN_KEY.key}`).toString('base64'));
    expect(text).not.toContain(WRONG_KEY);
  });
});
