import * as vscode from 'vscode';
import { analyzeSweep } from '../core/analysis/analyzeSweep';
import { pastRunsText } from '../core/language/pastRunsText';
import { checkAnswer } from '../core/language/toolAnswers';
import { withForecast } from '../core/nextSweep/withForecast';
import { textReport } from '../core/report/text';
import { parseWandbReference } from '../core/sources/wandb/reference';
import { NO_CHOICES } from '../shared/protocol';
import { isLinkOut } from './fileSystems';
import { pathInFolder } from './pathInFolder';
import { runAnalysis } from './runAnalysis';
import { describeSource, type RunSource } from './runSource';
import type { Services } from './services';
import { toolApi, type Tool } from './toolApi';

/** Longer answers cost a model more than they tell it. */
const LONGEST = 6000;

/** The tools for agents in the editor, by their names: check a sweep file, analyse a sweep, explain a finding. */
export function languageModelTools(services: Services): ReadonlyMap<string, Tool> {
  const tool = (
    name: string,
    prepare: Tool['prepareInvocation'],
    answer: (input: Input, signal: AbortSignal) => Promise<string>,
  ): readonly [string, Tool] => [
    name,
    {
      prepareInvocation: prepare,
      invoke: async ({ input }, token) => {
        const running = new AbortController();
        token.onCancellationRequested(() => {
          running.abort();
        });
        const text = await answer(inputOf(input), running.signal);
        return toolApi()?.result(text.length > LONGEST ? `${text.slice(0, LONGEST)}\n… (cut)` : text);
      },
    },
  ];

  return new Map([
    tool(
      'sweepGuard_checkSweepFile',
      ({ input }) => ({ invocationMessage: vscode.l10n.t('Checking {0}', inputOf(input).file ?? 'sweep.yaml') }),
      async ({ file }) => {
        const document = await sweepFile(file, services);
        if (typeof document === 'string') return document;
        if (!services.documents.get(document)) return `${nameOf(document)} is no W&B sweep file.`;
        return checkAnswer(nameOf(document), services.documents.problems(document));
      },
    ),
    tool(
      'sweepGuard_analyzeSweep',
      async ({ input }) => {
        const source = await sourceOf(inputOf(input).source, services);
        if (typeof source === 'string') return { invocationMessage: vscode.l10n.t('Analyzing a sweep') };
        const name = describeSource(source);
        const invocationMessage = vscode.l10n.t('Analyzing {0}', name);
        if (source.kind === 'uri') return { invocationMessage };
        const message = vscode.l10n.t('Read the runs of {0} from {1}?', name, new URL(source.baseUrl).host);
        return { invocationMessage, confirmationMessages: { title: vscode.l10n.t('Analyze Sweep'), message } };
      },
      async ({ source: wanted, file }, signal) => {
        const source = await sourceOf(wanted, services);
        if (typeof source === 'string') return source;
        const document = file === undefined ? null : await sweepFile(file, services);
        const sweep = document === null || typeof document === 'string' ? null : document.uri;
        const progress = { report: () => undefined };
        const state = await runAnalysis({ source, sweep }, services, { signal, progress, choices: NO_CHOICES });
        if (state === null) return 'Nothing has changed.';
        if (state.phase === 'failed') return `${state.message} ${state.advice}`;
        const { runSet, sweepText } = state;
        const predict = sweep !== null && sweepText !== null;
        const { analysis, table } = predict ? analyzeSweep(runSet, { sweepText, predict }) : state;
        return textReport(withForecast(analysis, table, sweepText));
      },
    ),
    tool(
      'sweepGuard_explainFinding',
      ({ input }) => ({
        invocationMessage: vscode.l10n.t(
          'Explaining {0}',
          inputOf(input).parameter ?? inputOf(input).file ?? 'sweep.yaml',
        ),
      }),
      async ({ file, parameter }) => {
        const document = await sweepFile(file, services);
        if (typeof document === 'string') return document;
        const { evidence, foreign } = services.documents.knowledge(document);
        if (!evidence) {
          const why = foreign ? ` The analysis of ${foreign.source} is not of this sweep: ${foreign.why}` : '';
          return `No analysis speaks for ${nameOf(document)} yet. Analyze its sweep first.${why}`;
        }
        const chosen = parameter === undefined ? null : evidence.parameters.filter(({ name }) => name === parameter);
        if (chosen?.length === 0) return `The runs of ${evidence.source} have no parameter ${parameter ?? ''}.`;
        const about = services.documents
          .problems(document)
          .filter(({ code, path }) => code.startsWith('V') && (parameter === undefined || path.includes(parameter)));
        const [found] = chosen ?? [];
        const none = found && found.verdict !== 'strong' && found.verdict !== 'suggestive';
        const verdict = none
          ? `${found.name}: no clear difference between crashed and completed runs (${found.verdict}).\n`
          : '';
        const facts = pastRunsText(chosen ? { ...evidence, parameters: chosen } : evidence, services.clock.now());
        return `${verdict}${facts}\n${checkAnswer(nameOf(document), about)}`;
      },
    ),
  ]);
}

interface Input {
  readonly file?: string;
  readonly source?: string;
  readonly parameter?: string;
}

/** What a model sent, as far as it is text. */
function inputOf(input: unknown): Input {
  if (typeof input !== 'object' || input === null) return {};
  const entries = Object.entries(input).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries.filter(([key]) => ['file', 'source', 'parameter'].includes(key)));
}

/** A file of the workspace by its path in it; else a sentence for the model. Files outside are not opened. */
async function sweepFile(file: string | undefined, { fileSystem }: Services): Promise<vscode.TextDocument | string> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!folder) return 'No folder is open.';
  const uri = uriIn(folder, file ?? 'sweep.yaml');
  if (!uri || (await isLinkOut(uri, folder, fileSystem))) {
    return `${file ?? 'sweep.yaml'} is not in the open folder. Give its path in the workspace, such as sweep.yaml.`;
  }
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return `There is no file ${file ?? 'sweep.yaml'} in the open folder.`;
  }
}

/** Where runs are: a sweep of W&B, or a folder or file of the workspace; without either, the open folder. */
async function sourceOf(source: string | undefined, { account, fileSystem }: Services): Promise<RunSource | string> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const local = folder && uriIn(folder, source ?? '.');
  if (local && (await isLinkOut(local, folder, fileSystem))) {
    return `${source ?? ''} is a link out of the open folder. Ask the person to run Analyze Sweep and to choose that folder.`;
  }
  if (local && (await exists(local))) return { kind: 'uri', uri: local };
  const server = await account.server();
  if (!server.ok) return `${server.error.message} ${server.error.advice}`;
  const reference = parseWandbReference(source ?? '', server.value);
  if (!reference.ok) return `${reference.error.message} ${reference.error.advice}`;
  return { kind: 'wandb', baseUrl: server.value.baseUrl, reference: reference.value };
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** The address of a path in the folder; `null` where it leads out of it. */
function uriIn(folder: vscode.Uri, path: string): vscode.Uri | null {
  const found = pathInFolder(folder.path, path);
  return found === null ? null : folder.with({ path: found });
}

function nameOf({ uri }: vscode.TextDocument): string {
  return vscode.workspace.asRelativePath(uri, false);
}
