/**
 * The messages between the extension (host) and the panel (page): the only contract between the two.
 * The host pushes its whole state; the page draws it and sends back what the person asks for.
 */
import type { Analysis } from '../core/analysis/analysis';
import type { ReadProblem } from '../core/runs/run';
import type { RunTable } from '../core/runs/table';

/** All that the page needs to draw, at any moment. */
export type PanelState =
  | {
      readonly phase: 'loading';
      readonly source: string;
      readonly message: string;
      /** How much is done (0–1), where that is known. */
      readonly share?: number;
    }
  | {
      readonly phase: 'failed';
      readonly source: string;
      readonly message: string;
      readonly advice: string;
      /** What the person can do about it with one click. */
      readonly action?: 'signIn';
    }
  | {
      readonly phase: 'ready';
      /** What was analysed, as the user knows it. */
      readonly source: string;
      /** In milliseconds since 1970. */
      readonly analyzedAt: number;
      /** What is different from the last look, in a sentence; absent where the source keeps no account of it. */
      readonly changes?: string;
      readonly analysis: Analysis;
      readonly table: RunTable;
      /** What could not be read. */
      readonly problems: readonly ReadProblem[];
    };

/** From the host to the page. `restore` is handed back to the host when the window is reloaded. */
export type HostMessage =
  | { readonly type: 'state'; readonly state: PanelState; readonly restore: RestoreState }
  | { readonly type: 'error'; readonly message: string };

/** From the page to the host. The page announces `ready` once it listens; the host then pushes its state. */
export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'refresh' }
  | { readonly type: 'cancel' }
  | { readonly type: 'signIn' }
  | { readonly type: 'chooseSource' }
  | { readonly type: 'exportReport' }
  | { readonly type: 'copy'; readonly text: string };

/** What the page keeps with `setState` so that the host can rebuild the panel after a window reload. */
export interface RestoreState {
  readonly version: 2;
  readonly source: RestoreSource;
  /** URI of the sweep file that the analysis was started from, or `null`. */
  readonly sweepUri: string | null;
}

/** The folder or file that was analysed, by its URI, or what was read from a W&B server. */
export type RestoreSource =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'wandb'; readonly baseUrl: string; readonly reference: string };

/** Whether `message` is one that a page may send; anything else is answered with an error. */
export function isPageMessage(message: unknown): message is PageMessage {
  if (typeof message !== 'object' || message === null || !('type' in message)) return false;
  switch (message.type) {
    case 'ready':
    case 'refresh':
    case 'cancel':
    case 'signIn':
    case 'chooseSource':
    case 'exportReport':
      return true;
    case 'copy':
      return 'text' in message && typeof message.text === 'string';
    default:
      return false;
  }
}

/** Whether `value`, read back after a reload, is a state that a panel can be rebuilt from. */
export function isRestoreState(value: unknown): value is RestoreState {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === 2 &&
    'source' in value &&
    isRestoreSource(value.source) &&
    'sweepUri' in value &&
    (value.sweepUri === null || typeof value.sweepUri === 'string')
  );
}

/** Whether `value` can be where runs came from. */
export function isRestoreSource(value: unknown): value is RestoreSource {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'uri') return 'uri' in value && typeof value.uri === 'string';
  return (
    value.kind === 'wandb' &&
    'baseUrl' in value &&
    typeof value.baseUrl === 'string' &&
    'reference' in value &&
    typeof value.reference === 'string'
  );
}
