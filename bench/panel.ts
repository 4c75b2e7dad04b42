// What the panel costs in Chromium: the first chart after the data's arrival, a frame of brushing, and memory, for
// 21 to 100,000 runs of 30 parameters. The page is the shipped bundle; its state is made by the extension's own code.
// Chromium and its driver are those of the end-to-end tests. Each figure is the best of a few turns: other programs only
// ever add to them.
// Usage: npm run bench:panel [-- --quick] [--turns 3]
import { build } from 'esbuild';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { analyzeSweep } from '../src/core/analysis/analyzeSweep';
import { readRunFile } from '../src/core/sources/files';
import { panelHtml } from '../src/shared/panelHtml';
import type { PanelState } from '../src/shared/protocol';
import { panelState } from '../src/vscode/panelState';
import { syntheticSweep, writeRuns } from './syntheticRuns';

const PARAMETERS = 30;
const SIZES = [21, 1000, 10_000, 100_000];
const ROOT = process.cwd();
/** Moves of the pointer in one brush. */
const MOVES = 60;

/** Goals in milliseconds, by number of runs. */
const GOALS: Readonly<Record<number, { readonly first: number; readonly frame: number }>> = {
  10_000: { first: 200, frame: 16 },
  100_000: { first: 500, frame: 33 },
};

/** As much of the driver as is used here; its types are those of test/e2e. */
interface Page {
  goto(url: string): Promise<unknown>;
  evaluate<Result>(code: string): Promise<Result>;
  locator(selector: string): Locator;
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    down(): Promise<void>;
    up(): Promise<void>;
  };
  context(): { newCDPSession(page: Page): Promise<Session> };
  close(): Promise<void>;
}
interface Locator {
  first(): Locator;
  click(): Promise<void>;
  waitFor(): Promise<void>;
  scrollIntoViewIfNeeded(): Promise<void>;
  boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null>;
}
interface Session {
  send<Answer>(method: string, parameters?: object): Promise<Answer>;
}
interface Browser {
  newPage(options: object): Promise<Page>;
  close(): Promise<void>;
}

interface Frames {
  readonly median: number;
  readonly high: number;
  /** Processor time of a move's scripts, styles and layout, on average: what other programs do not add to. */
  readonly processor: number;
}

interface Turn {
  readonly first: number;
  readonly work: number;
  readonly card: Frames;
  readonly axis: Frames;
  readonly megabytes: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, turns: { type: 'string', default: '3' } },
  });
  const sizes = values.quick ? SIZES.slice(0, 3) : SIZES;
  const folder = mkdtempSync(join(tmpdir(), 'sweep-guard-bench-'));
  const browser = await launch();
  try {
    await buildPage(folder);
    console.log(`${String(PARAMETERS)} parameters, best of ${values.turns} turns; in brackets the goals\n`);
    console.log(
      '| runs    | first chart ms | its script ms | brush a card ms, p95, CPU | brush an axis ms, p95, CPU | memory MB |',
    );
    console.log(
      '| ------: | -------------: | ------------: | ------------------------: | -------------------------: | --------: |',
    );
    for (const runs of sizes) {
      const server = await serve(folder, stateOf(folder, runs));
      try {
        const turns: Turn[] = [];
        for (let turn = 0; turn < Number(values.turns); turn++) turns.push(await measure(browser, addressOf(server)));
        printLine(runs, turns);
      } finally {
        server.close();
      }
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function printLine(runs: number, turns: readonly Turn[]): void {
  const goals = GOALS[runs];
  const best = (figure: (turn: Turn) => number): number => Math.min(...turns.map(figure));
  const goal = (value: number | undefined): string => (value === undefined ? '' : ` (${String(value)})`);
  const frames = (of: 'card' | 'axis'): string =>
    `${best((turn) => turn[of].median).toFixed(1)}, ${best((turn) => turn[of].high).toFixed(1)}, ${best((turn) => turn[of].processor).toFixed(1)}${goal(goals?.frame)}`;
  const cells = [
    runs.toLocaleString('en-US').padStart(7),
    `${best(({ first }) => first).toFixed(0)}${goal(goals?.first)}`.padStart(14),
    best(({ work }) => work)
      .toFixed(0)
      .padStart(13),
    frames('card').padStart(25),
    frames('axis').padStart(26),
    best(({ megabytes }) => megabytes)
      .toFixed(0)
      .padStart(9),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** One turn with a page of its own. */
async function measure(browser: Browser, url: string): Promise<Turn> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  try {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.setTimeDomain', { timeDomain: 'threadTicks' });
    await session.send('Performance.enable');
    await page.goto(url);
    const { first, work } = await page.evaluate<{ first: number; work: number }>('bench.show()');
    const card = await brush(page, session, page.locator('.number-pointer').first(), 'across');
    await session.send('HeapProfiler.collectGarbage');
    const heap = await session.send<Readonly<Record<string, number>>>('Runtime.getHeapUsage');
    const bytes = (heap.usedSize ?? 0) + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0);
    await page.locator('details:has(> summary:has-text("Parallel coordinates")) > summary').first().click();
    const axis = page.locator('.axis-brush').first();
    await axis.waitFor();
    return { first, work, card, axis: await brush(page, session, axis, 'upwards'), megabytes: bytes / 1e6 };
  } finally {
    await page.close();
  }
}

/** Drags a brush over three quarters of `target`, a frame for each move. */
async function brush(page: Page, session: Session, target: Locator, direction: 'across' | 'upwards'): Promise<Frames> {
  await target.scrollIntoViewIfNeeded();
  await page.evaluate('bench.painted()');
  const box = await target.boundingBox();
  if (box === null) throw new Error('The page has nothing to brush.');
  const { x, y, width, height } = box;
  const at = (share: number): Promise<void> =>
    direction === 'across'
      ? page.mouse.move(x + width * (0.1 + 0.7 * share), y + height * 0.8)
      : page.mouse.move(x + width / 2, y + height * (0.9 - 0.75 * share));
  await at(0);
  await page.mouse.down();
  // The first moves find nothing compiled; a person does not feel them either.
  await move(0, MOVES / 4);
  await page.evaluate('bench.frames()');
  const before = await processorTime(session);
  await move(MOVES / 4, MOVES);
  const processor = ((await processorTime(session)) - before) / (MOVES - MOVES / 4);
  const frames = await page.evaluate<readonly number[]>('bench.frames()');
  await page.mouse.up();
  const sorted = [...frames].sort((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { median: quantile(0.5), high: quantile(0.95), processor };

  async function move(from: number, to: number): Promise<void> {
    for (let step = from; step < to; step++) {
      await at(step / MOVES);
      await page.evaluate('bench.painted()');
    }
  }
}

/** Of the page's main thread since it began, in milliseconds. */
async function processorTime(session: Session): Promise<number> {
  const { metrics } = await session.send<{ readonly metrics: readonly { name: string; value: number }[] }>(
    'Performance.getMetrics',
  );
  const counted = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
  return metrics.reduce((sum, { name, value }) => sum + (counted.includes(name) ? 1000 * value : 0), 0);
}

async function launch(): Promise<Browser> {
  const system = pathToFileURL(join(ROOT, 'scripts/system.mjs')).href;
  const { ensureChromium } = (await import(system)) as { readonly ensureChromium: () => Promise<string> };
  const { chromium } = createRequire(join(ROOT, 'test/e2e/package.json'))('playwright-core') as {
    readonly chromium: { launch(options: object): Promise<Browser> };
  };
  return chromium.launch({ executablePath: await ensureChromium(), args: ['--no-sandbox'] });
}

async function buildPage(folder: string): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: { webview: 'webview/main.ts', style: 'webview/style.css', stub: 'bench/panelPage.ts' },
    outdir: folder,
    bundle: true,
    minify: true,
    target: 'es2022',
    format: 'iife',
  });
}

/** What the extension would push after analysing so many runs. */
function stateOf(folder: string, runs: number): PanelState {
  const file = join(folder, 'runs.json');
  writeRuns(file, runs, PARAMETERS);
  const read = readRunFile(readFileSync(file), file);
  if (!read.ok) throw new Error(read.error.message);
  const sweepText = syntheticSweep(PARAMETERS);
  return panelState({
    phase: 'ready',
    request: { source: { kind: 'uri' }, sweep: null },
    source: 'runs.json',
    analyzedAt: 0,
    changes: null,
    runSet: read.value,
    sweepText,
    choices: { crashed: null, metric: null },
    ...analyzeSweep(read.value, { sweepText }),
  } as unknown as Parameters<typeof panelState>[0]);
}

async function serve(folder: string, state: PanelState): Promise<Server> {
  const arrays: Uint8Array[] = [];
  let at = 0;
  const json = JSON.stringify(state, (_key, value: unknown) => {
    if (!(value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array)) return value;
    const place = at;
    // Eight bytes for a number: an array may begin at multiples of its own only.
    const bytes = new Uint8Array(Math.ceil(value.byteLength / 8) * 8);
    bytes.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    arrays.push(bytes);
    at += bytes.length;
    return { $array: value.constructor.name, at: place, length: value.length };
  });
  const html = panelHtml({ cspSource: '', nonce: '', scriptUri: '/webview.js', styleUri: '/style.css' })
    .replace(/<meta http-equiv[^>]*>/, '')
    .replace('<link', '<script src="/stub.js"></script><link');
  const answers: Readonly<Record<string, readonly [string, () => string | Buffer]>> = {
    '/': ['text/html; charset=utf-8', () => html],
    '/webview.js': ['text/javascript', () => readFileSync(join(folder, 'webview.js'))],
    '/stub.js': ['text/javascript', () => readFileSync(join(folder, 'stub.js'))],
    '/style.css': ['text/css', () => readFileSync(join(folder, 'style.css'))],
    '/state.json': ['application/json', () => json],
    '/state.bin': ['application/octet-stream', () => Buffer.concat(arrays)],
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': answer[0] }).end(answer[1]());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function addressOf(server: Server): string {
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}/`;
}

void main();
