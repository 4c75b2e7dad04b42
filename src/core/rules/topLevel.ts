import type { SweepDocument } from '../sweep/document';
import { keySpec } from '../sweep/keys';
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
import { readsMetric, schemaSeverity } from './layers';
import { meantNumber } from './misreadNumber';
import type { Finding, Fix, Report, Rule, RuleContext } from './rule';
import { meantMethod, METHODS } from './method';
import {
  addParameters,
  colonsInText,
  indentParameters,
  isNamedOnly,
  listAsMapping,
  metricOfGoal,
  strayGoal,
  unindentedParameters,
} from './misplaced';
import { isUnreadable } from './syntax';
import { hasScheduler, isKnown, meantKey, twinKey } from './topKeys';
import { listed, quoted } from './wording';
import { mappingOf, unwrap } from './wrapper';

/** T01: a key at the top that W&B does not know. */
export const unknownKey: Rule = {
  code: 'T01',
  name: 'unknown-key',
  severity: 'warning',
  description: 'A key at the top that W&B does not know, such as `parameter`, or a wrapper such as `sweep:`.',
  check(context, report) {
    const { document, wrapper } = context;
    const root = mappingOf(document.root);
    if (!root) return;
    if (wrapper) {
      const edits = unwrap(document, wrapper);
      const name = quoted(wrapper.name!);
      const title = `Move what is below ${name}: to the top`;
      const fixes: readonly Fix[] = edits ? [{ title, edits, isSuggestion: true, isUnproven: true }] : [];
      // A script may well read it like this: only the command line refuses it.
      const message =
        `wandb sweep does not look below ${name}: and refuses the file, since method and parameters are missing at its ` +
        `top. A script that reads ${name} itself can use it like this.`;
      report({ message, path: [wrapper.name!], span: wrapper.key, fixes });
    }
    const unindented = unindentedParameters(root);
    const isEmpty = parametersOf(root).length === 0;
    const goal = strayGoal(root);
    for (const entry of root.entries) {
      if (entry.name === null ? isMergeKey(entry.key) : isKnown(document, entry.name)) continue;
      if (entry === goal) {
        if (!root.entries.some((one) => one.name === 'metric' && isNamedOnly(one)))
          report(goalAtTop(context, root, goal));
        continue;
      }
      // Of an empty section and what stands below it, T08 speaks.
      if (!unindented.includes(entry)) report(unknown(context, root, entry));
      else if (!isEmpty) report(notIndented(context, root, entry, unindented));
    }
  },
};

/** `goal` belongs to the metric; without that, the sweep may not start at all. */
function goalAtTop({ document }: RuleContext, root: MappingNode, goal: Entry): Finding {
  const fix = metricOfGoal(document, root, goal);
  const hasMetric = fieldsOf(root).has('metric');
  const message = `W&B does not read goal at the top of a sweep. ${
    hasMetric ? 'Write it under metric.' : 'Write metric, with name and goal below it.'
  }`;
  const severity = !hasMetric && readsMetric(document) ? 'error' : schemaSeverity(document);
  return { severity, message, path: ['goal'], span: goal.key, fixes: fix ? [fix] : [] };
}

/** A parameter below the others that is not indented: the first of several gets the fix for all. */
function notIndented({ document }: RuleContext, root: MappingNode, entry: Entry, all: readonly Entry[]): Finding {
  const fix = entry === all[0] ? indentParameters(document, root, all) : null;
  const message = `${quoted(entry.name!)} is no key of a sweep but looks like a parameter. Indent it under parameters.`;
  return { severity: schemaSeverity(document), message, path: [entry.name!], span: entry.key, fixes: fix ? [fix] : [] };
}

function unknown({ document }: RuleContext, root: MappingNode, entry: Entry): Finding {
  const name = entry.name ?? (entry.key.kind === 'scalar' ? entry.key.source : '');
  const meant = meantKey(root, entry);
  // What a syntax error leaves of a file is no ground to change keys.
  const isReadable = document.syntaxErrors.length === 0;
  const rename: Fix | null =
    meant === null ||
    !isReadable ||
    entry.key.kind !== 'scalar' ||
    entry.key.decorated ||
    !isAcceptable(meant, entry.value, root)
      ? null
      : renamed(document, entry, meant);
  // What may be a parameter, only not indented, is not offered for removal.
  const twin = twinKey(root, entry);
  const isForeign = meant === null && twin !== 'parameters' && isReadable && !looksLikeBody(entry.value);
  const edit = isForeign ? removeEntry(document, root, entry) : null;
  const remove: Fix | null = edit && { title: `Remove ${quoted(name)}`, edits: [edit], isSuggestion: true };
  const advice =
    meant !== null
      ? ` Did you mean ${meant}?`
      : twin === 'parameters'
        ? ' Move what it holds under parameters, which is there too.'
        : looksLikeBody(entry.value)
          ? ' If it is a parameter, indent it under parameters.'
          : name === 'settings'
            ? ' Settings are given on the command line, by --settings.'
            : '';
  const fixes = [rename, remove].filter((fix) => fix !== null);
  // Without these, the sweep does not start at all.
  const isNeeded = meant === 'method' || meant === 'parameters' || (meant === 'metric' && readsMetric(document));
  const severity = isNeeded ? 'error' : schemaSeverity(document);
  const message = `W&B knows no ${name === '' ? 'key without a name' : quoted(name)} at the top of a sweep.${advice}`;
  return { severity, message, path: [name], span: entry.key, fixes };
}

/** The entry under the name that is meant; of the method, its value is mended with it. */
function renamed(document: SweepDocument, { key, value }: Entry, meant: string): Fix {
  const method = meant === 'method' ? meantMethod(textOf(value) ?? '') : null;
  const edit =
    method !== null && method !== textOf(value) && value.kind === 'scalar' ? rewrite(document, value, method) : null;
  const title = `Write ${meant}${edit ? `: ${method!}` : ''}`;
  // A command that W&B begins to read may be one that fails.
  const isUnproven = meant === 'command';
  return { title, edits: [replace(document, key, meant), ...(edit ? [edit] : [])], ...(isUnproven && { isUnproven }) };
}

/** Whether the value could stand under the key: a fix must not trade one mistake for another. */
function isAcceptable(key: string, value: SweepNode, root: MappingNode): boolean {
  const node = resolveAlias(value);
  const word = textOf(node) ?? '';
  switch (keySpec('sweep', key)?.type) {
    case 'string':
      // Of an alias, the value can't be mended with the key.
      if (key === 'method') return METHODS.includes((value === node ? meantMethod(word) : word) ?? '');
      return key !== 'kind' && textOf(node) !== null;
    case 'integer':
      return node.kind === 'scalar' && node.type === 'int' && (node.value as number) > 0;
    case 'list':
      return node.kind === 'sequence';
    case 'parameters':
      // What is inside has been checked already, if it was found (`parametersOf`).
      return parametersOf(root).length > 0;
    case 'metric':
      return textOf(fieldsOf(node).get('name')?.value) !== null && [...fieldsOf(node).values()].every(isNameOrGoal);
    default:
      return key === 'early_terminate' && isPlainHyperband(root, fieldsOf(node));
  }
}

function isNameOrGoal({ name, value }: Entry): boolean {
  return name === 'name' || (name === 'goal' && ['minimize', 'maximize'].includes(textOf(value) ?? ''));
}

/** The smallest section there is, with nothing in it to refuse. */
function isPlainHyperband(root: MappingNode, fields: ReadonlyMap<string, Entry>): boolean {
  const top = fieldsOf(root);
  const first = fields.get('min_iter') ? resolveAlias(fields.get('min_iter')!.value) : null;
  const isCount = first?.kind === 'scalar' && first.type === 'int' && (first.value as number) >= 1;
  return (
    fields.size === 2 &&
    textOf(fields.get('type')?.value) === 'hyperband' &&
    isCount &&
    top.has('metric') &&
    !top.has('scheduler')
  );
}

/** T04: `run_cap` is no positive integer. */
export const badRunCap: Rule = {
  code: 'T04',
  name: 'bad-run-cap',
  severity: 'error',
  description: '`run_cap` is not a whole number above 0.',
  check({ document }, report) {
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
    report({ message, path: ['run_cap'], span: entry.value.end > entry.value.start ? entry.value : entry.key, fixes });
  },
};

/** T08: there is no sweep in the file, or nothing to search. */
export const nothingToSearch: Rule = {
  code: 'T08',
  name: 'nothing-to-search',
  severity: 'error',
  description: 'The file is empty or no mapping, or it has no parameters.',
  check(context, report) {
    const { document } = context;
    const { root } = document;
    const node = root && resolveAlias(root);
    const isNull = node?.kind === 'scalar' && node.type === 'null';
    if (!node || isNull || (node.kind === 'mapping' && node.entries.length === 0)) {
      if (document.syntaxErrors.length > 0) return;
      const message = 'This file is empty. A sweep needs method and parameters.';
      report({ message, path: [], span: { start: 0, end: document.text.length } });
      return;
    }
    if (node.kind !== 'mapping') {
      if (isUnreadable(document, node)) return;
      const what = node.kind === 'sequence' ? 'a list' : 'plain text';
      const message = `This file holds ${what}. A sweep is a mapping with method and parameters.`;
      report({
        message,
        path: [],
        span: { start: node.start, end: Math.min(node.end, firstLineEnd(document.text, node.start)) },
      });
      return;
    }
    parametersFinding(context, node, report);
  },
};

function parametersFinding(context: RuleContext, root: MappingNode, report: Report): void {
  const { document } = context;
  const fields = fieldsOf(root);
  const entry = fields.get('parameters');
  if (!entry) {
    const scheduler = fieldsOf(fields.get('scheduler')?.value);
    const isElsewhere = (textOf(scheduler.get('search_space')?.value) ?? '') !== '' || hasScheduler(fields);
    const isMisspelt = root.entries.some(
      (one) => !isKnown(document, one.name ?? '') && meantKey(root, one) === 'parameters',
    );
    if (isElsewhere || isMisspelt || isUnreadable(document, root)) return;
    const message = 'parameters is missing: there is nothing to search, and W&B refuses the sweep.';
    const fix = addParameters(document, root);
    report({ message, path: [], span: root.entries[0]!.key, fixes: fix ? [fix] : [] });
    return;
  }
  const node = resolveAlias(entry.value);
  if (isUnreadable(document, entry)) return;
  if (node.kind === 'mapping' && node.entries.length > 0) return;
  const isEmpty = node.kind === 'mapping' || (node.kind === 'scalar' && node.type === 'null');
  const below = isEmpty ? unindentedParameters(root) : [];
  if (below.length > 0) {
    const fix = indentParameters(document, root, below);
    const names = listed(below.slice(0, 3).map(({ name }) => quoted(name!)));
    const message = `parameters is empty, since ${names} ${below.length === 1 ? 'stands' : 'stand'} at the same indentation. Indent what belongs to it.`;
    report({ message, path: ['parameters'], span: entry.key, fixes: fix ? [fix] : [] });
    return;
  }
  const asMapping = listAsMapping(document, entry) ?? colonsInText(document, entry);
  const message = isEmpty
    ? 'parameters is empty: there is nothing to search, and W&B refuses the sweep.'
    : asMapping && node.kind === 'scalar'
      ? 'A colon is missing below parameters: W&B reads plain text there, and needs a name for each parameter, with its body.'
      : `parameters is ${node.kind === 'sequence' ? 'a list' : 'no mapping'}; W&B needs a name for each parameter, with its body.`;
  const isShort = entry.value.end > entry.value.start && node.kind !== 'sequence';
  const fixes = asMapping ? [asMapping] : [];
  report({ message, path: ['parameters'], span: isShort ? entry.value : entry.key, fixes });
}

function firstLineEnd(text: string, start: number): number {
  const found = text.slice(lineStart(text, start)).search(/[\r\n]/);
  return found < 0 ? text.length : lineStart(text, start) + found;
}
