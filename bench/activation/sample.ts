import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { standInEditor } from './standInEditor';

/** One activation: times in milliseconds of the processor, memory in bytes of heap that the extension added. */
export interface ActivationSample {
  /** Loading the yaml package alone: how fast the machine is just now. */
  readonly reference: number;
  readonly load: number;
  readonly activate: number;
  /** Opening a YAML file that is none of the extension's business. */
  readonly other: number;
  /** From opening the first sweep file to its diagnostics. */
  readonly diagnostics: number;
  readonly heapActivated: number;
  readonly heapChecked: number;
}

interface Extension {
  activate(context: unknown): Promise<void>;
}

/** Loads the extension at `entry` into this process, activates it and opens the sweep file at `sweep`. */
export async function sample(entry: string, sweep: string): Promise<ActivationSample> {
  const typings = readFileSync(Module.createRequire(entry).resolve('@types/vscode/index.d.ts'), 'utf8');
  const exported = typings.matchAll(/^\s{0,4}export (?:abstract )?(?:class|enum|namespace|const|function) (\w+)/gm);
  const manifest: unknown = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8'));
  const editor = standInEditor(
    [...exported].map((match) => match[1] ?? ''),
    manifest,
  );
  answerFor('vscode', editor.api);
  const text = readFileSync(sweep, 'utf8');
  const compose = 'services:\n  db:\n    image: postgres\n'.padEnd(text.length, '    # a volume\n');
  const load = Module.createRequire(entry);
  const referring = process.cpuUsage();
  load('yaml');
  const reference = since(referring);
  const heap = heapUsed();

  const loading = process.cpuUsage();
  // A plain require, as the extension host does it; the bundler must not look into it.
  const extension = load(entry) as Extension;
  const loaded = since(loading);

  const activating = process.cpuUsage();
  await extension.activate(editor.context);
  const activated = since(activating);
  const heapActivated = heapUsed() - heap;

  const looking = process.cpuUsage();
  editor.openOther('/compose.yaml', compose);
  const other = since(looking);

  const opening = process.cpuUsage();
  await editor.open(sweep, text);
  const diagnostics = since(opening);
  const heapChecked = heapUsed() - heap;
  return { reference, load: loaded, activate: activated, other, diagnostics, heapActivated, heapChecked };
}

/** Makes `require(name)` give `exports` everywhere in this process. */
function answerFor(name: string, exports: unknown): void {
  const loader = Module as unknown as { _load(request: string, ...rest: readonly unknown[]): unknown };
  const load = loader._load.bind(Module);
  loader._load = (request, ...rest) => (request === name ? exports : load(request, ...rest));
}

function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function heapUsed(): number {
  global.gc?.();
  return process.memoryUsage().heapUsed;
}
