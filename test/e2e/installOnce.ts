/** Installs the packaged extension once, as a user would; every window of the end-to-end tests gets a copy of what that left. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureEditor, installExtension } from '../../scripts/editor.mjs';
import { VSIX } from './vsix';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder of extensions with the packaged one in it. */
    extensions: string;
  }
}

/** Called by Vitest before the first file; what it returns, after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureEditor();
  const home = await mkdtemp(path.join(tmpdir(), 'sweep-guard-installed-'));
  const folders = { userData: path.join(home, 'user'), extensions: path.join(home, 'extensions') };
  await installExtension(VSIX, folders);
  project.provide('extensions', folders.extensions);
  return () => rm(home, { recursive: true, force: true });
}
