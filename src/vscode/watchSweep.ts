import * as vscode from 'vscode';
import { sweepSpace } from '../core/analysis/sweepSpace';
import { lookAt, type Look } from '../core/analysis/watch';
import { watchedCuts, type WatchedCut } from '../core/analysis/watchedCuts';
import { stopCommand } from '../core/nextSweep/stopCommand';
import { buildTable } from '../core/runs/table';
import { alarmWords, progressWords, statusWords } from '../core/report/watchWords';
import type { RunSet } from '../core/runs/run';
import { formatReference } from '../core/sources/wandb/reference';
import { parseSweepDocument } from '../core/sweep/document';
import type { Analyses } from './analyze';
import { activeSweepFile, chooseSource } from './chooseSource';
import * as notify from './notifications';
import { afterLook, NO_OUTAGE } from './outage';
import { pullRuns } from './pullRuns';
import { readRunsAt } from './readRuns';
import type { AnalysisRequest } from './runAnalysis';
import { describeSource } from './runSource';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/** Seconds between two looks: agents report every half minute or so, and a server is asked politely. */
const INTERVAL = 60;
/** The longest wait, where looks fail or nothing has changed for long. */
const LONGEST = 15 * 60_000;
/** Looks without any change after which a sweep whose runs have all ended is over. */
const QUIET_LOOKS = 20;

/** One sweep that is followed. */
interface Watch {
  readonly request: AnalysisRequest;
  readonly status: vscode.LanguageStatusItem;
  readonly running: AbortController;
}

/**
 * Registers Watch Sweep and Stop Watching: looks at a running sweep once a minute (a setting), shows how far it is, and says once, with
 * the reason, when crashes concentrate.
 */
export function registerWatchSweep(services: Services, analyses: Analyses): vscode.Disposable {
  const watches = new Map<string, Watch>();

  const stop = (key: string): void => {
    const watch = watches.get(key);
    if (!watch) return;
    watches.delete(key);
    watch.running.abort();
    watch.status.dispose();
    tellContext();
  };
  /** Stop Watching is in the palette only while there is something to stop. */
  const tellContext = (): void => {
    void vscode.commands.executeCommand('setContext', 'sweepGuard.isWatching', watches.size > 0);
  };

  const start = async (): Promise<void> => {
    if (!vscode.workspace.isTrusted) {
      void notify.showInformationMessage(
        vscode.l10n.t('Runs are read only in a trusted workspace. Trust it, then watch the sweep.'),
      );
      return;
    }
    const request = await chooseSource(services, {
      title: vscode.l10n.t('Watch Sweep'),
      placeholder: vscode.l10n.t('Which runs to watch? You can also paste the address of a W&B sweep'),
      openLabel: vscode.l10n.t('Watch'),
    });
    if (!request) return;
    const source = describeSource(request.source);
    stop(source);
    const status = vscode.languages.createLanguageStatusItem(`sweepGuard.watch.${source}`, SWEEP_SELECTOR);
    status.name = vscode.l10n.t('Watch Sweep');
    status.text = notify.withoutLinks(vscode.l10n.t('Watching {0}', source));
    status.busy = true;
    status.command = { title: vscode.l10n.t('Stop Watching'), command: 'sweepGuard.stopWatching', arguments: [source] };
    const watch = { request, status, running: new AbortController() };
    watches.set(source, watch);
    tellContext();
    try {
      await follow(watch);
    } finally {
      // Another watch of the same runs may have taken its place.
      if (watches.get(source) === watch) stop(source);
    }
  };

  const follow = async ({ request, status, running: { signal } }: Watch): Promise<void> => {
    const source = describeSource(request.source);
    let cuts: readonly WatchedCut[] | null = null;
    let before = '';
    let unchanged = 0;
    let outage = NO_OUTAGE;
    const told = new Set<'relation' | 'rate'>();
    // Chosen before the first look and never from these runs: the alarm's chance to be false rests on that.
    const suspects = suspectsOf(services, source);
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      const runs = await read(request, services, signal);
      if (isOver()) return;
      const after = afterLook(outage, !runs.ok);
      outage = after.outage;
      if (!runs.ok) {
        status.severity = vscode.LanguageStatusSeverity.Warning;
        // The whole sentence is in the notification and the log: the window for it is narrow.
        status.detail = vscode.l10n.t('could not be read, tries again');
        services.log.info(`Watching ${source}: ${runs.error.message}`);
        if (after.news === 'lost') {
          void notify.showWarningMessage(`${runs.error.message} ${vscode.l10n.t('Watching goes on trying.')}`);
        }
      } else {
        if (after.news === 'back') {
          void notify.showInformationMessage(vscode.l10n.t('{0} can be read again, and watching goes on.', source));
        }
        const table = buildTable(runs.value.runs, { metric: null });
        if (cuts === null) {
          // What the sweep was started with counts; its file may have been edited since.
          const sweepText = runs.value.sweepText ?? (await textOf(request.sweep));
          cuts = watchedCuts(table, sweepText === null ? null : sweepSpace(parseSweepDocument(sweepText)));
        }
        const look = lookAt(table, cuts, suspects);
        const progress = progressWords(look);
        show(status, source, look, services.clock.now());
        unchanged = progress === before ? unchanged + 1 : 0;
        before = progress;
        tell(look, told, request);
        if (look.running === 0 && unchanged >= QUIET_LOOKS) {
          void notify.showInformationMessage(
            vscode.l10n.t('{0}: {1}. Nothing has changed for long, and watching has ended.', source, progress),
          );
          return;
        }
      }
      // Nothing moves for long, or looks fail again and again: asked less often.
      await pause(Math.min(LONGEST, interval() * 2 ** Math.max(0, unchanged - 5, outage.failures - 1)), signal);
    }
  };

  /** Says once that crashes concentrate, and once that nearly everything crashes. */
  const tell = (look: Look, told: Set<'relation' | 'rate'>, request: AnalysisRequest): void => {
    const kind = look.relation ? 'relation' : look.rate ? 'rate' : null;
    const words = alarmWords(look);
    if (kind === null || words === null || told.has(kind) || (kind === 'rate' && told.has('relation'))) return;
    told.add(kind);
    void ask(words, request, analyses);
  };

  return vscode.Disposable.from(
    new vscode.Disposable(() => {
      [...watches.keys()].forEach(stop);
    }),
    vscode.commands.registerCommand('sweepGuard.watch', start),
    vscode.commands.registerCommand('sweepGuard.stopWatching', async (source?: unknown) => {
      const keys = [...watches.keys()];
      const chosen =
        typeof source === 'string'
          ? source
          : keys.length < 2
            ? keys[0]
            : await vscode.window.showQuickPick(keys, { title: vscode.l10n.t('Stop Watching') });
      if (chosen !== undefined) stop(chosen);
      else if (keys.length === 0) void notify.showInformationMessage(vscode.l10n.t('No sweep is watched.'));
    }),
  );
}

async function ask(words: string, request: AnalysisRequest, analyses: Analyses): Promise<void> {
  const { source } = request;
  const command =
    source.kind === 'wandb' && source.reference.kind === 'sweep'
      ? stopCommand(formatReference(source.reference))
      : null;
  const open = vscode.l10n.t('Open Panel');
  const copyStop = vscode.l10n.t('Copy Stop Command');
  const buttons = [open, ...(command === null ? [] : [copyStop])];
  const answer = await notify.showWarningMessage(`${describeSource(source)}: ${words}`, ...buttons);
  if (answer === open) await analyses.open(request);
  if (answer === copyStop && command !== null) await vscode.env.clipboard.writeText(command);
}

/** How far the sweep is, and where crashes concentrate or when that was seen: short, as the window for it is narrow. */
function show(status: vscode.LanguageStatusItem, source: string, look: Look, now: number): void {
  const { text, detail } = statusWords(source.slice(source.lastIndexOf('/') + 1), look);
  status.text = notify.withoutLinks(text);
  status.detail =
    detail !== null
      ? notify.withoutLinks(detail)
      : new Date(now).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' });
  status.severity = look.relation ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  status.busy = look.running > 0;
}

/** Milliseconds between two looks, as the person has set it. */
function interval(): number {
  const seconds = vscode.workspace.getConfiguration('sweepGuard').get<unknown>('watchInterval');
  return 1000 * (typeof seconds === 'number' && seconds >= 1 ? seconds : INTERVAL);
}

/** The runs as they are now. */
async function read(
  { source, sweep }: AnalysisRequest,
  services: Services,
  signal: AbortSignal,
): Promise<
  { readonly ok: true; readonly value: RunSet } | { readonly ok: false; readonly error: { message: string } }
> {
  const options = { signal, progress: { report: () => undefined } };
  if (source.kind === 'uri') return readRunsAt(source.uri, await textOf(sweep), services, options);
  const pulled = await pullRuns(source, services, options);
  return pulled.ok ? { ok: true, value: pulled.value.runSet } : pulled;
}

/** Settings that an analysis of other runs found for the sweep file in sight: crashes most likely concentrate there again. */
function suspectsOf(services: Services, source: string): ReadonlySet<string> {
  const uri = activeSweepFile(services);
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri?.toString());
  const evidence = document && services.documents.knowledge(document).evidence;
  if (!evidence || evidence.source === source) return new Set();
  const found = evidence.parameters.filter(({ verdict }) => verdict === 'strong' || verdict === 'suggestive');
  return new Set(found.map(({ name }) => name));
}

async function textOf(uri: vscode.Uri | null): Promise<string | null> {
  try {
    return uri && (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return null;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
