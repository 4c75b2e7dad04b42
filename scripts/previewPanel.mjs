// Serves the panel in an ordinary browser, under its own content security policy and in the colours of VS Code's default
// themes, to look at it while changing it. Builds on every reload.
// Usage: node scripts/previewPanel.mjs [RUNS.json|RUNS.csv] [--port 8123]
//   http://127.0.0.1:8123/?theme=dark|light|hc-black|hc-light&phase=ready|loading|failed
import { build } from 'esbuild';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { port: { type: 'string', default: '8123' } },
});
const runFile = positionals[0] ?? join(root, 'test/fixtures/cone-sweep.json');
const origin = `http://127.0.0.1:${options.port}`;
const nonce = crypto.randomUUID();
const built = await mkdtemp(join(tmpdir(), 'sweep-guard-preview-'));

/** Body classes, and what the themes of VS Code 1.10x set of the variables that the page and the toolkit read. */
const THEMES = {
  dark: [
    'vscode-dark',
    `foreground:#cccccc descriptionForeground:#9d9d9d editor-background:#1f1f1f panel-border:#2b2b2b
     focusBorder:#0078d4 charts-blue:#59a4f9 charts-red:#f14c4c charts-yellow:#cca700 badge-background:#616161
     badge-foreground:#f8f8f8 editorHoverWidget-background:#202020 editorHoverWidget-foreground:#cccccc
     editorHoverWidget-border:#454545 list-hoverBackground:#2a2d2e button-background:#0078d4 button-foreground:#ffffff
     button-secondaryBackground:#313131 button-secondaryForeground:#cccccc button-secondaryHoverBackground:#3c3c3c
     dropdown-background:#313131 dropdown-foreground:#cccccc dropdown-border:#3c3c3c progressBar-background:#0078d4
     list-activeSelectionBackground:#04395e list-activeSelectionForeground:#ffffff
     textLink-foreground:#4daafc input-background:#313131 input-foreground:#cccccc input-border:#3c3c3c
     input-placeholderForeground:#989898 disabledForeground:#cccccc80`,
  ],
  light: [
    'vscode-light',
    `foreground:#3b3b3b descriptionForeground:#3b3b3b editor-background:#ffffff panel-border:#e5e5e5
     focusBorder:#005fb8 charts-blue:#0063d3 charts-red:#e51400 charts-yellow:#bf8803 badge-background:#cccccc
     badge-foreground:#3b3b3b editorHoverWidget-background:#f8f8f8 editorHoverWidget-foreground:#3b3b3b
     editorHoverWidget-border:#c8c8c8 list-hoverBackground:#f2f2f2 button-background:#005fb8 button-foreground:#ffffff
     button-secondaryBackground:#e5e5e5 button-secondaryForeground:#3b3b3b button-secondaryHoverBackground:#cccccc
     dropdown-background:#ffffff dropdown-foreground:#3b3b3b dropdown-border:#cecece progressBar-background:#005fb8
     list-activeSelectionBackground:#e8e8e8 list-activeSelectionForeground:#000000
     textLink-foreground:#005fb8 input-background:#ffffff input-foreground:#3b3b3b input-border:#cecece
     input-placeholderForeground:#767676 disabledForeground:#61616180`,
  ],
  'hc-black': [
    'vscode-high-contrast',
    `foreground:#ffffff descriptionForeground:#ffffffb3 editor-background:#000000 panel-border:#6fc3df
     contrastBorder:#6fc3df contrastActiveBorder:#f38518 focusBorder:#f38518 charts-blue:#59a4f9 charts-red:#f48771
     charts-yellow:#ffd370 badge-background:#000000 badge-foreground:#ffffff editorHoverWidget-background:#0c141f
     editorHoverWidget-foreground:#ffffff editorHoverWidget-border:#6fc3df button-foreground:#ffffff
     button-border:#6fc3df button-secondaryForeground:#ffffff dropdown-background:#000000 dropdown-foreground:#ffffff
     dropdown-border:#6fc3df progressBar-background:#6fc3df
     textLink-foreground:#21a6ff input-background:#000000 input-foreground:#ffffff input-border:#6fc3df
     input-placeholderForeground:#ffffffb3 disabledForeground:#a5a5a5`,
  ],
  'hc-light': [
    'vscode-high-contrast vscode-high-contrast-light',
    `foreground:#292929 descriptionForeground:#292929b3 editor-background:#ffffff panel-border:#0f4a85
     contrastBorder:#0f4a85 contrastActiveBorder:#006bbd focusBorder:#006bbd charts-blue:#0063d3 charts-red:#b5200d
     charts-yellow:#895503 badge-background:#0f4a85 badge-foreground:#ffffff editorHoverWidget-background:#ffffff
     editorHoverWidget-foreground:#292929 editorHoverWidget-border:#0f4a85 button-background:#0f4a85
     button-foreground:#ffffff button-border:#0f4a85 button-secondaryBackground:#ffffff
     button-secondaryForeground:#292929 dropdown-background:#ffffff dropdown-foreground:#292929
     dropdown-border:#0f4a85 progressBar-background:#0f4a85
     textLink-foreground:#0f4a85 input-background:#ffffff input-foreground:#292929 input-border:#0f4a85
     input-placeholderForeground:#292929b3 disabledForeground:#7f7f7f`,
  ],
};
const FONTS = 'font-family:system-ui,sans-serif font-size:13px font-weight:normal editor-font-family:monospace';

/** Builds the page, and of the core what a host does; gives the latter. */
async function buildAll() {
  await build({
    absWorkingDir: root,
    entryPoints: { webview: 'webview/main.ts', style: 'webview/style.css' },
    outdir: built,
    bundle: true,
    target: 'es2022',
    format: 'iife',
    sourcemap: 'inline',
  });
  const contents = `export { panelHtml } from './src/shared/panelHtml';
    export { analyzeSweep } from './src/core/analysis/analyzeSweep';
    export { panelState, runDetailsOf } from './src/vscode/panelState';
    export { readRunFile } from './src/core/sources/files';`;
  const outfile = join(built, `host-${Date.now()}.cjs`);
  await build({ stdin: { contents, resolveDir: root, loader: 'ts' }, outfile, bundle: true, platform: 'node' });
  return createRequire(import.meta.url)(outfile);
}

/** What the host would push, and its answers to requests for single runs. */
async function stateOf(phase, { analyzeSweep, panelState, readRunFile, runDetailsOf }) {
  const source = basename(runFile);
  if (phase === 'loading') return { state: { phase, source, message: 'Reading runs', share: 0.4 } };
  const read = readRunFile(await readFile(runFile), source);
  if (!read.ok) return { state: { phase: 'failed', source, ...read.error } };
  if (phase === 'failed') return { state: { phase, source, message: 'A problem.', advice: 'What to do about it.' } };
  const runSet = read.value;
  const sweepText = runSet.sweepText ?? (await readFile(join(root, 'example/sweep.yaml'), 'utf8'));
  const finished = {
    phase: 'ready',
    request: { source: { kind: 'uri' } },
    source,
    analyzedAt: Date.now(),
    changes: '2 new runs; 1 crashed since the last look.',
    runSet,
    sweepText,
    choices: { crashed: null, metric: null },
    ...analyzeSweep(runSet, { sweepText }),
  };
  const details = finished.table.rows.slice(0, MOST_DETAILS).map(({ id }) => runDetailsOf(finished, id));
  return { state: panelState(finished), details };
}

/** Runs whose details the page can ask for; all of them would be too much for very many runs. */
const MOST_DETAILS = 200;

/** VS Code's part of the page: its variables, and an API that answers `ready` with the state, typed arrays included. */
function stub(theme, { state, details = [] }) {
  const variables = `${THEMES[theme][1]} ${FONTS}`.split(/\s+/).map((pair) => pair.split(/:(.*)/s));
  const arrays = (_, value) => (ArrayBuffer.isView(value) ? { $: value.constructor.name, values: [...value] } : value);
  const json = JSON.stringify({ variables, state, details }, arrays).replaceAll('<', '\\u003c');
  return `<script nonce="${nonce}">
    const given = JSON.parse(${JSON.stringify(json).replaceAll('<', '\\u003c')}, (_, value) =>
      value && value.$ ? window[value.$].from(value.values, (number) => number ?? NaN) : value);
    for (const [name, value] of given.variables) document.documentElement.style.setProperty('--vscode-' + name, value);
    const restore = { version: 2, source: { kind: 'uri', uri: 'file:///runs' }, sweepUri: null };
    const answer = (message) => window.postMessage(message, origin);
    window.acquireVsCodeApi = () => ({
      getState: () => JSON.parse(sessionStorage.getItem('state')),
      setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
      postMessage: (message) => {
        console.log('to the host:', message);
        if (message.type === 'ready') answer({ type: 'state', state: given.state, restore });
        if (message.type === 'run') {
          const details = given.details.find(({ id }) => id === message.id) ?? null;
          answer({ type: 'run', id: message.id, details });
        }
      },
    });
  </script>`;
}

async function respond(request, response) {
  const { pathname, searchParams } = new URL(request.url, origin);
  if (pathname === '/webview.js' || pathname === '/style.css') {
    response.setHeader('content-type', pathname.endsWith('js') ? 'text/javascript' : 'text/css');
    response.end(await readFile(join(built, pathname)));
  } else if (pathname === '/') {
    const theme = Object.hasOwn(THEMES, searchParams.get('theme') ?? '') ? searchParams.get('theme') : 'dark';
    const host = await buildAll();
    const state = await stateOf(searchParams.get('phase') ?? 'ready', host);
    const html = host.panelHtml({ cspSource: origin, nonce, scriptUri: '/webview.js', styleUri: '/style.css' });
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(
      html.replace('<link', () => `${stub(theme, state)}<link`).replace('<body>', `<body class="${THEMES[theme][0]}">`),
    );
  } else {
    response.writeHead(404).end();
  }
}

createServer((request, response) => {
  respond(request, response).catch((error) => response.writeHead(500).end(String(error)));
}).listen(Number(options.port), '127.0.0.1', () => console.log(`${origin}/?theme=dark`));
