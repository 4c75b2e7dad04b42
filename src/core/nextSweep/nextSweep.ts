import type { Analysis, SafeBound } from '../analysis/analysis';
import { plainText } from '../plainText';
import type { Result } from '../ports';
import { whyNoBounds } from '../report/boundsText';
import type { RunTable } from '../runs/table';
import type { SweepDocument } from '../sweep/document';
import { parseSweepDocument } from '../sweep/document';
import { fieldsOf, textOf } from '../sweep/node';
import { searchedNamesOf, methodOf } from '../sweep/parameters';
import { nextSweepHeader, withHeader } from './header';
import { narrowSweep, type NarrowedSweep } from './narrowSweep';
import type { PairedSweep } from './pairedSweep';
import { pairedWithin } from './pairedWithin';
import { NO_PRIOR_RUNS, priorRunsOf, type PriorRuns } from './priorRuns';
import { shellLine } from './shell';
import { unpackSnippet } from './unpackPair';

/** What a next sweep is made from. */
export interface NextSweepInput {
  readonly document: SweepDocument;
  readonly analysis: Analysis;
  readonly table: RunTable;
  /** File name of the new sweep as the command is to name it, such as `sweep-2.yaml`. */
  readonly fileName: string;
  /** Where the runs are on W&B, if that is known better than the sweep file and the source tell. */
  readonly target?: { readonly entity: string | null; readonly project: string | null };
  /** Parameters to narrow; all safe bounds where it is absent. */
  readonly chosen?: ReadonlySet<string>;
  /** Bounds that a person set by hand, in the place of the analysis's own. */
  readonly safeBounds?: readonly SafeBound[];
}

/** A new sweep file and how to start it. */
export interface NextSweep {
  /** The whole file, header comment included. */
  readonly text: string;
  readonly narrowed: NarrowedSweep;
  /** Creates the sweep, seeded with `priorRuns`; for a POSIX shell, one line. */
  readonly createCommand: string;
  /** Starts an agent; `SWEEP_ID` stands for what the first command prints. */
  readonly agentCommand: string;
  /** Ids of the completed runs inside the new bounds that seed the sweep, best first. */
  readonly priorRuns: readonly string[];
  /** What a person should know of the runs that seed it, why `--update` is no way, and of bounds that were left out. */
  readonly notes: readonly string[];
}

/** The sweep file to start next: the old one with its safe bounds, below a header that says why. Uses no clock. */
export function nextSweep(input: NextSweepInput): NextSweep {
  const { document, analysis, chosen, safeBounds = analysis.safeBounds } = input;
  return written(input, narrowSweep(document, safeBounds, chosen), null);
}

/** A next sweep in which settings that crash together are one parameter, and Python that takes it apart again. */
export interface NextPairedSweep extends NextSweep {
  readonly paired: PairedSweep;
  /** For the training script, as a document to copy from. */
  readonly python: string;
}

/**
 * The next sweep with the safe combinations of settings that crash together as values of one parameter, which bounds can't
 * say; other settings have their safe bounds. No run seeds it. The error says in a sentence why there is none.
 */
export function nextPairedSweep(input: NextSweepInput): Result<NextPairedSweep, string> {
  const { document, analysis, table, chosen, safeBounds = analysis.safeBounds } = input;
  const made = pairedWithin(
    document,
    analysis,
    table,
    safeBounds.filter(({ parameter }) => chosen?.has(parameter) ?? true),
  );
  if (!made.ok) return made;
  const { narrowed, paired } = made.value;
  const python = unpackSnippet(paired.pair, document);
  return { ok: true, value: { ...written(input, narrowed, paired), paired, python } };
}

function written(
  { document, analysis, table, fileName, target, safeBounds = analysis.safeBounds }: NextSweepInput,
  narrowed: NarrowedSweep,
  paired: PairedSweep | null,
): NextSweep {
  const body = paired?.text ?? narrowed.text;
  const after = parseSweepDocument(body);
  const prior = paired === null ? priorRunsOf(table, after, goalOf(analysis, table)) : NO_PRIOR_RUNS;
  const place = target ?? placeOf(after, analysis);
  const createCommand = createLine(after, fileName, prior, place);
  const agentCommand = shellLine([
    'wandb',
    'agent',
    [place.entity, place.project, 'SWEEP_ID'].filter(Boolean).join('/'),
  ]);
  const notes = [
    ...(paired === null ? boundsNotes(narrowed, analysis, after) : narrowed.skipped.map(({ message }) => message)),
    ...(paired === null ? priorNotes(after, prior) : pairedNotes(paired, narrowed, safeBounds)),
    'A new sweep, since W&B does not change the parameters of one that was started: `wandb sweep --update` is refused.',
  ];
  const commands = { createCommand, agentCommand };
  const header = nextSweepHeader({ analysis, table, document, safeBounds, narrowed, paired, ...commands, notes });
  const text = withHeader(body, header, document.path ?? fileName);
  return { text, narrowed, createCommand, agentCommand, priorRuns: prior.ids, notes };
}

/** `sweep.yaml` → `sweep-2.yaml` → `sweep-3.yaml`; the first of these that is not `taken`. */
export function nextSweepName(name: string, taken: (name: string) => boolean): string {
  const [, stem = name, number, extension = '.yaml'] = /^(.*?)(?:-(\d{1,6}))?(\.[^.]*)?$/s.exec(name) ?? [];
  for (let next = number === undefined ? 2 : Number(number) + 1; ; next++) {
    const candidate = `${stem}-${String(next)}${extension}`;
    if (!taken(candidate)) return candidate;
  }
}

interface Place {
  readonly entity: string | null;
  readonly project: string | null;
}

/** The project of the runs: as the sweep file says, or the address that they were read from. */
function placeOf({ root }: SweepDocument, { source }: Analysis): Place {
  const fields = fieldsOf(root);
  const [entity = null, project = null] =
    source.kind === 'wandb' ? (/^([^/:\s]+)\/([^/\s]+)(?:\/[^/\s]+)?$/.exec(source.ref)?.slice(1) ?? []) : [];
  const written = textOf(fields.get('project')?.value);
  return { entity: textOf(fields.get('entity')?.value) ?? entity, project: written ?? project };
}

function createLine({ root }: SweepDocument, fileName: string, { ids }: PriorRuns, { entity, project }: Place): string {
  const fields = fieldsOf(root);
  const option = (name: string, value: string | null): readonly string[] =>
    value === null || value === textOf(fields.get(name)?.value) ? [] : [`--${name}`, value];
  return shellLine([
    ...['wandb', 'sweep', ...option('entity', entity), ...option('project', project)],
    ...ids.flatMap((id) => ['--prior_run', id]),
    fileName.startsWith('-') ? `./${fileName}` : fileName,
  ]);
}

/** Which way the analysis took the metric: its best run has the largest or the smallest value. */
function goalOf({ best }: Analysis, { rows }: RunTable): 'maximize' | 'minimize' {
  const others = rows.flatMap(({ group, metric }) => (group === 'completed' && metric !== null ? [metric] : []));
  return best !== null && others.some((metric) => metric > best.value) ? 'minimize' : 'maximize';
}

/** Why ranges stay as they are: a file that was narrowed before is no search of the old space again. */
function boundsNotes(
  { narrowed, skipped }: NarrowedSweep,
  analysis: Analysis,
  { root }: SweepDocument,
): readonly string[] {
  const messages = skipped.map(({ message }) => message);
  if (narrowed.length > 0) return messages;
  if (skipped.length === 0) return [`${whyNoBounds(analysis, searchedNamesOf(root))} This is the same search again.`];
  if (skipped.every(({ reason }) => reason === 'already-inside')) {
    const names = skipped.map(({ parameter }) => plainText(parameter, 60)).join(', ');
    return [`The file lies inside the safe bounds already (${names}); its ranges are as they were.`];
  }
  return ['No range was narrowed here.', ...messages];
}

/** Why a bound gave way to the pairs, and why no earlier run is named by the command. */
function pairedNotes(
  { pair }: PairedSweep,
  { narrowed }: NarrowedSweep,
  safeBounds: readonly SafeBound[],
): readonly string[] {
  const left = safeBounds
    .map(({ parameter }) => parameter)
    .filter((name) => pair.replaced.includes(name) && !narrowed.some(({ parameter }) => parameter === name));
  return [
    ...(left.length === 0
      ? []
      : [`The bounds of ${left.map((name) => plainText(name, 60)).join(' and ')} give way to the combinations.`]),
    `No earlier run seeds this sweep, since none of them has ${pair.name}.`,
  ];
}

/** What seeding does, which depends on the method (wandb/sweeps: only bayes and grid look at earlier runs). */
function priorNotes({ root }: SweepDocument, { ids, found, withoutId }: PriorRuns): readonly string[] {
  if (found === 0)
    return withoutId > 0
      ? [
          'The completed runs inside the new ranges have no ids here, so that none seeds the sweep: ' +
            'export the table with its column ID.',
        ]
      : ['No completed run has all its settings inside the new ranges, so that none seeds the sweep.'];
  const capped = fieldsOf(root).has('run_cap');
  if (ids.length === 0) return ['run_cap leaves no room for earlier runs, so that none seeds the sweep.'];
  const count = `${String(ids.length)} completed ${ids.length === 1 ? 'run' : 'runs'} inside the new ranges`;
  const method = methodOf(root);
  const use =
    method === 'bayes'
      ? `bayes starts from ${count} instead of from nothing`
      : method === 'grid'
        ? `${count} are added, and grid leaves out the combinations that they had`
        : `${count} are added for comparison; ${plainText(method ?? 'this method', 20)} draws without looking at them`;
  return [
    `${use}. They have to be runs of the same project.`,
    ...(found > ids.length
      ? [
          `Of ${found.toLocaleString('en-US')} such runs, the command names the best ${ids.length.toLocaleString('en-US')}.`,
        ]
      : []),
    ...(capped ? ['W&B may count them towards run_cap; raise it if the sweep ends early.'] : []),
  ];
}
