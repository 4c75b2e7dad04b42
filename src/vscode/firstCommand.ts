import * as vscode from 'vscode';

/**
 * Stands in for commands until the features behind them are there: `start` loads them, takes these stand-ins away and
 * registers the commands themselves, of which the called one is then run. It resolves with `false` where it failed.
 */
export function registerFirstCommands(names: readonly string[], start: () => Promise<boolean>): vscode.Disposable {
  const standIns = names.map((name) =>
    vscode.commands.registerCommand(name, async (...args: readonly unknown[]): Promise<unknown> => {
      return (await start()) ? vscode.commands.executeCommand(name, ...args) : undefined;
    }),
  );
  return vscode.Disposable.from(...standIns);
}
