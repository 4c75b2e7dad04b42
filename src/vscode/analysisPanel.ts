import * as vscode from 'vscode';
import type { Progress } from '../core/ports';
import { panelHtml } from '../shared/panelHtml';
import {
  isPageMessage,
  NO_CHOICES,
  type AnalysisChoices,
  type HostMessage,
  type PageMessage,
  type PanelState,
  type RestoreState,
} from '../shared/protocol';
import type { Follower } from '../core/sources/local/followRuns';
import { createRunMemory } from '../core/sources/local/runMemory';
import { folderOf, type Following } from './readRuns';
import { panelState, runDetailsOf } from './panelState';
import {
  analyzedAgain,
  runAnalysis,
  type AnalysisRequest,
  type FinishedAnalysis,
  type FinishedState,
} from './runAnalysis';
import { describeSource, keptSource } from './runSource';
import type { Services } from './services';
import { watchRuns } from './watchRuns';

const PROGRESS_INTERVAL_MS = 100;

/** What a panel asks of the extension around it. */
export interface PanelOwner {
  finished(state: FinishedState): void;
  chooseSource(): void;
  disposed(): void;
}

/** The one panel: holds the state that its page draws, and pushes it whenever the page is there to take it. */
export class AnalysisPanel implements vscode.Disposable {
  private state: PanelState;
  private running = new AbortController();
  /** The last result for this request, for when a refresh is cancelled. */
  private shown: FinishedAnalysis | null = null;
  /** Watches the runs of a folder once they are shown. */
  private follower: Follower | null = null;
  private following: Following = newFollowing();
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private request: AnalysisRequest,
    private readonly services: Services,
    private readonly owner: PanelOwner,
    /** What the person chose for the analysis; goes on over refreshes and reloads, not to other runs. */
    private choices: AnalysisChoices = NO_CHOICES,
  ) {
    this.state = { phase: 'loading', source: describeSource(request.source), message: vscode.l10n.t('Reading runs') };
    const dist = vscode.Uri.joinPath(services.extensionUri, 'dist');
    const { webview } = panel;
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.subscriptions.push(
      webview.onDidReceiveMessage((message: unknown) => {
        this.receive(message);
      }),
      panel.onDidDispose(() => {
        this.dispose();
      }),
    );
    webview.html = panelHtml({
      cspSource: webview.cspSource,
      nonce: crypto.randomUUID(),
      scriptUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'webview.js')).toString(),
      styleUri: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'style.css')).toString(),
      // VS Code has loaded the texts for the host; the page's are among them.
      translation: vscode.l10n.bundle && { language: vscode.env.language, texts: vscode.l10n.bundle },
    });
  }

  // A hidden page is thrown away, and announces itself again when it is shown: nothing is kept up to date behind it.

  /** Analyses `request` and shows the result; one still going on is given up. `choices` are for other runs than before. */
  async analyze(request: AnalysisRequest, choices: AnalysisChoices = NO_CHOICES): Promise<void> {
    this.running.abort();
    const { signal } = (this.running = new AbortController());
    this.stopFollowing();
    if (request !== this.request) {
      this.shown = null;
      this.following = newFollowing();
      this.choices = choices;
    }
    this.request = request;
    const source = describeSource(request.source);
    this.show({ phase: 'loading', source, message: vscode.l10n.t('Reading runs') });
    const startedAt = this.services.clock.now();
    const state = await runAnalysis(request, this.services, {
      signal,
      progress: this.progress(source, signal),
      following: this.following,
      choices: this.choices,
    });
    if (signal.aborted || state === null) return;
    this.finish(state);
    if (state.phase === 'ready') this.follow(signal, this.services.clock.now() - startedAt);
  }

  private finish(state: FinishedState): void {
    this.shown = state.phase === 'ready' ? state : null;
    this.show(state.phase === 'ready' ? panelState(state) : state);
    this.owner.finished(state);
  }

  /** Analyses the runs that are shown under other choices. */
  private async choose(choices: Partial<AnalysisChoices>): Promise<void> {
    if (this.shown === null || this.state.phase !== 'ready') return;
    this.choices = { ...this.choices, ...choices };
    const chosen = this.choices;
    const { signal } = this.running;
    const options = { signal, progress: { report: () => undefined } };
    const state = await analyzedAgain(this.shown, chosen, this.services, options);
    // Another choice, or another reading, has come meanwhile.
    if (!signal.aborted && chosen === this.choices) this.finish(state);
  }

  /** Keeps up with runs that are written to the folder of the request, until `signal` is aborted. */
  private follow(signal: AbortSignal, milliseconds: number): void {
    const { source } = this.request;
    if (source.kind !== 'uri' || this.following.shown === null) return;
    const { folder } = folderOf(source.uri);
    // A file that was exported is as it is; only a folder has paths to watch.
    if (this.following.memory.byPath.size === 0) return;
    const follower = watchRuns(folder, this.services.clock, (changed) => {
      void this.followUp(follower, signal, changed);
    });
    this.follower = follower;
    follower.hasRead({ milliseconds, isRunning: this.isRunning() });
  }

  /** Reads what has changed and shows it, if it makes a difference; a reading that fails leaves what is shown. */
  private async followUp(
    follower: Follower,
    signal: AbortSignal,
    changed: readonly string[] | undefined,
  ): Promise<void> {
    const startedAt = this.services.clock.now();
    const state = await runAnalysis(this.request, this.services, {
      signal,
      progress: { report: () => undefined },
      following: this.following,
      choices: this.choices,
      isFollowUp: true,
      ...(changed && { changed }),
    });
    if (signal.aborted) return;
    if (state?.phase === 'ready') this.finish(state);
    else if (state) this.services.log.warn(`Following ${state.source}: ${state.message}`);
    follower.hasRead({ milliseconds: this.services.clock.now() - startedAt, isRunning: this.isRunning() });
  }

  private isRunning(): boolean {
    return this.following.shown?.some((run) => run.outcome.kind === 'running') ?? false;
  }

  private stopFollowing(): void {
    this.follower?.stop();
    this.follower = null;
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.running.abort();
    this.stopFollowing();
    vscode.Disposable.from(...this.subscriptions.splice(0)).dispose();
    this.panel.dispose();
    this.owner.disposed();
  }

  /** Stops reading; what was shown before comes back. */
  private cancel(): void {
    if (this.state.phase !== 'loading') return;
    this.running.abort();
    const { source } = this.state;
    this.show(
      this.shown
        ? panelState(this.shown)
        : {
            phase: 'failed',
            source,
            message: vscode.l10n.t('Reading the runs was cancelled.'),
            advice: vscode.l10n.t('Refresh reads them from the beginning.'),
          },
    );
    if (this.shown) this.follow((this.running = new AbortController()).signal, 0);
  }

  /** Says how far reading has come, as often as one can read it. */
  private progress(source: string, signal: AbortSignal): Progress {
    let shownAt = 0;
    return {
      report: ({ message, done, total }) => {
        const now = this.services.clock.now();
        if (signal.aborted || now - shownAt < PROGRESS_INTERVAL_MS) return;
        shownAt = now;
        this.show({ phase: 'loading', source, message, ...(total && { share: Math.min(1, done / total) }) });
      },
    };
  }

  private show(state: PanelState): void {
    this.state = state;
    this.panel.title = vscode.l10n.t('Sweep: {0}', state.source);
    this.push();
  }

  private push(): void {
    const restore: RestoreState = {
      version: 2,
      source: keptSource(this.request.source),
      sweepUri: this.request.sweep?.toString() ?? null,
      choices: this.choices,
    };
    this.post({ type: 'state', state: this.state, restore });
  }

  private post(message: HostMessage): void {
    void this.panel.webview.postMessage(message);
  }

  private receive(message: unknown): void {
    if (!isPageMessage(message)) {
      this.services.log.warn(`The panel sent a message that is not understood: ${JSON.stringify(message)}`);
      this.post({
        type: 'error',
        message: vscode.l10n.t('The panel asked for something that Sweep Guard does not know. Refresh it.'),
      });
      return;
    }
    void this.answer(message);
  }

  private async answer(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.push();
        return;
      case 'refresh':
        return this.analyze(this.request);
      case 'cancel':
        this.cancel();
        return;
      case 'signIn':
        if (await vscode.commands.executeCommand<boolean>('sweepGuard.signIn')) await this.analyze(this.request);
        return;
      case 'chooseSource':
        this.owner.chooseSource();
        return;
      case 'applySafeBounds':
      case 'nextSweep':
        await vscode.commands.executeCommand(
          `sweepGuard.${message.type}`,
          this.request.sweep ?? undefined,
          message.bounds,
        );
        return;
      case 'exportReport':
      case 'saveRules':
      case 'reproduce':
        await vscode.commands.executeCommand(`sweepGuard.${message.type}`, this.request.sweep ?? undefined);
        return;
      case 'run':
        this.post({ type: 'run', id: message.id, details: this.shown && runDetailsOf(this.shown, message.id) });
        return;
      case 'countAsCrashed':
        await this.choose({ crashed: message.means });
        return;
      case 'metric':
        await this.choose({ metric: message.name });
        return;
      case 'copy':
        return vscode.env.clipboard.writeText(message.text);
    }
  }
}

function newFollowing(): Following {
  return { memory: createRunMemory(), shown: null };
}
