import type { SweepDocument } from '../sweep/document';
import { bandsOf, readHyperband } from '../sweep/hyperband';
import { keySpec, KEYS } from '../sweep/keys';
import { fieldsOf, resolveAlias, textOf, type Entry, type MappingNode } from '../sweep/node';
import { afterColon, indentOf, indentUnit, newline, replace } from './edits';
import { addEntry, rewrite } from './additions';
import { removeEntry } from './entries';
import { nearest } from './nearest';
import type { Fix, Rule } from './rule';
import { listed, quoted } from './wording';

/** The `early_terminate` section where it is a mapping; merges and aliases followed. */
export interface Stopping {
  readonly entry: Entry;
  readonly mapping: MappingNode;
  readonly fields: ReadonlyMap<string, Entry>;
}

const NAMES = KEYS.filter(({ section }) => section === 'early_terminate').map(({ name }) => name);

/** E01: `early_terminate` is no mapping, or its type is not hyperband. */
export const noStoppingType: Rule = {
  code: 'E01',
  name: 'early-terminate-type',
  severity: 'error',
  description: '`early_terminate` is no mapping with `type: hyperband`, the only method that W&B has.',
  check({ document }, report) {
    const entry = fieldsOf(document.root).get('early_terminate');
    if (!entry) return;
    const path = ['early_terminate'];
    const stopping = stoppingOf(document);
    if (!stopping) {
      const isEmpty = entry.value.start === entry.value.end;
      const fix = sectionFix(document, entry);
      const message = 'early_terminate must be a mapping with type: hyperband and min_iter; W&B refuses it like this.';
      report({ message, path, span: isEmpty ? entry.key : entry.value, fixes: fix ? [fix] : [] });
      return;
    }
    const type = stopping.fields.get('type');
    if (!type) {
      if (misspeltKey(stopping, 'type')) return;
      const first = stopping.mapping.entries[0];
      const edit = first && addEntry(document, stopping.mapping, first, 'type: hyperband');
      const fixes = edit ? [{ title: 'Add type: hyperband', edits: [edit] }] : [];
      report({
        message: 'early_terminate has no type, which W&B refuses. Add type: hyperband.',
        path,
        span: entry.key,
        fixes,
      });
      return;
    }
    const name = textOf(type.value);
    if (name === 'hyperband') return;
    const message = `W&B can stop runs by hyperband only; it refuses ${name === null ? 'this' : `type ${quoted(name)}`}.`;
    const isMeant = name !== null && isHyperbandMeant(name);
    const edit = isMeant && type.value.kind === 'scalar' ? rewrite(document, type.value, 'hyperband') : null;
    const fixes = edit ? [{ title: 'Write hyperband', edits: [edit] }] : [];
    const isEmpty = type.value.start === type.value.end;
    report({ message, path: [...path, 'type'], span: isEmpty ? type.key : type.value, fixes });
  },
};

/** E02: nothing says when runs are checked. */
export const noIterations: Rule = {
  code: 'E02',
  name: 'early-terminate-without-iterations',
  severity: 'error',
  description: '`early_terminate` has neither `min_iter` nor `max_iter` with `s`.',
  check({ document }, report) {
    const stopping = hyperbandOf(document);
    if (!stopping || stopping.fields.has('min_iter') || stopping.fields.has('max_iter')) return;
    if (misspeltKey(stopping, 'min_iter') || misspeltKey(stopping, 'max_iter')) return;
    const type = stopping.fields.get('type');
    const edit = type && addEntry(document, stopping.mapping, type, 'min_iter: 3');
    report({
      message:
        'hyperband needs min_iter, or max_iter with s: W&B refuses the sweep without. They count logs of the metric.',
      path: ['early_terminate'],
      span: stopping.entry.key,
      fixes: edit ? [{ title: 'Add min_iter: 3', edits: [edit], isSuggestion: true }] : [],
    });
  },
};

/** E03: `max_iter` without `s`, which the engine needs even where `min_iter` is given. */
export const maxIterWithoutS: Rule = {
  code: 'E03',
  name: 'max-iter-without-s',
  severity: 'error',
  description: '`max_iter` stands without `s`, the number of checks; W&B then fails, also beside `min_iter`.',
  check({ document }, report) {
    const stopping = hyperbandOf(document);
    const maxIter = stopping?.fields.get('max_iter');
    if (!stopping || !maxIter || stopping.fields.has('s') || misspeltKey(stopping, 's')) return;
    const fixes: Fix[] = [];
    const bands = bandsOf({ ...readHyperband(stopping.fields), s: 2 });
    const edit = bands.length > 0 ? addEntry(document, stopping.mapping, maxIter, `s: ${bands.length}`) : null;
    if (edit) {
      const title = `Add s: ${bands.length}, to check after ${inLogs(bands)}`;
      fixes.push({ title, edits: [edit], isSuggestion: true });
    }
    if (stopping.fields.has('min_iter')) {
      const removal = removeEntry(document, stopping.mapping, maxIter);
      if (removal) fixes.push({ title: 'Remove max_iter and keep min_iter', edits: [removal], isSuggestion: true });
    }
    report({
      message:
        'max_iter needs s, the number of checks: without it W&B’s engine fails. Add s, or ' +
        (stopping.fields.has('min_iter') ? 'remove max_iter.' : 'give min_iter instead.'),
      path: ['early_terminate', 'max_iter'],
      span: maxIter.key,
      fixes,
    });
  },
};

/** The section where it is a mapping. */
function stoppingOf({ root }: SweepDocument): Stopping | null {
  const entry = fieldsOf(root).get('early_terminate');
  const mapping = entry && resolveAlias(entry.value);
  return entry && mapping?.kind === 'mapping' ? { entry, mapping, fields: fieldsOf(mapping) } : null;
}

/** The section where hyperband is meant: of another method's settings nothing can be said. */
export function hyperbandOf(document: SweepDocument): Stopping | null {
  const stopping = stoppingOf(document);
  const type = stopping?.fields.get('type');
  if (!stopping || !type) return stopping;
  const name = textOf(type.value);
  return name !== null && isHyperbandMeant(name) ? stopping : null;
}

function isHyperbandMeant(name: string): boolean {
  // Nearly every section, and many rules ask.
  return name === 'hyperband' || nearest(name.replace(/[\s_-]/g, ''), ['hyperband']) !== null;
}

/** A key of the section that W&B does not know and that most likely means `name`. */
export function misspeltKey({ fields }: Pick<Stopping, 'fields'>, name: string): Entry | null {
  if (fields.has(name)) return null;
  const strays = [...fields.values()].filter((entry) => keySpec('early_terminate', entry.name ?? '') === null);
  return strays.find((entry) => nearest(entry.name ?? '', NAMES) === name) ?? null;
}

/** `3 and 9 logs`, of many bands the first ones. */
export function inLogs(bands: readonly number[]): string {
  const shown = bands.slice(0, 5).map(String);
  const words = bands.length > shown.length ? `${shown.join(', ')} …` : listed(shown);
  return `${words} log${bands.length === 1 && bands[0] === 1 ? '' : 's'}`;
}

/** `early_terminate: hyperband` → a section with W&B's own example of a first check. */
function sectionFix(document: SweepDocument, entry: Entry): Fix | null {
  const { value } = entry;
  const text = textOf(value);
  const colon = afterColon(document, entry);
  if (colon === null || value.kind !== 'scalar' || value.decorated || value.style === 'block') return null;
  if (document.rangeOf(entry.key).end.line !== document.rangeOf(value).end.line) return null;
  if (text === null ? value.type !== 'null' : !isHyperbandMeant(text)) return null;
  const root = document.root?.kind === 'mapping' ? document.root : null;
  if (!root?.entries.includes(entry)) return null;
  const lead = newline(document.text) + indentOf(document.text, entry.key.start) + indentUnit(document);
  const body = root.flow ? ' {type: hyperband, min_iter: 3}' : `${lead}type: hyperband${lead}min_iter: 3`;
  const end = Math.max(colon, value.end);
  return { title: 'Check from 3 logs on', edits: [replace(document, { start: colon, end }, body)], isSuggestion: true };
}
