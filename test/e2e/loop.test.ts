/** The loop: what crashed last time guards the next sweep. The packaged extension in a real VS Code, on the example. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import * as editing from './editing';
import * as webview from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const SWEEP = 'sweep.yaml';
const NEXT = 'sweep-2.yaml';
const RULES = '.sweepguard.yaml';
const READY = 'main[data-phase="ready"]';
const OUTLOOK = /about (\d+) in 10 runs would crash, (\d+)–(\d+) %/;
const poll = { timeout: PATIENCE_MS, interval: 100 };

describe('the loop', () => {
  let workbench: Workbench;
  const page = () => workbench.page;
  const editor = () => editing.editorOf(page(), SWEEP);
  const inFolder = (name: string) => readFile(path.join(workbench.folder, name), 'utf8');
  const picture = (name: string) => page().screenshot({ path: path.join(OUT, `loop-${name}.png`) });
  const notifications = () => page().locator('.notification-list-item-message').allTextContents();
  const button = (label: string) => page().locator('.notifications-toasts .monaco-button').filter({ hasText: label });
  /** The lines above an open sweep file, as one text. */
  const lenses = (name = SWEEP) =>
    editing
      .editorOf(page(), name)
      .locator('.codelens-decoration')
      .allTextContents()
      .then((texts) => texts.join(' ').replaceAll('\u00a0', ' '));
  const chance = async (name = SWEEP): Promise<number> => Number(OUTLOOK.exec(await lenses(name))?.[1] ?? NaN);

  beforeAll(async () => {
    workbench = await window.openWorkbench();
    // Wide enough for the whole line above the file.
    await page().setViewportSize({ width: 1900, height: 1000 });
    await window.openFile(page(), SWEEP);
    return () => workbench.close();
  });

  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      const failure = path.join(OUT, `failed-loop-${name.replaceAll(/\W+/g, '-')}.png`);
      await rm(failure, { force: true });
      onTestFailed(async () => {
        await page().screenshot({ path: failure });
      });
      await steps();
    });
  };

  step('says nothing about past runs before there are any', async () => {
    await expect.poll(() => lenses(), poll).toContain('Analyze Sweep');
    expect(await lenses()).not.toMatch(/would crash|Safe Bounds/);
  });

  step('analyses the runs beside the file and marks the range that reaches into what crashed', async () => {
    await window.runCommand(page(), 'Sweep Guard: Analyze Sweep');
    const answer = window.answer(page(), 'Analyze Sweep');
    await answer.or(page().locator('iframe.webview')).first().waitFor({ timeout: PATIENCE_MS });
    if (await answer.isVisible()) await window.accept(page());
    await webview.webviewWith(page(), READY);
    await expect
      .poll(async () => (await editing.problems(page())).find((row) => row.includes('V01')) ?? '', poll)
      .toMatch(
        /mixup up to 0\.3: 70 % of the draws fall above 0\.09, where 12 of 13 past runs crashed \(95 %: 67–99 %\)/,
      );
    const range = () => editing.boxOf(editor(), 'mixup: {min: 0.0, max: 0.3}', '0.3');
    await expect
      .poll(async () => {
        const text = await range();
        return (await editing.squiggles(editor(), 'warning')).filter((one) => editing.underlines(one, text)).length;
      }, poll)
      .toBe(1);
    await picture('1-squiggle');
  });

  step('says above the file how it would fare, and what safe bounds would make of it', async () => {
    await window.hidePanel(page());
    await expect.poll(() => chance(), poll).toBeGreaterThanOrEqual(6);
    expect(await lenses()).toMatch(/with safe bounds \d+ in 10.*from 21 runs of example, today/);
    await picture('2-outlook');
  });

  step('shows the crash rate along the range on hover', async () => {
    await window.showTab(page(), SWEEP);
    const hover = await editing.hoverOver(page(), editor(), 'mixup: ', 'mixup');
    const image = hover.locator('img[src^="data:image/svg+xml"]');
    await image.waitFor({ timeout: PATIENCE_MS });
    expect(await image.getAttribute('alt')).toMatch(/^Crashed runs: 0\.0042–0\.0375: 0 of 5; .*5 of 5\.$/);
    await expect.poll(() => image.evaluate((one) => (one as HTMLImageElement).naturalWidth), poll).toBeGreaterThan(200);
    await picture('3-hover');
    await page().mouse.move(5, 5);
  });

  step('shows the narrowed sweep as a diff with its price, and writes it when told to', async () => {
    await window.showTab(page(), SWEEP);
    const before = await inFolder(SWEEP);
    await window.runCommand(page(), 'Sweep Guard: Apply Safe Bounds');
    const title = page().locator('.tab.active').filter({ hasText: 'safe bounds' });
    await expect
      .poll(() => title.getAttribute('aria-label'), poll)
      .toMatch(/avoids 12 of 13 crashes, keeps 7 of 8 completed, 30\s% of the space/);
    await page().locator('.monaco-diff-editor .line-insert').first().waitFor({ timeout: PATIENCE_MS });
    await button('Apply').waitFor({ timeout: PATIENCE_MS });
    await picture('4-diff');
    await button('Apply').click({ timeout: PATIENCE_MS });
    await expect
      .poll(() => inFolder(SWEEP), poll)
      .toBe(before.replace('max: 0.3}\n  dropout', 'max: 0.09}\n  dropout'));
  });

  step('predicts fewer crashes then, and no longer flags the range', async () => {
    await expect.poll(() => chance(), poll).toBeLessThan(6);
    expect(await lenses()).not.toContain('with safe bounds');
    expect((await editing.problems(page())).filter((row) => row.includes('mixup up to'))).toEqual([]);
    await window.hidePanel(page());
    await picture('5-narrowed');
  });

  step('writes the next sweep beside it, with the command that starts it from the completed runs', async () => {
    await window.showTab(page(), SWEEP);
    await window.runCommand(page(), 'Sweep Guard: Create Next Sweep');
    await page().locator(`.monaco-editor[data-uri$="/${NEXT}"] .view-line`).first().waitFor({ timeout: PATIENCE_MS });
    const text = await inFolder(NEXT);
    expect(text).toMatch(/wandb sweep .*--prior_run/);
    expect(text).toContain('mixup: {min: 0.0, max: 0.09}');
    await expect.poll(() => notifications().then((all) => all.join(' ')), poll).toMatch(/7 completed runs/);
    await button('Copy wandb sweep Command').waitFor({ timeout: PATIENCE_MS });
    await expect.poll(() => lenses(NEXT), poll).toMatch(OUTLOOK);
    await picture('6-next-sweep');
    await button('Copy wandb sweep Command').click({ timeout: PATIENCE_MS });
  });

  step('saves what was found as rules for the team', async () => {
    const frame = await webview.webviewWith(page(), READY);
    await frame
      .locator('vscode-button:visible')
      .filter({ hasText: 'Save Findings as Rules' })
      .first()
      .click({ timeout: PATIENCE_MS });
    const item = page().locator('.quick-input-list .monaco-list-row').filter({ hasText: 'high-mixup' });
    await item.waitFor({ timeout: PATIENCE_MS });
    await picture('7-rules');
    await window.accept(page());
    await expect
      .poll(() => inFolder(RULES).catch(() => ''), poll)
      .toMatch(
        /rules:\n {2}- name: high-mixup\n {4}when: \{ mixup: \{ above: 0\.09 \} \}\n {4}because: 12 of 13 runs above 0\.09 crashed/,
      );
    await page().locator(`.monaco-editor[data-uri$="/${RULES}"] .view-line`).first().waitFor({ timeout: PATIENCE_MS });
    await picture('8-rule-file');
  });

  step('remembers all of it after a reload of the window', async () => {
    await window.reloadWindow(page());
    await window.openFile(page(), SWEEP);
    await expect.poll(() => lenses(), poll).toMatch(OUTLOOK);
  });

  step('writes the report', async () => {
    // Behind other tabs, the panel waits to be restored until it is shown.
    await window.showTab(page(), 'Sweep:');
    await webview.webviewWith(page(), READY);
    await window.runCommand(page(), 'Sweep Guard: Export Report');
    const input = page().locator('.quick-input-widget input').first();
    await input.waitFor({ timeout: PATIENCE_MS });
    await expect.poll(() => input.inputValue(), poll).toContain('sweep-report.md');
    await window.accept(page());
    await expect.poll(() => inFolder('sweep-report.md').catch(() => ''), poll).toMatch(/13 of 21/);
    await button('Open').click({ timeout: PATIENCE_MS });
    await page()
      .locator('.monaco-editor[data-uri$="/sweep-report.md"] .view-line')
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    await picture('9-report');
  });

  step('leaves no error of ours on the console', () => {
    expect(workbench.messages.filter(webview.isOurs)).toEqual([]);
    return Promise.resolve();
  });
});
