import {
  ENVIRONMENT_NAME,
  environmentNames,
  isArgsMacro,
  isMacro,
  readCommand,
  type Command,
  type CommandItem,
} from '../sweep/command';
import type { SweepDocument } from '../sweep/document';
import { MACROS } from '../sweep/keys';
import { fieldsOf, resolveAlias } from '../sweep/node';
import type { TextEdit } from '../text';
import { dashOf, rewrite, writeText } from './additions';
import { asList, ignoredCommand, splitWords } from './command';
import { newline, replace } from './edits';
import { removeItem } from './entries';
import { schemaSeverity } from './layers';
import { nearest } from './nearest';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { listed, quoted } from './wording';

const NAMES = MACROS.map(({ name }) => name);
/** Any `${name}` but `${envvar:…}`. Names are bounded, so that matching is linear in a text of unclosed ones. */
const EMBEDDED = /\$\{(?!envvar:)([^}]{0,200})\}/g;

/** C03: a macro that the agent does not know, which it drops. */
export const unknownMacro: Rule = {
  code: 'C03',
  name: 'unknown-macro',
  severity: 'warning',
  description: 'An item of `command` is a macro that W&B does not know: it is dropped.',
  check(context, report) {
    const command = readCommand(context.document.root);
    for (const item of command?.items ?? []) {
      const { macro, text } = item;
      if (!command || macro === null || isMacro(macro) || macro.startsWith('envvar:') || splits(command, item))
        continue;
      const isParameter = isParameterName(context, macro);
      const meant = isParameter ? null : macro === 'args_dict' ? 'args' : nearest(macro, NAMES);
      const advice = isParameter
        ? 'there is no macro for one parameter; ${args} passes all of them.'
        : meant === null
          ? `macros are ${listed(['${env}', '${interpreter}', '${program}', '${args}'])} and their kin.`
          : `did you mean \${${meant}}?`;
      report({
        message: `W&B drops ${quoted(text)}, which it does not know: ${advice}`,
        path: pathOf(item),
        span: item.node,
        fixes: macroFixes(context, command, item, macro, meant),
      });
    }
  },
};

/** C04: a macro inside a text, which the agent passes on as it is. */
export const embeddedMacro: Rule = {
  code: 'C04',
  name: 'embedded-macro',
  severity: 'warning',
  description: 'A macro stands inside a longer text of `command`: W&B passes it on literally.',
  check(context, report) {
    const command = readCommand(context.document.root);
    for (const item of command?.items ?? []) {
      if (!command || item.macro !== null || splits(command, item)) continue;
      const names = [...item.text.matchAll(EMBEDDED)].map((match) => match[1] ?? '');
      const [name] = names;
      if (name === undefined) continue;
      const fixes = names.length === 1 ? embeddedFixes(context, command, item, name) : [];
      report({
        message: `W&B passes ${quoted(item.text)} on as it is: a macro counts only where it is a whole item.`,
        path: pathOf(item),
        span: item.node,
        fixes,
      });
    }
  },
};

/** C06: several arguments in one item, or the command in one text. */
export const severalArguments: Rule = {
  code: 'C06',
  name: 'several-arguments-in-one-item',
  severity: 'warning',
  description: 'An item of `command` holds several arguments, which reach the program as one; or `command` is no list.',
  check({ document }, report) {
    const entry = fieldsOf(document.root).get('command');
    // Where every run fails of it, C02 speaks.
    if (entry && resolveAlias(entry.value).kind !== 'sequence' && !ignoredCommand(document)) {
      const fix = asList(document, entry);
      report({
        severity: schemaSeverity(document),
        message:
          'command must be a list with an item for each argument; W&B ignores it like this and runs the default.',
        path: ['command'],
        span: entry.value.start === entry.value.end ? entry.key : entry.value,
        fixes: fix ? [fix] : [],
      });
    }
    const command = readCommand(document.root);
    for (const item of command?.items ?? []) {
      const words = command && splits(command, item);
      if (!command || !words) continue;
      // Split, a `${program}` would count, and fail where there is none.
      const fails = words.includes('${program}') && !fieldsOf(document.root).has('program');
      const edit = fails ? null : splitItem(document, command, item, words);
      report({
        message: `${quoted(item.text)} is one argument to the program, spaces included. Give each its own item.`,
        path: pathOf(item),
        span: item.node,
        fixes: edit ? [{ title: 'Split it into items', edits: [edit] }] : [],
      });
    }
  },
};

/** C07: an environment variable whose name the agent does not look up. */
export const lowerCaseVariable: Rule = {
  code: 'C07',
  name: 'environment-variable-name',
  severity: 'warning',
  description: '`${envvar:name}` works only with upper-case letters, digits and underscores.',
  check({ document }, report) {
    for (const item of readCommand(document.root)?.items ?? []) {
      const name = environmentNames(item.text).find((one) => !ENVIRONMENT_NAME.test(one));
      if (name === undefined) continue;
      const upper = item.text.replaceAll(/\$\{envvar:([^}]*)\}/g, (whole) =>
        whole.replace(/:.*/, (rest) => rest.toUpperCase()),
      );
      const isFixed = environmentNames(upper).every((one) => ENVIRONMENT_NAME.test(one));
      const edit = isFixed ? rewriteItem(document, item, upper) : null;
      const isWhole = item.macro?.startsWith('envvar:') === true;
      report({
        message: `\${envvar:${quoted(name)}} must be in upper case; like this W&B ${isWhole ? 'drops it' : 'passes it on as it is'}.`,
        path: pathOf(item),
        span: item.node,
        fixes: edit ? [{ title: 'Write it in upper case', edits: [edit] }] : [],
      });
    }
  },
};

const OPERATORS = /^(?:&&|\|\||[|;&]|\d?>>?|<|\d>&\d|&>)$/;

/** C11: the command is no shell. */
export const shellSyntax: Rule = {
  code: 'C11',
  name: 'shell-syntax',
  severity: 'warning',
  description: '`command` uses shell syntax (`&&`, `|`, `$VAR`, `cd`), but no shell reads it.',
  check({ document }, report) {
    const command = readCommand(document.root);
    const item = command?.items.find((one) => isShell(command, one));
    if (!command || !item) return;
    const variable = /^\$([A-Z][A-Z0-9_]*)$/.exec(item.text)?.[1];
    const edit = variable === undefined ? null : rewriteItem(document, item, `\${envvar:${variable}}`);
    const advice =
      variable === undefined
        ? 'Put it in a script, or run it as bash, -c, "…".'
        : `Write \${envvar:${variable}} for its value.`;
    report({
      message: `No shell reads the command: ${quoted(item.text)} reaches the program as plain text. ${advice}`,
      path: pathOf(item),
      span: item.node,
      fixes: edit ? [{ title: `Write \${envvar:${variable!}}`, edits: [edit] }] : [],
    });
  },
};

function isShell(command: Command, { text, index, macro }: CommandItem): boolean {
  if (macro !== null || isCode(command, index)) return false;
  if (OPERATORS.test(text) || (index === 0 && /^(?:cd|source|export)$/.test(text))) return true;
  return / (?:&&|\|\|) |\$\(|^cd \S+|\S; \S|^\$[A-Za-z_]\w*$/.test(text);
}

/** Whether an item is code for the interpreter or shell in front of it: `bash -c "…"`. */
function isCode({ items }: Command, index: number): boolean {
  return /^-\w*c$/.test(items[index - 1]?.text ?? '');
}

/** The arguments that an item most likely holds; `null` where it is one, or text with spaces. */
function splits(command: Command, item: CommandItem): readonly string[] | null {
  const { text, index } = item;
  if (!/\S\s+\S/.test(text) || isCode(command, index) || isShell(command, { ...item, macro: null })) return null;
  const words = splitWords(text);
  if (!words || words.length < 2) return null;
  const [first = '', second = ''] = words;
  const isOptions = first.startsWith('-') && (words.slice(1).some((word) => word.startsWith('--')) || isPair(words));
  const isProgram =
    index === 0 && /^(?:python[\d.]*|bash|sh|env|\/\S+|\$\{\w+\}|uv|poetry|conda|torchrun|accelerate)$/.test(first);
  const isScript = first.endsWith('.py') || (/^python[\d.]*$/.test(first) && second.endsWith('.py'));
  const isMacros = /^\$\{\w+\}$/.test(first) && /^(?:\$\{\w+\}|-)/.test(second);
  return isOptions || isProgram || isScript || isMacros ? words : null;
}

/** `--lr 0.1`: an option without equals sign and its value. */
function isPair(words: readonly string[]): boolean {
  return words.length === 2 && /^--?[A-Za-z][\w.-]*$/.test(words[0]!);
}

function splitItem(
  document: SweepDocument,
  { list }: Command,
  { node }: CommandItem,
  words: readonly string[],
): TextEdit | null {
  if (node.kind !== 'scalar' || node.decorated || node.style === 'block') return null;
  const written = words.map((word) => writeText(word, list.flow));
  if (list.flow) return replace(document, node, written.join(', '));
  const dash = dashOf(document.text, node.start);
  return dash === null ? null : replace(document, node, written.join(newline(document.text) + dash));
}

function macroFixes(
  context: RuleContext,
  command: Command,
  item: CommandItem,
  macro: string,
  meant: string | null,
): readonly Fix[] {
  const { document } = context;
  if (/^[A-Z][A-Z0-9_]*$/.test(macro)) return environmentFix(document, item, `\${envvar:${macro}}`);
  const hasArgs = command.items.some((one) => isArgsMacro(one.macro));
  const clashes = meant?.startsWith('args') === true && hasArgs;
  if (meant !== null && !clashes) return replacement(document, item, meant);
  // Of several macros for parameters the first becomes the one for all.
  const isFirst = command.items.find((one) => one.macro !== null && isParameterName(context, one.macro)) === item;
  if (!hasArgs && isFirst) return replacement(document, item, 'args');
  const removal = removeItem(document, command.list, item.node);
  return removal ? [{ title: 'Remove the item', edits: [removal], isSuggestion: true }] : [];
}

function embeddedFixes(context: RuleContext, command: Command, item: CommandItem, name: string): readonly Fix[] {
  const { document } = context;
  const { text } = item;
  if (/^[A-Z][A-Z0-9_]*$/.test(name))
    return environmentFix(document, item, text.replace(`\${${name}}`, `\${envvar:${name}}`));
  const [, option] = /^(--?[\w.-]+)=\$\{[^}]*\}$/.exec(text) ?? [];
  if (option === undefined) return [];
  if (/^args_json(?:_file)?$/.test(name)) {
    const edit = splitItem(document, command, item, [option, `\${${name}}`]);
    return edit ? [{ title: 'Split it into two items', edits: [edit] }] : [];
  }
  if (!isParameterName(context, name)) return [];
  const isFirst =
    command.items.find(({ macro, text: one }) => macro === null && isParameterMacro(context, one)) === item;
  if (isFirst && !command.items.some((one) => isArgsMacro(one.macro))) return replacement(document, item, 'args');
  const removal = removeItem(document, command.list, item.node);
  return removal ? [{ title: 'Remove the item', edits: [removal], isSuggestion: true }] : [];
}

function isParameterMacro(context: RuleContext, text: string): boolean {
  const name = /^--?[\w.-]+=\$\{([^}]*)\}$/.exec(text)?.[1];
  return name !== undefined && isParameterName(context, name);
}

function isParameterName({ parameters }: RuleContext, name: string): boolean {
  return parameters.some((parameter) => parameter.name === name || parameter.configName === name);
}

function replacement(document: SweepDocument, item: CommandItem, macro: string): readonly Fix[] {
  const edit = rewriteItem(document, item, `\${${macro}}`);
  if (!edit) return [];
  const title = `Write \${${macro}}`;
  if (macro !== 'args') return [{ title, edits: [edit] }];
  return [{ title: `${title}, which passes all parameters`, edits: [edit], isSuggestion: true }];
}

function environmentFix(document: SweepDocument, item: CommandItem, text: string): readonly Fix[] {
  const edit = rewriteItem(document, item, text);
  return edit ? [{ title: `Write ${quoted(text)}`, edits: [edit] }] : [];
}

function rewriteItem(document: SweepDocument, { node }: CommandItem, text: string): TextEdit | null {
  return node.kind === 'scalar' ? rewrite(document, node, text) : null;
}

function pathOf({ index }: CommandItem): Finding['path'] {
  return ['command', String(index)];
}
