import type { SweepDocument } from '../sweep/document';
import { fieldsOf, resolveAlias, type Entry, type ScalarNode, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { lineStart } from './edits';

/**
 * What W&B takes a scalar for: a `number` or an `integer`; a `value` that is drawn, directly in `value` or `values`;
 * something `inside` of a list or mapping that is drawn as a whole.
 */
export type ScalarRole = 'number' | 'integer' | 'value' | 'inside';

/** A scalar whose type matters, and where it stands. */
export interface ScalarPlace {
  readonly node: ScalarNode;
  readonly role: ScalarRole;
  readonly path: readonly string[];
  /** The key whose value it is, or is in, such as `min`. */
  readonly key: string;
  readonly parameter: Parameter | null;
  /** The items beside it, where it is one of `values` or `probabilities`. */
  readonly siblings: readonly SweepNode[];
}

const NUMBERS = ['min', 'max', 'q', 'mu', 'sigma', 'a', 'b'];
const EARLY_TERMINATE: readonly (readonly [string, ScalarRole])[] = [
  ['min_iter', 'integer'],
  ['max_iter', 'integer'],
  ['s', 'integer'],
  ['eta', 'number'],
];
/** Deeper than this no value is looked at. */
const MAX_DEPTH = 20;

/** Every scalar of a sweep whose type matters to W&B. */
export function scalarsOf(root: SweepNode | null, parameters: readonly Parameter[]): readonly ScalarPlace[] {
  // One list that is added to, not generators: a sweep of thousands of lines is gone through at every keystroke.
  const found: ScalarPlace[] = [];
  addTop(root, found);
  for (const parameter of parameters) addBody(parameter, found);
  return found;
}

function addTop(root: SweepNode | null, found: ScalarPlace[]): void {
  const fields = fieldsOf(root);
  addScalar(fields.get('run_cap'), 'integer', { path: ['run_cap'], key: 'run_cap', parameter: null }, found);
  addMetric(fields.get('metric')?.value, ['metric'], found);
  const metrics = fields.get('metrics') ? resolveAlias(fields.get('metrics')!.value) : null;
  if (metrics?.kind === 'sequence') {
    for (const [index, metric] of metrics.items.entries()) addMetric(metric, ['metrics', String(index)], found);
  }
  const early = fieldsOf(fields.get('early_terminate')?.value);
  for (const [key, role] of EARLY_TERMINATE) {
    addScalar(early.get(key), role, { path: ['early_terminate', key], key, parameter: null }, found);
  }
}

function addMetric(metric: SweepNode | undefined, path: readonly string[], found: ScalarPlace[]): void {
  const target = fieldsOf(metric).get('target');
  addScalar(target, 'number', { path: [...path, 'target'], key: 'target', parameter: null }, found);
}

type Where = Pick<ScalarPlace, 'path' | 'key' | 'parameter'>;
const NO_SIBLINGS: readonly SweepNode[] = [];

function addScalar(entry: Entry | undefined, role: ScalarRole, where: Where, found: ScalarPlace[]): void {
  const node = entry ? resolveAlias(entry.value) : null;
  if (node?.kind === 'scalar') found.push(placeOf(node, role, where, NO_SIBLINGS));
}

function placeOf(
  node: ScalarNode,
  role: ScalarRole,
  { path, key, parameter }: Where,
  siblings: readonly SweepNode[],
): ScalarPlace {
  return { node, role, path, key, parameter, siblings };
}

function addBody(parameter: Parameter, found: ScalarPlace[]): void {
  const { fields, path } = parameter;
  if (parameter.kind === 'nested') return;
  for (const [key, entry] of fields) {
    const where: Where = { path: [...path, key], key, parameter };
    if (NUMBERS.includes(key)) addScalar(entry, 'number', where, found);
    else if (key === 'value') addValue(entry.value, 'value', 0, { where, siblings: NO_SIBLINGS, found });
    else if (key === 'values') addList(entry, 'value', where, found);
    else if (key === 'probabilities') addList(entry, 'number', where, found);
  }
}

function addList({ value }: Entry, role: ScalarRole, where: Where, found: ScalarPlace[]): void {
  const list = resolveAlias(value);
  if (list.kind !== 'sequence') return;
  for (const item of list.items) addValue(item, role, 0, { where, siblings: list.items, found });
}

interface Walk {
  readonly where: Where;
  readonly siblings: readonly SweepNode[];
  readonly found: ScalarPlace[];
}

/** Aliases are followed once, so that neither cycles nor alias bombs are walked. */
function addValue(written: SweepNode, role: ScalarRole, depth: number, walk: Walk): void {
  const node = depth === 0 ? resolveAlias(written) : written;
  const siblings = role === 'inside' ? NO_SIBLINGS : walk.siblings;
  if (node.kind === 'scalar') walk.found.push(placeOf(node, role, walk.where, siblings));
  if (depth > MAX_DEPTH) return;
  if (node.kind === 'sequence') {
    for (const item of node.items) addValue(item, 'inside', depth + 1, walk);
  }
  if (node.kind === 'mapping') {
    for (const { value } of node.entries) addValue(value, 'inside', depth + 1, walk);
  }
}

/** Whether a tag such as `!!float` stands before a scalar: then its type is what somebody asked for. */
export function isTagged({ text }: SweepDocument, node: ScalarNode): boolean {
  if (!node.decorated) return false;
  const before = text.slice(lineStart(text, node.start), node.start);
  return /(?:^|[\s,[{])!\S*\s+(?:&\S+\s+)?$/.test(before);
}
