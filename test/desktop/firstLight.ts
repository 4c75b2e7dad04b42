/**
 * The first walk through the product inside a desktop VS Code: the steps of test/e2e that need no browser. Runs in the extension
 * host, started by scripts/testDesktop.mjs, which looks for the line that it prints last.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ANALYZE, BARE_LIST, MIXUP } from '../firstLight';

const PATIENCE_MS = 30_000;

/** Called by VS Code; a rejection fails the run. */
export async function run(): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'the example is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'sweep.yaml'));
  const editor = await vscode.window.showTextDocument(document);

  const steps: readonly (readonly [string, () => Promise<void>])[] = [
    ['marks exactly the bare list', () => marksBareList(editor)],
    ['puts the list under values with the quick fix', () => fixesBareList(document)],
    ['tells on hover what mixup is', () => explainsMixup(document)],
    ['opens the panel', opensPanel],
    ['says at mixup what past runs say', () => marksMixup(document)],
  ];
  let failed = 0;
  for (const [name, step] of steps) {
    try {
      await step();
      console.log(`✓ ${name}`);
    } catch (error) {
      failed += 1;
      console.error(`✗ ${name}\n`, error);
    }
  }
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  console.log(`${steps.length - failed} passed, ${failed} failed`);
  assert.equal(failed, 0);
}

async function marksBareList(editor: vscode.TextEditor): Promise<void> {
  const range = rangeOf(editor.document, `${BARE_LIST.key}: ${BARE_LIST.meant}`, BARE_LIST.meant);
  assert.ok(
    await editor.edit((edit) => {
      edit.replace(range, BARE_LIST.bare);
    }),
  );
  const problem = await problemWith(editor.document, BARE_LIST.code);
  assert.equal(editor.document.getText(problem.range), BARE_LIST.bare);
}

async function fixesBareList(document: vscode.TextDocument): Promise<void> {
  const { range } = await problemWith(document, BARE_LIST.code);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const fix = actions.find(({ title }) => BARE_LIST.fixTitle.test(title));
  assert.ok(fix?.edit, 'there is a quick fix with an edit');
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  assert.ok(document.getText().includes(`${BARE_LIST.key}: ${BARE_LIST.meant}`));
}

async function explainsMixup(document: vscode.TextDocument): Promise<void> {
  const { start } = rangeOf(document, `${MIXUP.key}: `, MIXUP.key);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    start,
  );
  const text = hovers.flatMap(({ contents }) =>
    contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : '')),
  );
  for (const fact of MIXUP.facts) assert.match(text.join('\n'), fact);
}

async function opensPanel(): Promise<void> {
  // The command asks which runs to take; the first answer, the folder beside the sweep file, is accepted until the panel is there.
  let ended = false;
  const analysis = Promise.resolve(vscode.commands.executeCommand(ANALYZE.id)).finally(() => {
    ended = true;
  });
  await until('the panel opens', async () => {
    if (!ended) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
    return tabs.find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('sweepGuard'));
  });
  await analysis;
}

async function marksMixup(document: vscode.TextDocument): Promise<void> {
  const problem = await problemWith(document, MIXUP.code);
  const range = rangeOf(document, `${MIXUP.key}: ${MIXUP.range}`, MIXUP.range);
  assert.ok(range.contains(problem.range), 'the problem lies in the range of mixup');
}

/** Where a piece of text stands, given with its line so that it is unique. */
function rangeOf(document: vscode.TextDocument, line: string, text: string): vscode.Range {
  const at = document.getText().indexOf(line);
  assert.notEqual(at, -1, `the file has ${line}`);
  const start = at + line.indexOf(text);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

function problemWith(document: vscode.TextDocument, code: string): Promise<vscode.Diagnostic> {
  const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? code.value : code);
  return until(`a problem ${code}`, () =>
    Promise.resolve(vscode.languages.getDiagnostics(document.uri).find((problem) => codeOf(problem) === code)),
  );
}

/** Asks again and again until there is an answer. */
async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${PATIENCE_MS / 1000} s: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
