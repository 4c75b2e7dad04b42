import * as vscode from 'vscode';
import type { Features } from './features';
import { registerFirstCommands } from './vscode/firstCommand';
import { onSweepFile } from './vscode/firstSweepFile';
import type { Host } from './vscode/host';
import { PANEL_TYPE } from './vscode/panelType';
import { registerTools } from './vscode/toolApi';

/** What of the manifest is registered at the start. */
interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly languageModelTools: readonly { readonly name: string }[];
  };
}

/**
 * Called at the first YAML file, command or restored panel. Registers what answers to the editor, and leaves the rest –
 * `features.ts`, with all that is heavy – until the first sweep file or command.
 */
export function activate(context: vscode.ExtensionContext, host: Host): void {
  const { contributes } = context.extension.packageJSON as Manifest;
  let started: Promise<Features | null> | null = null;
  /** The features, loaded when the first one asks for them; `null` where they could not be started. */
  const start = (): Promise<Features | null> => (started ??= load());

  const load = async (): Promise<Features | null> => {
    try {
      const { startFeatures } = await host.loadFeatures();
      first.dispose();
      return startFeatures(context, host);
    } catch (error) {
      // VS Code shows nothing when a listener fails; without this the person would only see missing features.
      const log = vscode.window.createOutputChannel('Sweep Guard', { log: true });
      context.subscriptions.push(log);
      log.error(error instanceof Error ? error : String(error));
      void vscode.window.showErrorMessage(vscode.l10n.t('Sweep Guard could not start. Its output channel says why.'));
      return null;
    }
  };

  const commands = contributes.commands.map(({ command }) => command);
  const tools = contributes.languageModelTools.map(({ name }) => name);
  const first = vscode.Disposable.from(
    registerFirstCommands(commands, async () => (await start()) !== null),
    onSweepFile(() => void start()),
  );
  context.subscriptions.push(
    first,
    registerTools(tools, async (name) => (await start())?.tools.get(name)),
    vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, {
      deserializeWebviewPanel: async (panel, state: unknown) => (await start())?.restorePanel(panel, state),
    }),
  );
}
