/**
 * The messages between the extension (host) and the panel (page): the only contract between the two.
 * The host pushes its whole state; the page draws it and sends back what the person asks for.
 */
import type { Analysis } from '../core/analysis/analysis';
import { CRASHED_CHOICES, type CountsAsCrashed } from '../core/runs/crashedChoice';
import type { ReadProblem } from '../core/runs/run';
import { isParameterBound, type ParameterBound } from './parameterBounds';
import type { PanelTable } from './panelTable';
import type { RunDetails } from './runDetails';
import type { SearchRange } from './searchSpace';

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
      readonly table: PanelTable;
      /** What the sweep lets each parameter be; empty without a sweep file. */
      readonly space: readonly SearchRange[];
      /** The target metric and what else completed runs logged, for choosing another one. */
      readonly metrics: MetricChoice;
      /** Buttons that make sense now; what is not in the list is not offered. */
      readonly actions: readonly PanelAction[];
      /** What could not be read. */
      readonly problems: readonly ReadProblem[];
    };

/** `chosen` is `null` where no metric was named or guessed. */
export interface MetricChoice {
  readonly chosen: string | null;
  readonly goal: 'maximize' | 'minimize' | null;
  readonly logged: readonly string[];
}

/** What the extension can do with an analysis besides showing it. */
export type PanelAction = 'applySafeBounds' | 'nextSweep' | 'saveRules' | 'reproduce';

/** What a person chose for an analysis; `null` leaves it to the sweep file and the defaults. */
export interface AnalysisChoices {
  readonly crashed: readonly CountsAsCrashed[] | null;
  readonly metric: string | null;
}

/** Nothing chosen. */
export const NO_CHOICES: AnalysisChoices = { crashed: null, metric: null };

/**
 * From the host to the page. `restore` is handed back to the host when the window is reloaded. `run` answers a request
 * for one run; its details are `null` where the run is not among those read any more.
 */
export type HostMessage =
  | { readonly type: 'state'; readonly state: PanelState; readonly restore: RestoreState }
  | { readonly type: 'run'; readonly id: string; readonly details: RunDetails | null }
  | { readonly type: 'error'; readonly message: string };

/** From the page to the host. The page announces `ready` once it listens; the host then pushes its state. */
export type PageMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'refresh' }
  | { readonly type: 'cancel' }
  | { readonly type: 'signIn' }
  | { readonly type: 'chooseSource' }
  | { readonly type: 'exportReport' }
  /** Proposes bounds for the sweep file: those set by hand, or without any those of the analysis. */
  | { readonly type: 'applySafeBounds'; readonly bounds?: readonly ParameterBound[] | undefined }
  /** Writes a new sweep file, with bounds as above. */
  | { readonly type: 'nextSweep'; readonly bounds?: readonly ParameterBound[] | undefined }
  | { readonly type: 'saveRules' }
  | { readonly type: 'reproduce' }
  /** Asks for the details of one run. */
  | { readonly type: 'run'; readonly id: string }
  /** Which ends count as crashed from now on; `null` for what usually does. */
  | { readonly type: 'countAsCrashed'; readonly means: readonly CountsAsCrashed[] | null }
  /** The target metric from now on; `null` for the sweep's own. */
  | { readonly type: 'metric'; readonly name: string | null }
  | { readonly type: 'copy'; readonly text: string };

/** What the page keeps with `setState` so that the host can rebuild the panel after a window reload. */
export interface RestoreState {
  readonly version: 2;
  readonly source: RestoreSource;
  /** URI of the sweep file that the analysis was started from, or `null`. */
  readonly sweepUri: string | null;
  /** Absent where nothing was chosen. */
  readonly choices?: AnalysisChoices;
}

/** The folder or file that was analysed, by its URI, or what was read from a W&B server. */
export type RestoreSource =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'wandb'; readonly baseUrl: string; readonly reference: string };

/** Whether `message` is one that a page may send; anything else is answered with an error. */
export function isPageMessage(message: unknown): message is PageMessage {
  if (!isRecord(message)) return false;
  switch (message.type) {
    case 'ready':
    case 'refresh':
    case 'cancel':
    case 'signIn':
    case 'chooseSource':
    case 'exportReport':
    case 'saveRules':
    case 'reproduce':
      return true;
    case 'applySafeBounds':
    case 'nextSweep':
      return message.bounds === undefined || isBoundsList(message.bounds);
    case 'run':
      return typeof message.id === 'string';
    case 'countAsCrashed':
      return isCrashedChoice(message.means);
    case 'metric':
      return isTextOrNull(message.name);
    case 'copy':
      return typeof message.text === 'string';
    default:
      return false;
  }
}

/**
 * Whether `message` is one that a host may send; the page says of anything else that it does not know it. Looks at the
 * outside only: what an analysis holds is the host's own.
 */
export function isHostMessage(message: unknown): message is HostMessage {
  if (!isRecord(message)) return false;
  switch (message.type) {
    case 'state':
      return isPanelState(message.state) && isRestoreState(message.restore);
    case 'run':
      return typeof message.id === 'string' && (message.details === null || isRecord(message.details));
    case 'error':
      return typeof message.message === 'string';
    default:
      return false;
  }
}

function isPanelState(state: unknown): boolean {
  if (!isRecord(state) || typeof state.source !== 'string') return false;
  if (state.phase === 'ready') return isRecord(state.analysis) && isRecord(state.table);
  return (state.phase === 'loading' || state.phase === 'failed') && typeof state.message === 'string';
}

/** Whether `value`, read back after a reload, is a state that a panel can be rebuilt from. */
export function isRestoreState(value: unknown): value is RestoreState {
  return (
    isRecord(value) &&
    value.version === 2 &&
    isRestoreSource(value.source) &&
    isTextOrNull(value.sweepUri) &&
    (value.choices === undefined || isAnalysisChoices(value.choices))
  );
}

function isAnalysisChoices(value: unknown): value is AnalysisChoices {
  return isRecord(value) && isCrashedChoice(value.crashed) && isTextOrNull(value.metric);
}

function isCrashedChoice(value: unknown): value is readonly CountsAsCrashed[] | null {
  const known: readonly unknown[] = CRASHED_CHOICES;
  return value === null || (Array.isArray(value) && value.every((item) => known.includes(item)));
}

/** Whether `value` can be where runs came from. */
export function isRestoreSource(value: unknown): value is RestoreSource {
  if (!isRecord(value)) return false;
  if (value.kind === 'uri') return typeof value.uri === 'string';
  return value.kind === 'wandb' && typeof value.baseUrl === 'string' && typeof value.reference === 'string';
}

/** Whether `value` is bounds that a person set; none is a list too. */
export function isBoundsList(value: unknown): value is readonly ParameterBound[] {
  return Array.isArray(value) && value.every(isParameterBound);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
