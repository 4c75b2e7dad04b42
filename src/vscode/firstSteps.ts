import * as vscode from 'vscode';
import { SWEEP_TEMPLATE } from '../core/knowledge/sweepTemplate';

/** The walkthrough of package.json, as VS Code names it. */
const WALKTHROUGH = 'sweep-guard.sweep-guard#start';

/** Registers what a newcomer begins with: Open Walkthrough, and Create Sweep File. */
export function registerFirstSteps(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('sweepGuard.openWalkthrough', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', WALKTHROUGH, false),
    ),
    // Unsaved, so that the person decides where it lies, and no file is overwritten.
    vscode.commands.registerCommand('sweepGuard.newSweepFile', async () => {
      const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: SWEEP_TEMPLATE });
      await vscode.window.showTextDocument(document);
    }),
  );
}
