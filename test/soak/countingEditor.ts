/** A stand-in for `vscode` that keeps count of everything that an extension has to give back. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { anything } from '../anything';
import { registrations, type Registrations } from './registrations';

/** A document as far as the extension asks it. */
export interface OpenDocument {
  readonly uri: FakeUri;
  /** Types: replaces the whole text, and tells everybody. */
  edit(text: string): void;
  close(): void;
}

/** A panel as its page and the person see it. */
export interface OpenPanel {
  /** The phases of the states that the page was sent, in order. */
  readonly phases: readonly string[];
  /** What the page sends. */
  send(message: unknown): void;
  /** The person closes the tab. */
  close(): void;
}

/** The editor. */
export interface CountingEditor {
  /** What `require('vscode')` gives; `names` are all names that it exports. */
  api(names: readonly string[]): unknown;
  readonly context: unknown;
  readonly registered: Registrations;
  open(path: string): OpenDocument;
  run(command: string, ...args: readonly unknown[]): Promise<unknown>;
  /** The panel that is open. */
  panel(): OpenPanel | null;
  /** Codes of the problems that a file is shown with. */
  problems(path: string): readonly unknown[];
  /** Asks a provider of the given kind, such as `Hover`, as the editor does. */
  ask(kind: string, method: string, document: OpenDocument, ...args: readonly unknown[]): Promise<unknown>;
}

/** An address, as far as it is used here: of files only, but for the documents of the extension's own. */
export class FakeUri {
  constructor(
    readonly scheme: string,
    readonly path: string,
    readonly query = '',
  ) {}
  get fsPath(): string {
    return this.path;
  }
  with({ path }: { readonly path?: string }): FakeUri {
    return new FakeUri(this.scheme, path ?? this.path, this.query);
  }
  toString(): string {
    return `${this.scheme}://${this.path}${this.query === '' ? '' : `?${this.query}`}`;
  }
  static joinPath(base: FakeUri, ...parts: readonly string[]): FakeUri {
    return base.with({ path: new URL(`${base.path.replace(/\/$/, '')}/${parts.join('/')}`, 'file:///').pathname });
  }
  static parse(text: string): FakeUri {
    const [, scheme = 'file', path = '', query = ''] = /^([\w-]+):\/\/([^?]*)\??(.*)$/.exec(text) ?? [];
    return new FakeUri(scheme, path, query);
  }
  static file(path: string): FakeUri {
    return new FakeUri('file', path);
  }
  static from({ scheme, path, query }: { scheme: string; path: string; query?: string }): FakeUri {
    return new FakeUri(scheme, path, query);
  }
}

type Listener = (event: unknown) => void;

/** An editor with one folder, that of `root`; `manifest` is the extension's, which lies in `extensionPath`. */
export function countingEditor(root: string, manifest: unknown, extensionPath: string): CountingEditor {
  const registered = registrations();
  const documents: Record<string, unknown>[] = [];
  const commands = new Map<string, (...args: readonly unknown[]) => unknown>();
  const providers = new Map<string, readonly Record<string, unknown>[]>();
  const shown = new Map<string, readonly unknown[]>();
  const editors = { active: undefined as unknown };
  let panel: OpenPanel | null = null;
  const folder = { uri: FakeUri.file(root), name: 'example', index: 0 };

  const fire = (event: string, value: unknown): void => {
    registered.listenersOf(event).forEach((listener) => {
      listener(value);
    });
  };
  class EventEmitter {
    private readonly listeners = new Map<object, Listener>();
    /** As the editor's: who disposes the emitter need not dispose what listens to it. */
    private readonly held: { dispose(): void }[] = [];
    readonly event = (listener: Listener): { dispose(): void } => {
      const key = {};
      this.listeners.set(key, listener);
      const counted = registered.add('listener of an emitter', () => this.listeners.delete(key));
      this.held.push(counted);
      return counted;
    };
    fire(value: unknown): void {
      [...this.listeners.values()].forEach((listener) => {
        listener(value);
      });
    }
    dispose(): void {
      this.held.forEach((one) => {
        one.dispose();
      });
    }
  }
  /** Something that the extension has made, with events of its own; whatever else it is asked for is nothing. */
  const made = (kind: string): unknown => {
    const counted = registered.add(kind);
    const emitters = new Map<string, EventEmitter>();
    const dispose = (): void => {
      counted.dispose();
      emitters.forEach((emitter) => {
        emitter.dispose();
      });
    };
    return new Proxy(
      { dispose },
      {
        get: (target, key) => {
          if (key === 'dispose') return target.dispose;
          if (typeof key !== 'string' || !key.startsWith('onDid')) return key === 'then' ? undefined : anything();
          const emitter = emitters.get(key) ?? new EventEmitter();
          emitters.set(key, emitter);
          return emitter.event;
        },
        // Such as the text of a status item.
        set: () => true,
      },
    );
  };
  const event = (name: string) => (listener: Listener, thisArg?: unknown) =>
    registered.listen(name, thisArg === undefined ? listener : listener.bind(thisArg));

  /** `known`; what is registered or made besides is counted, what is listened to is kept, anything else is nothing. */
  const space = (known: Readonly<Record<string, unknown>>): unknown =>
    new Proxy(known, {
      get: (target, key) => {
        if (typeof key !== 'string' || key in target) return target[key as string];
        if (/^on(Did|Will)/.test(key)) return event(key);
        if (/^register.*Provider$/.test(key)) {
          return (...args: readonly unknown[]) => {
            const provider = args.find((arg) => typeof arg === 'object' && arg !== null && hasMethod(arg)) ?? {};
            providers.set(key, [...(providers.get(key) ?? []), provider as Record<string, unknown>]);
            return registered.add(key);
          };
        }
        if (/^(register|create)/.test(key)) return () => made(key);
        return anything();
      },
    });

  const workspace = space({
    textDocuments: documents,
    workspaceFolders: [folder],
    isTrusted: true,
    getConfiguration: () => ({ get: (_: string, otherwise?: unknown) => otherwise, inspect: () => undefined }),
    getWorkspaceFolder: ({ path }: FakeUri) => (path.startsWith(root) ? folder : undefined),
    asRelativePath: ({ path }: FakeUri) => (path.startsWith(root) ? path.slice(root.length + 1) : path),
    openTextDocument: (uri: FakeUri) =>
      documents.find((one) => String(one.uri) === String(uri)) ?? Promise.reject(new Error('gone')),
    fs: {
      stat: async ({ path }: FakeUri) => {
        const { size, mtimeMs } = await Promise.resolve(statSync(path));
        return { type: statSync(path).isDirectory() ? 2 : 1, size, mtime: mtimeMs };
      },
      readFile: async ({ path }: FakeUri) => Promise.resolve(readFileSync(path)),
      readDirectory: async ({ path }: FakeUri) => {
        const entries = await Promise.resolve(readdirSync(path, { withFileTypes: true }));
        return entries.map((entry) => [entry.name, entry.isDirectory() ? 2 : 1]);
      },
      // The extension's own storage: taken, and not kept.
      createDirectory: () => Promise.resolve(),
      writeFile: () => Promise.resolve(),
      rename: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    },
  });
  const window = space({
    get activeTextEditor() {
      return editors.active;
    },
    get visibleTextEditors() {
      return editors.active === undefined ? [] : [editors.active];
    },
    tabGroups: space({ all: [] }),
    showErrorMessage: (message: string) => Promise.reject(new Error(message)),
    createOutputChannel: () => ({
      ...registered.add('createOutputChannel'),
      ...{ info: () => undefined, warn: () => undefined, error: console.error },
    }),
    createQuickPick: () => {
      const emitters = [new EventEmitter(), new EventEmitter(), new EventEmitter()] as const;
      const [accepted, hidden, changed] = emitters;
      const counted = registered.add('createQuickPick');
      return {
        items: [] as readonly unknown[],
        get selectedItems(): readonly unknown[] {
          return this.items.slice(0, 1);
        },
        ...{ onDidAccept: accepted.event, onDidHide: hidden.event, onDidChangeValue: changed.event },
        // Enter, at once: the first item is the folder beside the sweep file.
        show: () => {
          accepted.fire(undefined);
        },
        hide: () => undefined,
        dispose: () => {
          [...emitters, counted].forEach((one) => {
            one.dispose();
          });
        },
      };
    },
    createWebviewPanel: () => {
      const [received, disposed] = [new EventEmitter(), new EventEmitter()];
      const phases: string[] = [];
      const counted = registered.add('createWebviewPanel');
      let isClosed = false;
      const dispose = (): void => {
        if (isClosed) return;
        isClosed = true;
        panel = null;
        counted.dispose();
        disposed.fire(undefined);
        disposed.dispose();
        received.dispose();
      };
      panel = {
        phases,
        send: (message) => {
          received.fire(message);
        },
        close: dispose,
      };
      return {
        webview: {
          ...{ options: {}, html: '', cspSource: 'self', asWebviewUri: (uri: unknown) => uri },
          onDidReceiveMessage: received.event,
          postMessage: (message: { readonly state?: { readonly phase: string } }) => {
            if (message.state) phases.push(message.state.phase);
            return Promise.resolve(true);
          },
        },
        ...{ title: '', iconPath: undefined, reveal: () => undefined },
        onDidDispose: disposed.event,
        dispose,
      };
    },
  });
  const languages = space({
    match: (selector: unknown, { languageId }: { readonly languageId: string }) =>
      JSON.stringify(selector).includes(`"language":"${languageId}"`) ? 10 : 0,
    createDiagnosticCollection: () => ({
      set: (uri: FakeUri, list: readonly unknown[]) => shown.set(uri.path, list),
      delete: (uri: FakeUri) => shown.delete(uri.path),
      ...registered.add('createDiagnosticCollection'),
    }),
  });
  const run = (name: string, ...args: readonly unknown[]): Promise<unknown> =>
    Promise.resolve(commands.get(name)?.(...args));
  const known = {
    ...{ workspace, window, languages, Uri: FakeUri, EventEmitter },
    l10n: {
      t: (text: string, ...args: readonly unknown[]) =>
        args.reduce<string>((all, arg, i) => all.replace(`{${i}}`, String(arg)), text),
    },
    env: { language: 'en', clipboard: { writeText: () => Promise.resolve() } },
    commands: {
      registerCommand: (name: string, run: (...args: readonly unknown[]) => unknown) => {
        if (commands.has(name)) throw new Error(`${name} is registered twice`);
        commands.set(name, run);
        return registered.add('registerCommand', () => commands.delete(name));
      },
      executeCommand: run,
    },
    FileType: { File: 1, Directory: 2, SymbolicLink: 64 },
    Disposable: class {
      constructor(readonly dispose: () => void) {}
      static from(...all: readonly { dispose(): void }[]) {
        return {
          dispose: () => {
            all.forEach((one) => {
              one.dispose();
            });
          },
        };
      }
    },
  };
  const memento = { get: (_: string, otherwise?: unknown) => otherwise, update: () => Promise.resolve() };
  return {
    registered,
    api: (names) => ({ ...Object.fromEntries(names.map((name) => [name, anything()])), ...known }),
    context: {
      subscriptions: [],
      ...{ workspaceState: memento, globalState: memento, extension: { packageJSON: manifest } },
      ...{ storageUri: FakeUri.file('/nowhere/storage'), globalStorageUri: FakeUri.file('/nowhere/global') },
      extensionUri: FakeUri.file(extensionPath),
      asAbsolutePath: (file: string) => `${extensionPath}/${file}`,
      secrets: { get: () => Promise.resolve(undefined), onDidChange: event('secrets') },
    },
    run,
    panel: () => panel,
    problems: (path) => shown.get(path) ?? [],
    ask: async (kind, method, document, ...args) => {
      const found = documents.find(({ uri }) => uri === document.uri);
      const asked = (providers.get(`register${kind}Provider`) ?? []).map((provider) => provider[method]);
      const calls = asked.filter((one) => typeof one === 'function') as ((...args: readonly unknown[]) => unknown)[];
      return Promise.all(calls.map((call) => call(found, ...args)));
    },
    open: (path) => {
      const uri = FakeUri.file(path);
      let text = readFileSync(path, 'utf8');
      const document = {
        ...{ uri, fileName: path, languageId: 'yaml', version: 1, isClosed: false, isDirty: false },
        getText: () => text,
      };
      documents.push(document);
      editors.active = { document };
      fire('onDidOpenTextDocument', document);
      fire('onDidChangeActiveTextEditor', editors.active);
      return {
        uri,
        edit: (next) => {
          text = next;
          document.version++;
          fire('onDidChangeTextDocument', { document, contentChanges: [] });
        },
        close: () => {
          documents.splice(documents.indexOf(document), 1);
          editors.active = undefined;
          document.isClosed = true;
          fire('onDidCloseTextDocument', document);
          fire('onDidChangeActiveTextEditor', undefined);
        },
      };
    },
  };
}

function hasMethod(value: object): boolean {
  return Object.values(value).some((member) => typeof member === 'function');
}
