import { numberOf, resolveAlias, textOf, type Entry, type ScalarNode, type SweepNode } from '../sweep/node';
import { distributionSpec } from '../sweep/keys';
import type { Parameter } from '../sweep/parameters';
import { rangeKeyFix } from './bareBodyFixes';
import { changeBody } from './bodyEdits';
import { bracesFinding, gluedFinding, slippedFinding, slippedParameter, splitFinding } from './brokenBody';
import { isCircular } from './circular';
import { bodyKeys, distributionOfKeys, hasSoundBounds, renamed, type BodyKeys } from './bodyKeys';
import { renameDistribution, valuesOfValue } from './distributionFixes';
import { insert, isWrittenHere, renameKey, replace } from './edits';
import { insertFirst } from './entries';
import { misreadingOf } from './misreadNumber';
import type { Finding, Fix, Report, Rule, RuleContext } from './rule';
import { isTagged } from './scalars';
import { isMisplacedSection } from './names';
import { meantNumber } from './meantNumber';
import { keyBeforeSpace, splitValuesOf, withFloatBeside } from './splitValue';
import { isUnreadable } from './syntax';
import { listed, quoted } from './wording';

/** S01: keys that do not go with the distribution, or not with each other. */
export const conflictingKeys: Rule = {
  code: 'S01',
  name: 'conflicting-keys',
  severity: 'error',
  description: 'Keys of a parameter do not go with its distribution, or not with each other.',
  check(context, report) {
    for (const { parameter, keys } of bodies(context)) {
      if (keys.conflicting.length > 0) report(conflict(context, parameter, keys));
    }
  },
};

/** S03: a key that W&B does not know in a parameter. */
export const unknownParameterKey: Rule = {
  code: 'S03',
  name: 'unknown-parameter-key',
  severity: 'error',
  description: 'A key that W&B does not know in a parameter, or `q` where nothing is rounded.',
  check(context, report) {
    for (const { parameter, keys } of bodies(context)) {
      const broken = gluedFinding(context.document, parameter) ?? bracesFinding(context.document, parameter);
      if (broken) report(broken);
      for (const { entry, meant } of broken ? [] : keys.unknown) report(unknownKey(context, parameter, entry, meant));
      for (const split of splitValuesOf(context, parameter)) {
        if (split.entry.name !== 'values') report(splitFinding(context.document, parameter, split));
      }
      if (keys.strayQ) report(strayQ(context, parameter, keys.strayQ));
    }
  },
};

/** S04: a key is missing, or an argument is no number. */
export const missingArgument: Rule = {
  code: 'S04',
  name: 'missing-argument',
  severity: 'error',
  description: 'A parameter lacks a key that its distribution needs, or an argument is no number.',
  check(context, report) {
    for (const { parameter, keys } of bodies(context)) {
      if (keys.missing.length > 0) report(missing(context, parameter, keys));
      notNumbers(context, parameter, keys, report);
    }
  },
};

interface Body {
  readonly parameter: Parameter;
  readonly keys: BodyKeys;
}

function bodies(context: RuleContext): readonly Body[] {
  return context.once(collectBodies);
}

function collectBodies(context: RuleContext): readonly Body[] {
  const found: Body[] = [];
  for (const parameter of context.parameters) {
    if (isUnreadable(context.document, parameter.entry) || isMisplacedSection(context, parameter)) continue;
    if (isCircular(context, parameter.entry)) continue;
    const keys = bodyKeys(context, parameter);
    if (keys) found.push({ parameter, keys });
  }
  return found;
}

function conflict(context: RuleContext, parameter: Parameter, { named, conflicting }: BodyKeys): Finding {
  const { fields, path } = parameter;
  const name = quoted(parameter.name);
  const first = conflicting[0]!;
  const others = listed(conflicting.map((entry) => entry.name!));
  const distribution = fields.get('distribution');
  if (named === null || !distribution) {
    const kept = ['value', 'values', 'min', 'max', 'mu', 'sigma', 'a', 'b'].find((key) => fields.has(key))!;
    const message = `${kept} and ${others} do not go together, so W&B refuses ${name}. Keep one of them.`;
    return {
      message,
      path: [...path, first.name!],
      span: first.key,
      fixes: keepFixes(context, parameter, conflicting),
    };
  }
  const spec = distributionSpec(named)!;
  const takes = [...spec.required, ...spec.optional];
  const message = `${named} does not take ${others}, so W&B refuses ${name}. It takes ${listed(takes)}.`;
  const isComplete = spec.required.every((key) => fields.has(key));
  const list = named.startsWith('categorical') ? valuesOfValue(context, parameter) : null;
  const fixes = [
    list,
    ...renameDistribution(context, parameter, distribution, !isComplete && list === null),
    dropFix(context, parameter, conflicting, takes),
  ];
  const isHere = distribution.value.end > distribution.value.start;
  const span = isComplete ? first.key : isHere ? distribution.value : first.key;
  const key = span === first.key ? first.name! : 'distribution';
  return { message, path: [...path, key], span, fixes: fixes.filter((fix) => fix !== null) };
}

/** Removes what the distribution does not take, where it has all that it needs. */
function dropFix(
  context: RuleContext,
  parameter: Parameter,
  entries: readonly Entry[],
  takes: readonly string[],
): Fix | null {
  const required = takes.filter((key) => ['value', 'values', 'min', 'max'].includes(key));
  const isEnough = required.every((key) => parameter.fields.has(key)) && isSound(parameter.fields, required);
  return isEnough ? removal(context, parameter, entries) : null;
}

function keepFixes(context: RuleContext, parameter: Parameter, conflicting: readonly Entry[]): readonly Fix[] {
  const { fields } = parameter;
  const keep = (keys: readonly string[]): Fix | null => {
    const others = [...fields.values()].filter(({ name }) => name !== null && !keys.includes(name));
    if (!keys.every((key) => fields.has(key)) || !isSound(fields, keys)) return null;
    const fix = removal(context, parameter, others);
    return fix && { ...fix, title: `Keep ${listed(keys)}` };
  };
  const isBeside = (key: string): boolean => fields.has(key) || conflicting.some(({ name }) => name === key);
  const choices = [['values'], ['value'], ['min', 'max']].filter((keys) => keys.every(isBeside));
  return choices.map(keep).filter((fix) => fix !== null);
}

/** Whether nothing is left to refuse in what a fix would keep. */
function isSound(fields: ReadonlyMap<string, Entry>, keys: readonly string[]): boolean {
  if (keys.includes('min') && (!hasSoundBounds(fields) || isMixed(fields))) return false;
  if (!keys.includes('values')) return true;
  const list = resolveAlias(fields.get('values')!.value);
  return list.kind === 'sequence' && list.items.length > 0;
}

function isMixed(fields: ReadonlyMap<string, Entry>): boolean {
  const types = ['min', 'max'].map((key) => {
    const node = resolveAlias(fields.get(key)!.value);
    return node.kind === 'scalar' ? node.type : null;
  });
  return types[0] !== types[1];
}

function removal({ document }: RuleContext, parameter: Parameter, entries: readonly Entry[]): Fix | null {
  const names = entries.map(({ name }) => name ?? '');
  // A key that is no text is in no list of fields.
  const edits =
    names.length > 0 && !entries.some(({ name }) => name === null)
      ? changeBody(document, parameter, Object.fromEntries(names.map((name) => [name, null])))
      : null;
  return edits && { title: `Remove ${listed(names.map(quoted))}`, edits, isSuggestion: true };
}

function unknownKey(context: RuleContext, parameter: Parameter, entry: Entry, meant: string | null): Finding {
  if (entry === slippedParameter(parameter)) return slippedFinding(context.document, parameter, entry);
  const name = entry.name ?? (entry.key.kind === 'scalar' ? entry.key.source : '');
  const path = [...parameter.path, name];
  if (keyBeforeSpace(context.document.text, entry) === meant && meant !== null) {
    const edits = [insert(context.document, entry.key.start + meant.length, ':')];
    const fixes: readonly Fix[] = isWrittenHere(parameter) ? [{ title: 'Insert :', edits, isUnproven: true }] : [];
    const message = `A colon is missing behind ${meant}: W&B reads the key ${quoted(name)}, and refuses ${quoted(parameter.name)}.`;
    return { message, path, span: entry.key, fixes };
  }
  if (entry.name === 'scale' && textOf(entry.value)?.startsWith('log') === true)
    return scaleFinding(context, parameter, entry);
  const isRange = entry.name === 'range' && resolveAlias(entry.value).kind === 'sequence';
  const range = isRange ? rangeKeyFix(context.document, parameter, entry) : null;
  const advice =
    isRange && meant === null
      ? 'A range has min and max.'
      : meant === null
        ? 'Remove it; notes go into a comment.'
        : meant === 'q'
          ? 'To round draws, use distribution: q_uniform with q.'
          : `Did you mean ${meant}?`;
  const rename = meant === null ? null : renameFix(context, parameter, entry, meant);
  const drop = meant === null && !isRange ? removal(context, parameter, [entry]) : null;
  const fixes = [range, rename, drop].filter((fix) => fix !== null);
  const message = `W&B knows no ${name === '' ? 'empty key' : quoted(name)} in a parameter and refuses ${quoted(parameter.name)}. ${advice}`;
  return { message, path, span: entry.key, fixes };
}

/** `scale: log`, as other tuners write it. */
function scaleFinding({ document }: RuleContext, parameter: Parameter, entry: Entry): Finding {
  const { fields, path } = parameter;
  const message = `W&B knows no scale in a parameter and refuses ${quoted(parameter.name)}. For a log scale, write distribution: log_uniform_values.`;
  const isSound =
    !fields.has('distribution') && (numberOf(fields.get('min')?.value) ?? 0) > 0 && hasSoundBounds(fields);
  const isHere = isEditable(parameter) && isOwn(parameter, entry) && !entry.key.decorated && !entry.value.decorated;
  const edits = [renameKey(document, entry.key, 'distribution'), replace(document, entry.value, 'log_uniform_values')];
  const fix: Fix = { title: 'Write distribution: log_uniform_values', edits };
  return { message, path: [...path, 'scale'], span: entry.key, fixes: isSound && isHere ? [fix] : [] };
}

function renameFix({ document }: RuleContext, parameter: Parameter, entry: Entry, meant: string): Fix | null {
  if (!isEditable(parameter) || entry.key.decorated || !isOwn(parameter, entry)) return null;
  const { body } = parameter;
  const fields = renamed(body, entry.name!, meant);
  if (!isAcceptable(meant, entry.value, fields, parameter)) return null;
  const edit = renameKey(document, entry.key, meant);
  // What stood under a wrong name was in force for no rule: the right one may bring out more.
  if (meant !== 'q') return { title: `Write ${meant}`, edits: [edit], isUnproven: true };
  const added = body.kind === 'mapping' ? insertFirst(document, body, 'distribution: q_uniform') : null;
  const isFirst = body.kind === 'mapping' && body.entries[0] === entry;
  const canRound = !fields.has('distribution') && hasSoundBounds(fields) && added !== null && !isFirst;
  return canRound ? { title: 'Write q, with distribution: q_uniform', edits: [added, edit] } : null;
}

/** Whether W&B would take the value under the key that is meant: a fix must not trade one mistake for another. */
function isAcceptable(
  key: string,
  value: SweepNode,
  fields: ReadonlyMap<string, Entry>,
  parameter: Parameter,
): boolean {
  const node = resolveAlias(value);
  switch (key) {
    case 'min':
    case 'max': {
      if (numberOf(node) === null) return false;
      if (!fields.has('min') || !fields.has('max')) return true;
      const named = textOf(fields.get('distribution')?.value);
      const isWhole = named !== 'int_uniform' || (!isMixed(fields) && node.kind === 'scalar' && node.type === 'int');
      const isPositive = !named?.endsWith('_values') || numberOf(fields.get('min')?.value)! > 0;
      return hasSoundBounds(fields) && isWhole && isPositive && (fields.has('distribution') || !isMixed(fields));
    }
    case 'values':
      return node.kind === 'sequence' && node.items.length > 0;
    case 'probabilities':
      return false;
    case 'distribution':
      return distributionOfKeys(fields) !== null || hasSoundBounds(fields);
    case 'parameters':
      return false;
    case 'q':
    case 'sigma':
    case 'a':
    case 'b':
      return (numberOf(node) ?? 0) > 0;
    case 'mu':
      return numberOf(node) !== null;
    default:
      return parameter.kind !== 'nested';
  }
}

function strayQ(context: RuleContext, parameter: Parameter, q: Entry): Finding {
  const { document } = context;
  const { fields, body, path } = parameter;
  const named = fields.get('distribution');
  const name = named ? textOf(named.value) : null;
  const rounded = name === 'int_uniform' ? 'q_uniform' : name === null ? null : `q_${name}`;
  const fixes: Fix[] = [];
  const isUsable = (numberOf(q.value) ?? 0) > 0 && isEditable(parameter) && body.kind === 'mapping';
  if (
    isUsable &&
    named?.value.kind === 'scalar' &&
    rounded !== null &&
    distributionSpec(rounded) &&
    !named.value.decorated
  ) {
    fixes.push({ title: `Write distribution: ${rounded}`, edits: [replace(document, named.value, rounded)] });
  } else if (isUsable && !named && fields.has('min') && fields.has('max')) {
    const edit = insertFirst(document, body, 'distribution: q_uniform');
    if (edit) fixes.push({ title: 'Add distribution: q_uniform', edits: [edit] });
  }
  const drop = removal(context, parameter, [q]);
  if (drop) fixes.push(drop);
  const beside = name === null ? 'without a distribution that rounds' : `beside ${name}, which does not round`;
  const advice =
    fields.has('min') || rounded !== null ? ` Use ${distributionSpec(rounded ?? '') ? rounded! : 'q_uniform'}.` : '';
  const message = `W&B refuses q ${beside}.${advice}`;
  return { message, path: [...path, 'q'], span: q.key, fixes };
}

function missing({ document }: RuleContext, parameter: Parameter, { named, missing: keys }: BodyKeys): Finding {
  const { fields, body, entry, path } = parameter;
  const name = quoted(parameter.name);
  const span = entry.key;
  if (keys.includes('distribution')) {
    const fits = distributionOfKeys(fields);
    const edit =
      fits !== null && body.kind === 'mapping' && isEditable(parameter)
        ? insertFirst(document, body, `distribution: ${fits}`)
        : null;
    const fixes = edit ? [{ title: `Add distribution: ${fits!}`, edits: [edit] }] : [];
    const example = fits === null ? 'Add distribution, such as uniform with min and max' : `Add distribution: ${fits}`;
    return { message: `${name} does not say what is drawn. ${example}.`, path, span, fixes };
  }
  if (fields.size === 0) {
    return { message: `${name} is empty, which W&B refuses. Give it value, values, or min and max.`, path, span };
  }
  const has = ['min', 'max'].find((key) => fields.has(key));
  const lacks = listed(keys);
  const reason = named !== null ? `${named} needs ${lacks}` : `${has ?? 'This'} needs ${lacks} beside it`;
  const advice = has !== undefined && lacks !== has ? ' For a single value, use value.' : '';
  return { message: `${reason}, which ${name} lacks.${advice}`, path, span };
}

const NUMBERS = ['min', 'max', 'q', 'mu', 'sigma', 'a', 'b'];

function notNumbers({ document }: RuleContext, parameter: Parameter, keys: BodyKeys, report: Report): void {
  const { fields, path } = parameter;
  for (const key of NUMBERS) {
    const entry = fields.get(key);
    if (!entry || keys.conflicting.includes(entry) || keys.strayQ === entry) continue;
    const node = resolveAlias(entry.value);
    const what = node.kind === 'scalar' ? kindOfScalar(node) : node.kind === 'sequence' ? 'a list' : 'a mapping';
    if (what === null) continue;
    // Text that reads as a number has rules of its own, with its spelling as the fix.
    if (node.kind === 'scalar' && misreadingOf(node) !== null && !isTagged(document, node)) continue;
    const isEmpty = entry.value.end <= entry.value.start;
    const shown = node.kind === 'scalar' && node.source !== '' ? ` (${quoted(node.source)})` : '';
    const meant = entry.value.kind === 'scalar' && isPlain(entry.value) ? meantNumber(entry.value.source) : null;
    const message = `${key} is ${what}${shown}; W&B needs a number here.${meant ? ` ${meant.advice}` : ''}`;
    const fixes = (meant?.readings ?? []).map((text) => {
      const edits = [replace(document, entry.value, text)];
      return withFloatBeside(document, parameter, entry, { title: `Write ${text}`, edits, isUnproven: true });
    });
    report({ message, path: [...path, key], span: isEmpty ? entry.key : entry.value, fixes });
  }
}

function isPlain({ style, decorated }: ScalarNode): boolean {
  return style === 'plain' && !decorated;
}

/** What a scalar is, where it is no number; dates have a rule of their own. */
function kindOfScalar({ type }: ScalarNode): string | null {
  switch (type) {
    case 'str':
      return 'text';
    case 'bool':
      return 'a boolean';
    case 'null':
      return 'empty';
    case 'int':
    case 'float':
    case 'date':
    case 'datetime':
    case 'bytes':
    case 'invalid':
      return null;
  }
}

function isOwn({ body }: Parameter, entry: Entry): boolean {
  return body.kind === 'mapping' && body.entries.includes(entry);
}

function isEditable(parameter: Parameter): boolean {
  return parameter.body.kind === 'mapping' && isWrittenHere(parameter);
}
