import { MACROS } from './keys';
import { fieldsOf, resolveAlias, type Entry, type SequenceNode, type SweepNode } from './node';

/** One item of `command`, as the agent sees it. */
export interface CommandItem {
  readonly node: SweepNode;
  readonly index: number;
  /** Its text; numbers and booleans as written. */
  readonly text: string;
  /** What stands between `${` and `}` where these surround the whole item; only then the agent expands it. */
  readonly macro: string | null;
}

/** The `command` of a sweep where it is a list. An empty one counts as none. */
export interface Command {
  readonly entry: Entry;
  readonly list: SequenceNode;
  readonly items: readonly CommandItem[];
}

/** The command as the agent reads it (wandb b6e2950, `wandb_agent.py`); `null` where it takes the default one. */
export function readCommand(root: SweepNode | null): Command | null {
  const entry = fieldsOf(root).get('command');
  const list = entry && resolveAlias(entry.value);
  if (!entry || list?.kind !== 'sequence' || list.items.length === 0) return null;
  return { entry, list, items: list.items.map(toItem) };
}

function toItem(node: SweepNode, index: number): CommandItem {
  const scalar = resolveAlias(node);
  const text = scalar.kind === 'scalar' ? (scalar.type === 'str' ? String(scalar.value) : scalar.source) : '';
  const macro = text.startsWith('${') && text.endsWith('}') ? text.slice(2, -1) : null;
  return { node, index, text, macro };
}

const KNOWN = new Set(MACROS.map(({ name }) => name));

/** Whether the agent expands a macro of this name. */
export function isMacro(name: string): boolean {
  return KNOWN.has(name);
}

/** Whether a macro stands for the parameters. */
export function isArgsMacro(name: string | null): name is string {
  return name !== null && name.startsWith('args') && KNOWN.has(name);
}

/** Names in `${envvar:NAME}` that the agent looks up. */
export const ENVIRONMENT_NAME = /^[A-Z0-9_]*$/;

/** `${envvar:…}` anywhere in an item. */
export function environmentNames(text: string): readonly string[] {
  return [...text.matchAll(/\$\{envvar:([^}]*)\}/g)].map((match) => match[1] ?? '');
}

/**
 * The macros that hand the parameters to the script, in order; of the default command `args`. Empty where the command
 * leaves them out, or where the runs are started from Python (neither `program` nor `command`).
 */
export function argsMacros(root: SweepNode | null): readonly string[] {
  const command = readCommand(root);
  if (command) return command.items.map(({ macro }) => macro).filter(isArgsMacro);
  return fieldsOf(root).has('program') ? ['args'] : [];
}
