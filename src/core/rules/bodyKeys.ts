import { DISTRIBUTIONS, distributionSpec, keySpec, type DistributionSpec } from '../sweep/keys';
import { fieldsOf, isMergeKey, numberOf, resolveAlias, textOf, type Entry, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { gluedKey, slippedParameter } from './brokenBody';
import { isChild } from './nestedBody';
import { nearest } from './nearest';
import type { RuleContext } from './rule';
import { keyBeforeSpace, splitValuesOf } from './splitValue';

/** What is wrong with which keys a body has. A body has conflicts or missing keys, not both. */
export interface BodyKeys {
  /** The distribution that is written, where W&B knows it; `null` where none is. */
  readonly named: string | null;
  /** Keys that W&B does not know here, pieces of a split value aside, each with the key that is most likely meant. */
  readonly unknown: readonly { readonly entry: Entry; readonly meant: string | null }[];
  /** `q` beside a distribution that does not round, or beside none. */
  readonly strayQ: Entry | null;
  /** Keys that do not go with the distribution, or not with each other. */
  readonly conflicting: readonly Entry[];
  /** Keys that the distribution needs and the body lacks. */
  readonly missing: readonly string[];
}

const GROUPS: readonly (readonly string[])[] = [
  ['value'],
  ['values', 'probabilities'],
  ['min', 'max'],
  ['mu', 'sigma'],
  ['a', 'b'],
];
const ARGUMENTS = GROUPS.flat();

/** What other tools call the keys of a body. */
const ALIASES: Readonly<Record<string, string>> = {
  low: 'min',
  lower: 'min',
  minimum: 'min',
  high: 'max',
  upper: 'max',
  maximum: 'max',
  choices: 'values',
  options: 'values',
  candidates: 'values',
  grid: 'values',
  val: 'value',
  const: 'value',
  mean: 'mu',
  loc: 'mu',
  std: 'sigma',
  stddev: 'sigma',
  stdev: 'sigma',
  scale: 'sigma',
  alpha: 'a',
  beta: 'b',
  dist: 'distribution',
  type: 'distribution',
  probs: 'probabilities',
  weights: 'probabilities',
  step: 'q',
  quantization: 'q',
};
// Every short word is near to `a`, `b`, `q` and `mu`.
const SPELLABLE = ['value', 'values', 'min', 'max', 'distribution', 'sigma', 'probabilities', 'parameters'];
/** Keys that people add for readers, which are near to no key that is meant. */
const REMARKS = new Set(['default', 'desc', 'description', 'help', 'name', 'note', 'comment', 'unit']);

/** Looks at which keys a body has; `null` for what is no body with arguments (nested, or no mapping). */
export function bodyKeys(context: RuleContext, parameter: Parameter): BodyKeys | null {
  return context.once(readBodies).get(parameter) ?? null;
}

function readBodies(context: RuleContext): ReadonlyMap<Parameter, BodyKeys | null> {
  return new Map(context.parameters.map((parameter) => [parameter, readBody(context, parameter)]));
}

function readBody(context: RuleContext, parameter: Parameter): BodyKeys | null {
  const { body, kind, fields } = parameter;
  if (body.kind !== 'mapping' || kind === 'nested') return null;
  // What stands behind it is its own body, whose keys do not go with those of this one.
  const slipped = slippedParameter(parameter);
  if (slipped) return { ...NOTHING_WRONG, unknown: [{ entry: slipped, meant: null }] };
  const written = fields.get('distribution');
  const named = written ? textOf(written.value) : null;
  const spec = named === null ? null : distributionSpec(named);
  if (spec && isComplete(parameter, spec)) return { ...NOTHING_WRONG, named };
  const known = new Set([...fields.keys()].filter((key) => keySpec('parameter', key) !== null));
  const pieces = new Set(splitValuesOf(context, parameter).flatMap((split) => split.pieces));
  const unnamed = body.entries.filter(({ name, key }) => name === null && !isMergeKey(key));
  const unknown = [...fields.values(), ...unnamed]
    .filter((entry) => !pieces.has(entry) && !known.has(entry.name ?? '') && !isChild(entry))
    .map((entry) => ({ entry, meant: meantBy(context, fields, entry) }));
  // Of a distribution that W&B does not know, nobody can tell which keys it takes.
  if (written && !spec) return { named: null, unknown, strayQ: null, conflicting: [], missing: [] };
  const takes = spec ? [...spec.required, ...spec.optional] : takenWithout(known);
  const strayQ = known.has('q') && !takes.includes('q') ? fields.get('q')! : null;
  const conflicting = ARGUMENTS.filter(
    (key) => known.has(key) && !takes.includes(key) && !isOfProbabilities(key, known),
  )
    .map((key) => fields.get(key)!)
    .filter((entry, index, all) => all.indexOf(entry) === index);
  const missing = conflicting.length > 0 ? [] : missingKeys(known, spec?.required ?? null, unknown);
  return { named: spec ? named : null, unknown, strayQ, conflicting, missing };
}

const NOTHING_WRONG: BodyKeys = { named: null, unknown: [], strayQ: null, conflicting: [], missing: [] };

/** Whether a body has just the keys of its distribution, as nearly every one does. */
function isComplete({ body, fields }: Parameter, { required, optional }: DistributionSpec): boolean {
  if (body.kind !== 'mapping' || body.entries.some(({ name }) => name === null)) return false;
  const takes = (key: string): boolean => key === 'distribution' || required.includes(key) || optional.includes(key);
  return required.every((key) => fields.has(key)) && [...fields.keys()].every(takes);
}

/** `probabilities` have a rule of their own (S05), which also speaks where they stand beside `categorical`. */
function isOfProbabilities(key: string, known: ReadonlySet<string>): boolean {
  return key === 'probabilities' && !known.has('value') && !known.has('min') && !known.has('max');
}

/** What may stand together without a distribution: the group of the first argument there is. */
function takenWithout(known: ReadonlySet<string>): readonly string[] {
  const group = GROUPS.find((keys) => keys.some((key) => known.has(key))) ?? [];
  // Without a distribution, `mu` and the like need one, and with it `q` may be right.
  return group.includes('mu') || group.includes('a') ? [...group, 'q'] : group;
}

function missingKeys(
  known: ReadonlySet<string>,
  required: readonly string[] | null,
  unknown: BodyKeys['unknown'],
): readonly string[] {
  // A misspelt key is not missing as well.
  const intended = new Set([...known, ...unknown.map(({ meant }) => meant).filter((key) => key !== null)]);
  const needed = required ?? neededWithout(intended, unknown.length);
  return needed.filter((key) => !intended.has(key));
}

function neededWithout(known: ReadonlySet<string>, unknownCount: number): readonly string[] {
  if (known.has('value') || known.has('values')) return [];
  if (known.has('min') || known.has('max')) return ['min', 'max'];
  if (known.has('probabilities')) return [];
  if (known.size > 0) return ['distribution'];
  return unknownCount > 0 ? [] : ['value'];
}

function meantBy({ document }: RuleContext, fields: ReadonlyMap<string, Entry>, entry: Entry): string | null {
  const key = keyBeforeSpace(document.text, entry) ?? gluedKey(document.text, entry);
  if (key !== null && !fields.has(key)) return key;
  return entry.name === null ? null : meantKey(entry.name, fields);
}

function meantKey(name: string, fields: ReadonlyMap<string, Entry>): string | null {
  const lower = name.toLowerCase();
  const alias = ALIASES[lower];
  const key = REMARKS.has(lower) ? null : (alias ?? nearest(name, SPELLABLE));
  if (key === null || fields.has(key)) return null;
  if (key !== 'distribution') return key;
  const value = textOf(fields.get(name)?.value);
  return value !== null && distributionSpec(value) ? key : null;
}

/** The distribution that a body's other keys say; `null` where they fit none, or more than one. */
export function distributionOfKeys(fields: ReadonlyMap<string, Entry>): string | null {
  const keys = [...fields.keys()].filter((key) => key !== 'distribution');
  const isWhole = ['min', 'max'].every((key) => isInt(fields.get(key)?.value));
  const candidates = isWhole
    ? [
        'constant',
        'categorical',
        'categorical_w_probabilities',
        'int_uniform',
        'q_uniform',
        'normal',
        'q_normal',
        'beta',
      ]
    : ['constant', 'categorical', 'categorical_w_probabilities', 'uniform', 'q_uniform', 'normal', 'q_normal', 'beta'];
  const fits = (name: string): boolean => {
    const { required, optional } = DISTRIBUTIONS.find((spec) => spec.name === name)!;
    return required.every((key) => keys.includes(key)) && keys.every((key) => [...required, ...optional].includes(key));
  };
  return keys.length === 0 ? null : (candidates.find(fits) ?? null);
}

function isInt(node: SweepNode | undefined): boolean {
  const scalar = node ? resolveAlias(node) : null;
  return scalar?.kind === 'scalar' && scalar.type === 'int';
}

/** Whether bounds are numbers in order, so that nothing is left to refuse in them. */
export function hasSoundBounds(fields: ReadonlyMap<string, Entry>): boolean {
  const [low, high] = [numberOf(fields.get('min')?.value), numberOf(fields.get('max')?.value)];
  return low !== null && high !== null && low < high;
}

/** A body's fields with one key under another name. */
export function renamed(body: SweepNode, from: string, to: string): ReadonlyMap<string, Entry> {
  return new Map([...fieldsOf(body)].map(([key, entry]) => [key === from ? to : key, entry]));
}
