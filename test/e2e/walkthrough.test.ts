/** A newcomer's first steps: the walkthrough in every theme, and all of it in German. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import german from '../../package.nls.de.json';
import english from '../../package.nls.json';
import * as webview from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type ThemeKind, type Workbench } from './workbench';

const STEPS = ['open', 'runs', 'analyze', 'narrow'] as const;
const THEMES: readonly (readonly [name: string, kind: ThemeKind])[] = [
  ['Dark Modern', 'vs-dark'],
  ['Light Modern', 'vs'],
  ['Dark High Contrast', 'hc-black'],
  ['Light High Contrast', 'hc-light'],
];
const poll = { timeout: PATIENCE_MS, interval: 100 };

type Texts = typeof english;

const stepOf = (workbench: Workbench, step: string) =>
  workbench.page.locator(`.gettingStartedContainer .getting-started-step[data-step-id$="#${step}"]`);

/** Opens the walkthrough and resolves when its steps are drawn. */
async function openWalkthrough(workbench: Workbench, texts: Texts): Promise<void> {
  await window.runCommand(workbench.page, `Sweep Guard: ${texts['command.openWalkthrough']}`);
  await expect.poll(() => stepOf(workbench, 'open').isVisible(), poll).toBe(true);
}

/** Opens a step and resolves when its picture is drawn; `null` where its text is not there. */
async function openStep(workbench: Workbench, step: string, texts: Texts): Promise<void> {
  const row = stepOf(workbench, step);
  const title = texts[`walkthrough.${step}.title` as keyof Texts];
  await row.getByText(title).first().click({ timeout: PATIENCE_MS });
  await expect.poll(() => row.getAttribute('class'), poll).toContain('expanded');
  await expect
    .poll(async () => {
      for (const frame of workbench.page.frames()) {
        if (
          (await frame
            .locator('svg[viewBox="0 0 440 300"]')
            .count()
            .catch(() => 0)) > 0
        )
          return true;
      }
      return false;
    }, poll)
    .toBe(true);
}

const picture = async (workbench: Workbench, name: string): Promise<void> => {
  await workbench.page.screenshot({
    path: path.join(OUT, `walkthrough-${name.toLowerCase().replaceAll(' ', '-')}.png`),
  });
};

describe('the walkthrough', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await window.openWorkbench();
    return () => workbench.close();
  });

  it('has four steps, each with a picture', async () => {
    await openWalkthrough(workbench, english);
    for (const step of STEPS) {
      await openStep(workbench, step, english);
      await picture(workbench, step);
    }
  });

  it('follows light, dark and high-contrast themes', async () => {
    for (const [name, kind] of THEMES) {
      await window.useTheme(workbench.page, name, kind);
      await openStep(workbench, 'narrow', english);
      await picture(workbench, name);
    }
  });

  it('ticks off a step once it is done', async () => {
    const { page } = workbench;
    await window.runCommand(page, `Sweep Guard: ${english['command.newSweepFile']}`);
    // Shown before, the walkthrough would be covered by the file that opens.
    await page.locator('.monaco-editor[data-uri^="untitled:"] .view-line').first().waitFor({ timeout: PATIENCE_MS });
    await window.showTab(page, 'Welcome');
    await expect
      .poll(() => stepOf(workbench, 'open').locator('.codicon-getting-started-step-checked').count(), poll)
      .toBeGreaterThan(0);
    await picture(workbench, 'done');
  });
});

describe('in German', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await window.openWorkbench({ language: 'de' });
    return () => workbench.close();
  });

  it('shows the walkthrough', async () => {
    await openWalkthrough(workbench, german);
    await openStep(workbench, 'analyze', german);
    await picture(workbench, 'german');
  });

  it('speaks German in its questions and in the panel', async () => {
    const { page } = workbench;
    await window.openFile(page, 'sweep.yaml');
    await window.runCommand(page, `Sweep Guard: ${german['command.analyze']}`);
    const answer = window.answer(page, german['command.analyze']);
    await answer.or(page.locator('iframe.webview')).first().waitFor({ timeout: PATIENCE_MS });
    if (await answer.isVisible()) {
      await picture(workbench, 'german-question');
      await window.accept(page);
    }
    const frame = await webview.webviewWith(page, 'main[data-phase="ready"]');
    await expect.poll(() => frame.locator('html').getAttribute('lang'), poll).toBe('de');
    await expect.poll(() => frame.locator('#parameters-title').textContent(), poll).toBe('Einstellungen');
    await expect.poll(() => frame.getByText('Sichere Grenzen anwenden').count(), poll).toBe(1);
    await webview.painted(frame);
    await picture(workbench, 'german-panel');
    expect(workbench.messages.filter(webview.isOurs)).toEqual([]);
  });
});
