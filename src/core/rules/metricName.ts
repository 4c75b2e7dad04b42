import { resolveAlias, textOf } from '../sweep/node';
import { rewrite } from './additions';
import { nameOf, objectivesOf } from './metric';
import type { Rule, RuleContext } from './rule';
import { quoted } from './wording';

/** M06: a metric with a dot in its name. */
export const dottedMetric: Rule = {
  code: 'M06',
  name: 'dot-in-metric-name',
  severity: 'info',
  description:
    'The metric’s name has a dot: W&B finds it only where the script logs exactly that key, or a nested value.',
  check(context, report) {
    for (const { name, entry, path } of named(context)) {
      if (!/\w\.\w/.test(name)) continue;
      const message =
        `${quoted(name)} has a dot: the search finds it only where the script logs that very key, or a nested value. ` +
        'A slash or underscore is safer.';
      report({ message, path, span: entry.value });
    }
  },
};

/** M07: a space around the metric's name. */
export const paddedMetric: Rule = {
  code: 'M07',
  name: 'space-around-metric-name',
  severity: 'warning',
  description: 'The metric’s name starts or ends with a space, which the logged name hardly has.',
  check(context, report) {
    const { document } = context;
    for (const { name, entry, path } of named(context)) {
      const trimmed = name.trim();
      if (trimmed === name || trimmed === '') continue;
      const node = resolveAlias(entry.value);
      const edit = node === entry.value && node.kind === 'scalar' ? rewrite(document, node, trimmed) : null;
      const message = `The name ${quoted(trimmed)} has a space around it, so W&B looks for a metric that is hardly logged.`;
      report({ message, path, span: entry.value, fixes: edit ? [{ title: 'Remove the space', edits: [edit] }] : [] });
    }
  },
};

function named(context: RuleContext) {
  return objectivesOf(context).flatMap((objective) => {
    const entry = objective.fields.get('name');
    const name = nameOf(objective);
    const isText = entry && name !== null && textOf(entry.value) !== null;
    return isText ? [{ name, entry, path: [...objective.path, 'name'] }] : [];
  });
}
