/** One real sweep, from squiggle to chart: the packaged extension in a real VS Code, used as a person uses it. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { ANALYZE, BARE_LIST, MIXUP, RUNS } from '../firstLight';
import * as editing from './editing';
import * as webview from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const SWEEP = 'sweep.yaml';
const THEMES = [
  { name: 'Dark Modern', kind: 'vs-dark', body: /^vscode-dark\b/ },
  { name: 'Light Modern', kind: 'vs', body: /^vscode-light\b/ },
  { name: 'Dark High Contrast', kind: 'hc-black', body: /^vscode-high-contrast(?!.*light)/ },
  { name: 'Light High Contrast', kind: 'hc-light', body: /vscode-high-contrast-light/ },
] as const;
/** What the title of the panel's tab starts with. */
const PANEL = 'Sweep:';
const READY = 'main[data-phase="ready"]';
const poll = { timeout: PATIENCE_MS, interval: 100 };

const pictureFile = (name: string): string => path.join(OUT, `${name.toLowerCase().replaceAll(/\W+/g, '-')}.png`);

describe('the example, from squiggle to chart', () => {
  let workbench: Workbench;
  const page = () => workbench.page;
  const editor = () => editing.editorOf(page(), SWEEP);
  const problem = (code: string) =>
    editing
      .problems(page())
      .then((rows) => rows.find((row) => row.includes(`Sweep Guard`) && row.includes(code)) ?? '');
  const picture = async (name: string) => {
    await page().screenshot({ path: pictureFile(name) });
  };

  beforeAll(async () => {
    workbench = await window.openWorkbench();
    await window.openFile(page(), SWEEP);
    return () => workbench.close();
  });

  /** A test whose failure leaves a picture of the window behind. */
  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      const failure = `failed ${name}`;
      await rm(pictureFile(failure), { force: true });
      onTestFailed(() => picture(failure));
      await steps();
    });
  };

  step('underlines exactly the bare list, and names it in the Problems view', async () => {
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
        return (await editing.squiggles(editor(), 'error')).filter((squiggle) => editing.underlines(squiggle, text))
          .length;
      }, poll)
      .toBe(1);
    await expect.poll(() => problem(BARE_LIST.code), poll).toContain(await position(line, BARE_LIST.bare));
    await picture('squiggle');
  });

  step('puts the list under values with the quick fix', async () => {
    const line = `${BARE_LIST.key}: ${BARE_LIST.bare}`;
    await editing.quickFix(page(), editor(), line, BARE_LIST.bare, BARE_LIST.fixTitle);
    await expect.poll(() => editing.visibleText(editor()), poll).toContain(`${BARE_LIST.key}: ${BARE_LIST.meant}`);
    await expect.poll(() => problem(BARE_LIST.code), poll).toBe('');
    expect(await editing.save(page(), path.join(workbench.folder, SWEEP))).toBe(await original());
  });

  step('tells on hover what mixup is', async () => {
    const hover = await editing.hoverOver(page(), editor(), `${MIXUP.key}: `, MIXUP.key);
    for (const fact of MIXUP.facts) await expect.poll(() => hover.textContent(), poll).toMatch(fact);
    await picture('hover');
  });

  step('draws all runs in the panel', async () => {
    await window.runCommand(page(), ANALYZE.title);
    // Where it asks which runs, the folder beside the open file comes first.
    const answer = window.answer(page(), 'Analyze Sweep');
    await answer.or(page().locator('iframe.webview')).first().waitFor({ timeout: PATIENCE_MS });
    if (await answer.isVisible()) await window.accept(page());
    await expectAllRuns();
  });

  step('says at the range of mixup what past runs say', async () => {
    await window.showTab(page(), SWEEP);
    const line = `${MIXUP.key}: ${MIXUP.range}`;
    await expect.poll(() => problem(MIXUP.code), poll).toContain(`[Ln ${await lineNumber(line)},`);
    await expect
      .poll(async () => {
        const range = await editing.boxOf(editor(), line, MIXUP.range);
        return (await editing.squiggles(editor(), 'warning')).filter((squiggle) => editing.within(squiggle, range))
          .length;
      }, poll)
      .toBe(1);
    await picture('evidence');
  });

  step('takes the first click into the panel after typing in the editor', async () => {
    const frame = await webview.webviewWith(page(), READY);
    const order = frame.getByRole('combobox', { name: 'Order of the settings' });
    await editing
      .boxOf(editor(), `${MIXUP.key}: ${MIXUP.range}`, MIXUP.range)
      .then(({ left, top }) => page().mouse.click(left + 2, top + 8));
    await order.click({ timeout: PATIENCE_MS });
    // The system's own list, which is no part of the page: the keyboard reaches it.
    await page().keyboard.press('End');
    await page().keyboard.press('Enter');
    const first = frame.locator('[data-parameter]').first();
    await expect.poll(() => first.getAttribute('data-parameter'), poll).toBe('close_mosaic');
    await order.click({ timeout: PATIENCE_MS });
    await page().keyboard.press('Home');
    await page().keyboard.press('Enter');
    await expect.poll(() => first.getAttribute('data-parameter'), poll).toBe('mixup');
  });

  step('keeps the panel through a reload of the window', async () => {
    await window.showTab(page(), PANEL);
    await window.reloadWindow(page());
    await expectAllRuns();
  });

  step('follows light, dark and high-contrast themes', async () => {
    await window.hidePanel(page());
    // Tall enough for the charts, which are what differs most between themes.
    await page().setViewportSize({ width: 1600, height: 1400 });
    const frame = await webview.webviewWith(page(), READY);
    for (const { name, kind, body } of THEMES) {
      await window.useTheme(page(), name, kind);
      await expect.poll(() => frame.locator('body').getAttribute('class'), poll).toMatch(body);
      await webview.painted(frame);
      await picture(`panel ${name}`);
    }
  });

  step('breaks no rule of its own security policy and logs no error', async () => {
    expect(workbench.messages.filter(webview.isOurs)).toEqual([]);
    const logged = (await workbench.logs()).split('\n');
    expect(logged.filter((line) => /\[error\]/i.test(line) && /sweep.?guard/i.test(line))).toEqual([]);
  });

  const original = () => readFile(path.join(import.meta.dirname, '../../example', SWEEP), 'utf8');

  /** The one-based number of a line of the example. */
  const lineNumber = async (start: string): Promise<number> => {
    const key = start.slice(0, start.indexOf(':'));
    return 1 + (await original()).split('\n').findIndex((line) => line.trimStart().startsWith(`${key}:`));
  };

  /** Where a piece of text starts, as the Problems view writes it. */
  const position = async (line: string, text: string): Promise<string> =>
    `[Ln ${await lineNumber(line)}, Col ${'  '.length + line.indexOf(text) + 1}]`;

  const expectAllRuns = async (): Promise<void> => {
    const frame = await webview.webviewWith(page(), READY);
    await expect
      .poll(() => frame.getByTestId('headline').textContent(), poll)
      .toMatch(new RegExp(`\\b${RUNS.crashed} of ${RUNS.total}\\b`));
    const card = frame.locator(`[data-parameter="${MIXUP.key}"]`).first();
    // A card is drawn once it comes into sight.
    await expect
      .poll(async () => {
        // The page may be made anew meanwhile.
        await card.scrollIntoViewIfNeeded({ timeout: 1_000 }).catch(() => undefined);
        return card.getAttribute('data-completed');
      }, poll)
      .toBe(`${RUNS.completed}`);
    await expect.poll(() => card.getAttribute('data-crashed'), poll).toBe(`${RUNS.crashed}`);
    await expect.poll(() => webview.inkOf(card.locator('canvas').first()), poll).toBeGreaterThan(0);
  };
});
