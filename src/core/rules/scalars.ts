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
  return [...atTop(root), ...parameters.flatMap((parameter) => [...inBody(parameter)])];
}

function* atTop(root: SweepNode | null): Iterable<ScalarPlace> {
  const fields = fieldsOf(root);
  yield* scalarAt(fields.get('run_cap'), 'integer', { path: ['run_cap'], key: 'run_cap', parameter: null });
  yield* metricAt(fields.get('metric')?.value, ['metric']);
  const metrics = fields.get('metrics') ? resolveAlias(fields.get('metrics')!.value) : null;
  if (metrics?.kind === 'sequence') {
    for (const [index, metric] of metrics.items.entries()) yield* metricAt(metric, ['metrics', String(index)]);
  }
  const early = fieldsOf(fields.get('early_terminate')?.value);
  for (const [key, role] of EARLY_TERMINATE) {
    yield* scalarAt(early.get(key), role, { path: ['early_terminate', key], key, parameter: null });
  }
}

function* metricAt(metric: SweepNode | undefined, path: readonly string[]): Iterable<ScalarPlace> {
  const target = fieldsOf(metric).get('target');
  yield* scalarAt(target, 'number', { path: [...path, 'target'], key: 'target', parameter: null });
}

type Where = Pick<ScalarPlace, 'path' | 'key' | 'parameter'>;

function* scalarAt(entry: Entry | undefined, role: ScalarRole, where: Where): Iterable<ScalarPlace> {
  const node = entry ? resolveAlias(entry.value) : null;
  if (node?.kind === 'scalar') yield { ...where, node, role, siblings: [] };
}

function* inBody(parameter: Parameter): Iterable<ScalarPlace> {
  const { fields, path } = parameter;
  if (parameter.kind === 'nested') return;
  for (const [key, entry] of fields) {
    const where: Where = { path: [...path, key], key, parameter };
    if (NUMBERS.includes(key)) yield* scalarAt(entry, 'number', where);
    else if (key === 'value') yield* inValue(entry.value, where, 'value', 0);
    else if (key === 'values') yield* inList(entry, where, 'value');
    else if (key === 'probabilities') yield* inList(entry, where, 'number');
  }
}

function* inList({ value }: Entry, where: Where, role: ScalarRole): Iterable<ScalarPlace> {
  const list = resolveAlias(value);
  if (list.kind !== 'sequence') return;
  for (const item of list.items) {
    for (const place of inValue(item, where, role, 0)) {
      yield place.role === 'inside' ? place : { ...place, siblings: list.items };
    }
  }
}

/** Aliases are followed once, so that neither cycles nor alias bombs are walked. */
function* inValue(written: SweepNode, where: Where, role: ScalarRole, depth: number): Iterable<ScalarPlace> {
  const node = depth === 0 ? resolveAlias(written) : written;
  if (node.kind === 'scalar') yield { ...where, node, role, siblings: [] };
  if (depth > MAX_DEPTH) return;
  if (node.kind === 'sequence') {
    for (const item of node.items) yield* inValue(item, where, 'inside', depth + 1);
  }
  if (node.kind === 'mapping') {
    for (const { value } of node.entries) yield* inValue(value, where, 'inside', depth + 1);
  }
}

/** Whether a tag such as `!!float` stands before a scalar: then its type is what somebody asked for. */
export function isTagged({ text }: SweepDocument, node: ScalarNode): boolean {
  if (!node.decorated) return false;
  const before = text.slice(lineStart(text, node.start), node.start);
  return /(?:^|[\s,[{])!\S*\s+(?:&\S+\s+)?$/.test(before);
}
