import type { SweepDocument } from '../sweep/document';
import { KEYS, keySpec } from '../sweep/keys';
import { fieldsOf, resolveAlias, textOf, type Entry, type SweepNode } from '../sweep/node';
import { methodOf } from './method';
import { pythonFloat } from '../sweep/scalar';
import { rewrite } from './additions';
import { renameKey, replace } from './edits';
import { removeEntry } from './entries';
import { metricSeverity, schemaSeverity } from './layers';
import { objectivesOf, type Objective } from './metric';
import { GOAL_ALIASES } from './metricGoal';
import { asSection, asSingle } from './metricFixes';
import { isStraySection, moveToTop } from './misplaced';
import { nearest } from './nearest';
import type { Finding, Fix, Report, Rule } from './rule';
import { quoted } from './wording';
import { mappingOf } from './wrapper';

/** What other tools call the key that holds the metric's name. */
const NAME_ALIASES: ReadonlySet<string> = new Set(['value', 'key', 'metric', 'monitor', 'id']);

const NAMES = KEYS.filter(({ section }) => section === 'metric').map(({ name }) => name);

/** M09: `metric` or `metrics` is not what W&B reads: no mapping, no name, a key too many. */
export const metricShape: Rule = {
  code: 'M09',
  name: 'metric-section',
  severity: 'error',
  description:
    '`metric` is no mapping with a `name`, or has keys or values that W&B does not take; or `metrics` is wrong.',
  check(context, report) {
    const { document } = context;
    const top = fieldsOf(document.root);
    const single = top.get('metric');
    const several = top.get('metrics');
    if (single) checkSingle(document, single, report);
    if (several) checkSeveral(document, several, single !== undefined, report);
    for (const objective of objectivesOf(context)) {
      checkObjective(document, objective, (finding) => {
        const severity = objective.isSingle ? metricSeverity(document) : schemaSeverity(document);
        report({ severity, ...finding });
      });
    }
  },
};

function checkSingle(document: SweepDocument, entry: Entry, report: Report): void {
  const node = resolveAlias(entry.value);
  if (node.kind === 'mapping') return;
  const fix = asSection(document, entry);
  report({
    severity: metricSeverity(document),
    message: 'metric must be a mapping with name and goal; W&B can’t use it like this.',
    path: ['metric'],
    span: entry.value.start === entry.value.end ? entry.key : entry.value,
    fixes: fix ? [fix] : [],
  });
}

function checkSeveral(document: SweepDocument, entry: Entry, hasSingle: boolean, report: Report): void {
  const node = resolveAlias(entry.value);
  const items = node.kind === 'sequence' ? node.items : null;
  const method = methodOf(document.root);
  const at = {
    path: ['metrics'],
    severity: method === 'bayes' && !hasSingle ? ('error' as const) : schemaSeverity(document),
  };
  const span = entry.value.start === entry.value.end ? entry.key : entry.value;
  if (hasSingle) {
    report({
      ...at,
      message: 'metric and metrics exclude each other; W&B refuses both. Keep metric.',
      span: entry.key,
    });
  } else if (items === null || items.length < 2) {
    const fix = asSingle(document, entry);
    const message = 'metrics is a list of two or more objectives. For one, write metric with name and goal.';
    report({ ...at, message, span: items?.length === 1 ? entry.key : span, fixes: fix ? [fix] : [] });
  } else if (method !== null && method !== 'custom') {
    const message = `metrics needs method: custom; with ${quoted(method)}, W&B optimises one metric only.`;
    report({ ...at, message, span: entry.key });
  }
  for (const [i, item] of (items ?? []).entries()) {
    if (resolveAlias(item).kind === 'mapping') continue;
    const message = 'An objective must be a mapping with name and goal; W&B refuses this.';
    report({ ...at, severity: schemaSeverity(document), path: ['metrics', String(i)], message, span: item });
  }
}

function checkObjective(document: SweepDocument, objective: Objective, report: Report): void {
  const { fields, path } = objective;
  for (const entry of fields.values()) {
    const name = entry.name ?? '';
    if (keySpec('metric', name) === null) {
      report(unknownKey(document, objective, entry));
      continue;
    }
    const wrong = mistake(name, resolveAlias(entry.value));
    if (!wrong) continue;
    const { value } = entry;
    const edit = wrong.written !== null && value.kind === 'scalar' ? rewritten(document, value, wrong.written) : null;
    const fixes = edit ? [{ title: `Write ${quoted(wrong.written!)}`, edits: [edit] }] : [];
    const span = value.start === value.end ? entry.key : value;
    report({ message: wrong.message, path: [...path, name], span, fixes });
  }
  if (fields.has('name') || [...fields.values()].some((entry) => meantKey(fields, entry) === 'name')) return;
  const first = objective.node.entries[0];
  const message = 'metric has no name: give it the name under which the script logs the value.';
  report({ message, path, span: first?.key ?? objective.node });
}

function rewritten(document: SweepDocument, node: Extract<SweepNode, { kind: 'scalar' }>, written: string) {
  return node.decorated || node.style === 'block' || node.start === node.end ? null : replace(document, node, written);
}

/** The key that an unknown one most likely means, where it is still free. */
function meantKey(fields: ReadonlyMap<string, Entry>, { name, value }: Entry): string | null {
  if (name === null || keySpec('metric', name)) return null;
  const isName = NAME_ALIASES.has(name) && textOf(value) !== null;
  const meant = isName ? 'name' : GOAL_ALIASES.has(name) ? 'goal' : nearest(name, NAMES);
  return meant !== null && !fields.has(meant) ? meant : null;
}

function unknownKey(document: SweepDocument, { node, fields, path }: Objective, entry: Entry): Finding {
  const name = entry.name ?? '';
  const meant = meantKey(fields, entry);
  const isStray = meant === null && isStraySection(document, entry);
  const root = mappingOf(document.root);
  const move =
    isStray && root && path[0] === 'metric' ? moveToTop(document, root, { holder: 'metric', sections: [entry] }) : null;
  const fixes: Fix[] = move ? [move] : [];
  if (meant === null) {
    const removal = isStray ? null : removeEntry(document, node, entry);
    if (removal) fixes.push({ title: `Remove ${quoted(name)}`, edits: [removal], isSuggestion: true });
  } else if (
    !entry.key.decorated &&
    mistake(meant, resolveAlias(entry.value)) === null &&
    !meant.startsWith('impute')
  ) {
    fixes.push({ title: `Rename to ${meant}`, edits: [renameKey(document, entry.key, meant)] });
  }
  const advice = isStray
    ? 'It belongs to the top of the file: indent it like metric.'
    : meant === null
      ? 'Remove it.'
      : `Did you mean ${meant}?`;
  const message = `metric has no key ${quoted(name)}, and W&B refuses unknown ones here. ${advice}`;
  return { message, path: [...path, name], span: entry.key, fixes };
}

/** Of `name` and `target`; the other keys have rules of their own. */
function mistake(key: string, node: SweepNode): { readonly message: string; readonly written: string | null } | null {
  if (key === 'name' && textOf(node) === null) {
    const written = node.kind === 'scalar' && node.style === 'plain' && node.source !== '' ? `"${node.source}"` : null;
    const isEmpty = node.kind === 'scalar' && node.type === 'null';
    return {
      message: `The name of the metric must be text${isEmpty ? '' : '; put it in quotes'}.`,
      written: isEmpty ? null : written,
    };
  }
  if (key !== 'target' || (node.kind === 'scalar' && (node.type === 'int' || node.type === 'float'))) return null;
  const text = textOf(node);
  // A number in quotes or with an exponent that PyYAML does not read has rules of its own.
  if (text !== null && pythonFloat(text) !== null) return null;
  return { message: 'target must be a number; W&B refuses this.', written: null };
}

const IMPUTE = ['latest', 'best', 'worst'];

/** B04: what bayes takes for runs without a metric is misspelt, and silently `worst`. */
export const unknownImpute: Rule = {
  code: 'B04',
  name: 'unknown-impute',
  severity: 'warning',
  description: '`impute` is unknown, so that W&B takes `worst`, or `impute_while_running` is no text that W&B takes.',
  check(context, report) {
    const { document } = context;
    for (const objective of objectivesOf(context)) {
      for (const key of ['impute', 'impute_while_running']) {
        const entry = objective.fields.get(key);
        if (!entry) continue;
        const finding = checkImpute(document, objective, key, entry);
        if (finding) report(finding);
      }
    }
  },
};

function checkImpute(document: SweepDocument, objective: Objective, key: string, entry: Entry): Finding | null {
  const { value } = entry;
  const isRunning = key === 'impute_while_running';
  const allowed = isRunning ? [...IMPUTE, 'false'] : IMPUTE;
  const text = textOf(value);
  if (text !== null && allowed.includes(text)) return null;
  const node = resolveAlias(value);
  const isFalse = isRunning && node.kind === 'scalar' && node.type === 'bool' && node.value === false;
  const meant = isFalse ? 'false' : nearest(text ?? '', allowed);
  const edit =
    value.kind !== 'scalar' || meant === null
      ? null
      : meant === 'false'
        ? rewritten(document, value, '"false"')
        : rewrite(document, value, meant);
  const fails = isRunning && objective.isSingle;
  const words = `latest, best${isRunning ? ', worst or "false"' : ' or worst'}`;
  return {
    severity: fails ? metricSeverity(document) : schemaSeverity(document),
    message: isFalse
      ? 'impute_while_running takes "false" as text; without quotes W&B refuses it. Put it in quotes.'
      : `${key} must be ${words}; ${isRunning ? 'W&B refuses anything else' : 'W&B silently takes worst for anything else'}.`,
    path: [...objective.path, key],
    span: value.start === value.end ? entry.key : value,
    fixes: edit ? [{ title: `Write ${meant === 'false' ? '"false"' : meant!}`, edits: [edit] }] : [],
  };
}
