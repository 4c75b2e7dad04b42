import { causeTitle } from '../runs/causeSignatures';
import { redactSecrets, redactSetting } from '../runs/redact';
import type { Run, Value } from '../runs/run';
import type { RunTable } from '../runs/table';
import type { SweepDocument } from '../sweep/document';
import { fieldsOf } from '../sweep/node';
import { parametersOf } from '../sweep/parameters';
import { plainValue } from '../sweep/plainValue';
import { flowYaml, yamlText } from '../sweep/writeYaml';
import { agentCommand, ARGS_FILE } from './agentCommand';
import { redactArguments } from './redactArguments';
import { shellLine } from './shell';
import { typicalRow } from '../runs/typicalRun';

/** How to run one crashed run again. */
export interface Reproduction {
  readonly runId: string;
  /** Id of the cause, and its title for a person. */
  readonly cause: string;
  readonly title: string;
  /** Runs that died of the cause. */
  readonly runs: number;
  /** Why this run stands for them, as a sentence. */
  readonly why: string;
  /** One line for a POSIX shell; `null` where neither the run nor a sweep file says what was run. */
  readonly command: string | null;
  /** The run's settings as YAML, secrets replaced. */
  readonly config: string;
  /** A sweep file that draws this one configuration, once, so that an agent runs it; `null` without a sweep file. */
  readonly sweep: string | null;
  /** What the command can't know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * For each cause of crashed runs, most frequent first, the run nearest to the median of its runs, and how to run it again.
 * `runs` are those of the table, in its order; `document` is the sweep file that they came from.
 */
export function reproductions(
  table: RunTable,
  runs: readonly Run[],
  document: SweepDocument | null,
): readonly Reproduction[] {
  const rowsOf = new Map<string, number[]>();
  table.rows.forEach(({ group, cause }, row) => {
    if (group !== 'crashed') return;
    const id = cause?.id ?? 'unknown';
    const known = rowsOf.get(id);
    if (known) known.push(row);
    else rowsOf.set(id, [row]);
  });
  return [...rowsOf]
    .sort(([, a], [, b]) => b.length - a.length)
    .flatMap(([cause, rows]) => {
      const run = runs[typicalRow(table, rows)];
      return run === undefined ? [] : [reproductionOf(run, cause, rows.length, document)];
    });
}

/** How to run one run again. `count` runs died of the same cause. */
export function reproductionOf(run: Run, cause: string, count: number, document: SweepDocument | null): Reproduction {
  const notes: string[] = [];
  const command = recordedCommand(run, notes) ?? expandedCommand(run, document, notes);
  const config = [...run.config].map(([name, value]) => [name, redactSetting(name, value)] as const);
  const lines = config.map(([name, value]) => `${yamlText(name)}: ${flowYaml(value)}\n`);
  if (/\[redacted\]|<redacted>/.test((command ?? '') + lines.join(''))) {
    notes.push('A secret was replaced; put it back before running this.');
  }
  return {
    ...{ runId: run.id, cause, title: causeTitle(cause), runs: count },
    why:
      count === 1
        ? `${run.id} is the only run with this end.`
        : `Of the ${String(count)} runs with this end, ${run.id} is nearest to their median settings.`,
    ...{ command, config: lines.join(''), sweep: document && sweepOfOne(document, config), notes },
  };
}

/** What W&B's client recorded when the run started. */
function recordedCommand({ command, config }: Run, notes: string[]): string | null {
  if (!command) return null;
  const { program, args, folder } = command;
  const isInside = folder !== null && program.startsWith(`${folder}/`);
  const script = isInside ? program.slice(folder.length + 1) : program;
  if (isInside) notes.push(`It ran in ${redactSecrets(folder)}.`);
  if (args.length === 0 && config.size > 0) notes.push(WITHOUT_ARGUMENTS);
  return shellLine(['python', redactSecrets(script), ...redactArguments(args)]);
}

const WITHOUT_ARGUMENTS =
  'The script takes its settings from wandb.config: run the sweep of one run, or give it the settings as YAML.';

/** What the agent would have run, by the sweep file. */
function expandedCommand(run: Run, document: SweepDocument | null, notes: string[]): string | null {
  if (document === null) {
    notes.push('What was run is not recorded; with the sweep file, its command would be known.');
    return null;
  }
  const names = new Set(parametersOf(document.root).map(({ path }) => path[1]!));
  const parameters = [...names].flatMap((name): (readonly [string, Value])[] => {
    const value = run.config.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  const expanded = agentCommand(document.root, parameters);
  if (expanded === null) {
    notes.push('The sweep file names no program: its runs were started from Python with wandb.agent.');
    return null;
  }
  if (!expanded.passesParameters) notes.push(WITHOUT_ARGUMENTS);
  if (expanded.needsFile)
    notes.push(`Write the settings as JSON to ${ARGS_FILE} first; the agent makes that file itself.`);
  return expanded.line;
}

/** Sections that an agent needs to start the same program. */
const KEPT_SECTIONS = ['program', 'command', 'project', 'entity', 'metric'];

/** A grid over nothing but constants is exactly one run. */
function sweepOfOne({ root }: SweepDocument, config: readonly (readonly [string, Value])[]): string {
  const fields = fieldsOf(root);
  const kept = KEPT_SECTIONS.flatMap((name) => {
    const entry = fields.get(name);
    return entry ? [`${name}: ${flowYaml(withoutSecrets(plainValue(entry.value)))}\n`] : [];
  });
  const searched = new Set(parametersOf(root).map(({ path }) => path[1]!));
  const values = config
    .filter(([name]) => searched.has(name))
    .map(([name, value]) => `  ${yamlText(name)}: {value: ${flowYaml(value)}}\n`);
  return `${kept.join('')}method: grid\nparameters:\n${values.join('')}`;
}

/** A command is a list of arguments; the other sections hold no secrets. */
function withoutSecrets(value: Value): Value {
  const isArguments = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isArguments ? redactArguments(value) : value;
}
