/** Watch Sweep: sweeps of the stand-in server that go on are followed by the packaged extension in a real VS Code. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import type { CrashCause, CrashLaw } from '../server/crashLaw';
import { createLiveSweep, type LiveSweep } from '../server/liveSweep';
import { STAND_IN_KEY } from '../server/model';
import { createStandInServer, type StandInServer } from '../server/standInServer';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const poll = { timeout: PATIENCE_MS, interval: 100 };
const CRASH: CrashCause = { lines: ['RuntimeError: Loss is nan at epoch 3'], state: 'failed', exitCode: 1 };
/** Crashes concentrate above mixup 0.15. */
const related: CrashLaw = (config) => (Number(config.get('mixup')) > 0.15 ? CRASH : null);
/** Every second run or so crashes, whatever its settings. */
const unrelated: CrashLaw = (_, random) => (random() < 0.5 ? CRASH : null);
const SIZE = { runs: 60, parameters: 6, ended: 0, running: 4 } as const;

describe('watching a sweep', () => {
  let server: StandInServer;
  let workbench: Workbench;
  let sweeps: Readonly<Record<'risky' | 'plain', LiveSweep>>;
  const page = () => workbench.page;
  const picture = (name: string) => page().screenshot({ path: path.join(OUT, `watch-${name}.png`) });
  const notifications = () =>
    page()
      .locator('.notification-list-item-message')
      .allTextContents()
      .then((texts) => texts.map((text) => text.replaceAll('\u00a0', ' ')));
  const alarms = async () => (await notifications()).filter((text) => text.includes('runs crashed'));
  const button = (label: string) => page().locator('.notifications-toasts .monaco-button').filter({ hasText: label });

  /** What the language status says of the sweep: its text is in the status entry's hover, which lists all items. */
  const status = async (sweep: string): Promise<string> => {
    const entry = page()
      .locator('.statusbar-item')
      .filter({ has: page().locator('[id="status.languageStatus"]') });
    const shown = page().locator('.hover-language-status').filter({ hasText: sweep });
    await window.repeatUntil(shown.first(), async () => {
      await page().mouse.move(5, 5);
      await entry.or(page().locator('[id="status.languageStatus"]')).first().hover({ timeout: PATIENCE_MS });
    });
    const text = (await shown.first().textContent()) ?? '';
    await picture(`status-${sweep}`);
    // It would cover the buttons of a notification.
    await page().mouse.move(5, 5);
    await shown.first().waitFor({ state: 'hidden', timeout: PATIENCE_MS });
    return text;
  };
  const showData = (): void => {
    server.setData({ projects: Object.values(sweeps).flatMap((sweep) => sweep.data().projects) });
  };
  /** Ends runs of a sweep and resolves when Watch Sweep has looked at it twice since. */
  const advance = async (name: 'risky' | 'plain', ends: number): Promise<void> => {
    sweeps[name].advance(ends);
    showData();
    await looked();
  };
  const looked = async (): Promise<void> => {
    server.clearLog();
    await expect.poll(() => server.log().length, poll).toBeGreaterThanOrEqual(4);
  };
  const watch = async (name: string): Promise<void> => {
    await window.showTab(page(), 'sweep.yaml');
    await window.runCommand(page(), 'Sweep Guard: Watch Sweep');
    await page().locator('.quick-input-widget input[placeholder*="paste"]').waitFor({ timeout: PATIENCE_MS });
    await page()
      .locator('.quick-input-widget input')
      .first()
      .fill(`${server.url}/team/${name}/sweeps/${name}01`, { timeout: PATIENCE_MS });
    await page()
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: `team/${name}/${name}01` })
      .first()
      .click({ timeout: PATIENCE_MS });
  };

  beforeAll(async () => {
    const live = (project: string, law: CrashLaw, seed: number) =>
      createLiveSweep({ ...SIZE, project, sweep: `${project}01`, law, seed });
    sweeps = { risky: live('risky', related, 3), plain: live('plain', unrelated, 4) };
    server = await createStandInServer({ data: { projects: [] } });
    showData();
    workbench = await window.openWorkbench({
      settings: { 'sweepGuard.baseUrl': server.url, 'sweepGuard.watchInterval': 1 },
      env: { WANDB_API_KEY: STAND_IN_KEY.key },
    });
    await window.openFile(page(), 'sweep.yaml');
    return async () => {
      await workbench.close();
      await server.close();
    };
  });

  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      const failure = path.join(OUT, `failed-watch-${name.replaceAll(/\W+/g, '-')}.png`);
      await rm(failure, { force: true });
      onTestFailed(async () => {
        await page().screenshot({ path: failure });
      });
      await steps();
    });
  };

  step('shows how far the sweep is, before anything has ended', async () => {
    await watch('risky');
    await expect.poll(() => status('risky01'), poll).toMatch(/\d crashed, 0 completed, \d running/);
    await picture('1-begun');
  });

  step('says nothing while crashes may be chance', async () => {
    await advance('risky', 4);
    await expect.poll(() => status('risky01'), poll).toMatch(/\d completed, \d running/);
    expect(await alarms()).toEqual([]);
  });

  step('says once, with the reason, when crashes concentrate, and what to do', async () => {
    for (let ends = 8; (await alarms()).length === 0 && ends <= 48; ends += 8) await advance('risky', 8);
    expect((await alarms()).join()).toMatch(
      /^team\/risky\/risky01: \d+ of the first \d+ runs crashed, .* with mixup above 0\.\d+ \(.*\)\. Stop and narrow\?$/,
    );
    await button('Open Panel').waitFor({ timeout: PATIENCE_MS });
    await button('Copy Stop Command').waitFor({ timeout: PATIENCE_MS });
    await picture('2-alarm');
    await button('Copy Stop Command').click({ timeout: PATIENCE_MS });
    await advance('risky', 4);
    expect(await alarms()).toEqual([]);
    expect(await status('risky01')).toMatch(/\d+ with mixup above/);
    await picture('3-status');
  });

  step('says once that W&B can’t be reached, and once that it can again', async () => {
    server.setFaults([{ fault: { kind: 'status', status: 403 } }]);
    await expect
      .poll(async () => (await notifications()).filter((text) => text.includes('goes on trying')).length, poll)
      .toBe(1);
    await picture('4-unreachable');
    server.setFaults([]);
    await expect
      .poll(async () => (await notifications()).filter((text) => text.includes('read again')).length, poll)
      .toBe(1);
    await picture('5-back');
    await window.runCommand(page(), 'Sweep Guard: Stop Watching');
    await window.runCommand(page(), 'Notifications: Clear All Notifications');
  });

  step('blames no setting in a sweep without a relation', async () => {
    await watch('plain');
    await expect.poll(() => status('plain01'), poll).toMatch(/\d running/);
    for (let looks = 0; looks < 4; looks++) await advance('plain', 4);
    await expect.poll(() => status('plain01'), poll).toMatch(/\d\d crashed, \d+ completed/);
    expect(await alarms()).toEqual([]);
    await picture('6-plain');
  });

  step('asks no more once told to stop', async () => {
    await window.runCommand(page(), 'Sweep Guard: Stop Watching');
    await expect
      .poll(() => page().locator('.hover-language-status').filter({ hasText: 'plain01' }).count(), poll)
      .toBe(0);
  });
});
