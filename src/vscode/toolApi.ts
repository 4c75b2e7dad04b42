import * as vscode from 'vscode';

/** The part of VS Code's API for language model tools (1.95) that is used here; older versions don't have it. */
interface ToolApi {
  readonly registerTool: (name: string, tool: Tool) => vscode.Disposable;
  /** The answer of a tool: one text. */
  readonly result: (text: string) => unknown;
}

/**
 * A tool that agents in the editor can call. What `invoke` answers is read by a model and stays English, like the model's
 * description in the manifest; what `prepareInvocation` says is shown to the person and translated.
 */
export interface Tool {
  prepareInvocation(call: { readonly input: unknown }): Promise<Prepared> | Prepared;
  invoke(call: { readonly input: unknown }, token: vscode.CancellationToken): Promise<unknown>;
}

interface Prepared {
  readonly invocationMessage: string;
  readonly confirmationMessages?: { readonly title: string; readonly message: string };
}

type ResultParts = new (parts: readonly unknown[]) => unknown;
type TextPart = new (value: string) => unknown;

/** VS Code's API for tools; `null` where there is none yet. */
export function toolApi(): ToolApi | null {
  const { lm, LanguageModelToolResult, LanguageModelTextPart } = vscode as unknown as {
    readonly lm?: { registerTool?(name: string, tool: Tool): vscode.Disposable };
    readonly LanguageModelToolResult?: ResultParts;
    readonly LanguageModelTextPart?: TextPart;
  };
  if (!lm?.registerTool || !LanguageModelToolResult || !LanguageModelTextPart) return null;
  return {
    registerTool: lm.registerTool.bind(lm),
    result: (text) => new LanguageModelToolResult([new LanguageModelTextPart(text)]),
  };
}

/**
 * Registers tools by their names in the manifest; `find` loads one when it is called for the first time, and resolves with
 * `undefined` where that failed. Where VS Code has no tools yet, nothing is registered.
 */
export function registerTools(
  names: readonly string[],
  find: (name: string) => Promise<Tool | undefined>,
): vscode.Disposable {
  const api = toolApi();
  const registered = names.flatMap((name) => {
    if (!api) return [];
    return api.registerTool(name, {
      prepareInvocation: async (call) =>
        (await find(name))?.prepareInvocation(call) ?? { invocationMessage: vscode.l10n.t('Starting Sweep Guard') },
      invoke: async (call, token) =>
        (await find(name))?.invoke(call, token) ?? api.result('Sweep Guard could not start.'),
    });
  });
  return vscode.Disposable.from(...registered);
}
