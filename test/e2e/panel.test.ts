/** The panel of the example in a real VS Code: its counts are those of the runs, with the mouse and with the keys alone. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Frame, Locator } from 'playwright-core';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { RUNS } from '../firstLight';
import {
  analyzeExample,
  countsOf,
  focusPanel,
  hasFocus,
  listedRuns,
  openSection,
  panelAlone,
  poll,
  READY,
  selectedCounts,
  tabTo,
  type ListedRun,
} from './panel';
import { isOurs, painted, webviewWith } from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const ALL = { crashed: RUNS.crashed, completed: RUNS.completed };

describe('the panel of the example', () => {
  let workbench: Workbench;
  let frame: Frame;
  let runs: readonly ListedRun[];
  const page = () => workbench.page;

  beforeAll(async () => {
    workbench = await window.openWorkbench();
    runs = await listedRuns(workbench.folder);
    await page().context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.openFile(page(), 'sweep.yaml');
    await analyzeExample(page());
    frame = await panelAlone(page());
    return () => workbench.close();
  });

  /** A test whose failure leaves a picture of the window behind. */
  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      const failure = path.join(OUT, `failed-panel-${name.replaceAll(/\W+/g, '-')}.png`);
      await rm(failure, { force: true });
      onTestFailed(async () => {
        await page().screenshot({ path: failure });
      });
      if (await clear().isEnabled()) await clear().click({ timeout: PATIENCE_MS });
      await steps();
    });
  };

  const upperBound = () => frame.getByRole('slider', { name: 'Upper bound of mixup' });
  const boundsLine = () => frame.locator('.bounds-line');
  const clear = () => frame.getByRole('button', { name: 'Clear', exact: true });
  const valueOf = async (slider: Locator): Promise<number> => Number(await slider.getAttribute('aria-valuenow'));
  const expectCounts = (counts: { readonly crashed: number; readonly completed: number }) =>
    expect.poll(() => selectedCounts(frame), poll).toEqual(counts);

  /** What a bound of mixup at `most` would have avoided and kept, counted run by run. */
  const effectAt = (most: number): { readonly avoided: string; readonly kept: string } => {
    let avoided = 0;
    let kept = 0;
    for (const { outcome, config } of runs) {
      const isWithin = (config.mixup as number) <= most;
      if (outcome === 'finished') kept += isWithin ? 1 : 0;
      else avoided += isWithin ? 0 : 1;
    }
    return { avoided: String(avoided), kept: String(kept) };
  };
  const shownEffect = async (): Promise<{ readonly avoided: string | null; readonly kept: string | null }> => ({
    avoided: await boundsLine().getAttribute('data-avoided'),
    kept: await boundsLine().getAttribute('data-kept'),
  });
  /** Resolves once the handle has left `before` and the counts are those of the data at its place. */
  const expectEffectOfMove = async (before: number): Promise<number> => {
    await expect.poll(() => valueOf(upperBound()), poll).not.toBe(before);
    const value = await valueOf(upperBound());
    await expect.poll(shownEffect, poll).toEqual(effectAt(value));
    return value;
  };

  /** Every view that shows single runs, or counts them, has as many as `counts`. */
  const expectInAllViews = async (counts: { readonly crashed: number; readonly completed: number }): Promise<void> => {
    const all = counts.crashed + counts.completed;
    await expectCounts(counts);
    await expect.poll(() => frame.locator('.run-grid').getAttribute('aria-rowcount'), poll).toBe(String(all + 1));
    const inParallel = frame.locator('.parallel-counts');
    for (const group of ['crashed', 'completed'] as const) {
      const isAll = counts[group] === ALL[group];
      const words = isAll ? `${ALL[group]} ${group}` : `${counts[group]} of ${ALL[group]} ${group}`;
      await expect.poll(() => inParallel.textContent(), poll).toContain(words);
    }
  };
  const clearWithMouse = async (): Promise<void> => {
    await clear().click({ timeout: PATIENCE_MS });
    await expectCounts(ALL);
  };
  const pixels = (canvas: Locator): Promise<string> =>
    canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());

  step('knows the runs as the command line does', async () => {
    expect(countsOf(runs)).toEqual(ALL);
    await expectCounts(ALL);
  });

  step('counts what the bound of mixup avoids and keeps while it is dragged', async () => {
    const card = frame.locator('[data-parameter="mixup"]');
    await card.scrollIntoViewIfNeeded({ timeout: PATIENCE_MS });
    await upperBound().waitFor({ timeout: PATIENCE_MS });
    let before = await valueOf(upperBound());
    expect(await shownEffect()).toEqual(effectAt(before));

    const handle = (await upperBound().boundingBox())!;
    const plot = (await card.locator('.number-pointer').boundingBox())!;
    const middle = handle.y + handle.height / 2;
    await page().mouse.move(handle.x + handle.width / 2, middle);
    await page().mouse.down();
    const seen = new Set<string>();
    for (const share of [0.2, 0.55, 0.8]) {
      await page().mouse.move(plot.x + share * plot.width, middle, { steps: 4 });
      before = await expectEffectOfMove(before);
      const { avoided, kept } = effectAt(before);
      seen.add(`${avoided} ${kept}`);
      const words = `Tried ≤ ${before}: avoids ${avoided} of 13 crashes, keeps ${kept} of 8 completed`;
      await expect.poll(() => card.locator('.card-bound').textContent(), poll).toContain(words);
    }
    await page().mouse.up();
    expect(seen.size).toBe(3);
    await expect.poll(shownEffect, poll).toEqual(effectAt(before));
    expect(await upperBound().getAttribute('aria-valuetext')).toContain(`avoids ${effectAt(before).avoided} of 13`);
    await card.getByRole('button', { name: 'Reset the bound of mixup' }).click({ timeout: PATIENCE_MS });
    await expect.poll(() => card.locator('.card-bound').textContent(), poll).toContain('Proposed');
  });

  step('filters all views by a brush on an axis of the parallel coordinates', async () => {
    await openSection(frame, 'runs');
    const section = await openSection(frame, 'parallel');
    const canvas = frame.locator('[data-parameter="mixup"] canvas').first();
    const before = await pixels(canvas);
    const axis = section.locator('.axis-brush').first();
    await axis.scrollIntoViewIfNeeded({ timeout: PATIENCE_MS });
    await painted(frame);
    const box = (await axis.boundingBox())!;
    const x = box.x + box.width / 2;
    await page().mouse.move(x, box.y + 4);
    await page().mouse.down();
    await page().mouse.move(x, box.y + 0.52 * box.height, { steps: 5 });
    await page().mouse.up();

    const from = section.getByRole('slider', { name: 'mixup, lower end' });
    const to = section.getByRole('slider', { name: 'mixup, upper end' });
    await expect.poll(() => section.locator('.axis-brush.is-set').count(), poll).toBe(1);
    const [low, high] = await Promise.all(
      [from, to].map(async (end) => Number.parseFloat((await end.getAttribute('aria-valuetext')) ?? '')),
    );
    const within = runs.filter(({ config }) => (config.mixup as number) >= low! && (config.mixup as number) <= high!);
    expect(within.length).toBeGreaterThan(3);
    expect(within.length).toBeLessThan(RUNS.total - 3);
    await expectInAllViews(countsOf(within));
    await frame.locator('[data-parameter="mixup"]').scrollIntoViewIfNeeded();
    await expect.poll(() => pixels(canvas), poll).not.toBe(before);
    await clearWithMouse();
    await expect.poll(() => pixels(canvas), poll).toBe(before);
  });

  step('filters all views by a period of the timeline', async () => {
    const section = await openSection(frame, 'timeline');
    const ground = section.locator('.timeline-field > .stepper');
    await ground.scrollIntoViewIfNeeded({ timeout: PATIENCE_MS });
    await painted(frame);
    const box = (await ground.boundingBox())!;
    await page().mouse.move(box.x + 0.3 * box.width, box.y + 8);
    await page().mouse.down();
    await page().mouse.move(box.x + 0.62 * box.width, box.y + 12, { steps: 5 });
    await page().mouse.up();

    const first = section.getByRole('slider', { name: 'First run of the period' });
    const last = section.getByRole('slider', { name: 'Last run of the period' });
    await expect.poll(() => valueOf(first), poll).toBeGreaterThan(1);
    const inOrder = [...runs].sort((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at));
    const period = inOrder.slice((await valueOf(first)) - 1, await valueOf(last));
    expect(period.length).toBeGreaterThan(3);
    expect(period.length).toBeLessThan(10);
    await expectInAllViews(countsOf(period));
    await clearWithMouse();
  });

  step('filters everything by a click on a cause', async () => {
    const cause = frame.locator('.cause-button').filter({ hasText: 'NaN' }).first();
    const count = Number(await cause.locator('.cause-runs').textContent());
    expect(count).toBeGreaterThan(1);
    await cause.click({ timeout: PATIENCE_MS });
    await expectInAllViews({ crashed: count, completed: 0 });
    expect(await cause.getAttribute('aria-pressed')).toBe('true');
    await clearWithMouse();
  });

  step('restores panel, selection, bound and open sections when the window is reloaded', async () => {
    const handle = upperBound();
    await handle.scrollIntoViewIfNeeded({ timeout: PATIENCE_MS });
    await handle.press('Shift+ArrowRight', { timeout: PATIENCE_MS });
    const bound = await valueOf(handle);
    await expect.poll(shownEffect, poll).toEqual(effectAt(bound));
    await frame.locator('.cause-button').filter({ hasText: 'NaN' }).first().click({ timeout: PATIENCE_MS });
    const counts = await selectedCounts(frame);
    expect(counts.crashed).toBeLessThan(ALL.crashed);
    await openSection(frame, 'pairs');
    const open = () =>
      frame
        .locator('details.section[open]')
        .evaluateAll((sections) => sections.map((section) => (section as HTMLElement).dataset.section));
    const before = await open();
    expect(before).toEqual(['pairs', 'timeline', 'parallel', 'runs']);

    await window.reloadWindow(page());
    frame = await webviewWith(page(), READY);
    await expectInAllViews(counts);
    expect(await open()).toEqual(before);
    await upperBound().scrollIntoViewIfNeeded({ timeout: PATIENCE_MS });
    await expect.poll(() => valueOf(upperBound()), poll).toBe(bound);
    await expect.poll(shownEffect, poll).toEqual(effectAt(bound));
    // Closed again for the keyboard: on its own it opens what it needs.
    for (const id of before) {
      await frame.locator(`details[data-section="${id}"] > summary`).click({ timeout: PATIENCE_MS });
    }
    await frame.getByRole('button', { name: 'Reset the bound of mixup' }).click({ timeout: PATIENCE_MS });
    await clearWithMouse();
  });

  describe('with the keyboard alone', () => {
    const press = (key: string) => page().keyboard.press(key);
    const pressAt = async (stop: Locator, key: string, back = false): Promise<void> => {
      await tabTo(page(), stop, back ? 'Shift+Tab' : 'Tab');
      await press(key);
    };
    const clipboard = () => page().evaluate(() => navigator.clipboard.readText());
    const summaryOf = (id: string) => frame.locator(`details[data-section="${id}"] > summary`);
    const cause = (text: string) => frame.locator('.cause-button').filter({ hasText: text }).first();

    /** From the top of the page on. */
    const fromTheTop = async (): Promise<void> => {
      await focusPanel(page(), frame);
      await frame.evaluate(() => {
        (document.activeElement as HTMLElement | null)?.blur();
        getSelection()?.setPosition(document.body, 0);
      });
    };

    step('filters by a cause, undoes, does it again, and clears', async () => {
      await fromTheTop();
      await pressAt(cause('CUDA'), 'Enter');
      await expectCounts({ crashed: 1, completed: 0 });
      await pressAt(clear(), 'Enter');
      await expectCounts(ALL);
      await pressAt(frame.getByRole('button', { name: 'Undo', exact: true }), 'Enter');
      await expectCounts({ crashed: 1, completed: 0 });
      await pressAt(frame.getByRole('button', { name: 'Redo', exact: true }), 'Space');
      await expectCounts(ALL);
      await press('Control+z');
      await expectCounts({ crashed: 1, completed: 0 });
      await pressAt(frame.getByRole('button', { name: /^Remove the filter/ }), 'Enter', true);
      await expectCounts(ALL);
    });

    step('moves the bound of a card', async () => {
      await fromTheTop();
      await tabTo(page(), upperBound());
      let at = await valueOf(upperBound());
      await press('ArrowLeft');
      at = await expectEffectOfMove(at);
      await press('Shift+ArrowRight');
      at = await expectEffectOfMove(at);
      await press('PageUp');
      await expectEffectOfMove(at);
      await press('Delete');
      await expect.poll(() => boundsLine().textContent(), poll).toContain('Proposed');
    });

    step('chooses a pair, and narrows it', async () => {
      await fromTheTop();
      await pressAt(summaryOf('pairs'), 'Enter');
      const pairs = frame.locator('.pairs');
      const across = pairs.getByRole('combobox', { name: 'Across' });
      await tabTo(page(), across);
      const first = await pairs.locator('.axis-title').first().textContent();
      await press('End');
      await expect.poll(() => pairs.locator('.axis-title').first().textContent(), poll).not.toBe(first);
      await tabTo(page(), pairs.getByRole('spinbutton').first());
      await page().keyboard.type('0.05');
      await press('Enter');
      await expect.poll(async () => (await selectedCounts(frame)).crashed, poll).toBeLessThan(ALL.crashed);
      await pressAt(clear(), 'Enter', true);
      await expectCounts(ALL);
    });

    step('sorts, narrows and opens a run, and compares it', async () => {
      await fromTheTop();
      await pressAt(cause('NaN'), 'Enter');
      await pressAt(summaryOf('runs'), 'Enter');
      const grid = frame.getByRole('grid', { name: 'Runs' });
      const head = grid.getByRole('columnheader', { name: 'mixup' });
      await pressAt(grid.getByRole('button', { name: 'mixup' }), 'Enter');
      await expect.poll(() => head.getAttribute('aria-sort'), poll).toBe('ascending');
      await press('Enter');
      await expect.poll(() => head.getAttribute('aria-sort'), poll).toBe('descending');
      await tabTo(page(), grid, 'Shift+Tab');
      await press('ArrowDown');
      await press('ArrowDown');
      await press('Enter');
      const second = runs
        .filter(({ outcome }) => outcome !== 'finished')
        .sort((a, b) => (b.config.mixup as number) - (a.config.mixup as number))[1]!;
      const pane = frame.getByRole('article', { name: `Run ${second.id}` });
      await pane.locator('.run-table').first().waitFor({ timeout: PATIENCE_MS });
      await pressAt(pane.getByRole('button', { name: 'Compare with the completed run most like it' }), 'Enter');
      await pane.getByRole('table', { name: 'Setting: what is different' }).waitFor({ timeout: PATIENCE_MS });
      await press('Escape');
      await expect.poll(() => pane.count(), poll).toBe(0);
      await pressAt(clear(), 'Enter', true);
      await expectCounts(ALL);
    });

    step('copies the table of means', async () => {
      await fromTheTop();
      await pressAt(summaryOf('comparison'), 'Enter');
      await pressAt(frame.getByRole('button', { name: 'Copy as Markdown' }), 'Enter');
      await expect.poll(clipboard, poll).toMatch(/^\|.*\|\n\|[ :|-]+\|\n(.*\n)*\| *`?mixup/);
      await pressAt(frame.locator('.comparison').getByRole('button', { name: 'Copy as CSV' }), 'Enter');
      await expect.poll(clipboard, poll).toMatch(/\nmixup,/);
    });

    step('refreshes, and has the focus where it was', async () => {
      const provenance = () => frame.locator('.provenance').textContent();
      const refresh = frame.getByRole('button', { name: 'Refresh' });
      await fromTheTop();
      const before = await provenance();
      await pressAt(refresh, 'Enter');
      await expect.poll(provenance, poll).not.toBe(before);
      await expect.poll(() => hasFocus(refresh), poll).toBe(true);
    });

    step('changes what counts as crashed, and the metric', async () => {
      const headline = () => frame.getByTestId('headline').textContent();
      const choice = frame.locator('.choice').first();
      const failed = runs.filter(({ outcome }) => outcome === 'failed').length;
      const rest = RUNS.total - failed;
      await fromTheTop();
      await pressAt(choice.locator('summary'), 'Enter');
      await pressAt(choice.getByRole('checkbox', { name: 'failed' }), 'Space');
      await pressAt(choice.getByRole('button', { name: 'Analyze Again' }), 'Enter');
      await expect.poll(headline, poll).toContain(`${RUNS.crashed - failed} of ${rest} runs`);
      await fromTheTop();
      await pressAt(choice.locator('summary'), 'Enter');
      await pressAt(choice.getByRole('button', { name: 'As Usual' }), 'Enter');
      await expect.poll(headline, poll).toContain(`${RUNS.crashed} of ${RUNS.total} runs`);

      const best = () => frame.locator('.figure').filter({ hasText: 'Best run' }).textContent();
      await fromTheTop();
      const metric = frame.getByRole('combobox', { name: 'Target metric' });
      const usual = await best();
      await pressAt(metric, 'End');
      await expect.poll(best, poll).not.toBe(usual);
    });
  });

  describe('takes the bounds that were set by hand', () => {
    const button = (label: string) => page().locator('.notifications-toasts .monaco-button').filter({ hasText: label });
    const inFolder = (name: string) => readFile(path.join(workbench.folder, name), 'utf8').catch(() => '');
    /** Behind other tabs the page is gone; it is made anew when the panel is shown. */
    const backToPanel = async (): Promise<void> => {
      await window.showTab(page(), 'Sweep:');
      frame = await webviewWith(page(), READY);
      await boundsLine().waitFor({ timeout: PATIENCE_MS });
    };
    /** Drags the bound of mixup to a share of its axis; gives the value it is left at. */
    const dragTo = async (share: number): Promise<number> => {
      const card = frame.locator('[data-parameter="mixup"]');
      await card.scrollIntoViewIfNeeded({ timeout: PATIENCE_MS });
      await upperBound().waitFor({ timeout: PATIENCE_MS });
      const before = await valueOf(upperBound());
      const handle = (await upperBound().boundingBox())!;
      const plot = (await card.locator('.number-pointer').boundingBox())!;
      const middle = handle.y + handle.height / 2;
      await page().mouse.move(handle.x + handle.width / 2, middle);
      await page().mouse.down();
      await page().mouse.move(plot.x + share * plot.width, middle, { steps: 4 });
      const value = await expectEffectOfMove(before);
      await page().mouse.up();
      await boundsLine().filter({ hasText: 'Tried' }).waitFor({ timeout: PATIENCE_MS });
      return value;
    };
    const press = async (label: string): Promise<void> => {
      await boundsLine().locator('vscode-button').filter({ hasText: label }).click({ timeout: PATIENCE_MS });
    };

    step('into the next sweep', async () => {
      const value = await dragTo(0.55);
      await press('Create Next Sweep');
      await expect.poll(() => inFolder('sweep-2.yaml'), poll).toContain(`mixup: {min: 0.0, max: ${value}}`);
      expect(await inFolder('sweep-2.yaml')).toContain('Set by hand in the panel.');
      await button('Copy wandb sweep Command').click({ timeout: PATIENCE_MS });
      await backToPanel();
    });

    step('into the sweep file, as a diff whose title says what they cost', async () => {
      const value = await dragTo(0.7);
      const { avoided, kept } = effectAt(value);
      await press('Apply Your Bounds');
      const title = page().locator('.tab.active').filter({ hasText: 'with your bounds' });
      await expect
        .poll(() => title.getAttribute('aria-label'), poll)
        .toContain(
          `with your bounds: avoids ${avoided} of 13 crashes, keeps ${kept === '8' ? 'all 8' : `${kept} of 8`}`,
        );
      const written = page().locator('.monaco-diff-editor .editor.modified .view-line').filter({ hasText: 'mixup' });
      await expect
        .poll(async () => (await written.textContent())?.replaceAll('\u00a0', ' '), poll)
        .toContain(`max: ${value}}`);
      const question = page().locator('.notification-list-item-message').filter({ hasText: 'Write your bounds into' });
      await question.first().waitFor({ timeout: PATIENCE_MS });
      await page().screenshot({ path: path.join(OUT, 'panel-your-bounds.png') });
      await button('Apply').click({ timeout: PATIENCE_MS });
      await expect.poll(() => inFolder('sweep.yaml'), poll).toContain(`mixup: {min: 0.0, max: ${value}}`);
      await backToPanel();
    });
  });

  step('breaks no rule of its own security policy and logs no error', async () => {
    expect(workbench.messages.filter(isOurs)).toEqual([]);
    const logged = (await workbench.logs()).split('\n');
    expect(logged.filter((line) => /\[error\]/i.test(line) && /sweep.?guard/i.test(line))).toEqual([]);
  });
});
