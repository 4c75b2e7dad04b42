import type { SweepDocument } from '../sweep/document';
import { bandsOf, readHyperband } from '../sweep/hyperband';
import { KEYS, keySpec, type KeySpec } from '../sweep/keys';
import { resolveAlias, textOf, type Entry, type ScalarNode, type SweepNode } from '../sweep/node';
import { pythonFloat } from '../sweep/scalar';
import type { TextEdit } from '../text';
import { hyperbandOf, type Stopping } from './earlyTerminate';
import { denseBands } from './hyperbandBands';
import { renameKey, replace } from './edits';
import { removeEntry } from './entries';
import { schemaSeverity } from './layers';
import { isStraySection, moveToTop } from './misplaced';
import { nearest } from './nearest';
import type { Finding, Fix, Rule } from './rule';
import { quoted } from './wording';
import { mappingOf } from './wrapper';

const NAMES = KEYS.filter(({ section }) => section === 'early_terminate').map(({ name }) => name);

/** E07: a setting of `early_terminate` that W&B does not know, refuses, or that makes checks repeat. */
export const stoppingSettings: Rule = {
  code: 'E07',
  name: 'early-terminate-setting',
  severity: 'error',
  description: 'A setting of `early_terminate` is unknown, has a value that W&B refuses, or makes checks repeat.',
  check({ document }, report) {
    const stopping = hyperbandOf(document);
    if (!stopping) return;
    for (const entry of stopping.fields.values()) {
      const finding = checkEntry(document, stopping, entry);
      if (finding) report(finding);
    }
    const eta = stopping.fields.get('eta');
    const dense = eta ? denseBands(stopping.fields) : null;
    if (!eta || dense === null) return;
    report({
      severity: 'warning',
      message: `eta is so close to 1 that checks crowd: runs are checked after ${dense}. Usual is 3.`,
      path: ['early_terminate', 'eta'],
      span: eta.value,
    });
  },
};

function checkEntry(document: SweepDocument, stopping: Stopping, entry: Entry): Finding | null {
  const name = entry.name ?? '';
  const spec = keySpec('early_terminate', name);
  if (!spec) return unknownKey(document, stopping, entry);
  if (name === 'type') return null;
  const node = resolveAlias(entry.value);
  const wrong = mistake(spec, node);
  if (!wrong) return null;
  const { message, written, severity = 'error' } = wrong;
  const editable = entry.value.kind === 'scalar' && !entry.value.decorated && entry.value.style !== 'block';
  const fixes: Fix[] =
    written !== null && editable
      ? [{ title: `Write ${written}`, edits: [replace(document, entry.value, written)] }]
      : [];
  const span = entry.value.start === entry.value.end ? entry.key : entry.value;
  return { severity, message: `${name} ${message}`, path: ['early_terminate', name], span, fixes };
}

function unknownKey(document: SweepDocument, stopping: Stopping, entry: Entry): Finding {
  const { fields } = stopping;
  const name = entry.name ?? '';
  const near = nearest(name, NAMES);
  const meant = near !== null && !fields.has(near) ? near : null;
  const isStray = meant === null && isStraySection(document, entry);
  const fix = isStray ? moved(document, entry) : repair(document, stopping, entry, meant);
  return {
    // Without the key that is meant, the engine fails; a key too many it only drops.
    severity: meant === null || meant === 'eta' || meant === 'strict' ? schemaSeverity(document) : 'error',
    message: `early_terminate has no setting ${quoted(name)}. ${
      isStray
        ? 'It belongs to the top of the file: indent it like early_terminate.'
        : meant === null
          ? 'W&B’s engine ignores it.'
          : `Did you mean ${meant}?`
    }`,
    path: ['early_terminate', name],
    span: entry.key,
    fixes: fix ? [fix] : [],
  };
}

function moved(document: SweepDocument, entry: Entry): Fix | null {
  const root = mappingOf(document.root);
  return root && moveToTop(document, root, { holder: 'early_terminate', sections: [entry] });
}

function repair(document: SweepDocument, stopping: Stopping, entry: Entry, meant: string | null): Fix | null {
  if (meant !== null) {
    const edit = rename(document, stopping, entry, meant);
    return edit && { title: `Rename to ${meant}`, edits: [edit] };
  }
  const removal = removeEntry(document, stopping.mapping, entry);
  return removal && { title: `Remove ${quoted(entry.name ?? '')}`, edits: [removal], isSuggestion: true };
}

/** Only where the section is then complete: a fix must not uncover the next error. */
function rename(document: SweepDocument, { fields }: Stopping, entry: Entry, meant: string): TextEdit | null {
  const spec = keySpec('early_terminate', meant);
  const value = resolveAlias(entry.value);
  if (entry.key.decorated || !spec || mistake(spec, value)) return null;
  if (meant === 'type') return textOf(value) === 'hyperband' ? renameKey(document, entry.key, meant) : null;
  const renamed = new Map(fields).set(meant, entry);
  const fails = renamed.has('max_iter') && bandsOf(readHyperband(renamed)).length === 0;
  return fails ? null : renameKey(document, entry.key, meant);
}

interface Mistake {
  /** Follows the key's name in a sentence. */
  readonly message: string;
  /** How the value would be written right. */
  readonly written: string | null;
  readonly severity?: 'warning';
}

/** What is wrong with a value; an error unless it says otherwise. */
function mistake(spec: KeySpec, node: SweepNode): Mistake | null {
  if (node.kind !== 'scalar') return { message: `must be a ${kindOf(spec)}; W&B fails on this.`, written: null };
  if (spec.name === 'strict') {
    if (node.type === 'bool') return null;
    const word = String(node.value).toLowerCase();
    const written = word === 'true' || word === 'false' ? word : null;
    return { message: 'must be true or false, without quotes; W&B fails on this.', written };
  }
  return numberMistake(spec.name, node);
}

function numberMistake(name: string, node: ScalarNode): Mistake | null {
  const isNumber = node.type === 'int' || node.type === 'float';
  if (!isNumber) {
    // A number in quotes or with an exponent that PyYAML does not read has rules of its own.
    const isMeant = node.type === 'str' && pythonFloat(String(node.value)) !== null;
    return isMeant ? null : { message: 'must be a number; W&B fails on this.', written: null };
  }
  const value = node.value as number;
  if (name === 'eta') {
    return isInRange(name, value) ? null : { message: 'must be above 1; W&B refuses this. Usual is 3.', written: null };
  }
  if (node.type === 'float') {
    const isFine = Number.isSafeInteger(value) && isInRange(name, value);
    // The schema takes 3.0 for a whole number; of s the engine makes a range, for which Python wants an int.
    if (isFine && name !== 's')
      return { severity: 'warning', message: 'should be a whole number, without a dot.', written: String(value) };
    return {
      message: 'must be a whole number without a dot; W&B fails on this.',
      written: isFine ? String(value) : null,
    };
  }
  // Too small an s or max_iter leaves no check, of which E06 speaks.
  return name !== 'min_iter' || isInRange(name, value)
    ? null
    : { message: 'must be 1 or more; W&B refuses this.', written: null };
}

function isInRange(name: string, value: number): boolean {
  return name === 'eta' ? value > 1 && Number.isFinite(value) : value >= 1;
}

function kindOf({ type }: KeySpec): string {
  return type === 'boolean' ? 'boolean' : 'number';
}
