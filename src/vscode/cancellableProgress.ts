import * as vscode from 'vscode';
import type { Progress } from '../core/ports';
import { withoutLinks } from './notifications';

/** Does something that takes a while under a notification that tells of it and can stop it; `null` when it was stopped. */
export async function cancellableProgress<Done>(
  title: string,
  work: (signal: AbortSignal, progress: Progress) => Promise<Done>,
): Promise<Done | null> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: withoutLinks(title), cancellable: true },
    async (notification, token) => {
      const running = new AbortController();
      token.onCancellationRequested(() => {
        running.abort();
      });
      const done = await work(running.signal, {
        report: ({ message }) => {
          notification.report({ message: withoutLinks(message) });
        },
      });
      return running.signal.aborted ? null : done;
    },
  );
}
