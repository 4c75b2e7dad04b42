/** What a person does with the panel of the example, and what they see in it. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Frame, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ROOT } from '../../scripts/process.mjs';
import { ANALYZE } from '../firstLight';
import { webviewWith } from './webview';
import * as window from './workbench';
import { PATIENCE_MS } from './workbench';

/** The page once it shows an analysis. */
export const READY = 'main[data-phase="ready"]';
/** For `expect.poll`: long enough for a slow machine, and prompt on a fast one. */
export const poll = { timeout: PATIENCE_MS, interval: 100 };
/** Stops that Tab makes on the page at most, with all sections open. */
const MOST_STOPS = 400;

/** A run as `sweep-guard runs` prints it. */
export interface ListedRun {
  readonly id: string;
  readonly outcome: string;
  readonly created_at: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The runs of a folder or file, read by the command line tool: what the panel's counts are checked against. */
export async function listedRuns(source: string): Promise<readonly ListedRun[]> {
  const tool = path.join(ROOT, 'dist/cli.js');
  const { stdout } = await promisify(execFile)(process.execPath, [tool, 'runs', source, '--format', 'json'], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as readonly ListedRun[];
}

/** Crashed and completed among `runs`; in the example every run is one or the other. */
export function countsOf(runs: readonly ListedRun[]): { readonly crashed: number; readonly completed: number } {
  const completed = runs.filter(({ outcome }) => outcome === 'finished').length;
  return { crashed: runs.length - completed, completed };
}

/** Analyses the runs beside the open sweep file; resolves with the page that shows them. */
export async function analyzeExample(page: Page): Promise<Frame> {
  await window.runCommand(page, ANALYZE.title);
  // Where it asks which runs, the folder beside the open file comes first.
  const answer = window.answer(page, 'Analyze Sweep');
  await answer.or(page.locator('iframe.webview')).first().waitFor({ timeout: PATIENCE_MS });
  if (await answer.isVisible()) await window.accept(page);
  return webviewWith(page, READY);
}

/** Leaves nothing in the window but the panel: it is as wide as the window then. */
export async function panelAlone(page: Page): Promise<Frame> {
  await window.hidePanel(page);
  await window.hideSideBar(page);
  await window.showTab(page, 'Sweep:');
  await window.runCommand(page, 'View: Close Editors in Other Groups');
  await page.locator('.editor-group-container').nth(1).waitFor({ state: 'detached', timeout: PATIENCE_MS });
  return webviewWith(page, READY);
}

/**
 * Puts the focus into the panel with keys, as somebody without a mouse does. Where the editor believes that the panel has
 * the focus already, its own key does nothing: the palette takes the focus away first and gives it back.
 */
export async function focusPanel(page: Page, frame: Frame): Promise<void> {
  const isFocused = () => frame.evaluate(() => document.hasFocus());
  const palette = page.locator('.quick-input-widget input[type="text"]');
  await expect
    .poll(async () => {
      if (await isFocused()) return true;
      await page.keyboard.press('F1');
      await palette.waitFor({ timeout: 2_000 }).catch(() => undefined);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+1');
      return isFocused();
    }, poll)
    .toBe(true);
}

/** Presses Tab, or Shift+Tab, until `stop` has the focus; fails unless the focus can be seen there. */
export async function tabTo(page: Page, stop: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await hasFocus(stop)) {
      await expectVisibleFocus(page, stop);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${MOST_STOPS} times ${key} do not lead to ${String(stop)}.`);
}

/** Whether an element has the focus; it may be a part of what another one is made of. */
export function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => (node.getRootNode() as Document | ShadowRoot).activeElement === node, undefined, {
    timeout: PATIENCE_MS,
  });
}

/** Fails where the element looks the same with and without the focus. */
async function expectVisibleFocus(page: Page, element: Locator): Promise<void> {
  const look = async (): Promise<Buffer> => {
    await element.scrollIntoViewIfNeeded({ timeout: PATIENCE_MS });
    const box = (await element.boundingBox())!;
    const clip = {
      x: Math.max(0, box.x - 6),
      y: Math.max(0, box.y - 6),
      width: box.width + 12,
      height: box.height + 12,
    };
    return page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
  };
  const withFocus = await look();
  await element.evaluate((node) => {
    (node as HTMLElement).blur();
  });
  const without = await look();
  await element.evaluate((node) => {
    (node as HTMLElement).focus({ preventScroll: true });
  });
  expect(withFocus.equals(without), `the focus shows on ${String(element)}`).toBe(false);
}

/** What the bar of the selection says: all runs, or how many of them are left. */
export async function selectedCounts(frame: Frame): Promise<{ readonly crashed: number; readonly completed: number }> {
  return frame.locator('.selection-words').evaluate((words) => {
    const count = (group: string): number => {
      const text = words.querySelector(`.selection-count:has(.glyph.${group})`)?.textContent ?? '0';
      return Number(text.replaceAll(',', ''));
    };
    return { crashed: count('crashed'), completed: count('completed') };
  });
}

/** Opens a section of the page as a click on its heading does; resolves when its view is there. */
export async function openSection(frame: Frame, id: string): Promise<Locator> {
  const section = frame.locator(`details[data-section="${id}"]`);
  const isOpen = await section.evaluate((details) => (details as HTMLDetailsElement).open);
  if (!isOpen) await section.locator('> summary').click({ timeout: PATIENCE_MS });
  await section.locator('> .section-body > *').first().waitFor({ timeout: PATIENCE_MS });
  return section;
}

/** Whether the page is wider than its window, so that a bar to scroll sideways appears. */
export function isTooWide(frame: Frame): Promise<boolean> {
  return frame.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
