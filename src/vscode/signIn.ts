import * as vscode from 'vscode';
import { keyProblem } from '../core/sources/wandb/credentials';
import type { WandbServer } from '../core/sources/wandb/server';
import * as notify from './notifications';
import type { Services } from './services';
import type { WandbAccount } from './wandbAccount';

/** Registers Sign In to W&B and Sign Out of W&B. */
export function registerSignIn(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand('sweepGuard.signIn', () => signIn(services)),
    vscode.commands.registerCommand('sweepGuard.signOut', () => signOut(services)),
  );
}

/**
 * Asks for an API key until the server takes one or the person gives up; whether they are signed in now. The box stays
 * open with a sentence on what is wrong with a key, so that nothing has to be pasted twice.
 */
export async function signIn({ account, log }: Services): Promise<boolean> {
  const server = await account.server();
  if (!server.ok) {
    void notify.showErrorMessage(`${server.error.message} ${server.error.advice}`);
    return false;
  }
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Sign In to W&B at {0}', server.value.host);
  box.placeholder = vscode.l10n.t('API key');
  box.prompt = vscode.l10n.t(
    'Paste the API key from {0}. It stays in this machine’s secret storage.',
    `${server.value.appUrl}/authorize`,
  );
  box.password = true;
  box.ignoreFocusOut = true;
  const running = new AbortController();
  try {
    const user = await new Promise<string | null>((resolve) => {
      box.onDidChangeValue(() => {
        box.validationMessage = undefined;
      });
      box.onDidHide(() => {
        resolve(null);
      });
      box.onDidAccept(async () => {
        const key = box.value.trim();
        const problem = keyProblem(key);
        if (problem !== null) {
          box.validationMessage = problem;
          return;
        }
        box.busy = true;
        box.enabled = false;
        const viewer = await account.signIn(server.value, key, running.signal);
        box.busy = false;
        box.enabled = true;
        if (viewer.ok) resolve(viewer.value.username);
        else box.validationMessage = notify.withoutLinks(`${viewer.error.message} ${viewer.error.advice}`);
      });
      box.show();
    });
    if (user === null) return false;
    log.info(`Signed in to ${server.value.host} as ${user}`);
    void notify.showInformationMessage(vscode.l10n.t('Signed in to {0} as {1}.', server.value.host, user));
    return true;
  } finally {
    running.abort();
    box.dispose();
  }
}

async function signOut({ account, log }: Services): Promise<void> {
  const server = await account.server();
  if (!server.ok) {
    void notify.showErrorMessage(`${server.error.message} ${server.error.advice}`);
    return;
  }
  const wasSignedIn = await account.signOut(server.value);
  if (wasSignedIn) log.info(`Signed out of ${server.value.host}`);
  void notify.showInformationMessage(await farewell(account, server.value, wasSignedIn));
}

/** Says also which key is used from now on: a key in the environment can't be removed from here. */
async function farewell(account: WandbAccount, server: WandbServer, wasSignedIn: boolean): Promise<string> {
  const left = await account.credential(server);
  const first = wasSignedIn
    ? vscode.l10n.t('Signed out of {0}.', server.host)
    : vscode.l10n.t('No key for {0} was entered here.', server.host);
  return left.ok && left.value
    ? `${first} ${vscode.l10n.t('The key from {0} is still used.', left.value.from)}`
    : first;
}
