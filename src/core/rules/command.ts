import { isArgsMacro, readCommand } from '../sweep/command';
import type { SweepDocument } from '../sweep/document';
import { fieldsOf, resolveAlias, textOf, type Entry } from '../sweep/node';
import { addItem, dashOf, writeText } from './additions';
import { afterColon, indentOf, indentUnit, insert, newline, replace } from './edits';
import { isMissing } from './metric';
import type { Finding, Fix, Rule } from './rule';
import { isUnreadable } from './syntax';

/** C01: neither `program` nor `command`. */
export const nothingToRun: Rule = {
  code: 'C01',
  name: 'nothing-to-run',
  // Sweeps that Python starts with `wandb.agent(function=…)` are fine without, and can't be told from others.
  severity: 'info',
  description: 'There is neither `program` nor `command`; fine only where Python starts the runs.',
  check({ document }, report) {
    const top = fieldsOf(document.root);
    const anchor = top.get('method') ?? top.get('parameters');
    const isLaunched = document.detection.dialect === 'launch' || top.has('job') || top.has('image_uri');
    if (!anchor || isLaunched || top.has('scheduler')) return;
    if (!isMissing(document, 'program') || !isMissing(document, 'command')) return;
    report({
      message: 'Neither program nor command: wandb agent has nothing to run, unless Python starts it with a function.',
      path: [anchor.name ?? ''],
      span: anchor.key,
    });
  },
};

/** C02: the command has no program to run. */
export const commandWithoutProgram: Rule = {
  code: 'C02',
  name: 'command-without-program',
  severity: 'error',
  description: '`command` starts with the parameters or has no script, or needs `program`, which is missing.',
  check({ document }, report) {
    const command = readCommand(document.root);
    if (!command) {
      const finding = ignoredCommand(document);
      if (finding) report(finding);
      return;
    }
    const { items, list } = command;
    const isProgramMissing = isMissing(document, 'program');
    const used = items.find(({ macro }) => macro === 'program');
    if (used && isProgramMissing) {
      const message =
        '${program} is used, but program is missing: every run fails at once. Add program with the script.';
      report({ message, path: ['command', String(used.index)], span: used.node });
      return;
    }
    const isScript = ({ text, macro }: (typeof items)[number]): boolean =>
      macro === null
        ? !/^(?:python[\d.]*|\/usr\/bin\/env|env)$/.test(text)
        : macro === 'program' || macro.startsWith('envvar:');
    const [first] = items;
    // An unknown macro is dropped by the agent, of which its own rule speaks; here it may stand for a script.
    const isUnclear = items.some(({ macro, text }) => text === '' || (macro !== null && /\W/.test(macro)));
    if (!first || isUnclear || (!isArgsMacro(first.macro) && items.some(isScript))) return;
    if (!isArgsMacro(first.macro) && !items.some(({ macro }) => isArgsMacro(macro))) return;
    const missing = items.some(isScript) ? [] : programInFront(document);
    const edit =
      missing.length > 0 && isArgsMacro(first.macro) && items.length === 1 ? inFront(document, list, missing) : null;
    const message = isArgsMacro(first.macro)
      ? 'The command starts with the parameters, so there is nothing to run and every run fails at once. Put ${env}, ${interpreter} and ${program} in front.'
      : 'The command has no script: the interpreter gets only parameters, and every run fails at once. Add ${program}.';
    report({
      message,
      path: ['command', '0'],
      span: first.node,
      fixes: edit ? [{ title: 'Put ${env}, ${interpreter}, ${program} in front', edits: [edit] }] : [],
    });
  },
};

/** A command that the agent ignores, where the default that it runs instead has no program; `null` where there is one. */
export function ignoredCommand(document: SweepDocument): Finding | null {
  const top = fieldsOf(document.root);
  const entry = top.get('command');
  const isLaunched = document.detection.dialect === 'launch' || top.has('job') || top.has('image_uri');
  if (!entry || readCommand(document.root) || isLaunched || !isMissing(document, 'program')) return null;
  if (isUnreadable(document, entry)) return null;
  const isList = resolveAlias(entry.value).kind === 'sequence';
  const message = isList
    ? 'command is empty, so W&B runs the default, which needs program: every run fails at once. Add program with the script.'
    : 'W&B ignores a command that is no list and runs the default, which needs program: every run fails at once. ' +
      'Write a list with an item for each argument.';
  const list = isList ? null : asList(document, entry);
  const isHere = entry.value.end > entry.value.start;
  return {
    message,
    path: ['command'],
    span: isHere ? entry.value : entry.key,
    // Written as a list, it may still use the program that is missing.
    fixes: list ? [{ ...list, isUnproven: true }] : [],
  };
}

function programInFront({ root }: SweepDocument): readonly string[] {
  return fieldsOf(root).has('program') ? ['${env}', '${interpreter}', '${program}'] : [];
}

function inFront(
  document: SweepDocument,
  list: { readonly flow: boolean; readonly items: readonly { start: number }[] },
  words: readonly string[],
) {
  const at = list.items[0]!.start;
  const written = words.map((word) => writeText(word, list.flow));
  if (list.flow) return insert(document, at, `${written.join(', ')}, `);
  const dash = dashOf(document.text, at);
  return dash && insert(document, at, written.map((word) => word + newline(document.text) + dash).join(''));
}

/** C05: the parameters do not reach the script on its command line. */
export const commandWithoutArgs: Rule = {
  code: 'C05',
  name: 'command-without-args',
  severity: 'info',
  description: '`command` has no `${args}`: the script gets the parameters only from `wandb.config`.',
  check({ document, parameters, program }, report) {
    const command = readCommand(document.root);
    if (!command || parameters.length === 0) return;
    // Macros that do not work are the mistake then.
    if (
      command.items.some(
        ({ text, macro }) => isArgsMacro(macro) || /\$\{(?!env\}|interpreter\}|program\}|envvar:)/.test(text),
      )
    )
      return;
    if (program?.contents?.readsConfig) return;
    const last = command.items.length - 1;
    const edit = addItem(document, command.list, last, writeText('${args}', command.list.flow));
    report({
      message: 'The command has no ${args}: the script gets the parameters only if it reads wandb.config.',
      path: ['command'],
      span: command.entry.key,
      fixes: edit ? [{ title: 'Add ${args}', edits: [edit], isSuggestion: true }] : [],
    });
  },
};

/** `command: python train.py` as a list; `null` where splitting would be a guess. */
export function asList(document: SweepDocument, entry: Entry): Fix | null {
  const { value, key } = entry;
  const colon = afterColon(document, entry);
  const text = textOf(value);
  if (value.kind !== 'scalar' || text === null || colon === null || value.decorated || value.style === 'block')
    return null;
  const words = splitWords(text);
  if (!words || document.root?.kind !== 'mapping' || !document.root.entries.includes(entry)) return null;
  if (document.text.slice(colon, value.start).trim() !== '') return null;
  const title = 'Write it as a list';
  if (document.root.flow) {
    return { title, edits: [replace(document, value, `[${words.map((word) => writeText(word, true)).join(', ')}]`)] };
  }
  const lead = newline(document.text) + indentOf(document.text, key.start) + indentUnit(document);
  const lines = words.map((word) => `${lead}- ${writeText(word, false)}`).join('');
  return { title, edits: [replace(document, { start: colon, end: value.end }, lines)] };
}

/** Words of a command line; `null` where quotes, escapes or a shell's signs make splitting a guess. */
export function splitWords(text: string): readonly string[] | null {
  if (/["'\\`;|<>&]|\$\(/.test(text)) return null;
  const words = text.trim().split(/\s+/);
  return words[0] === '' ? null : words;
}
