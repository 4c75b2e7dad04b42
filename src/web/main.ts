/**
 * The whole extension in one file, as VS Code in a browser needs it. On a computer the bundle of src/node/main.ts comes first,
 * and takes from here what it needs, when it needs it: nothing in this file is run before it is asked for.
 */
import type { ExtensionContext } from 'vscode';
import type { Host } from '../vscode/host';

/** Called by VS Code in a browser. */
export async function activate(context: ExtensionContext): Promise<void> {
  const [extension, { platform }, { webWorkerRunner }] = await Promise.all([
    import('../extension'),
    import('./platform'),
    import('./webWorkerRunner'),
  ]);
  const host: Host = {
    platform,
    loadFeatures: features,
    analysisRunner: (small) => webWorkerRunner(`${context.extensionUri.toString(true)}/dist/web.js`, small),
  };
  extension.activate(context, host);
}

/** Everything that waits for the first sweep file or command. */
export const features = () => import('../features');

/** Doing an analysis, for a thread of its own. */
export const analysis = () => import('../shared/runJob');
