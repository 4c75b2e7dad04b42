import { fieldsOf, resolveAlias, textOf, type Entry, type MappingNode, type SweepNode } from '../sweep/node';
import type { SweepDocument } from '../sweep/document';
import { rewrite } from './additions';
import { indentOf, insert, newline, replace } from './edits';
import { nearest } from './nearest';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { isUnreadable } from './syntax';
import { hasScheduler, isKnown, meantKey } from './topKeys';
import { quoted } from './wording';
import { mappingOf } from './wrapper';

/** The methods of W&B's engine. */
export const METHODS: readonly string[] = ['grid', 'random', 'bayes'];
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

/**
 * The search method that is meant, as written or behind a misspelling, so that all that is wrong with it is said at once;
 * `null` where none can be told.
 */
export function methodOf(root: SweepNode | null): string | null {
  const written = textOf(methodEntry(root)?.value);
  return written === null ? null : (meantMethod(written) ?? written);
}

/** The key and value of the method, its key misspelt or not. */
export function methodEntry(root: SweepNode | null): Entry | null {
  const fields = fieldsOf(root);
  return fields.get('method') ?? [...fields.values()].find((one) => isMisspeltMethod(root, one)) ?? null;
}

function isMisspeltMethod(root: SweepNode | null, entry: Entry): boolean {
  return entry.name !== 'parameters' && textOf(entry.value) !== null && meantKey(root, entry) === 'method';
}

/** The method that a word stands for; `null` where none is near. */
export function meantMethod(written: string): string | null {
  if (written === '') return null;
  // Nearly every file, and many rules ask.
  if (METHODS.includes(written) || written === 'custom') return written;
  const plain = written.toLowerCase().replaceAll('-', '_');
  return METHOD_ALIASES[plain] ?? nearest(written, [...METHODS, 'custom']);
}

/** T02: no method, or one that W&B does not know. */
export const unknownMethod: Rule = {
  code: 'T02',
  name: 'unknown-method',
  severity: 'error',
  description: '`method` is missing or none of grid, random, bayes and custom; upper and lower case matter.',
  check(context, report) {
    const { document } = context;
    const root = mappingOf(document.root);
    if (!root || root.entries.length === 0) return;
    const fields = fieldsOf(root);
    const method = fields.get('method');
    if (!method) {
      const isMisspelt = root.entries.some(
        (entry) => !isKnown(document, entry.name ?? '') && meantKey(root, entry) === 'method',
      );
      const isMisplaced = fieldsOf(fields.get('parameters')?.value).has('method');
      if (isMisspelt || isMisplaced || isUnreadable(document, root) || hasScheduler(fields)) return;
      const message = 'method is missing, and W&B refuses a sweep without it. Add method: random, grid or bayes.';
      const fix = addMethod(document, root);
      report({ message, path: [], span: root.entries[0]!.key, fixes: fix ? [fix] : [] });
      return;
    }
    const node = resolveAlias(method.value);
    const text = textOf(node);
    if (text !== null && [...METHODS, 'custom'].includes(text)) return;
    report(methodFinding(context, method, node));
  },
};

/** In front of the first key; which method is meant, nobody can tell. */
function addMethod(document: SweepDocument, root: MappingNode): Fix | null {
  const { key } = root.entries[0]!;
  if (root.flow || key.decorated) return null;
  const written = `method: random${newline(document.text)}${indentOf(document.text, key.start)}`;
  const edits = [insert(document, key.start, written)];
  return { title: 'Write method: random', edits, isSuggestion: true, isUnproven: true };
}

function methodFinding({ document }: RuleContext, method: Entry, node: SweepNode): Finding {
  const only = node.kind === 'sequence' && node.items.length === 1 ? node.items[0]! : node;
  const written = only.kind === 'scalar' ? String(only.value ?? '') : '';
  const meant = meantMethod(written);
  const isHere = node === method.value && !node.decorated && !document.text.slice(node.start, node.end).includes('#');
  const edit =
    meant === null || !isHere
      ? null
      : only === node && node.kind === 'scalar'
        ? rewrite(document, node, meant)
        : node.kind === 'sequence' && node.flow
          ? replace(document, node, meant)
          : null;
  const fixes = edit ? [{ title: `Write ${meant!}`, edits: [edit] }] : [];
  const what =
    only !== node
      ? 'method is a list, and W&B needs one word'
      : written === ''
        ? 'method names none'
        : `W&B knows no method ${quoted(written)}`;
  const early = written.toLowerCase() === 'hyperband' ? ' Hyperband goes under early_terminate.' : '';
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
  check({ document }, report) {
    const fields = fieldsOf(document.root);
    const method = fields.get('method');
    const name = textOf(method?.value);
    if (!method || (name !== 'random' && name !== 'bayes')) return;
    if (['run_cap', 'scheduler', 'launch'].some((key) => fields.has(key))) return;
    // A misspelt `run_cap` is T01's.
    if ([...fields.values()].some((entry) => meantKey(document.root, entry) === 'run_cap')) return;
    const message = `With ${name} the sweep goes on until it is stopped. To end it after a number of runs, add run_cap.`;
    report({ message, path: ['method'], span: method.value });
  },
};
