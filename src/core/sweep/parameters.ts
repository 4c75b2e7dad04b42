import {
  fieldsOf,
  isMergeKey,
  resolveAlias,
  textOf,
  type Entry,
  type MappingNode,
  type ScalarNode,
  type SweepNode,
} from './node';

/**
 * What a parameter's body is: `constant` has `value`, `categorical` has `values`, `continuous` has bounds or another
 * distribution's arguments, `nested` has `parameters`, or bodies of parameters without that key in between; `unknown` is a mapping with none of these. The last three are
 * no mapping at all, which W&B refuses.
 */
export type BodyKind =
  'constant' | 'categorical' | 'continuous' | 'nested' | 'unknown' | 'null' | 'scalar' | 'sequence';

/** One parameter of a sweep, at any depth. */
export interface Parameter {
  /** The last segment of its name, as in the file. */
  readonly name: string;
  /** Its name in a run's configuration: nested names joined by dots. */
  readonly configName: string;
  /** Keys from the top of the file, such as `['parameters', 'model', 'parameters', 'dropout']`. */
  readonly path: readonly string[];
  readonly entry: Entry;
  /** The body with aliases followed. */
  readonly body: SweepNode;
  readonly kind: BodyKind;
  /** Keys of the body, merges and duplicates resolved. */
  readonly fields: ReadonlyMap<string, Entry>;
  /** The mapping that the parameter is one of. */
  readonly siblings: MappingNode;
  /** It stands elsewhere, and `<<` merges it into its siblings. */
  readonly isMerged: boolean;
}

/** Keys that only a body can have, apart from `value`, `values` and `parameters`. */
const CONTINUOUS_KEYS = ['min', 'max', 'mu', 'sigma', 'a', 'b', 'q', 'distribution'];
const BODY_KEYS = ['value', 'values', 'min', 'max', 'distribution', 'mu', 'sigma', 'probabilities', 'parameters'];
/** Alias bombs are nested deeper. */
const MAX_NESTING = 4;
/** No sweep has so many; alias bombs do. */
const MAX_PARAMETERS = 20_000;

/** The section that holds the parameters; where there is none, one that is nearly called so and holds bodies. */
function parametersSection(root: SweepNode | null): Entry | null {
  const fields = fieldsOf(root);
  const section = fields.get('parameters');
  if (section) return section;
  const isMeant = ({ name, value }: Entry): boolean =>
    name !== null && (name.toLowerCase() === 'parameters' || (NEARLY_PARAMETERS.test(name) && looksLikeBody(value)));
  return [...fields.values()].find(isMeant) ?? null;
}

const NEARLY_PARAMETERS = /^(?:hyper)?param(?:eter|ter|ater|etre|ete|eters|aters|ters|etes)?s?$/i;

/** All parameters of a sweep, nested ones included, in file order. A cycle of aliases is walked once. */
export function parametersOf(root: SweepNode | null): readonly Parameter[] {
  const found: Parameter[] = [];
  const section = parametersSection(root);
  if (section) collect(section.value, { path: [section.name!], prefix: '', within: new Set(), found });
  return found;
}

/** The names in a run's configuration of all parameters that a sweep sets, whether it varies them or not. */
export function configNamesOf(root: SweepNode | null): readonly string[] {
  return parametersOf(root)
    .filter(({ kind }) => kind !== 'nested')
    .map(({ configName }) => configName);
}

/** Those of them that the sweep varies. */
export function searchedNamesOf(root: SweepNode | null): readonly string[] {
  return parametersOf(root)
    .filter(({ kind }) => kind !== 'nested' && kind !== 'constant')
    .map(({ configName }) => configName);
}

interface Walk {
  readonly path: readonly string[];
  readonly prefix: string;
  readonly within: ReadonlySet<SweepNode>;
  readonly found: Parameter[];
}

function collect(value: SweepNode | undefined, { path, prefix, within, found }: Walk): void {
  const siblings = value ? resolveAlias(value) : null;
  if (siblings?.kind !== 'mapping' || within.has(siblings)) return;
  const inside = new Set(within).add(siblings);
  const own = new Set(siblings.entries);
  for (const entry of parameterEntries(siblings, own)) {
    if (found.length >= MAX_PARAMETERS) return;
    const name = entry.name ?? sourceOf(entry.key);
    const body = resolveAlias(entry.value);
    const fields = fieldsOf(body);
    const parameter: Parameter = {
      name,
      configName: prefix + name,
      path: [...path, name],
      entry,
      body,
      kind: bodyKind(body, fields),
      fields,
      siblings,
      isMerged: !own.has(entry),
    };
    found.push(parameter);
    if (parameter.kind !== 'nested') continue;
    const nested = fields.get('parameters');
    const walk = { path: parameter.path, prefix: `${prefix}${name}.`, within: inside, found };
    if (nested) collect(nested.value, { ...walk, path: [...walk.path, 'parameters'] });
    else collect(body, walk);
  }
}

/** Keys that PyYAML does not read as text (`1`, `on`) are parameters too, if broken ones; of duplicates the last counts. */
function parameterEntries(siblings: MappingNode, own: ReadonlySet<Entry>): readonly Entry[] {
  const effective = new Set(fieldsOf(siblings).values());
  const written = siblings.entries.filter((entry) =>
    entry.name === null ? !isMergeKey(entry.key) && entry.key.kind === 'scalar' : effective.has(entry),
  );
  const merged = [...effective].filter((entry) => !own.has(entry));
  return [...written, ...merged];
}

function sourceOf(key: SweepNode): string {
  return key.kind === 'scalar' ? key.source : '';
}

/** Whether a value is a parameter's body, or holds such bodies without `parameters` around them. */
export function looksLikeBody(node: SweepNode, depth = 0): boolean {
  const fields = fieldsOf(node);
  if (BODY_KEYS.some((key) => fields.has(key))) return true;
  return depth < MAX_NESTING && [...fields.values()].some(({ value }) => looksLikeBody(value, depth + 1));
}

function bodyKind(body: SweepNode, fields: ReadonlyMap<string, Entry>): BodyKind {
  if (body.kind === 'sequence') return 'sequence';
  if (body.kind === 'alias') return 'null';
  if (body.kind === 'scalar') return body.type === 'null' ? 'null' : 'scalar';
  if (fields.has('parameters')) return 'nested';
  if (fields.has('value')) return 'constant';
  if (fields.has('values')) return 'categorical';
  if (CONTINUOUS_KEYS.some((key) => fields.has(key))) return 'continuous';
  if (fields.has('probabilities')) return 'unknown';
  return [...fields.values()].some(({ value }) => looksLikeBody(value)) ? 'nested' : 'unknown';
}

/** The constant that the sweep gives a top-level parameter (its `value`, or its only one of `values`), if a scalar. */
export function fixedValue(parameter: Parameter): ScalarNode | null {
  const value = parameter.fields.get('value')?.value;
  const values = parameter.fields.get('values')?.value;
  const list = values ? resolveAlias(values) : null;
  const only = value ?? (list?.kind === 'sequence' && list.items.length === 1 ? list.items[0] : undefined);
  const node = only ? resolveAlias(only) : null;
  return node?.kind === 'scalar' ? node : null;
}

/** The text items of the top-level `command`. */
export function commandOf(root: SweepNode | null): readonly string[] {
  const command = fieldsOf(root).get('command')?.value;
  const list = command ? resolveAlias(command) : null;
  return list?.kind === 'sequence' ? list.items.map(textOf).filter((item) => item !== null) : [];
}

/** The search method of a sweep as written, such as `grid`; `null` where there is none. */
export function methodOf(root: SweepNode | null): string | null {
  return textOf(fieldsOf(root).get('method')?.value);
}
