import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { isPageMessage, isRestoreState } from '../../src/shared/protocol';

const ROOT = join(import.meta.dirname, '../..');
const sources = (folder: string): readonly { readonly file: string; readonly text: string }[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: join(folder, file), text: readFileSync(join(ROOT, folder, file), 'utf8') }));
const filesWith = (folder: string, pattern: RegExp): readonly string[] =>
  sources(folder)
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file);

describe('what the code can do at all', () => {
  it('starts no program and runs no text', () => {
    expect(filesWith('src', /child_process|\beval\(|new Function\(|node:vm\b|createTerminal|tasks\.execute/)).toEqual(
      [],
    );
    expect(
      filesWith('webview', /\beval\(|new Function\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write/),
    ).toEqual([]);
  });

  it('trusts no Markdown, so that no command can be linked from a file', () => {
    expect(filesWith('src', /isTrusted\s*=\s*true|isTrusted:\s*(true|\{)|supportHtml/)).toEqual([]);
  });

  it('lets no name become a link in a notification, where VS Code runs commands of links', () => {
    const only = (file: string): string => join('src', 'vscode', file);
    expect(filesWith('src', /window\s*\.show(Information|Warning|Error)Message\(/)).toEqual([
      // Its one message is a fixed text.
      join('src', 'extension.ts'),
      only('notifications.ts'),
    ]);
    expect(filesWith('src', /\.withProgress\(/)).toEqual([only('cancellableProgress.ts')]);
    const links = [...sources('src'), ...sources('webview')].filter(({ text }) =>
      /validationMessage = |createLanguageStatusItem/.test(text),
    );
    expect(links.filter(({ text }) => !text.includes('withoutLinks('))).toEqual([]);
  });

  it('opens no connection but through the one port', () => {
    expect(filesWith('src', /\bfetch\(|node:(net|http|https|tls|dgram)\b|WebSocket|XMLHttpRequest|sendBeacon/)).toEqual(
      // The second one reads the extension's own bundle, for the browser's worker: a worker takes no script of another origin.
      [join('src', 'node', 'proxyFetch.ts'), join('src', 'web', 'webWorkerRunner.ts')],
    );
    const runners = filesWith('src', /webWorkerRunner\(/);
    expect(runners).toEqual([join('src', 'web', 'main.ts'), join('src', 'web', 'webWorkerRunner.ts')]);
    expect(filesWith('webview', /\bfetch\(|WebSocket|XMLHttpRequest|sendBeacon|importScripts/)).toEqual([]);
  });

  it('has no telemetry', () => {
    expect(filesWith('src', /createTelemetryLogger|TelemetrySender|applicationinsights/i)).toEqual([]);
  });
});

describe('a message of the page', () => {
  it.each([
    [null],
    [[]],
    ['ready'],
    [{ type: '__proto__' }],
    [{ type: 'constructor' }],
    [{ type: 'ready ' }],
    [{ type: 'runCommand', command: 'workbench.action.terminal.new' }],
    [{ type: ['ready'] }],
  ])('that is none is not taken: %j', (message) => {
    expect(isPageMessage(message)).toBe(false);
  });

  it.each([
    [null],
    [7],
    [{}],
    [{ source: { kind: 'local', uri: 7 } }],
    [{ source: { kind: 'wandb', baseUrl: 'javascript:x' } }],
  ])('and no state is restored from %j', (state) => {
    expect(isRestoreState(state)).toBe(false);
  });
});

describe('settings that a repository could set', () => {
  const properties: Readonly<Record<string, { readonly scope?: string }>> =
    manifest.contributes.configuration.properties;

  it('can’t choose where the key goes', () => {
    const addresses = Object.entries(properties).filter(([name]) => /url|host|server|proxy|path|key/i.test(name));
    expect(addresses.map(([name]) => name)).toContain('sweepGuard.baseUrl');
    expect(addresses.filter(([, { scope }]) => !/^(machine|application)$/.test(scope ?? ''))).toEqual([]);
  });

  it('wait for trust where they change what is said about its files', () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe('limited');
    for (const name of ['sweepGuard.baseUrl', 'sweepGuard.rules', 'sweepGuard.sweepFiles']) {
      expect(untrustedWorkspaces.restrictedConfigurations).toContain(name);
    }
    expect(untrustedWorkspaces.restrictedConfigurations.filter((name) => !(name in properties))).toEqual([]);
  });
});
