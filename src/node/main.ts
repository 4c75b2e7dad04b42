/**
 * The one file of the extension on a computer. The extension host loads it as the extension, and a thread for a large
 * analysis loads it again: two files would hold the core twice.
 */
import { isMainThread } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';

/** Called by VS Code; what only one of the two needs is loaded where it is needed. */
export async function activate(context: ExtensionContext): Promise<void> {
  const extension = await import('../extension');
  extension.activate(context);
}

if (!isMainThread) void import('./analysisWorker');
