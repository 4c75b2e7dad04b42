import { argsMacros, readCommand } from '../sweep/command';
import { fieldsOf } from '../sweep/node';
import { renameKey } from './edits';
import { nameOf, objectivesOf } from './metric';
import { nearest } from './nearest';
import type { Rule } from './rule';
import { listed, quoted } from './wording';

/** F01: the script does not exist. */
export const programMissing: Rule = {
  code: 'F01',
  name: 'program-not-found',
  severity: 'warning',
  description: 'The file named by `program` is neither beside the sweep file nor in the workspace folder.',
  check({ document, program }, report) {
    const entry = fieldsOf(document.root).get('program');
    const command = readCommand(document.root);
    if (!entry || program?.contents !== null) return;
    if (command && !command.items.some(({ macro }) => macro === 'program')) return;
    report({
      message: `${quoted(program.path)} was not found. wandb agent looks for it from the folder that it is started in.`,
      path: ['program'],
      span: entry.value,
    });
  },
};

/** F02: the script does not take an option of this name. */
export const unknownOption: Rule = {
  code: 'F02',
  name: 'option-not-in-program',
  severity: 'info',
  description: 'The script’s `argparse` has no option of a parameter’s name.',
  check({ document, parameters, program }, report) {
    const options = program?.contents?.options;
    const macros = argsMacros(document.root);
    if (!program || !options || !macros.some((macro) => /^args(?:_no_equals|_no_boolean_flags)?$/.test(macro))) return;
    const names = new Set(parameters.map(({ name }) => name));
    for (const { name, path, entry } of parameters) {
      // argparse takes the beginning of an option for the whole.
      if (path.length !== 2 || entry.name === null || [...options].some((option) => option.startsWith(name))) continue;
      const meant = nearest(name, options);
      const canRename = meant !== null && !names.has(meant) && !entry.key.decorated && entry.key.kind === 'scalar';
      report({
        message: `${quoted(program.path)} has no option --${quoted(name)}, so argparse ends each run at once.${
          meant === null ? '' : ` Did you mean ${quoted(meant)}?`
        }`,
        path,
        span: entry.key,
        fixes: canRename
          ? [{ title: `Rename to ${quoted(meant)}`, edits: [renameKey(document, entry.key, meant)] }]
          : [],
      });
    }
  },
};

/** M10: the script never logs the metric. */
export const metricNotLogged: Rule = {
  code: 'M10',
  name: 'metric-not-logged',
  severity: 'warning',
  description: 'The script logs to W&B, but never under the metric’s name.',
  check(context, report) {
    const { program } = context;
    const contents = program?.contents;
    const keys = contents?.loggedKeys;
    if (!program || !contents || !keys) return;
    for (const objective of objectivesOf(context)) {
      const name = nameOf(objective);
      const entry = objective.fields.get('name');
      if (name === null || !entry || name.trim() !== name || name === '') continue;
      // A nested value is found by its path; a summary such as `loss.min` by its own.
      const isWritten = [name, ...name.split('.')].some((part) => contents.texts.has(part));
      if (isWritten) continue;
      const meant = nearest(name, keys);
      const shown = [...keys].slice(0, 5).map(quoted);
      report({
        message: `${quoted(program.path)} never logs ${quoted(name)}; it logs ${listed(shown)}${keys.size > 5 ? ' and more' : ''}.${
          meant === null ? ' Where no other file does, W&B has nothing to compare.' : ` Did you mean ${quoted(meant)}?`
        }`,
        path: [...objective.path, 'name'],
        span: entry.value,
        fixes: [],
      });
    }
  },
};
