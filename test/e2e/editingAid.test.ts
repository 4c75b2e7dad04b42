/** What helps while a sweep file is written, in a real VS Code: fix all on save, settings, rule files, completion, hovers. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import * as editing from './editing';
import * as webview from './webview';
import * as window from './workbench';
import { OUT, PATIENCE_MS, type Workbench } from './workbench';

const PASTED_FILE = 'pasted_sweep.yaml';
const FILE = 'second_sweep.yaml';
const RULE_FILE = '.sweepguard.yaml';
const poll = { timeout: PATIENCE_MS, interval: 100 };

const PASTED = `# From the report
program: train.py
method: random
run_cap: 20
metric: {name: val/accuracy, goal: max} # higher is better
parameters:
  epochs: [10, 20] # 10 or 20?
  weight_decay:
    min: 1e-5 # from the paper
    max: 0.0001
`;

/** What has one sure repair is repaired; what `epochs` means is for the person to say. */
const SAVED = PASTED.replace('goal: max}', 'goal: maximize}').replace('1e-5', '1.0e-5');

const SWEEP = `method: random
metric:
  name: val/loss
  goal: minimize
early_terminate:
  type: hyperband
  min_iter: 3
parameters:
  lr:
    distribution: log_uniform
    min: 0.0001
    max: 0.1
  dropout:
    distribution: beta
    a: 2.0
    b: 5.0
`;

const TEAM_RULE = `version: 1
rules:
  - name: high-dropout
    when: { dropout: { above: 0.6 } }
    because: 3 of 3 runs above 0.6 crashed
`;

const settingsFile = (folder: string) => path.join(folder, '.vscode', 'settings.json');

async function prepare(folder: string): Promise<void> {
  await mkdir(path.dirname(settingsFile(folder)), { recursive: true });
  const fixOnSave = { 'editor.codeActionsOnSave': { 'source.fixAll.sweepGuard': 'explicit' } };
  await writeFile(settingsFile(folder), JSON.stringify(fixOnSave));
  await writeFile(path.join(folder, PASTED_FILE), '');
  await writeFile(path.join(folder, FILE), SWEEP);
}

describe('writing a sweep file', () => {
  let workbench: Workbench;
  const page = () => workbench.page;
  const editor = () => editing.editorOf(page(), FILE);
  const lens = () => editor().locator('.codelens-decoration', { hasText: 'Analyze Sweep' }).first();
  const inFolder = (...names: readonly string[]) => path.join(workbench.folder, ...names);
  const picture = async (name: string) => {
    await page().screenshot({ path: path.join(OUT, `${name.toLowerCase().replaceAll(/\W+/g, '-')}.png`) });
  };
  const problem = async (code: string): Promise<string> =>
    (await editing.problems(page())).find((row) => row.includes('Sweep Guard') && row.includes(code)) ?? '';
  const useSettings = async (settings: Readonly<Record<string, unknown>>): Promise<void> => {
    await writeFile(settingsFile(workbench.folder), JSON.stringify(settings));
  };
  const suggestions = () => page().locator('.suggest-widget .monaco-list-row');
  const suggested = (label: string) => suggestions().filter({ hasText: label }).first();
  /** Puts the cursor on a new line with this text below a line, behind whatever indentation the editor added. */
  const typeBelow = async (line: string, text: string): Promise<void> => {
    await editing.clickAt(page(), editor(), line, line.trim());
    await page().keyboard.press('End');
    await page().keyboard.press('Enter');
    await page().keyboard.press('Home');
    await page().keyboard.press('Home');
    await page().keyboard.press('Shift+End');
    await page().keyboard.type(text);
  };

  beforeAll(async () => {
    workbench = await window.openWorkbench({ prepare });
    await page().context().grantPermissions(['clipboard-read', 'clipboard-write']);
    return () => workbench.close();
  });

  const step = (name: string, steps: () => Promise<void>): void => {
    it(name, async () => {
      onTestFailed(() => picture(`failed ${name}`));
      await steps();
    });
  };

  step('mends on save what has one sure repair, and keeps comments', async () => {
    await window.openFile(page(), PASTED_FILE);
    await editing.editorOf(page(), PASTED_FILE).locator('.view-lines').click({ timeout: PATIENCE_MS });
    await page().evaluate((text) => navigator.clipboard.writeText(text), PASTED);
    await page().keyboard.press('Control+V');
    await expect.poll(() => problem('Y01'), poll).toMatch(/read as text/);
    await picture('pasted');
    expect(await editing.save(page(), inFolder(PASTED_FILE))).toBe(SAVED);
    await expect.poll(() => problem('Y01'), poll).toBe('');
    expect(await problem('P03')).toMatch(/bare list/);
  });

  step('turns a rule off and another one up as soon as the settings say so', async () => {
    await window.runCommand(page(), 'View: Close All Editors');
    await window.openFile(page(), FILE);
    await expect.poll(() => problem('T03'), poll).toMatch(/run_cap/);
    await expect.poll(() => problem('D02'), poll).toMatch(/not from 0\.0001 to 0\.1/);
    const underlined = async (kind: 'error' | 'warning'): Promise<number> => {
      const text = await editing.boxOf(editor(), 'method: random', 'random');
      return (await editing.squiggles(editor(), kind)).filter((squiggle) => editing.underlines(squiggle, text)).length;
    };
    expect(await underlined('error')).toBe(0);
    await useSettings({ 'sweepGuard.rules': { T03: 'error', 'D*': 'off' } });
    await expect.poll(() => underlined('error'), poll).toBe(1);
    await expect.poll(() => problem('D02'), poll).toBe('');
    await expect.poll(() => lens().textContent(), poll).toMatch(/2 problems/);
    await picture('settings');
    await useSettings({ 'sweepGuard.rules': { T03: 'off' } });
    await expect.poll(() => problem('T03'), poll).toBe('');
    await expect.poll(() => problem('D02'), poll).not.toBe('');
  });

  step('shows hints and the line above the file until the settings turn them off', async () => {
    await expect.poll(() => editing.visibleText(editor()), poll).toMatch(/min: 0\.0001\s*= 1\.0001\n/);
    await lens().waitFor({ timeout: PATIENCE_MS });
    await useSettings({ 'sweepGuard.inlayHints': false });
    await expect.poll(() => editing.visibleText(editor()), poll).toMatch(/min: 0\.0001\n/);
    await useSettings({ 'sweepGuard.inlayHints': false, 'sweepGuard.codeLens': false });
    await expect.poll(() => lens().count(), poll).toBe(0);
    await useSettings({});
    await lens().waitFor({ timeout: PATIENCE_MS });
  });

  step('follows the rule file of the folder while the sweep file stays open', async () => {
    expect(await problem('V02')).toBe('');
    await writeFile(inFolder(RULE_FILE), TEAM_RULE);
    await expect.poll(() => problem('V02'), poll).toMatch(/3 of 3 runs above 0\.6 crashed/);
    await expect.poll(() => lens().textContent(), poll).toMatch(/5 problems/);
    await picture('team rule');
    await writeFile(inFolder(RULE_FILE), TEAM_RULE.replace('3 of 3', '5 of 6').concat('disable: [T03]\n'));
    await expect.poll(() => problem('V02'), poll).toMatch(/5 of 6/);
    await expect.poll(() => problem('T03'), poll).toBe('');
    await rm(inFolder(RULE_FILE));
    await expect.poll(() => problem('V02'), poll).toBe('');
    await expect.poll(() => problem('T03'), poll).not.toBe('');
  });

  step('names the mistake in a rule file at its place', async () => {
    await writeFile(inFolder(RULE_FILE), TEAM_RULE.concat('    severity: warnign\ndisable: [T99]\n'));
    // From the explorer: the list of files to open knows a new one only after a while.
    const row = page().locator('.explorer-folders-view .monaco-list-row').filter({ hasText: RULE_FILE });
    await row.dblclick({ timeout: PATIENCE_MS });
    await page()
      .locator(`.monaco-editor[data-uri$="/${RULE_FILE}"] .view-line`)
      .first()
      .waitFor({ timeout: PATIENCE_MS });
    const rules = editing.editorOf(page(), RULE_FILE);
    for (const [line, text, kind] of [
      ['severity: warnign', 'warnign', 'error'],
      ['disable: [T99]', 'T99', 'warning'],
    ] as const) {
      await expect
        .poll(async () => {
          const box = await editing.boxOf(rules, line, text);
          return (await editing.squiggles(rules, kind)).filter((squiggle) => editing.underlines(squiggle, box)).length;
        }, poll)
        .toBe(1);
    }
    await picture('broken rule file');
    await editing.quickFix(page(), rules, 'severity: warnign', 'warnign', /warning/);
    await expect.poll(() => editing.visibleText(rules), poll).toContain('severity: warning\n');
    await editing.save(page(), inFolder(RULE_FILE));
    await window.showTab(page(), FILE);
    await expect.poll(() => problem('V02'), poll).toMatch(/3 of 3/);
    await rm(inFolder(RULE_FILE));
  });

  step('explains early termination and what a parameter draws', async () => {
    await window.hidePanel(page());
    const early = await editing.hoverOver(page(), editor(), 'early_terminate:', 'early_terminate');
    await expect.poll(() => early.textContent(), poll).toMatch(/checked after 3, 9, 27/);
    await picture('hover early terminate');
    const dropout = await editing.hoverOver(page(), editor(), 'dropout:', 'dropout');
    await expect.poll(() => dropout.textContent(), poll).toMatch(/Probability that a unit.*Draws beta from 0 to 1/s);
    await picture('hover histogram');
    await page().keyboard.press('Escape');
  });

  step('offers parameters on an empty line below parameters', async () => {
    await typeBelow('    b: 5.0', '  ');
    await window.repeatUntil(suggested('weight_decay'), () => page().keyboard.press('Control+Space'));
    await picture('completion of parameters');
    await page().keyboard.type('weight');
    await suggested('weight_decay').click({ timeout: PATIENCE_MS });
    await expect.poll(() => editing.visibleText(editor()), poll).toMatch(/\n {2}weight_decay:\n {4}values: \[\]/);
    await page().keyboard.type('0.1, 0.2');
    await expect.poll(() => editing.visibleText(editor()), poll).toContain('    values: [0.1, 0.2]');
    await page().keyboard.press('Escape');
  });

  step('offers distributions with what they need, below each other and in braces', async () => {
    await typeBelow('    values: [0.1, 0.2]', '  units:\n');
    await page().keyboard.press('Home');
    await page().keyboard.press('Home');
    await page().keyboard.press('Shift+End');
    await page().keyboard.type('    distribution: ');
    await window.repeatUntil(suggested('int_uniform'), () => page().keyboard.press('Control+Space'));
    await picture('completion of distributions');
    await page().keyboard.type('int_u');
    await suggested('int_uniform').click({ timeout: PATIENCE_MS });
    const block = /\n {2}units:\n {4}distribution: int_uniform\n {4}min: 1\n {4}max: 10/;
    await expect.poll(() => editing.visibleText(editor()), poll).toMatch(block);
    await page().keyboard.press('Escape');

    // With its brace typed too, it does not matter whether the editor closes the first one in time.
    await typeBelow('    max: 10', '  gain: {}');
    await page().keyboard.press('ArrowLeft');
    await page().keyboard.type('distribution: ');
    await window.repeatUntil(suggested('q_uniform'), () => page().keyboard.press('Control+Space'));
    await picture('completion in braces');
    await page().keyboard.type('q_uni');
    await suggested('q_uniform').click({ timeout: PATIENCE_MS });
    const flow = /gain: ?\{distribution: q_uniform, min: 0\.0, max: 1\.0, q: 0\.1\}/;
    await expect.poll(() => editing.visibleText(editor()), poll).toMatch(flow);
    await page().keyboard.press('Escape');
  });

  step('previews samples, and others with another seed', async () => {
    await window.runCommand(page(), 'Sweep Guard: Preview Samples');
    const samples = page().locator('.monaco-editor[data-uri*="Samples"]').first();
    await expect.poll(() => editing.visibleText(samples), poll).toMatch(/drawn with seed 1\./);
    const before = await editing.visibleText(samples);
    await samples.locator('.codelens-decoration a', { hasText: 'Another seed' }).click({ timeout: PATIENCE_MS });
    await expect.poll(() => editing.visibleText(samples), poll).toMatch(/drawn with seed 2\./);
    expect(await editing.visibleText(samples)).not.toBe(before.replace('seed 1', 'seed 2'));
    await samples.locator('.codelens-decoration a', { hasText: 'Set count' }).click({ timeout: PATIENCE_MS });
    const input = page().locator('.quick-input-widget input[type="text"]');
    await input.fill('3 7', { timeout: PATIENCE_MS });
    await window.accept(page());
    await expect.poll(() => editing.visibleText(samples), poll).toMatch(/3 configurations, drawn with seed 7\./);
    await picture('preview samples');
  });

  step('logs no error', async () => {
    expect(workbench.messages.filter(webview.isOurs)).toEqual([]);
    const logged = (await workbench.logs()).split('\n');
    expect(logged.filter((line) => /\[error\]/i.test(line) && /sweep.?guard/i.test(line))).toEqual([]);
  });
});
