/** What a person does and sees in the text editor: squiggles, hovers, quick fixes, the Problems view. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { PATIENCE_MS, repeatUntil, runCommand } from './workbench';

/** A rectangle on the page in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The editor that shows a file of the folder. */
export function editorOf(page: Page, name: string): Locator {
  return page.locator(`.monaco-editor[data-uri$="/${name}"]`).first();
}

/** The visible text of an editor. */
export async function visibleText(editor: Locator): Promise<string> {
  return editor.evaluate((element) =>
    [...element.querySelectorAll<HTMLElement>('.view-line')]
      .sort((a, b) => a.offsetTop - b.offsetTop)
      .map((line) => line.textContent.replaceAll('\u00a0', ' '))
      .join('\n'),
  );
}

/** Where a piece of text, given with its line so that it is unique, is drawn. */
export async function boxOf(editor: Locator, line: string, text: string): Promise<Box> {
  const box = await editor.evaluate(
    (element, wanted) => {
      for (const row of element.querySelectorAll('.view-line')) {
        const content = row.textContent.replaceAll('\u00a0', ' ');
        if (!content.includes(wanted.line)) continue;
        const from = content.indexOf(wanted.line) + wanted.line.indexOf(wanted.text);
        const range = document.createRange();
        const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        let passed = 0;
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const length = node.textContent?.length ?? 0;
          const [start, end] = [from - passed, from + wanted.text.length - passed];
          if (start >= 0 && start < length) range.setStart(node, start);
          if (end > 0 && end <= length) range.setEnd(node, end);
          passed += length;
        }
        const { left, right, top, bottom } = range.getBoundingClientRect();
        return { left, right, top, bottom };
      }
      return undefined;
    },
    { line, text },
  );
  if (box === undefined) throw new Error(`The editor does not show ${line}`);
  return box;
}

/** Where the squiggles of a kind are drawn. */
export async function squiggles(editor: Locator, kind: 'error' | 'warning' | 'info'): Promise<readonly Box[]> {
  return editor.locator(`.squiggly-${kind}`).evaluateAll((elements) =>
    elements.map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top, bottom };
    }),
  );
}

/** Whether a squiggle underlines exactly this text; a pixel is allowed for rounding. */
export function underlines(squiggle: Box, text: Box): boolean {
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1.5;
  const middle = (text.top + text.bottom) / 2;
  return (
    near(squiggle.left, text.left) &&
    near(squiggle.right, text.right) &&
    squiggle.top < middle &&
    middle < squiggle.bottom
  );
}

/** Whether a squiggle lies inside a piece of text. */
export function within(squiggle: Box, text: Box): boolean {
  const middle = (text.top + text.bottom) / 2;
  const inside = squiggle.left >= text.left - 1.5 && squiggle.right <= text.right + 1.5;
  return inside && squiggle.top < middle && middle < squiggle.bottom;
}

/** Selects a piece of text, deletes it and types another, key by key. */
export async function replaceText(page: Page, editor: Locator, line: string, text: string, by: string): Promise<void> {
  const box = await boxOf(editor, line, text);
  const middle = (box.top + box.bottom) / 2;
  await page.mouse.click(box.left, middle);
  await page.keyboard.down('Shift');
  await page.mouse.click(box.right, middle);
  await page.keyboard.up('Shift');
  await page.keyboard.press('Delete');
  await page.keyboard.type(by);
}

/** Puts the cursor into a piece of text. */
export async function clickAt(page: Page, editor: Locator, line: string, text: string): Promise<void> {
  const box = await boxOf(editor, line, text);
  await page.mouse.click((box.left + box.right) / 2, (box.top + box.bottom) / 2);
}

/** Moves the mouse over a piece of text and resolves with the hover that opens there. */
export async function hoverOver(page: Page, editor: Locator, line: string, text: string): Promise<Locator> {
  const hover = page
    .locator('.monaco-hover:visible')
    .filter({ has: page.locator('.hover-contents') })
    .first();
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const box = await boxOf(editor, line, text);
    await repeatUntil(hover, async () => {
      // From outside, so that the editor sees the mouse come in.
      await page.mouse.move(box.left + 4, box.top - 80);
      await page.mouse.move(box.left + 4, (box.top + box.bottom) / 2, { steps: 4 });
    });
    // The line above the file may have come meanwhile, and the text have moved away below the mouse.
    if ((await boxOf(editor, line, text)).top === box.top || Date.now() > deadline) break;
    await page.mouse.move(0, 0);
    await hover.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
  }
  return hover;
}

/** Opens the quick fixes at a piece of text and chooses the one with this title. */
export async function quickFix(page: Page, editor: Locator, line: string, text: string, title: RegExp): Promise<void> {
  const menu = page.locator('.action-widget').first();
  await repeatUntil(menu, async () => {
    await clickAt(page, editor, line, text);
    await page.keyboard.press('Control+.');
  });
  const action = menu.locator('.monaco-list-row').filter({ hasText: title }).first();
  // Older versions take no click in the menu before the mouse has moved.
  await action.hover({ force: true, timeout: PATIENCE_MS });
  await action.click({ timeout: PATIENCE_MS });
}

/** Saves the open file and resolves with what is on disk once the editor no longer marks it as changed. */
export async function save(page: Page, file: string): Promise<string> {
  await page.keyboard.press('Control+S');
  await page.locator('.tab.active:not(.dirty)').first().waitFor({ timeout: PATIENCE_MS });
  return readFile(file, 'utf8');
}

/** The rows of the Problems view, each as the text a screen reader speaks. */
export async function problems(page: Page): Promise<readonly string[]> {
  const rows = page.locator('.markers-panel .monaco-list-row');
  if (!(await page.locator('.markers-panel').isVisible())) await runCommand(page, 'Problems: Focus on Problems View');
  return rows.evaluateAll((elements) => elements.map((element) => element.textContent.replaceAll('\u00a0', ' ')));
}
