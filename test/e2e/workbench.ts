/** A VS Code with the packaged extension, opened on a copy of the example in a real browser, and what a user does in it. */
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, errors, type ConsoleMessage, type Locator, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { ensureEditor, startEditor } from '../../scripts/editor.mjs';
import { ROOT } from '../../scripts/process.mjs';
import { ensureChromium } from '../../scripts/system.mjs';

/** Where screenshots go; git ignores it. */
export const OUT = path.join(import.meta.dirname, 'out');
/** How long a state may take to come about; the machine may be slow and busy. */
export const PATIENCE_MS = 60_000;

/** After how long something that should have opened is tried again. */
const SHORT_MS = 4_000;

const QUICK_INPUT = '.quick-input-widget input[type="text"]';
/** Size of the window in CSS pixels, unless a picture needs another. */
export const WINDOW_SIZE = { width: 1440, height: 900 };
/** A browser that asks nobody anything. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Turns off what would cover the window, move the text or ask the network; everything else stays as a user finds it. */
export const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  // A webview takes the focus some time after its tab was clicked, and the palette must not close under the mouse then.
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/** A running window and its surroundings. */
export interface Workbench {
  readonly page: Page;
  /** The folder that is open: a copy of example/, unless it was given other files. */
  readonly folder: string;
  /** Every console message and uncaught error of the page and its frames so far. */
  readonly messages: readonly PageMessage[];
  /** What the extension host and the server logged. */
  readonly logs: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** A line of the browser's console; `url` is the script it came from. */
export interface PageMessage {
  readonly type: string;
  readonly text: string;
  readonly url: string;
}

/** The class that a theme puts on the workbench. */
export type ThemeKind = 'vs' | 'vs-dark' | 'hc-black' | 'hc-light';

/** What a window needs besides: settings of the machine that it runs on, and variables of its environment. */
export interface Surroundings {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The language of the window, `en` when absent. VS Code's own texts stay English: the pack that names it is empty. */
  readonly language?: string;
  /** What the folder holds, by file name; a copy of example/ when absent. */
  readonly files?: Readonly<Record<string, string>>;
  /** Whether the extension is installed before the window opens; it is unless told otherwise. */
  readonly installed?: boolean;
  /** Adds to the folder before the window opens, so that nothing depends on when a watcher sees it. */
  readonly prepare?: (folder: string) => Promise<void>;
}

/** No key of the person who runs the tests: W&B's client would find it in these places. */
const NO_KEY = { WANDB_API_KEY: '', WANDB_BASE_URL: '', WANDB_IDENTITY_TOKEN_FILE: '', NETRC: '/nowhere/netrc' };

/** Installs what is missing, starts the editor on a copy of example/ and opens its window. */
export async function openWorkbench({
  settings = {},
  env = {},
  language = 'en',
  files,
  installed = true,
  prepare,
}: Surroundings = {}): Promise<Workbench> {
  await ensureEditor();
  const executablePath = await ensureChromium();
  await mkdir(OUT, { recursive: true });

  const home = await realpath(await mkdtemp(path.join(tmpdir(), 'sweep-guard-')));
  const folder = path.join(home, files === undefined ? 'example' : 'training');
  const folders = { userData: path.join(home, 'user'), extensions: path.join(home, 'extensions') };
  if (files === undefined) await cp(path.join(ROOT, 'example'), folder, { recursive: true });
  else await writeFolder(folder, files);
  await prepare?.(folder);
  const settingsFile = path.join(folders.userData, 'User', 'settings.json');
  await mkdir(path.dirname(settingsFile), { recursive: true });
  await writeFile(settingsFile, JSON.stringify(QUIET_SETTINGS));
  const machineSettings = path.join(folders.userData, 'Machine', 'settings.json');
  await mkdir(path.dirname(machineSettings), { recursive: true });
  await writeFile(machineSettings, JSON.stringify(settings));

  // Installing takes two seconds and always comes to the same, so a run of the tests does it once (`installOnce.ts`).
  if (installed) await cp(inject('extensions'), folders.extensions, { recursive: true });
  // Installing writes the list of languages anew.
  if (language !== 'en') await addLanguage(language, folders.userData);
  const editor = await startEditor(folders, { env: { ...NO_KEY, ...env } });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  // Every frame of an animation is drawn by the processor here; pictures are taken of what has come to rest.
  const context = await browser.newContext({ viewport: WINDOW_SIZE, locale: language, reducedMotion: 'reduce' });
  const page = await context.newPage();

  const messages = collectMessages(page);
  await page.goto(`${editor.url}/?folder=${encodeURIComponent(folder)}`);
  await isUp(page);

  return {
    page,
    folder,
    messages,
    logs: async () => `${editor.log()}\n${await readLogs(path.join(folders.userData, 'logs'))}`,
    close: async () => {
      await browser.close();
      await editor.stop();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function writeFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

/** Every message on the console of a page and its frames from now on. */
export function collectMessages(page: Page): readonly PageMessage[] {
  const messages: PageMessage[] = [];
  page.on('console', (message: ConsoleMessage) => {
    messages.push({ type: message.type(), text: message.text(), url: message.location().url });
  });
  page.on('pageerror', (error) => {
    messages.push({ type: 'uncaught', text: error.stack ?? error.message, url: '' });
  });
  return messages;
}

/** Makes a language known to the server as a language pack would, without a single translation of VS Code itself. */
async function addLanguage(language: string, userData: string): Promise<void> {
  const translations = path.join(userData, 'translations.json');
  await writeFile(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extensions = [{ extensionIdentifier: { id: `tests.language-${language}` }, version: '1.0.0' }];
  const pack = { hash: 'empty', label: language, extensions, translations: { vscode: translations } };
  await writeFile(path.join(userData, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
  await writeFile(path.join(userData, 'User', 'argv.json'), JSON.stringify({ locale: language }));
}

/** Resolves when the window is drawn and its extensions have been started. */
export async function isUp(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: PATIENCE_MS });
  // With the side bar closed there are tabs only.
  const content = page.locator('.explorer-folders-view .monaco-list-row, .editor-group-container .tab');
  await content.first().waitFor({ timeout: PATIENCE_MS });
}

/** Reloads the window, as the command of that name does. */
export async function reloadWindow(page: Page): Promise<void> {
  await Promise.all([
    page.waitForEvent('load', { timeout: PATIENCE_MS }),
    runCommand(page, 'Developer: Reload Window'),
  ]);
  await isUp(page);
}

/** Opens a file of the folder by its name and resolves when its text is drawn. */
export async function openFile(page: Page, name: string): Promise<void> {
  await open(page, 'Control+P', name, page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name }));
  await page.locator(`.monaco-editor[data-uri$="/${name}"] .view-line`).first().waitFor({ timeout: PATIENCE_MS });
}

/** Brings the tab with this text in its title to the front. */
export async function showTab(page: Page, title: string): Promise<void> {
  await page.locator('.tab').filter({ hasText: title }).first().click({ timeout: PATIENCE_MS });
}

/** Runs a command from the palette by its full title, such as `Sweep Guard: Analyze Sweep`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await open(page, 'F1', `>${title}`, page.locator(`.quick-input-list .monaco-list-row[aria-label^="${title}"]`));
}

/** Shows the window in a colour theme, chosen by its name as a user does. */
export async function useTheme(page: Page, name: string, kind: ThemeKind): Promise<void> {
  await runCommand(page, 'Preferences: Color Theme');
  // The palette has the same input; this one's hint tells that the themes are there to choose from.
  const input = page.locator(`${QUICK_INPUT}[placeholder*="Theme"]`);
  await choose(input, name, page.locator(`.quick-input-list .monaco-list-row[aria-label^="${name}"]`));
  await page.locator(`.monaco-workbench.${kind}`).waitFor({ timeout: PATIENCE_MS });
}

async function open(page: Page, key: string, query: string, row: Locator): Promise<void> {
  const input = page.locator(QUICK_INPUT);
  let isRepeated = false;
  await repeatUntil(row.first(), async () => {
    // The palette lists the commands that are known when it opens, and extensions are still being read then.
    if (isRepeated && (await input.isVisible())) await input.press('Escape', { timeout: SHORT_MS });
    isRepeated = true;
    if (!(await input.isVisible())) await page.keyboard.press(key);
    await input.fill(query, { timeout: SHORT_MS });
  });
  await row.first().click({ timeout: PATIENCE_MS });
}

async function choose(input: Locator, query: string, row: Locator): Promise<void> {
  await input.fill(query, { timeout: PATIENCE_MS });
  await row.first().click({ timeout: PATIENCE_MS });
}

/** Answers the question with this title by a click on the item with this text, again when the click came too early. */
export async function pick(page: Page, title: string, text: string): Promise<void> {
  const question = page.locator('.quick-input-title').filter({ hasText: title });
  const item = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  await question.waitFor({ timeout: PATIENCE_MS });
  await repeatUntilIt(question, 'hidden', async () => {
    // The description of the row under the mouse would cover the next one.
    await page.mouse.move(5, 5);
    if (await question.isVisible()) await item.click({ timeout: SHORT_MS });
  });
}

/** The preselected answer of a question that a command asks, such as which runs to analyse; `title` stands above it. */
export function answer(page: Page, title: string): Locator {
  const widget = page
    .locator('.quick-input-widget')
    .filter({ has: page.locator('.quick-input-title', { hasText: title }) });
  return widget.locator('.monaco-list-row.focused');
}

/**
 * Accepts what a box of the editor holds or has chosen, as Enter does, and resolves when the box is gone. A dialog that is still
 * looking at a path takes no Enter, so it is pressed again.
 */
export async function accept(page: Page): Promise<void> {
  // A key is asked for in a password box.
  const box = page.locator('.quick-input-widget input:not([type="checkbox"])');
  await repeatUntilIt(box, 'hidden', async () => {
    if (await box.isVisible()) await box.press('Enter', { timeout: SHORT_MS });
  });
}

/**
 * Types a path into the editor's own file dialog, which has to be on its way, and accepts it. The dialog writes its folder over
 * what was typed before it had read it.
 */
export async function chooseFile(page: Page, file: string): Promise<void> {
  const box = page.locator(QUICK_INPUT);
  const rows = page.locator('.quick-input-list .monaco-list-row');
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await box.inputValue({ timeout: PATIENCE_MS })).startsWith('/')) {
    if (Date.now() > deadline) throw new Error('No file dialog opened.');
    await page.waitForTimeout(100);
  }
  await repeatUntilIt(box, 'hidden', async () => {
    if (!(await box.isVisible())) return;
    await box.fill(file, { timeout: SHORT_MS });
    await rows
      .filter({ hasText: path.basename(file) })
      .first()
      .waitFor({ timeout: SHORT_MS });
    if ((await box.inputValue()) === file) await box.press('Enter', { timeout: SHORT_MS });
  });
}

/** Closes the lower panel, so that a picture shows only the editor and what is beside it. */
export async function hidePanel(page: Page): Promise<void> {
  const panel = page.locator('.part.panel');
  if (await panel.isVisible()) await runCommand(page, 'View: Hide Panel');
  await panel.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
}

/** Closes the side bar, so that a picture shows only the editors. */
export async function hideSideBar(page: Page): Promise<void> {
  const sideBar = page.locator('.part.sidebar');
  if (await sideBar.isVisible()) await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await sideBar.waitFor({ state: 'hidden', timeout: PATIENCE_MS });
}

/**
 * Does what opens an element, again when nothing came of it: VS Code drops a key that comes while the focus moves, and a menu or
 * a hover when the text under it has just changed.
 */
export async function repeatUntil(shown: Locator, open: () => Promise<void>): Promise<void> {
  await repeatUntilIt(shown, 'visible', open);
}

/** As `repeatUntil`, until the element is in a state. */
async function repeatUntilIt(element: Locator, state: 'visible' | 'hidden', act: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await act();
      await element.waitFor({ state, timeout: SHORT_MS });
      return;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || Date.now() > deadline) throw error;
    }
  }
}

async function readLogs(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const texts = names.filter((name) => name.endsWith('.log')).map((name) => readFile(path.join(folder, name), 'utf8'));
  return (await Promise.all(texts)).join('\n');
}
