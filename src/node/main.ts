/**
 * What VS Code loads on a computer, and a thread for a large analysis again. It holds the little that is needed at the start;
 * the rest of the extension is in the bundle for browsers, which is loaded from here when it is needed.
 */
import { isMainThread } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';
import type { Host } from '../vscode/host';

/** Called by VS Code; what only one of the two needs is loaded where it is needed. */
export async function activate(context: ExtensionContext): Promise<void> {
  const [extension, { platform }, { threadRunner }] = await Promise.all([
    import('../extension'),
    import('./platform'),
    import('./analysisThread'),
  ]);
  const host: Host = {
    platform,
    loadFeatures: async () => (await import('../web/main')).features(),
    analysisRunner: (small) => threadRunner(context.asAbsolutePath('dist/extension.js'), small),
  };
  extension.activate(context, host);
}

if (!isMainThread) void import('./analysisWorker');
