/** The packaged extension in VS Code for the Web: a browser, no Node, and a folder that only the editor can read. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { ROOT } from '../../scripts/process.mjs';
import { ANALYZE, BARE_LIST, MIXUP, RUNS } from '../firstLight';
import { STAND_IN_KEY } from '../server/model';
import { dataOfRunSet } from '../server/runSetData';
import { createStandInServer, type StandInServer } from '../server/standInServer';
import { createCrossOriginServer, type CrossOriginServer } from './crossOrigin';
import * as editing from './editing';
import { poll, READY } from './panel';
import * as webview from './webview';
import { openWebWorkbench, type WebWorkbench } from './webWorkbench';
import * as window from './workbench';
import { OUT, PATIENCE_MS } from './workbench';

const SWEEP = 'sweep.yaml';
const EXPORTED = 'exported.json';
/** So many that they are analysed outside of the thread that answers the editor. */
const LARGE = 'large.jsonl';
const LARGE_RUNS = 3_200;
const largeFile = Array.from({ length: LARGE_RUNS }, (_, i) =>
  JSON.stringify({
    id: `r${i}`,
    state: i % 2 === 0 ? 'finished' : 'crashed',
    config: { lr: ((i * 7919) % 1009) / 1e4 },
  }),
).join('\n');

interface Counts {
  readonly crashed: number;
  readonly total: number;
}

describe('VS Code for the Web', () => {
  let workbench: WebWorkbench;
  let server: StandInServer;
  let front: CrossOriginServer;
  const page = () => workbench.page;
  const editor = () => editing.editorOf(page(), SWEEP);
  const picture = (name: string) => page().screenshot({ path: path.join(OUT, `${name.replaceAll(/\W+/g, '-')}.png`) });
  const problem = async (code: string): Promise<string> =>
    (await editing.problems(page())).find((row) => row.includes('Sweep Guard') && row.includes(code)) ?? '';
  const item = (text: string | RegExp) =>
    page().locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();

  beforeAll(async () => {
    const runs = await readFile(path.join(ROOT, 'test/fixtures/cone-sweep.json'), 'utf8');
    const sweepText = await readFile(path.join(ROOT, 'example', SWEEP), 'utf8');
    const place = { entity: 'team', project: 'cones', sweep: 'c0nes001', sweepText };
    server = await createStandInServer({
      data: dataOfRunSet(JSON.parse(runs) as Parameters<typeof dataOfRunSet>[0], place),
    });
    front = await createCrossOriginServer(server.url);
    workbench = await openWebWorkbench({
      files: { [EXPORTED]: runs, [LARGE]: largeFile },
      settings: { 'sweepGuard.baseUrl': front.url },
    });
    return async () => {
      await workbench.close();
      await front.close();
      await server.close();
    };
  });

  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      await rm(path.join(OUT, `failed-${name.replaceAll(/\W+/g, '-')}.png`), { force: true });
      onTestFailed(async () => {
        await picture(`failed-${name}`);
        console.error(workbench.messages.filter(({ type }) => type !== 'info' && type !== 'log'));
      });
      await steps();
    });
  };

  step('underlines a mistake in a sweep file', async () => {
    const file = page().locator('.explorer-folders-view .monaco-list-row', { hasText: SWEEP });
    await window.repeatUntil(editor().locator('.view-line').first(), () => file.first().dblclick());
    const line = `${BARE_LIST.key}: ${BARE_LIST.bare}`;
    await editing.replaceText(
      page(),
      editor(),
      `${BARE_LIST.key}: ${BARE_LIST.meant}`,
      BARE_LIST.meant,
      BARE_LIST.bare,
    );
    await expect
      .poll(async () => {
        const text = await editing.boxOf(editor(), line, BARE_LIST.bare);
        const found = await editing.squiggles(editor(), 'error');
        return found.filter((squiggle) => editing.underlines(squiggle, text)).length;
      }, poll)
      .toBe(1);
    await picture('web-squiggle');
  });

  step('mends it', async () => {
    const line = `${BARE_LIST.key}: ${BARE_LIST.bare}`;
    await editing.quickFix(page(), editor(), line, BARE_LIST.bare, BARE_LIST.fixTitle);
    await expect.poll(() => editing.visibleText(editor()), poll).toContain(`${BARE_LIST.key}: ${BARE_LIST.meant}`);
    await expect.poll(() => problem(BARE_LIST.code), poll).toBe('');
    await page().keyboard.press('Control+S');
    await page().locator('.tab.active:not(.dirty)').first().waitFor({ timeout: PATIENCE_MS });
  });

  step('says above the file what it is', async () => {
    const lens = editor().locator('.codelens-decoration').first();
    await expect.poll(() => lens.textContent({ timeout: PATIENCE_MS }), poll).toMatch(/Analyze Sweep/);
  });

  step('analyzes an exported file of the folder', async () => {
    await analyzeFile(EXPORTED);
    await expectRuns(EXPORTED, RUNS);
    await window.hidePanel(page());
    await picture('web-panel');
  });

  step('analyzes thousands of runs in a worker of the browser', async () => {
    await window.showTab(page(), SWEEP);
    await analyzeFile(LARGE);
    await expectRuns(LARGE, { crashed: LARGE_RUNS / 2, total: LARGE_RUNS });
    expect(workbench.messages.filter(({ text }) => text.includes('without a worker'))).toEqual([]);
    await window.showTab(page(), SWEEP);
    await analyzeFile(EXPORTED);
    await expectRuns(EXPORTED, RUNS);
  });

  step('says at the range of mixup what past runs say', async () => {
    await window.showTab(page(), SWEEP);
    await expect.poll(() => problem(MIXUP.code), poll).toMatch(/mixup/);
  });

  step('reads the run folders of the workspace, through the editor', async () => {
    await window.runCommand(page(), ANALYZE.title);
    await item('The runs nearest to sweep.yaml').click({ timeout: PATIENCE_MS });
    await expectRuns('example', RUNS);
  });

  step('says what to do where the W&B server does not let pages read its answers', async () => {
    await window.runCommand(page(), 'Sweep Guard: Sign In to W&B');
    const box = page().locator('.quick-input-widget input[placeholder="API key"]');
    await box.fill(STAND_IN_KEY.key, { timeout: PATIENCE_MS });
    await box.press('Enter');
    const message = page().locator('.quick-input-message');
    await expect.poll(() => message.textContent(), poll).toMatch(/The browser got no answer from 127.*on a computer/);
    await picture('web-not-allowed');
  });

  step('reads the runs of a W&B server that lets pages read its answers', async () => {
    front.allow = true;
    await window.accept(page());
    await expect
      .poll(() => page().locator('.notification-list-item-message').allTextContents(), poll)
      .toContain(`Signed in to ${new URL(front.url).host} as ${STAND_IN_KEY.username}.`);
    await window.runCommand(page(), ANALYZE.title);
    await page().locator('.quick-input-widget input[placeholder*="paste"]').waitFor({ timeout: PATIENCE_MS });
    await page().locator('.quick-input-widget input[placeholder*="paste"]').fill('team/cones/c0nes001');
    await item('Analyze team/cones/c0nes001').click({ timeout: PATIENCE_MS });
    await expectRuns('team/cones/c0nes001', RUNS);
    await picture('web-wandb');
  });

  step('breaks no rule of its own security policy and logs no error', () => {
    const isExpected = ({ text }: window.PageMessage) =>
      /404 \(Not Found\)|blocked by CORS policy|net::ERR_FAILED/.test(text);
    expect(workbench.messages.filter((message) => webview.isOurs(message) && !isExpected(message))).toEqual([]);
    return Promise.resolve();
  });

  const analyzeFile = async (file: string): Promise<void> => {
    await window.runCommand(page(), ANALYZE.title);
    await item('Choose an exported file').click({ timeout: PATIENCE_MS });
    // The editor's own dialog, since the browser's knows no such folder.
    await window.chooseFile(page(), `/example/${file}`);
  };

  const expectRuns = async (source: string, { crashed, total }: Counts): Promise<void> => {
    await expect.poll(() => page().locator('.tab', { hasText: 'Sweep:' }).textContent(), poll).toContain(source);
    const frame = await webview.webviewWith(page(), READY);
    const headline = async () => (await frame.getByTestId('headline').textContent())?.replaceAll(',', '');
    await expect.poll(headline, poll).toMatch(new RegExp(`\\b${crashed} of ${total}\\b`));
  };
});
