import { fieldsOf } from '../sweep/node';
import { KEYS } from '../sweep/keys';
import { looksLikeBody, type Parameter } from '../sweep/parameters';
import { renameKey, replace } from './edits';
import { moveToTop, SECTIONS } from './misplaced';
import { schemaSeverity } from './layers';
import type { Fix, Rule, RuleContext } from './rule';
import { quoted } from './wording';
import { mappingOf } from './wrapper';

/** W&B's pattern for the names of parameters, at every depth (wandb/sweeps b1dfc5f, propertyNames). */
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;

/** N01: a name that W&B's schema does not allow. */
export const invalidName: Rule = {
  code: 'N01',
  name: 'invalid-name',
  severity: 'warning',
  description:
    'A parameter’s name has characters that W&B does not allow, such as a slash, a space or a leading digit.',
  check(context, report) {
    const severity = schemaSeverity(context.document);
    for (const parameter of context.parameters) {
      const { entry, name, path } = parameter;
      if (entry.name === null || NAME.test(name)) continue;
      const message = `W&B does not allow the name ${quoted(name)}: ${reasonFor(name)}.`;
      report({ severity, message, path, span: entry.key, fixes: renamings(context, parameter) });
    }
  },
};

function reasonFor(name: string): string {
  if (name === '') return 'it is empty';
  if (name.startsWith('-')) return 'names have no dashes in front, ${args} adds them';
  if (/^[+~]/.test(name)) return 'for Hydra, leave out the sign and use ${args_append_hydra} or ${args_override_hydra}';
  if (/^[0-9.]/.test(name)) return 'it starts with a letter or underscore';
  const bad = [...new Set(name.match(/[^A-Za-z0-9_.-]/gu))];
  const shown = bad.map((letter) => (letter.trim() === '' ? 'a space' : letter)).join(' ');
  return `${shown} can’t be part of it, only letters, digits, _ . and -`;
}

/** Without dashes in front there is one name that is meant; for blanks, the script may have another. */
function renamings({ document }: RuleContext, { entry, name, siblings }: Parameter): readonly Fix[] {
  const bare = name.replace(/^-+/, '').trim().replace(/\s+/g, '_');
  const hasBlanks = /\s/.test(name);
  const isPlain = entry.key.kind === 'scalar' && !entry.key.decorated && siblings.entries.includes(entry);
  const isTaken = siblings.entries.some((other) => other.name === bare);
  // A name such as `on` would be read as a boolean.
  if (bare === name || !isPlain || isTaken || !NAME.test(bare) || RESERVED.test(bare)) return [];
  const fix: Fix = { title: `Write ${bare}`, edits: [renameKey(document, entry.key, bare)] };
  return [hasBlanks ? { ...fix, isSuggestion: true } : fix];
}

const RESERVED = /^(?:yes|no|on|off|true|false|null)$/i;

/** N02: a name that PyYAML does not read as text. */
export const nameIsNoText: Rule = {
  code: 'N02',
  name: 'name-is-no-text',
  severity: 'error',
  description: 'A parameter’s name is read as a number, a boolean or null; in quotes it is text.',
  check({ document, parameters }, report) {
    for (const { entry, path } of parameters) {
      const { key } = entry;
      // A date as a key has its own rule (Y09).
      if (entry.name !== null || key.kind !== 'scalar' || ['date', 'datetime', 'bytes', 'invalid'].includes(key.type))
        continue;
      const what = key.type === 'bool' ? 'a boolean' : key.type === 'null' ? 'null' : 'a number';
      // In quotes a number would still begin with a digit (N01).
      const canQuote = key.style === 'plain' && !key.decorated && NAME.test(key.source);
      const fixes = canQuote ? [{ title: 'Put it in quotes', edits: [replace(document, key, `'${key.source}'`)] }] : [];
      const shown = key.source === '' ? 'The empty name' : `The name ${quoted(key.source)}`;
      const advice = canQuote ? 'Put it in quotes.' : 'Begin it with a letter.';
      const message = `${shown} is read as ${what}, and W&B refuses names that are no text. ${advice}`;
      report({ message, path, span: key, fixes });
    }
  },
};

/** N03: two names that differ only in case, `-` and `_`. */
export const similarNames: Rule = {
  code: 'N03',
  name: 'similar-names',
  severity: 'warning',
  description: 'Two parameters have names that differ only in upper and lower case, or in - and _.',
  check({ parameters }, report) {
    const seen = new Map<string, Parameter>();
    for (const parameter of parameters) {
      const { configName, entry, path } = parameter;
      if (entry.name === null) continue;
      const plain = configName.toLowerCase().replaceAll('-', '_');
      const other = seen.get(plain);
      if (other && other.configName !== configName) {
        const message = `${quoted(configName)} is nearly the name of ${quoted(other.configName)}: W&B searches them as two parameters.`;
        report({ message, path, span: entry.key });
      } else seen.set(plain, parameter);
    }
  },
};

/** N04: a dotted name that is also the name of a nested parameter. */
export const dottedAndNested: Rule = {
  code: 'N04',
  name: 'dotted-and-nested',
  severity: 'warning',
  description: 'A dotted name and a nested parameter mean the same place: `a.b` beside `a: {parameters: {b: …}}`.',
  check({ parameters }, report) {
    const nested = new Map<string, Parameter>();
    for (const parameter of parameters) {
      if (parameter.name !== parameter.configName) nested.set(parameter.configName, parameter);
    }
    for (const { name, configName, entry, path } of parameters) {
      if (name !== configName || !nested.has(name) || !name.includes('.')) continue;
      const message = `${quoted(name)} is also a nested parameter here. The run gets both, ${quoted(name)} as one flat key; keep one.`;
      report({ message, path, span: entry.key });
    }
  },
};

/** N05: a parameter named like a section of the file, perhaps one that is indented too far. */
export const namedLikeSection: Rule = {
  code: 'N05',
  name: 'named-like-section',
  severity: 'info',
  description: 'A parameter is called like a key of the file, such as `metric`: perhaps it is indented too far.',
  check(context, report) {
    const misplaced = context.parameters.filter((one) => isMisplacedSection(context, one)).map(({ entry }) => entry);
    for (const parameter of context.parameters) {
      const { name, path, entry } = parameter;
      if (path.length > 2 || entry.name === null || !SECTIONS.has(name)) continue;
      if (misplaced.includes(entry)) {
        const message = `${name} stands under parameters, so W&B takes it for a parameter and refuses it. Indent it like parameters.`;
        const root = mappingOf(context.document.root);
        const fix = root && moveToTop(context.document, root, { holder: 'parameters', sections: misplaced });
        report({ severity: 'error', message, path, span: entry.key, fixes: fix ? [fix] : [] });
      } else report({ message: messageOf(name), path, span: entry.key });
    }
  },
};

function messageOf(name: string): string {
  return `This is a parameter called ${name}. If the key ${name} of the file is meant, indent it like parameters.`;
}

/** Whether a parameter at the top is really a section of the file that is indented too far: it has no parameter's body. */
export function isMisplacedSection({ document }: RuleContext, { name, path, body, kind, fields }: Parameter): boolean {
  if (path.length > 2 || !SECTIONS.has(name) || fieldsOf(document.root).has(name)) return false;
  if (kind === 'scalar') return ['method', 'program', 'run_cap'].includes(name);
  if (kind === 'sequence') return name === 'command' || name === 'metrics';
  const known = new Set(KEYS.filter(({ section }) => section === name).map((spec) => spec.name));
  return (
    body.kind === 'mapping' &&
    kind !== 'nested' &&
    !looksLikeBody(body) &&
    [...fields.keys()].some((key) => known.has(key))
  );
}
