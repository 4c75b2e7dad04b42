import { anything } from '../../test/anything';

/** An editor that takes everything and does nothing, but for what diagnostics need. */
export interface StandInEditor {
  /** What `require('vscode')` gives. */
  readonly api: unknown;
  /** The extension's context. */
  readonly context: unknown;
  /** Opens a YAML file; resolves with how many diagnostics it has, once it has any, and never where it gets none. */
  open(path: string, text: string): Promise<number>;
  /** Opens a YAML file for which nothing is expected. */
  openOther(path: string, text: string): void;
}

/** An editor with no open file and default settings; `names` is what `vscode` exports, `manifest` the extension's. */
export function standInEditor(names: readonly string[], manifest: unknown): StandInEditor {
  const opened: ((document: unknown) => void)[] = [];
  const documents: unknown[] = [];
  let shown: (count: number) => void = () => undefined;
  class FileSystemError extends Error {
    readonly code = 'FileNotFound';
  }
  const notFound = (): Promise<never> => Promise.reject(new FileSystemError('not found'));
  const fallback = (_: string, otherwise?: unknown): unknown => otherwise;

  const workspace = withAnything({
    textDocuments: documents,
    workspaceFolders: undefined,
    isTrusted: true,
    fs: { stat: notFound, readFile: notFound, readDirectory: notFound },
    getConfiguration: () => ({ get: fallback, inspect: () => undefined, has: () => false }),
    getWorkspaceFolder: () => undefined,
    asRelativePath: (uri: { path?: string } | string) => (typeof uri === 'string' ? uri : (uri.path ?? '')),
    onDidOpenTextDocument: (listener: (document: unknown) => void) => {
      opened.push(listener);
      return anything();
    },
  });
  const languages = withAnything({
    match: () => 10,
    createDiagnosticCollection: () =>
      withAnything({
        set: (_: unknown, diagnostics: readonly unknown[]) => {
          if (diagnostics.length > 0) shown(diagnostics.length);
        },
      }),
  });
  const window = withAnything({
    visibleTextEditors: [],
    activeTextEditor: undefined,
    tabGroups: withAnything({ all: [] }),
    // What goes wrong must not look like a fast start.
    createOutputChannel: () => withAnything({ error: console.error }),
  });
  const open = (path: string, text: string): void => {
    const uri = withAnything({ scheme: 'file', path, fsPath: path, toString: () => `file://${path}` });
    const fields = { uri, fileName: path, languageId: 'yaml', version: 1, isClosed: false, getText: () => text };
    const document = withAnything(fields);
    documents.push(document);
    for (const listener of [...opened]) listener(document);
  };
  const memento = { get: fallback, update: () => Promise.resolve(), keys: () => [] };
  return {
    // Names of its own, since a bundle copies them.
    api: Object.assign(Object.fromEntries(names.map((name) => [name, anything()])), {
      workspace,
      languages,
      window,
      FileSystemError,
    }),
    context: withAnything({
      subscriptions: [],
      extension: { packageJSON: manifest },
      workspaceState: memento,
      globalState: memento,
      asAbsolutePath: (file: string) => file,
      secrets: { get: () => Promise.resolve(undefined), onDidChange: () => anything() },
    }),
    open: (path, text) =>
      new Promise((resolve) => {
        shown = resolve;
        open(path, text);
      }),
    openOther: open,
  };
}

/** `known`, and of everything else {@link anything}. */
function withAnything(known: Readonly<Record<string, unknown>>): unknown {
  return new Proxy(known, {
    get: (target, key) => (key in target ? target[key as string] : key === 'then' ? undefined : anything()),
  });
}
