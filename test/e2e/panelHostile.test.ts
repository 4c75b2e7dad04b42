/** Names, values and logs that want to be more than text: the panel shows them as text, and stays as it is. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { ANALYZE } from '../firstLight';
import { countsOf, isTooWide, listedRuns, openSection, panelAlone, poll, READY, selectedCounts } from './panel';
import { isOurs, painted, webviewWith } from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

/** Each of them sets `window.hacked` or opens a dialog, if it is ever taken for anything but text. */
const NASTY = [
  '<img src=x onerror="window.hacked=1;alert(1)">',
  '<script>window.hacked=1;alert(1)</script>',
  '"><svg onload=window.hacked=1>',
  'javascript:window.hacked=1',
  '</title></style><iframe srcdoc="<script>parent.hacked=1</script>">',
  '\u202eevil\u202c \u2067rtl\u2069 \u200f\u0000\u0007',
  '&lt;b&gt; &amp; %3Cscript%3E {{7*7}} ${7*7}',
  'x'.repeat(10_000),
  'word '.repeat(2_000),
] as const;
/** Names of settings; JSON holds `__proto__` as an ordinary one. */
const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '<b onclick=alert(1)>lr</b>',
  'y'.repeat(10_000),
  '\u202egnp.rl',
] as const;
const NUMBERS = ['NaN', '1e308', '-1e308', '-0', '5e-324', '0.1', '1e21', '123456789.123456789'] as const;
const RUNS = 60;
const WIDTHS = [320, 1400] as const;

/** The file as text: no `JSON.stringify` writes NaN, -0 or `__proto__`. */
function hostileExport(): string {
  const text = (index: number): string => JSON.stringify(NASTY[index % NASTY.length]);
  const runs = Array.from({ length: RUNS }, (_, index) => {
    const isCrashed = index % 3 === 0;
    const number = NUMBERS[index % NUMBERS.length]!;
    const config = [
      ...NAMES.map((name, place) => `${JSON.stringify(name)}: ${place % 2 === 0 ? index / RUNS : number}`),
      `"level": ${text(index)}`,
      `"same for all": ${JSON.stringify(NASTY[0])}`,
      `"nested": {"__proto__": ${isCrashed ? 3 : 1}, "<i>deep</i>": ${number}}`,
    ];
    const log = [`RuntimeError: Loss is nan ${NASTY[index % NASTY.length]!}`, ...NASTY];
    return `{
      "id": ${JSON.stringify(`run${index}${index % 2 === 0 ? '' : NASTY[index % NASTY.length]!.slice(0, 200)}`)},
      "name": ${text(index + 1)}, "state": "${isCrashed ? 'crashed' : 'finished'}",
      "created_at": "2026-01-0${1 + (index % 9)}T10:00:00Z", "runtime_s": ${isCrashed ? 60 : 600},
      "host": ${text(index % 3)}, "config": {${config.join(', ')}},
      "summary": {"accuracy": ${number}, ${JSON.stringify(NASTY[1])}: 1},
      "log_tail": ${JSON.stringify(isCrashed ? log : NASTY)}
    }`;
  });
  return `{"runs": [${runs.join(',\n')}]}`;
}

describe('a panel of hostile runs', () => {
  let workbench: Workbench;
  let frame: Frame;
  let file: string;
  const dialogs: string[] = [];
  const page = () => workbench.page;

  beforeAll(async () => {
    workbench = await window.openWorkbench();
    page().on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    file = path.join(workbench.folder, 'hostile.json');
    await writeFile(file, hostileExport());
    await window.openFile(page(), 'sweep.yaml');
    return () => workbench.close();
  });

  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      const failure = path.join(OUT, `failed-hostile-${name.replaceAll(/\W+/g, '-')}.png`);
      await rm(failure, { force: true });
      onTestFailed(async () => {
        await page().screenshot({ path: failure });
      });
      await steps();
    });
  };

  step('is read from an exported file', async () => {
    await window.runCommand(page(), ANALYZE.title);
    const choice = page().locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Choose an exported file' });
    await choice.first().click({ timeout: PATIENCE_MS });
    await window.chooseFile(page(), file);
    await webviewWith(page(), READY);
    frame = await panelAlone(page());
    await expect.poll(() => selectedCounts(frame), poll).toEqual(countsOf(await listedRuns(file)));
  });

  step('shows everything as text, in a layout that holds', async () => {
    for (const id of ['pairs', 'timeline', 'parallel', 'runs', 'comparison']) await openSection(frame, id);
    for (const row of [0, 3, 5]) {
      await frame.locator(`.run-rows > .run-row[aria-rowindex="${row + 2}"]`).click({ timeout: PATIENCE_MS });
      const pane = frame.locator('.run-pane');
      await pane.locator('.run-actions').first().waitFor({ timeout: PATIENCE_MS });
      await pane.getByRole('button', { name: /^Compare with/ }).click({ timeout: PATIENCE_MS });
      await pane.locator('.run-comparison > *').first().waitFor({ timeout: PATIENCE_MS });
    }
    await frame.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    for (const width of WIDTHS) {
      await page().setViewportSize({ width: width + 64, height: 5000 });
      await expect.poll(() => frame.evaluate(() => innerWidth), poll).toBeLessThanOrEqual(width + 64);
      await painted(frame);
      await painted(frame);
      await page().screenshot({ path: path.join(OUT, `panel-hostile-${width}.png`) });
      expect(await isTooWide(frame), `at ${width}`).toBe(false);
    }
    const shown = await frame.evaluate(() => document.body.textContent);
    for (const text of ['<img src=x onerror=', '<script>window.hacked=1', '__proto__', '<b onclick=alert(1)>lr</b>']) {
      expect(shown).toContain(text);
    }
    // Characters that turn the direction of text around are named or gone, never in force.
    expect(shown).not.toMatch(/[\u0000\u0007\u202a-\u202e]/);
  });

  step('runs nothing of it', async () => {
    const made = await frame.evaluate(() => ({
      hacked: 'hacked' in globalThis,
      images: document.querySelectorAll('main img, main script, main iframe, main style, main [onload], main [onerror]')
        .length,
      links: document.querySelectorAll('main a[href^="javascript:"]').length,
      prototype: Object.keys(Object.prototype).length,
    }));
    expect(made).toEqual({ hacked: false, images: 0, links: 0, prototype: 0 });
    expect(dialogs).toEqual([]);
    expect(workbench.messages.filter(isOurs)).toEqual([]);
  });

  step('answers a message that it does not know with an error, and goes on', async () => {
    const banner = frame.locator('.banner.error, .notice.error').first();
    for (const message of [{ type: 'no such thing' }, null, 'text', 42]) {
      await frame.evaluate((data) => {
        globalThis.postMessage(data, '*');
      }, message);
      await expect.poll(() => banner.textContent(), poll).toContain('a message that it does not know');
      await banner.getByRole('button').click({ timeout: PATIENCE_MS });
      await expect.poll(() => banner.count(), poll).toBe(0);
    }
    // What lies open over the page would take the click.
    await frame.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not(.section)'))
        details.open = false;
    });
    await frame.locator('.cause-button').first().click({ timeout: PATIENCE_MS });
    await expect.poll(async () => (await selectedCounts(frame)).completed, poll).toBe(0);
  });
});
