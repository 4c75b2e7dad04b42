/** VS Code for the Web with the packaged extension: static files, a folder in the browser's memory, and no Node anywhere. */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { chromium } from 'playwright-core';
import { ensureWebEditor, WEB_EDITOR } from '../../scripts/editor.mjs';
import { ROOT } from '../../scripts/process.mjs';
import { ensureChromium } from '../../scripts/system.mjs';
import { CHROMIUM_FLAGS, collectMessages, isUp, OUT, QUIET_SETTINGS, WINDOW_SIZE, type Workbench } from './workbench';
import { VSIX } from './vsix';

/** Where the folder lies in the browser. */
const FOLDER = '/example';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

/** What a window needs besides. */
export interface WebSurroundings {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** More files of the folder, by their path in it. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A running window, without what only a computer has. */
export interface WebWorkbench extends Pick<Workbench, 'page' | 'messages' | 'close'> {
  /** Address of the window's own server. */
  readonly url: string;
}

/** Serves VS Code for the Web, the extension out of the VSIX and a copy of example/, and opens the window. */
export async function openWebWorkbench(surroundings: WebSurroundings = {}): Promise<WebWorkbench> {
  await ensureWebEditor();
  const executablePath = await ensureChromium();
  await mkdir(OUT, { recursive: true });
  const { settings = {}, files = {} } = surroundings;

  const extension = unzipSync(await readFile(VSIX));
  const folder = Object.entries({ ...(await exampleFiles()), ...files }).map(([file, content]) => [
    `${FOLDER}/${file}`,
    Buffer.from(content).toString('base64'),
  ]);
  let url = '';

  const fileAt = async (address: string): Promise<Uint8Array | string | undefined> => {
    if (address === '/') return html(url, settings);
    if (address === '/files.json') return JSON.stringify(Object.fromEntries(folder));
    if (address.startsWith('/sweep-guard/')) return extension[`extension${address.slice('/sweep-guard'.length)}`];
    const [root, below] = address.startsWith('/static/')
      ? [WEB_EDITOR, address.slice('/static'.length)]
      : [import.meta.dirname, address];
    if (root !== WEB_EDITOR && !below.startsWith('/webFolder/')) return undefined;
    return readFile(path.join(root, path.posix.normalize(below))).catch(() => undefined);
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = decodeURIComponent(new URL(request.url ?? '/', url).pathname);
    const content = await fileAt(address);
    const type = address === '/' ? 'text/html' : (TYPES[path.extname(address)] ?? 'application/octet-stream');
    response.writeHead(content === undefined ? 404 : 200, { 'content-type': type }).end(content);
  };

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // The pages of webviews have addresses below this one: as parts of one site they may have the service worker they need.
  url = `http://web.localhost:${(server.address() as AddressInfo).port}`;

  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  const page = await (
    await browser.newContext({ viewport: WINDOW_SIZE, locale: 'en', reducedMotion: 'reduce' })
  ).newPage();
  const messages = collectMessages(page);
  await page.goto(url);
  await isUp(page);
  return {
    page,
    messages,
    url,
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function exampleFiles(): Promise<Readonly<Record<string, Uint8Array>>> {
  const root = path.join(ROOT, 'example');
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  const read = found
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(root, file).replaceAll('\\', '/'), await readFile(file)] as const;
    });
  return Object.fromEntries(await Promise.all(read));
}

/** The page that starts the workbench, as whoever hosts VS Code for the Web writes it. */
function html(url: string, settings: Readonly<Record<string, unknown>>): string {
  const { host } = new URL(url);
  const views = `http://{{uuid}}.${host}/static/out/vs/workbench/contrib/webview/browser/pre/`;
  const at = (folder: string) => ({ scheme: 'http', authority: host, path: folder });
  const config = {
    productConfiguration: { nameShort: 'Web', nameLong: 'Web', webviewContentExternalBaseUrlTemplate: views },
    webviewEndpoint: views.slice(0, -1),
    additionalBuiltinExtensions: [at('/webFolder'), at('/sweep-guard')],
    configurationDefaults: { ...QUIET_SETTINGS, ...settings },
  };
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <link rel="stylesheet" href="/static/out/vs/workbench/workbench.web.main.css" />
  </head>
  <body>
    <script src="/static/out/vs/loader.js"></script>
    <script src="/static/out/vs/webPackagePaths.js"></script>
    <script>
      const paths = Object.entries(self.webPackagePaths).map(([name, file]) => [
        name,
        '${url}/static/node_modules/' + name + '/' + file.replace(/\\.js$/, ''),
      ]);
      require.config({
        baseUrl: '${url}/static/out',
        recordStats: true,
        trustedTypesPolicy: trustedTypes.createPolicy('amdLoader', { createScriptURL: (value) => value }),
        paths: Object.fromEntries(paths),
      });
    </script>
    <script src="/static/out/vs/workbench/workbench.web.main.nls.js"></script>
    <script src="/static/out/vs/workbench/workbench.web.main.js"></script>
    <script>
      require(['vs/workbench/workbench.web.main'], ({ create, URI }) => {
        const config = ${JSON.stringify(config)};
        const folderUri = URI.revive({ scheme: 'memfs', path: '${FOLDER}' });
        const workspaceProvider = { workspace: { folderUri }, trusted: true, open: () => Promise.resolve(false) };
        create(document.body, { ...config, workspaceProvider });
      });
    </script>
  </body>
</html>
`;
}
