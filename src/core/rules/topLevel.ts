import { KEYS, keySpec } from '../sweep/keys';
import {
  fieldsOf,
  isMergeKey,
  resolveAlias,
  textOf,
  type Entry,
  type MappingNode,
  type SweepNode,
} from '../sweep/node';
import { looksLikeBody, parametersOf } from '../sweep/parameters';
import { rewrite } from './additions';
import { lineStart, replace } from './edits';
import { removeEntry } from './entries';
import { schemaSeverity } from './layers';
import { meantNumber } from './misreadNumber';
import { nearest } from './nearest';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { isUnreadable } from './syntax';
import { quoted } from './wording';
import { mappingOf, unwrap } from './wrapper';

const NAMES = KEYS.filter(({ section }) => section === 'sweep').map(({ name }) => name);
/** What people and other tools call the keys of a sweep. */
const ALIASES: Readonly<Record<string, string>> = {
  parameter: 'parameters',
  params: 'parameters',
  hyperparameters: 'parameters',
  hyperparams: 'parameters',
  search_space: 'parameters',
  early_termination: 'early_terminate',
  early_stopping: 'early_terminate',
  early_stop: 'early_terminate',
  script: 'program',
  entrypoint: 'program',
  algorithm: 'method',
  strategy: 'method',
  search: 'method',
  count: 'run_cap',
  max_runs: 'run_cap',
  num_runs: 'run_cap',
  objective: 'metric',
  desc: 'description',
  cmd: 'command',
};
const METHODS = ['grid', 'random', 'bayes'];
const METHOD_ALIASES: Readonly<Record<string, string>> = {
  bayesian: 'bayes',
  bayesopt: 'bayes',
  bo: 'bayes',
  tpe: 'bayes',
  gp: 'bayes',
  gridsearch: 'grid',
  grid_search: 'grid',
  randomsearch: 'random',
  random_search: 'random',
};

/** T01: a key at the top that W&B does not know. */
export const unknownKey: Rule = {
  code: 'T01',
  name: 'unknown-key',
  severity: 'warning',
  description: 'A key at the top that W&B does not know, such as `parameter`, or a wrapper such as `sweep:`.',
  *check(context) {
    const { document, wrapper } = context;
    const root = mappingOf(document.root);
    if (!root) return;
    if (wrapper) {
      const edits = unwrap(document, wrapper);
      const fixes = edits ? [{ title: `Remove ${quoted(wrapper.name!)} around it`, edits }] : [];
      const name = quoted(wrapper.name!);
      const message = `wandb sweep does not look inside ${name}: method and parameters have to stand at the top of the file.`;
      yield { message, path: [wrapper.name!], span: wrapper.key, fixes };
    }
    for (const entry of root.entries) {
      if (entry.name === null ? isMergeKey(entry.key) : isKnown(context, entry.name)) continue;
      yield unknown(context, root, entry);
    }
  },
};

function isKnown({ document }: RuleContext, name: string): boolean {
  return keySpec('sweep', name) !== null || (name === 'launch' && document.detection.dialect === 'launch');
}

function unknown({ document }: RuleContext, root: MappingNode, entry: Entry): Finding {
  const name = entry.name ?? (entry.key.kind === 'scalar' ? entry.key.source : '');
  const meant = meantKey(root, entry);
  const rename: Fix | null =
    meant === null || entry.key.kind !== 'scalar' || entry.key.decorated || !isAcceptable(meant, entry.value, root)
      ? null
      : { title: `Write ${meant}`, edits: [replace(document, entry.key, meant)] };
  const edit = removeEntry(document, root, entry);
  const remove: Fix | null = edit && { title: `Remove ${quoted(name)}`, edits: [edit], isSuggestion: true };
  const advice =
    meant !== null
      ? ` Did you mean ${meant}?`
      : looksLikeBody(entry.value)
        ? ' If it is a parameter, indent it under parameters.'
        : name === 'settings'
          ? ' Settings are given on the command line, by --settings.'
          : '';
  const fixes = [rename, remove].filter((fix) => fix !== null);
  // Without these two, the sweep does not start at all.
  const severity = meant === 'method' || meant === 'parameters' ? 'error' : schemaSeverity(document);
  const message = `W&B knows no ${quoted(name)} at the top of a sweep.${advice}`;
  return { severity, message, path: [name], span: entry.key, fixes };
}

function meantKey(root: MappingNode, { name }: Entry): string | null {
  if (name === null) return null;
  const meant = ALIASES[name.toLowerCase()] ?? nearest(name, NAMES);
  return meant !== null && !fieldsOf(root).has(meant) ? meant : null;
}

/** Whether the value could stand under the key: a fix must not trade one mistake for another. */
function isAcceptable(key: string, value: SweepNode, root: MappingNode): boolean {
  const node = resolveAlias(value);
  switch (keySpec('sweep', key)?.type) {
    case 'string':
      return key === 'method' ? METHODS.includes(textOf(node) ?? '') : key !== 'kind' && textOf(node) !== null;
    case 'integer':
      return node.kind === 'scalar' && node.type === 'int' && (node.value as number) > 0;
    case 'list':
      return node.kind === 'sequence';
    case 'parameters':
      // What is inside has been checked already, if it was found (`parametersOf`).
      return parametersOf(root).length > 0;
    default:
      return key === 'metric' && fieldsOf(node).has('name');
  }
}

/** T02: no method, or one that W&B does not know. */
export const unknownMethod: Rule = {
  code: 'T02',
  name: 'unknown-method',
  severity: 'error',
  description: '`method` is missing or none of grid, random, bayes and custom; upper and lower case matter.',
  *check(context) {
    const { document } = context;
    const root = mappingOf(document.root);
    if (!root || root.entries.length === 0) return;
    const fields = fieldsOf(root);
    const method = fields.get('method');
    if (!method) {
      const isMisspelt = root.entries.some(
        (entry) => !isKnown(context, entry.name ?? '') && meantKey(root, entry) === 'method',
      );
      const isMisplaced = fieldsOf(fields.get('parameters')?.value).has('method');
      if (isMisspelt || isMisplaced || isUnreadable(document, root) || hasScheduler(fields)) return;
      const message = 'method is missing, and W&B refuses a sweep without it. Add method: random, grid or bayes.';
      yield { message, path: [], span: root.entries[0]!.key };
      return;
    }
    const node = resolveAlias(method.value);
    const text = textOf(node);
    if (text !== null && [...METHODS, 'custom'].includes(text)) return;
    yield methodFinding(context, method, node);
  },
};

/** A scheduler job of `wandb launch-sweep` chooses by itself. */
function hasScheduler(fields: ReadonlyMap<string, Entry>): boolean {
  const scheduler = fieldsOf(fields.get('scheduler')?.value);
  return scheduler.has('job') || fieldsOf(scheduler.get('settings')?.value).has('method');
}

function methodFinding({ document }: RuleContext, method: Entry, node: SweepNode): Finding {
  const written = node.kind === 'scalar' ? String(node.value ?? '') : '';
  const plain = written.toLowerCase().replaceAll('-', '_');
  const meant = written === '' ? null : (METHOD_ALIASES[plain] ?? nearest(written, [...METHODS, 'custom']));
  const edit =
    meant !== null && node.kind === 'scalar' && node === method.value ? rewrite(document, node, meant) : null;
  const fixes = edit ? [{ title: `Write ${meant!}`, edits: [edit] }] : [];
  const what = written === '' ? 'method names none' : `W&B knows no method ${quoted(written)}`;
  const early = plain === 'hyperband' ? ' Hyperband goes under early_terminate.' : '';
  const advice = meant === null ? 'Write grid, random or bayes.' : `Write ${meant}.`;
  const span = method.value.end > method.value.start ? method.value : method.key;
  return { message: `${what}. ${advice}${early}`, path: ['method'], span, fixes };
}

/** T03: a sweep that never ends by itself. */
export const neverEnds: Rule = {
  code: 'T03',
  name: 'never-ends',
  severity: 'info',
  description: 'With `random` and `bayes` a sweep goes on until somebody stops it, unless `run_cap` is set.',
  *check({ document }) {
    const fields = fieldsOf(document.root);
    const method = fields.get('method');
    const name = textOf(method?.value);
    if (!method || (name !== 'random' && name !== 'bayes')) return;
    if (['run_cap', 'scheduler', 'launch'].some((key) => fields.has(key))) return;
    // A misspelt `run_cap` is T01's.
    if (
      [...fields.keys()].some(
        (key) => keySpec('sweep', key) === null && (ALIASES[key] ?? nearest(key, NAMES)) === 'run_cap',
      )
    )
      return;
    const message = `With ${name} the sweep goes on until it is stopped. To end it after a number of runs, add run_cap.`;
    yield { message, path: ['method'], span: method.value };
  },
};

/** T04: `run_cap` is no positive integer. */
export const badRunCap: Rule = {
  code: 'T04',
  name: 'bad-run-cap',
  severity: 'error',
  description: '`run_cap` is not a whole number above 0.',
  *check({ document }) {
    const entry = fieldsOf(document.root).get('run_cap');
    if (!entry) return;
    const node = resolveAlias(entry.value);
    const number = meantNumber(node);
    // Text that reads as a sound number is a matter of its spelling (Y01, Y02).
    if (number !== null && number > 0 && Number.isInteger(number)) return;
    const root = mappingOf(document.root);
    const isNone = node.kind === 'scalar' && (node.type === 'null' || number === 0 || node.source === 'None');
    const edit = root && isNone ? removeEntry(document, root, entry) : null;
    const fixes = edit ? [{ title: 'Remove run_cap, for no limit', edits: [edit], isSuggestion: true as const }] : [];
    const shown = node.kind === 'scalar' && node.source !== '' ? ` (${quoted(node.source)})` : '';
    const advice = isNone ? ' For no limit, leave it out.' : '';
    const message = `run_cap${shown} has to be a whole number of at least 1.${advice}`;
    yield { message, path: ['run_cap'], span: entry.value.end > entry.value.start ? entry.value : entry.key, fixes };
  },
};

/** T08: there is no sweep in the file, or nothing to search. */
export const nothingToSearch: Rule = {
  code: 'T08',
  name: 'nothing-to-search',
  severity: 'error',
  description: 'The file is empty or no mapping, or it has no parameters.',
  *check(context) {
    const { document } = context;
    const { root } = document;
    const node = root && resolveAlias(root);
    const isNull = node?.kind === 'scalar' && node.type === 'null';
    if (!node || isNull || (node.kind === 'mapping' && node.entries.length === 0)) {
      if (document.syntaxErrors.length > 0) return;
      const message = 'This file is empty. A sweep needs method and parameters.';
      yield { message, path: [], span: { start: 0, end: document.text.length } };
      return;
    }
    if (node.kind !== 'mapping') {
      if (isUnreadable(document, node)) return;
      const what = node.kind === 'sequence' ? 'a list' : 'plain text';
      const message = `This file holds ${what}. A sweep is a mapping with method and parameters.`;
      yield {
        message,
        path: [],
        span: { start: node.start, end: Math.min(node.end, firstLineEnd(document.text, node.start)) },
      };
      return;
    }
    yield* parametersFinding(context, node);
  },
};

function* parametersFinding(context: RuleContext, root: MappingNode): Iterable<Finding> {
  const { document } = context;
  const fields = fieldsOf(root);
  const entry = fields.get('parameters');
  if (!entry) {
    const scheduler = fieldsOf(fields.get('scheduler')?.value);
    const isElsewhere = (textOf(scheduler.get('search_space')?.value) ?? '') !== '' || hasScheduler(fields);
    const isMisspelt = root.entries.some(
      (one) => !isKnown(context, one.name ?? '') && meantKey(root, one) === 'parameters',
    );
    if (isElsewhere || isMisspelt || isUnreadable(document, root)) return;
    const message = 'parameters is missing: there is nothing to search, and W&B refuses the sweep.';
    yield { message, path: [], span: root.entries[0]!.key };
    return;
  }
  const node = resolveAlias(entry.value);
  if (isUnreadable(document, entry)) return;
  if (node.kind === 'mapping' && node.entries.length > 0) return;
  const isEmpty = node.kind === 'mapping' || (node.kind === 'scalar' && node.type === 'null');
  const message = isEmpty
    ? 'parameters is empty: there is nothing to search, and W&B refuses the sweep.'
    : `parameters is ${node.kind === 'sequence' ? 'a list' : 'no mapping'}; W&B needs a name for each parameter, with its body.`;
  const isShort = entry.value.end > entry.value.start && node.kind !== 'sequence';
  yield { message, path: ['parameters'], span: isShort ? entry.value : entry.key };
}

function firstLineEnd(text: string, start: number): number {
  const found = text.slice(lineStart(text, start)).search(/[\r\n]/);
  return found < 0 ? text.length : lineStart(text, start) + found;
}
