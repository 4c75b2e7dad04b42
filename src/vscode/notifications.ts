import * as vscode from 'vscode';

/**
 * Text without links. VS Code makes one of `[text](address)` in any notification, language status or message of an input box,
 * also one that runs a command; names of files, parameters and runs, or a server's words, may look like that.
 */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** Tells something under which `items` are buttons; resolves with the one that was pressed. */
export function showInformationMessage(message: string, ...items: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(withoutLinks(message), ...items);
}

/** A warning under which `items` are buttons; resolves with the one that was pressed. */
export function showWarningMessage(message: string, ...items: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(withoutLinks(message), ...items);
}

/** An error under which `items` are buttons; resolves with the one that was pressed. */
export function showErrorMessage(message: string, ...items: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(withoutLinks(message), ...items);
}

/** A question that has to be answered before anything else; `undefined` where it is closed. */
export function askFirst(message: string, ...items: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(withoutLinks(message), { modal: true }, ...items);
}
