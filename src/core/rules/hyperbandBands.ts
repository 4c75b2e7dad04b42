import type { SweepDocument } from '../sweep/document';
import { bandsOf, DEFAULT_ETA, readHyperband, repeatedBands } from '../sweep/hyperband';
import { numberOf, type Entry } from '../sweep/node';
import { hyperbandOf, inLogs, misspeltKey } from './earlyTerminate';
import { replace } from './edits';
import { removeEntry } from './entries';
import type { Fix, Rule } from './rule';
import { inWords } from './wording';

/** E04: both ways to set the checks at once. */
export const minIterIgnored: Rule = {
  code: 'E04',
  name: 'min-iter-ignored',
  severity: 'warning',
  description: '`min_iter` stands beside `max_iter`: W&B ignores it.',
  check({ document }, report) {
    const stopping = hyperbandOf(document);
    const [minIter, maxIter, s] = ['min_iter', 'max_iter', 's'].map((key) => stopping?.fields.get(key));
    if (!stopping || !minIter || !maxIter || !s) return;
    const removal = removeEntry(document, stopping.mapping, minIter);
    const bands = bandsOf(readHyperband(stopping.fields));
    const checks = bands.length > 0 ? ` Runs are checked after ${inLogs(bands)}.` : '';
    report({
      message: `W&B ignores min_iter, since max_iter is given.${checks} Keep one of them.`,
      path: ['early_terminate', 'min_iter'],
      span: minIter.key,
      fixes: removal ? [{ title: 'Remove min_iter', edits: [removal], isSuggestion: true }] : [],
    });
  },
};

/** E05: `s` means nothing beside `min_iter`. */
export const sIgnored: Rule = {
  code: 'E05',
  name: 's-ignored',
  severity: 'warning',
  description: '`s` stands without `max_iter`: W&B ignores it.',
  check({ document }, report) {
    const stopping = hyperbandOf(document);
    const s = stopping?.fields.get('s');
    if (!stopping || !s || stopping.fields.has('max_iter') || !stopping.fields.has('min_iter')) return;
    if (misspeltKey(stopping, 'max_iter')) return;
    const removal = removeEntry(document, stopping.mapping, s);
    report({
      message: 'W&B ignores s, the number of checks: it counts only with max_iter, and here min_iter sets the checks.',
      path: ['early_terminate', 's'],
      span: s.key,
      fixes: removal ? [{ title: 'Remove s', edits: [removal], isSuggestion: true }] : [],
    });
  },
};

/** E06: `max_iter`, `s` and `eta` leave no check, or fewer than asked for. */
export const noBands: Rule = {
  code: 'E06',
  name: 'hyperband-bands',
  severity: 'error',
  description: '`max_iter`, `s` and `eta` leave no check (W&B fails), or fewer checks than `s` asks for.',
  check({ document }, report) {
    const stopping = hyperbandOf(document);
    const maxEntry = stopping?.fields.get('max_iter');
    const sEntry = stopping?.fields.get('s');
    if (!stopping || !maxEntry || !sEntry) return;
    const hyperband = readHyperband(stopping.fields);
    const { maxIter, s, eta } = hyperband;
    if (maxIter === null || s === null || !(eta > 1)) return;
    const bands = bandsOf(hyperband);
    if (bands.length > 0 && bands.length >= Math.min(s, 1000)) return;
    const atS = { path: ['early_terminate', 's'], span: sEntry.value };
    if (bands.length > 0) {
      const checks = bands.length === 1 ? 'only 1 check fits' : `only ${bands.length} checks fit`;
      const fix = setTo(document, sEntry, bands.length);
      const message = `s asks for ${inWords(s)} checks, but below max_iter ${inWords(maxIter)} ${checks}: after ${inLogs(bands)}.`;
      report({ severity: 'warning', message, ...atS, fixes: fix ? [fix] : [] });
    } else if (s < 1) {
      const message = `s is ${inWords(s)}, so there is no check and W&B’s engine fails. It must be 1 or more.`;
      const fix = maxIter >= eta ? setTo(document, sEntry, 1) : null;
      report({ message, ...atS, fixes: fix ? [fix] : [] });
    } else {
      const ratio = stopping.fields.has('eta') ? `eta (${inWords(eta)})` : `eta (${DEFAULT_ETA} by default)`;
      const message = `max_iter (${inWords(maxIter)}) is below ${ratio}, so there is no check and W&B’s engine fails. Raise max_iter.`;
      report({ message, path: ['early_terminate', 'max_iter'], span: maxEntry.value });
    }
  },
};

function setTo(document: SweepDocument, { value: node }: Entry, value: number): Fix | null {
  if (node.kind !== 'scalar' || node.decorated || numberOf(node) === null) return null;
  return { title: `Set s to ${value}`, edits: [replace(document, node, String(value))] };
}

/** E07, second part: `eta` so close to 1 that checks repeat or follow one another at once. */
export function denseBands(fields: ReadonlyMap<string, Entry>): string | null {
  const hyperband = readHyperband(fields);
  if (!(hyperband.eta > 1)) return null;
  const bands = bandsOf(hyperband, 20);
  if (bands.length < 2 || (repeatedBands(bands) < 2 && hyperband.eta > 1.2)) return null;
  return inLogs(bands);
}
