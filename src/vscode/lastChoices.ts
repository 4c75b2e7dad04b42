import type * as vscode from 'vscode';
import type { WandbReference } from '../core/sources/wandb/reference';
import { isRestoreSource } from '../shared/protocol';
import { keptSource, restoredSource, type RunSource } from './runSource';

const KEY = 'lastChoices.v1';
/** More files than one goes back to. */
const LARGEST = 100;

/** Which runs of W&B were last analysed with each sweep file, kept in the workspace's own storage. */
export class LastChoices {
  constructor(private readonly memento: vscode.Memento) {}

  /** The last choice for a sweep file, or for no file, on the server at `baseUrl`. */
  get(sweep: vscode.Uri | null, baseUrl: string): WandbReference | null {
    const kept = this.all().find(([file]) => file === keyOf(sweep))?.[1];
    const source = isRestoreSource(kept) ? restoredSource(kept) : null;
    return source?.kind === 'wandb' && source.baseUrl === baseUrl ? source.reference : null;
  }

  async set(sweep: vscode.Uri | null, source: RunSource): Promise<void> {
    const others = this.all().filter(([file]) => file !== keyOf(sweep));
    await this.memento.update(KEY, [[keyOf(sweep), keptSource(source)], ...others].slice(0, LARGEST));
  }

  private all(): readonly (readonly [string, unknown])[] {
    return this.memento.get<readonly (readonly [string, unknown])[]>(KEY, []);
  }
}

function keyOf(sweep: vscode.Uri | null): string {
  return sweep?.toString() ?? '';
}
