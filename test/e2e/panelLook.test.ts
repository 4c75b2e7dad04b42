/** How the panel looks and reads: in all themes, at three widths, and to those who don't see it. */
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { analyzeExample, isTooWide, openSection, panelAlone, poll, READY } from './panel';
import { painted, webviewWith } from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const THEMES = [
  { name: 'Dark Modern', file: 'dark', kind: 'vs-dark', body: /^vscode-dark\b/ },
  { name: 'Light Modern', file: 'light', kind: 'vs', body: /^vscode-light\b/ },
  { name: 'Dark High Contrast', file: 'hc-black', kind: 'hc-black', body: /^vscode-high-contrast(?!.*light)/ },
  { name: 'Light High Contrast', file: 'hc-light', kind: 'hc-light', body: /vscode-high-contrast-light/ },
] as const;
/** Widths of the page in CSS pixels: a narrow column, a usual editor, a wide screen. */
const WIDTHS = [320, 1400, 2500] as const;
const SECTIONS = ['pairs', 'timeline', 'parallel', 'runs', 'comparison'] as const;
/** Room for the whole sweep file, and for the verdict and the first cards beside it. */
const README_SIZE = { width: 1760, height: 1120 };
/** Higher pictures than this nobody looks at. */
const MOST_HEIGHT = 12_000;

describe('the look of the panel', () => {
  let workbench: Workbench;
  let frame: Frame;
  const page = () => workbench.page;

  beforeAll(async () => {
    workbench = await window.openWorkbench({ settings: { 'workbench.activityBar.location': 'hidden' } });
    await window.openFile(page(), 'sweep.yaml');
    await analyzeExample(page());
    frame = await panelAlone(page());
    return () => workbench.close();
  });

  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      const failure = path.join(OUT, `failed-look-${name.replaceAll(/\W+/g, '-')}.png`);
      await rm(failure, { force: true });
      onTestFailed(async () => {
        await page().screenshot({ path: failure });
      });
      await steps();
    });
  };

  /** Makes the window such that the page is `width` pixels wide and, if it can, wholly in sight. */
  const resize = async (width: number): Promise<void> => {
    const around = await page().evaluate(() => {
      const view = document.querySelector('iframe.webview')!.getBoundingClientRect();
      return { width: innerWidth - view.width, height: innerHeight - view.height };
    });
    const fit = async (height: number): Promise<void> => {
      await page().setViewportSize({ width: Math.round(width + around.width), height });
      await expect.poll(() => frame.evaluate(() => innerWidth), poll).toBe(width);
      await painted(frame);
    };
    await fit(900);
    // Cards grow as they are drawn, and they are drawn as they come into sight.
    await expect
      .poll(async () => {
        const wanted = await frame.evaluate(() => document.documentElement.scrollHeight);
        await fit(Math.min(MOST_HEIGHT, Math.ceil(wanted + around.height)));
        return frame.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      }, poll)
      .toBeLessThanOrEqual(0);
    await expect
      .poll(
        () => frame.locator('.card').evaluateAll((cards) => cards.every((card) => card.hasAttribute('data-crashed'))),
        poll,
      )
      .toBe(true);
    await painted(frame);
  };

  const useTheme = async ({ name, kind, body }: (typeof THEMES)[number]): Promise<void> => {
    if (!(await page().locator(`.monaco-workbench.${kind}`).isVisible())) await window.useTheme(page(), name, kind);
    await expect.poll(() => frame.locator('body').getAttribute('class'), poll).toMatch(body);
    await painted(frame);
  };

  /** Drags the border between the editors such that the first is `width` pixels wide. */
  const narrowFirstGroup = async (width: number): Promise<void> => {
    const second = page().locator('.editor-group-container').last();
    const box = (await second.boundingBox())!;
    const middle = box.y + box.height / 2;
    await page().mouse.move(box.x, middle);
    await page().mouse.down();
    await page().mouse.move(width, middle, { steps: 5 });
    await page().mouse.up();
    await expect.poll(async () => Math.abs((await second.boundingBox())!.x - width), poll).toBeLessThan(8);
    // The border is lit under the mouse.
    await page().mouse.move(width - 60, middle);
    await page().locator('.monaco-sash.hover').first().waitFor({ state: 'detached', timeout: PATIENCE_MS });
  };

  /** Says what axe finds on the whole page, sections and lists opened; with `colours`, by the rules alone that depend on the theme. */
  const violations = async (colours: boolean): Promise<readonly string[]> => {
    const options: RunOptions = {
      resultTypes: ['violations'],
      ...(colours ? { runOnly: ['color-contrast', 'link-in-text-block'] } : {}),
    };
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    await frame.evaluate(axe);
    const results = await frame.evaluate(
      (given) =>
        (globalThis as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(given),
      options,
    );
    return results.violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' … ')}`,
    );
  };

  step('answers at first sight', async () => {
    await useTheme(THEMES[0]);
    await page().setViewportSize({ width: 1400, height: 1240 });
    await painted(frame);
    await page().screenshot({ path: path.join(OUT, 'panel-first-sight.png') });
    const seen = await frame.evaluate(() =>
      ['.title h1', '.outcome-bar', '.finding', '.advice', '.causes', '[data-parameter="mixup"]'].filter(
        (selector) => document.querySelector(selector)!.getBoundingClientRect().top > innerHeight - 100,
      ),
    );
    expect(seen).toEqual([]);
  });

  for (const theme of THEMES) {
    step(`is whole in ${theme.name}, at all widths`, async () => {
      await page().setViewportSize({ width: 1400, height: 900 });
      await useTheme(theme);
      for (const id of SECTIONS) await openSection(frame, id);
      for (const width of WIDTHS) {
        await resize(width);
        expect(await isTooWide(frame), `${theme.name} at ${width}`).toBe(false);
        await page().screenshot({ path: path.join(OUT, `panel-${theme.file}-${width}.png`) });
      }
    });

    step(`has no violation that axe finds, in ${theme.name}`, async () => {
      await page().setViewportSize({ width: 1400, height: 900 });
      await useTheme(theme);
      for (const id of SECTIONS) await openSection(frame, id);
      // A run beside its twin, and what lies in lists.
      await frame.locator('.run-rows > .run-row').nth(1).click({ timeout: PATIENCE_MS });
      const pane = frame.locator('.run-pane');
      await pane.getByRole('button', { name: /^Compare with/ }).click({ timeout: PATIENCE_MS });
      await pane
        .getByRole('table', { name: /what is different/ })
        .first()
        .waitFor({ timeout: PATIENCE_MS });
      await frame.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await painted(frame);
      expect(await violations(theme !== THEMES[0])).toEqual([]);
      await frame.evaluate(() => {
        for (const details of document.querySelectorAll('details:not(.section)'))
          (details as HTMLDetailsElement).open = false;
      });
      await pane.getByRole('button', { name: 'Close' }).click({ timeout: PATIENCE_MS });
    });
  }

  step('stands beside the sweep file, as in the README', async () => {
    for (const id of SECTIONS)
      await frame.locator(`details[data-section="${id}"] > summary`).click({ timeout: PATIENCE_MS });
    await page().setViewportSize(README_SIZE);
    await useTheme(THEMES[0]);
    await window.runCommand(page(), 'View: Close All Editors');
    await window.openFile(page(), 'sweep.yaml');
    await window.hideSideBar(page());
    await analyzeExample(page());
    frame = await webviewWith(page(), READY);
    await narrowFirstGroup(520);
    const card = frame.locator('[data-parameter="mixup"]');
    await expect.poll(() => card.getAttribute('data-crashed'), poll).not.toBeNull();
    const lens = page().locator('.codelens-decoration').first();
    await expect.poll(() => lens.textContent(), poll).toMatch(/in 10 runs would crash/);
    await painted(frame);
    await page().screenshot({ path: path.join(OUT, 'readme.png') });
  });
});
