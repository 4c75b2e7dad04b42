/** Runs in a folder: one of several sweeps is chosen, and the panel follows what is written, by the packaged extension. */
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { RUNS } from '../firstLight';
import * as webview from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const FIXTURES = path.join(import.meta.dirname, '..', 'fixtures', 'wandb-run-ends');
/** A run that was recorded elsewhere: it failed with exit code 3. */
const RECORDED = path.join(FIXTURES, 'online-exit-3', 'wandb');
const SWEEP = 'c0nes001';
/** A second sweep beside the recorded one: some of its runs, as if another agent had started them. */
const SECOND = { id: 'sec0nd01', runs: 9 } as const;
const READY = 'main[data-phase="ready"]';
const poll = { timeout: PATIENCE_MS, interval: 100 };

describe('a folder of runs', () => {
  let workbench: Workbench;
  const page = () => workbench.page;
  const wandb = (...names: string[]) => path.join(workbench.folder, 'wandb', ...names);
  const item = (text: string | RegExp) =>
    page().locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  const question = (title: string) => page().locator('.quick-input-title').filter({ hasText: title });
  const picture = (name: string) => page().screenshot({ path: path.join(OUT, `${name}.png`) });

  beforeAll(async () => {
    workbench = await window.openWorkbench();
    const configs = (await readdir(wandb(`sweep-${SWEEP}`))).filter((name) => name.startsWith('config-')).sort();
    await mkdir(wandb(`sweep-${SECOND.id}`));
    for (const name of configs.slice(0, SECOND.runs)) {
      await rename(wandb(`sweep-${SWEEP}`, name), wandb(`sweep-${SECOND.id}`, name));
    }
    await window.openFile(page(), 'sweep.yaml');
    return () => workbench.close();
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

  const analyze = async (answer: string | RegExp): Promise<void> => {
    await window.showTab(page(), 'sweep.yaml');
    await window.runCommand(page(), 'Sweep Guard: Analyze Sweep');
    await item(answer).click({ timeout: PATIENCE_MS });
  };

  /** What the panel says of where its runs are from; empty while the page is made anew. */
  const provenance = async (): Promise<string> => {
    const frame = await webview.webviewWith(page(), READY);
    const line = frame.locator('.provenance:visible').first();
    return (await line.textContent({ timeout: 1_000 }).catch(() => null)) ?? '';
  };

  step('shows the runs of one sweep where the folder holds several', async () => {
    await analyze(`sweep ${SECOND.id}`);
    await expect.poll(provenance, poll).toMatch(new RegExp(`sweep-${SECOND.id} · ${SECOND.runs} runs`));
    await picture('local-second-sweep');
    await analyze(`sweep ${SWEEP}`);
    await expect.poll(provenance, poll).toMatch(new RegExp(`sweep-${SWEEP} · ${RUNS.total - SECOND.runs} runs`));
    await picture('local-first-sweep');
  });

  step('shows the runs of the whole folder', async () => {
    await analyze('The runs nearest to sweep.yaml');
    await expect.poll(provenance, poll).toMatch(new RegExp(`example · ${RUNS.total} runs`));
  });

  step('shows a run that is written to the folder, and says so, without being asked', async () => {
    await cp(RECORDED, wandb(), { recursive: true });
    await expect.poll(provenance, poll).toMatch(new RegExp(`${RUNS.total + 1} runs.*1 new run since the last look`));
    await picture('local-new-run');
  });

  step('goes on where a log is broken, and where a run is taken away', async () => {
    const broken = 'run-20260101_120000-br0ken01';
    await mkdir(wandb(broken));
    await writeFile(wandb(broken, 'run-br0ken01.wandb'), 'this is no log');
    await expect.poll(provenance, poll).toMatch(new RegExp(`${RUNS.total + 2} runs`));
    await rm(wandb(broken), { recursive: true });
    await rm(wandb((await readdir(RECORDED))[0]!), { recursive: true });
    await expect.poll(provenance, poll).toMatch(new RegExp(`${RUNS.total} runs.*deleted since the last look`));
    await picture('local-run-taken-away');
  });

  step('compares one sweep with a later one, and shows before and after as it reads', async () => {
    await window.showTab(page(), 'sweep.yaml');
    await window.runCommand(page(), 'Sweep Guard: Compare Sweeps');
    await question('Compare Sweeps: The Earlier One').waitFor({ timeout: PATIENCE_MS });
    expect(await item('in the analysis panel').count()).toBe(1);
    await picture('compare-question');
    await window.pick(page(), 'Compare Sweeps: The Earlier One', `sweep ${SWEEP}`);
    await window.pick(page(), 'Compare Sweeps: The Later One', `sweep ${SECOND.id}`);
    const shown = await webview.webviewWith(page(), 'h2:has-text("Crash rates")');
    const text = (await shown.locator('body').textContent({ timeout: PATIENCE_MS })) ?? '';
    expect(text).toMatch(
      new RegExp(
        `sweep-${SWEEP}.*\\d+ of ${RUNS.total - SECOND.runs} .*sweep-${SECOND.id}.*\\d+ of ${SECOND.runs} `,
        's',
      ),
    );
    expect(text).toContain('95\u00a0% interval');
    await picture('compare-result');
  });

  step('says so where the same sweep is chosen twice', async () => {
    await window.runCommand(page(), 'Sweep Guard: Compare Sweeps');
    for (const side of ['Earlier', 'Later']) {
      await window.pick(page(), `Compare Sweeps: The ${side} One`, `sweep ${SECOND.id}`);
    }
    await expect
      .poll(() => page().locator('.notification-list-item-message').allTextContents(), poll)
      .toContainEqual(expect.stringContaining('was chosen twice'));
  });

  step('logs no error of its own', async () => {
    expect(workbench.messages.filter(webview.isOurs)).toEqual([]);
    const logged = (await workbench.logs()).split('\n');
    expect(logged.filter((line) => /\[error\]/i.test(line) && /sweep.?guard/i.test(line))).toEqual([]);
  });
});
