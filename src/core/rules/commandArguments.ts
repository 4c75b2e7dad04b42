import { argsMacros, isArgsMacro, readCommand, type CommandItem } from '../sweep/command';
import { fieldsOf, resolveAlias, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { itemsOf } from '../sweep/readDistribution';
import { addEntry, rewrite, writeText } from './additions';
import { isCircular } from './circular';
import { indentUnit, newline } from './edits';
import { removeItem } from './entries';
import type { Finding, Fix, Report, Rule, RuleContext } from './rule';
import { nestedExample, pythonText } from './pythonText';
import { listForValue } from './values';
import { listed, quoted } from './wording';

/** Macros by which each value arrives as the text that Python's `str()` makes of it. */
const AS_TEXT: ReadonlySet<string> = new Set(['args', 'args_no_equals', 'args_no_hyphens', 'args_no_boolean_flags']);

/** C08: `--flag=False` is true to many scripts. */
export const booleanArgument: Rule = {
  code: 'C08',
  name: 'boolean-argument',
  severity: 'info',
  description: 'Booleans reach the script as `--flag=False`, which `argparse` with `type=bool` takes for true.',
  check(context, report) {
    const { document, parameters, program } = context;
    if (!argsMacros(document.root).some((macro) => macro === 'args' || macro === 'args_no_equals')) return;
    if (program?.contents?.readsBooleans) return;
    const booleans = parameters.filter((parameter) =>
      findValue(parameter, (node) => node.kind === 'scalar' && node.type === 'bool'),
    );
    const [first] = booleans.filter(isTop);
    if (!first) return;
    const item = readCommand(document.root)?.items.find(({ macro }) => macro === 'args');
    const names = listed(
      booleans
        .filter(isTop)
        .slice(0, 3)
        .map(({ name }) => quoted(name)),
    );
    // Without a value, argparse refuses an option with `type=bool`: the other macro alone would break the script.
    const casts = program?.contents?.castsBooleans === true;
    const fix = casts
      ? null
      : item
        ? withoutFlags(context, item)
        : readCommand(document.root)
          ? null
          : newCommand(context);
    const { path, span } = item ? at(item) : { path: first.path, span: first.entry.key };
    const passes = `${names}: \${args} passes --${quoted(first.name)}=False, which`;
    report({
      message: casts
        ? `${passes} type=bool takes for true. In the script use action="store_true", and here \${args_no_boolean_flags}.`
        : `${passes} many scripts take for true. \${args_no_boolean_flags} leaves false ones out.`,
      path,
      span,
      fixes: fix ? [{ ...fix, isSuggestion: true }] : [],
    });
  },
};

const FLAGS = '${args_no_boolean_flags}';

function withoutFlags({ document }: RuleContext, { node }: CommandItem): Fix | null {
  const edit = node.kind === 'scalar' ? rewrite(document, node, FLAGS) : null;
  return edit && { title: `Write ${FLAGS}`, edits: [edit] };
}

/** The default command, with the other macro. */
function newCommand({ document }: RuleContext): Fix | null {
  const { root, text } = document;
  const program = fieldsOf(root).get('program');
  if (root?.kind !== 'mapping' || root.flow || !program) return null;
  const lead = `${newline(text)}${indentUnit(document)}- `;
  const words = ['${env}', '${interpreter}', '${program}', FLAGS].map((word) => lead + writeText(word, false));
  const edit = addEntry(document, root, program, `command:${words.join('')}`);
  return edit && { title: `Add a command with ${FLAGS}`, edits: [edit] };
}

/** C09: the parameters are passed twice. */
export const twoArgsMacros: Rule = {
  code: 'C09',
  name: 'two-args-macros',
  severity: 'warning',
  description: '`command` has two macros for the parameters, so that they are passed twice.',
  check({ document }, report) {
    const command = readCommand(document.root);
    const all = command?.items.filter(({ macro }) => isArgsMacro(macro)) ?? [];
    for (const item of all.slice(1)) {
      const removal = command && removeItem(document, command.list, item.node);
      report({
        message: `${item.text} passes the parameters a second time, after ${all[0]!.text}. Keep one of them.`,
        ...at(item),
        fixes: removal ? [{ title: `Remove ${item.text}`, edits: [removal], isSuggestion: true }] : [],
      });
    }
  },
};

/** C10: an option is both fixed and swept. */
export const optionTwice: Rule = {
  code: 'C10',
  name: 'option-fixed-and-swept',
  severity: 'warning',
  description: '`command` fixes an option that is a parameter of the sweep too.',
  check({ document, parameters }, report) {
    const command = readCommand(document.root);
    const macro = command?.items.find((item) => isArgsMacro(item.macro));
    if (!command || !macro || macro.macro?.startsWith('args_json')) return;
    const names = new Set(parameters.filter(isTop).map(({ name }) => name));
    const hyphens = macro.macro === 'args_no_hyphens' ? '' : '--';
    for (const item of command.items) {
      const [, dashes = '', name = '', equals] = /^(-{0,2}\+{0,2})([\w.-]+)(=)?/.exec(item.text) ?? [];
      const isOption =
        dashes.startsWith('--') || (equals === '=' && dashes.replace(/\+/g, '') === '' && hyphens === '');
      if (!isOption || !names.has(name) || item.macro !== null || /\s|\$\{/.test(item.text)) continue;
      const removal = equals === '=' ? removeItem(document, command.list, item.node) : null;
      const wins =
        item.index < macro.index ? `${macro.text} comes later and usually wins` : 'it comes later and usually wins';
      report({
        message: `${quoted(item.text)} fixes ${quoted(name)}, which the sweep passes too: ${wins}. Keep one of them.`,
        ...at(item),
        fixes: removal ? [{ title: `Remove ${quoted(item.text)}`, edits: [removal], isSuggestion: true }] : [],
      });
    }
  },
};

/** C12: nested parameters arrive as the text of a dictionary. */
export const nestedArgument: Rule = {
  code: 'C12',
  name: 'nested-argument',
  severity: 'info',
  description: 'Nested parameters reach the command line as the text of a Python dictionary.',
  check(context, report) {
    const { document, parameters } = context;
    if (!passesText(document.root)) return;
    for (const parameter of parameters) {
      if (!isTop(parameter) || parameter.kind !== 'nested' || isCircular(context, parameter.entry)) continue;
      const name = quoted(parameter.name);
      const example = quoted(nestedExample(parameter.fields.get('parameters')?.value ?? parameter.body));
      report({
        message: `${name} reaches the script as one text like --${name}=${example}. Read it from wandb.config instead.`,
        path: parameter.path,
        span: parameter.entry.key,
      });
    }
  },
};

/** C13: null arrives as `None`. */
export const nullArgument: Rule = {
  code: 'C13',
  name: 'null-argument',
  severity: 'info',
  description: 'A null value reaches the command line as the text `None`.',
  check(context, report) {
    values(
      context,
      (node) => node.kind === 'scalar' && node.type === 'null',
      (name) =>
        `null reaches the script as the text --${name}=None. Read it from wandb.config, or leave the option out.`,
      report,
    );
  },
};

/** C14: lists and mappings arrive as Python writes them. */
export const listArgument: Rule = {
  code: 'C14',
  name: 'list-argument',
  severity: 'info',
  description: 'A list or mapping reaches the command line as one text, as Python writes it.',
  check(context, report) {
    values(
      context,
      (node) => node.kind === 'sequence' || node.kind === 'mapping',
      (name, node) =>
        `${resolveAlias(node).kind === 'sequence' ? 'A list' : 'A mapping'} reaches the script as one text like ` +
        `--${name}=${quoted(pythonText(node))}. Read it from wandb.config instead.`,
      report,
    );
  },
};

function values(
  context: RuleContext,
  is: (node: SweepNode) => boolean,
  message: (name: string, value: SweepNode) => string,
  report: Report,
): void {
  if (!passesText(context.document.root)) return;
  for (const parameter of context.parameters) {
    const found = isTop(parameter) ? findValue(parameter, is) : null;
    // Where the list is hardly meant as one value, S09 says so.
    if (!found || isCircular(context, parameter.entry) || listForValue(context, parameter)) continue;
    const isEmpty = found.node.start === found.node.end;
    report({
      message: message(quoted(parameter.name), found.node),
      path: [...parameter.path, found.key],
      span: isEmpty ? parameter.entry.key : found.node,
    });
  }
}

/** The first value of a parameter that is like this. */
function findValue(
  { fields, kind }: Parameter,
  is: (node: SweepNode) => boolean,
): { readonly node: SweepNode; readonly key: string } | null {
  const value = fields.get('value')?.value;
  if (kind === 'constant' && value) return is(resolveAlias(value)) ? { node: value, key: 'value' } : null;
  if (kind !== 'categorical') return null;
  const node = itemsOf(fields.get('values')).find((item) => is(resolveAlias(item)));
  return node ? { node, key: 'values' } : null;
}

function passesText(root: SweepNode | null): boolean {
  return argsMacros(root).some((macro) => AS_TEXT.has(macro));
}

/** Nested parameters are passed inside the one that holds them. */
function isTop({ path }: Parameter): boolean {
  return path.length === 2;
}

function at({ index, node }: CommandItem): Pick<Finding, 'path' | 'span'> {
  return { path: ['command', String(index)], span: node };
}
