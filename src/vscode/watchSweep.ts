import * as vscode from 'vscode';
import { sweepSpace } from '../core/analysis/sweepSpace';
import { lookAt, type Look } from '../core/analysis/watch';
import { watchedCuts, type WatchedCut } from '../core/analysis/watchedCuts';
import { buildTable } from '../core/runs/table';
import { alarmWords, progressWords } from '../core/report/watchWords';
import type { RunSet } from '../core/runs/run';
import { formatReference } from '../core/sources/wandb/reference';
import { parseSweepDocument } from '../core/sweep/document';
import type { Analyses } from './analyze';
import { activeSweepFile, chooseSource } from './chooseSource';
import { pullRuns } from './pullRuns';
import { readRunsAt } from './readRuns';
import type { AnalysisRequest } from './runAnalysis';
import { describeSource } from './runSource';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/** Between two looks, in milliseconds: agents report every half minute or so, and a server is asked politely. */
const INTERVAL = 60_000;
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
 * Registers Watch Sweep and Stop Watching: looks at a running sweep once a minute, shows how far it is, and says once, with
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
  };

  const start = async (): Promise<void> => {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Runs are read only in a trusted workspace. Trust it, then watch the sweep.'),
      );
      return;
    }
    const request = await chooseSource(services);
    if (!request) return;
    const source = describeSource(request.source);
    stop(source);
    const status = vscode.languages.createLanguageStatusItem(`sweepGuard.watch.${source}`, SWEEP_SELECTOR);
    status.name = vscode.l10n.t('Watch Sweep');
    status.text = vscode.l10n.t('Watching {0}', source);
    status.busy = true;
    status.command = { title: vscode.l10n.t('Stop Watching'), command: 'sweepGuard.stopWatching', arguments: [source] };
    const watch = { request, status, running: new AbortController() };
    watches.set(source, watch);
    await follow(watch);
    stop(source);
  };

  const follow = async ({ request, status, running: { signal } }: Watch): Promise<void> => {
    const source = describeSource(request.source);
    let cuts: readonly WatchedCut[] | null = null;
    let before = '';
    let wait = INTERVAL;
    let unchanged = 0;
    let hasToldFailure = false;
    const told = new Set<'relation' | 'rate'>();
    // Chosen before the first look and never from these runs: the alarm's chance to be false rests on that.
    const suspects = suspectsOf(services, source);
    const isOver = (): boolean => signal.aborted;
    while (!isOver()) {
      const runs = await read(request, services, signal);
      if (isOver()) return;
      if (!runs.ok) {
        // Said once; a server that comes back is not worth a word.
        status.detail = runs.error.message;
        services.log.warn(`Watching ${source}: ${runs.error.message}`);
        if (!hasToldFailure)
          void vscode.window.showWarningMessage(`${runs.error.message} ${vscode.l10n.t('Watching goes on trying.')}`);
        hasToldFailure = true;
        wait = Math.min(LONGEST, 2 * wait);
      } else {
        hasToldFailure = false;
        const sweepText = (await textOf(request.sweep)) ?? runs.value.sweepText;
        const table = buildTable(runs.value.runs, { metric: null });
        cuts ??= watchedCuts(table, sweepText === null ? null : sweepSpace(parseSweepDocument(sweepText)));
        const look = lookAt(table, cuts, suspects);
        const progress = progressWords(look);
        status.text = `${source}: ${progress}`;
        status.detail = vscode.l10n.t('looked at {0}', new Date(services.clock.now()).toLocaleTimeString());
        status.busy = look.running > 0;
        unchanged = progress === before ? unchanged + 1 : 0;
        before = progress;
        // Nothing moves for long: asked less often, and after some time no more.
        wait = unchanged > 5 ? Math.min(LONGEST, INTERVAL * 2 ** (unchanged - 5)) : INTERVAL;
        tell(look, told, request);
        if (look.running === 0 && unchanged >= QUIET_LOOKS) return;
      }
      await pause(wait, signal);
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
      else if (keys.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('No sweep is watched.'));
    }),
  );
}

async function ask(words: string, request: AnalysisRequest, analyses: Analyses): Promise<void> {
  const command = stopCommand(request);
  const open = vscode.l10n.t('Open Panel');
  const copyStop = vscode.l10n.t('Copy Stop Command');
  const buttons = [open, ...(command === null ? [] : [copyStop])];
  const answer = await vscode.window.showWarningMessage(`${describeSource(request.source)}: ${words}`, ...buttons);
  if (answer === open) await analyses.open(request);
  if (answer === copyStop && command !== null) await vscode.env.clipboard.writeText(command);
}

/** What ends the sweep on W&B and lets its running runs finish; `null` where it has no address there. */
function stopCommand({ source }: AnalysisRequest): string | null {
  if (source.kind !== 'wandb' || source.reference.kind !== 'sweep') return null;
  return `wandb sweep --stop ${formatReference(source.reference)}`;
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
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
