import { redactSecrets, redactSetting } from '../runs/redact';
import type { Value } from '../runs/run';
import { readCommand } from '../sweep/command';
import { fieldsOf, textOf, type SweepNode } from '../sweep/node';
import { pythonStr } from './python';
import { redactArguments } from './redactArguments';
import { shellWord } from './shell';

/** What W&B's agent would have run for a configuration. */
export interface AgentCommand {
  /** One line for a POSIX shell, secrets replaced. */
  readonly line: string;
  /** Whether the parameters are among its arguments; otherwise the script takes them from wandb.config alone. */
  readonly passesParameters: boolean;
  /** Whether they are in a file that the agent writes (`${args_json_file}`). */
  readonly needsFile: boolean;
}

/** The file that stands for the one that the agent writes for `${args_json_file}`. */
export const ARGS_FILE = 'args.json';

/** What the agent takes where a sweep has no command of its own. */
const DEFAULT = ['${env}', '${interpreter}', '${program}', '${args}'];

/**
 * The command line of one run as the agent expands it (wandb b6e2950, `wandb_agent.py`): a macro counts only where it is a
 * whole item, an unknown one is dropped, no shell is involved. `parameters` in the order of the sweep. `null` where the
 * sweep has neither program nor command.
 */
export function agentCommand(
  root: SweepNode | null,
  parameters: readonly (readonly [string, Value])[],
): AgentCommand | null {
  const program = textOf(fieldsOf(root).get('program')?.value);
  const command = readCommand(root);
  const items = command?.items.map(({ text }) => text) ?? DEFAULT;
  if (program === null && (command === null || items.includes('${program}'))) return null;
  const args = parameters.map(([name, value]) => [name, redactSetting(name, value)] as const);
  const redacted = redactArguments(items);
  // What a macro or a variable stands for is not written there.
  const words = items.flatMap((item, i) => wordsOf(item.includes('${') ? item : redacted[i]!, program ?? '', args));
  return {
    line: words.join(' '),
    passesParameters: items.some((item) => /^\$\{args\w*\}$/.test(item) && item !== '${args_dict}'),
    needsFile: items.includes('${args_json_file}'),
  };
}

/** One item of a command as words for the shell. */
function wordsOf(item: string, program: string, args: readonly (readonly [string, Value])[]): readonly string[] {
  const each = (write: (name: string, value: string, given: Value) => readonly string[]): readonly string[] =>
    args.flatMap(([name, value]) => write(name, pythonStr(value), value)).map(shellWord);
  switch (item) {
    case '${env}':
      return ['/usr/bin/env'];
    case '${interpreter}':
      return ['python'];
    case '${program}':
      return [shellWord(program)];
    case '${args}':
      return each((name, value) => [`--${name}=${value}`]);
    case '${args_no_equals}':
      return each((name, value) => [`--${name}`, value]);
    case '${args_no_hyphens}':
      return each((name, value) => [`${name}=${value}`]);
    case '${args_append_hydra}':
      return each((name, value) => [`+${name}=${value}`]);
    case '${args_override_hydra}':
      return each((name, value) => [`++${name}=${value}`]);
    case '${args_no_boolean_flags}':
      return each((name, value, given) =>
        given === false ? [] : given === true ? [`--${name}`] : [`--${name}=${value}`],
      );
    case '${args_json}':
      return [shellWord(JSON.stringify(Object.fromEntries(args)))];
    case '${args_json_file}':
      return [ARGS_FILE];
  }
  if (/^\$\{(?!envvar:[A-Z0-9_]*\}$).*\}$/s.test(item)) return [];
  return [withVariables(item)];
}

/** `${envvar:NAME}` is looked up by the agent; here the shell does that. */
function withVariables(item: string): string {
  const pieces = item.split(/\$\{envvar:([A-Z0-9_]*)\}/);
  if (pieces.length === 1) return shellWord(redactSecrets(item));
  const written = pieces.map((piece, i) =>
    i % 2 === 1 ? `"\${${piece}}"` : piece === '' ? '' : shellWord(redactSecrets(piece)),
  );
  return written.join('');
}
