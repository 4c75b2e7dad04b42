/** Hours of work with the built extension, compressed: editing, analysing, refreshing, opening and closing, round by round. */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { countingEditor, type CountingEditor, type OpenDocument } from './countingEditor';

/** What was held after each round: counts by kind, and bytes of heap after garbage collection. */
export interface SoakRound {
  readonly counts: Readonly<Record<string, number>>;
  readonly heap: number;
}

interface Extension {
  activate(context: unknown): Promise<void>;
}

/** How much is done: a round is some minutes of a person's work. */
export interface SoakOptions {
  readonly rounds: number;
  /** Keystrokes of a round. */
  readonly edits: number;
  readonly told?: (round: number, state: SoakRound) => void;
}

/** Works with dist/extension.js of the repository at `root`, in this process; resolves with the state after each round. */
export async function soak(root: string, { rounds, edits, told }: SoakOptions): Promise<readonly SoakRound[]> {
  const entry = path.join(root, 'dist', 'extension.js');
  const example = path.join(root, 'example');
  const load = Module.createRequire(entry);
  const typings = readFileSync(load.resolve('@types/vscode/index.d.ts'), 'utf8');
  const names = typings.matchAll(/^\s{0,4}export (?:abstract )?(?:class|enum|namespace|const|function) (\w+)/gm);
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const editor = countingEditor(example, manifest, root);
  answerFor('vscode', editor.api([...names].map((match) => match[1] ?? '')));
  await (load(entry) as Extension).activate(editor.context);

  const states: SoakRound[] = [];
  for (let round = 0; round < rounds; round++) {
    await work(editor, path.join(example, 'sweep.yaml'), edits);
    await until('the timers have run', () => editor.registered.counts().timers === 0);
    const state = { counts: editor.registered.counts(), heap: heapUsed() };
    states.push(state);
    told?.(round, state);
  }
  return states;
}

/** One round: a file is opened and edited, its runs are analysed and refreshed, and everything is closed again. */
async function work(editor: CountingEditor, file: string, edits: number): Promise<void> {
  const document = editor.open(file);
  await until('the file has problems', () => editor.problems(file).length > 0);
  await type(editor, document, readFileSync(file, 'utf8'), edits);
  await editor.run('sweepGuard.analyze');
  const panel = editor.panel();
  if (!panel) throw new Error('Analyze Sweep opened no panel.');
  const ready = (times: number): Promise<void> =>
    until(
      `the panel has been ready ${times} times`,
      () => panel.phases.filter((phase) => phase === 'ready').length >= times,
    );
  panel.send({ type: 'ready' });
  await ready(2);
  panel.send({ type: 'refresh' });
  await ready(3);
  await type(editor, document, readFileSync(file, 'utf8'), edits);
  panel.close();
  document.close();
}

/** Types a mistake letter by letter and takes it back, while the editor asks for what it shows. */
async function type(editor: CountingEditor, document: OpenDocument, text: string, edits: number): Promise<void> {
  const mistake = '  lr: {min: 1e-5, max: [0.1}';
  for (let i = 1; i <= edits; i++) {
    document.edit(`${text}${mistake.slice(0, i % (mistake.length + 1))}`);
    const position = { line: 11 + (i % 10), character: 4 };
    await editor.ask('Hover', 'provideHover', document, position);
    await editor.ask('CompletionItem', 'provideCompletionItems', document, position);
    await editor.ask('CodeLens', 'provideCodeLenses', document);
  }
  document.edit(text);
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Not within a minute: ${what}.`);
    await turn();
  }
}

function heapUsed(): number {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Makes `require(name)` give `exports` everywhere in this process. */
function answerFor(name: string, exports: unknown): void {
  const loader = Module as unknown as { _load(request: string, ...rest: readonly unknown[]): unknown };
  const load = loader._load.bind(Module);
  loader._load = (request, ...rest) => (request === name ? exports : load(request, ...rest));
}
