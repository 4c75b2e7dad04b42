import type { Value } from '../../runs/run';

/** A field of an object in an answer; `undefined` where there is no object or no such field. */
export function fieldOf(value: Value | undefined, name: string): Value | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const object = value as Readonly<Record<string, Value>>;
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A field of a field of … */
export function fieldAt(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  return path.reduce<Value | undefined>((inner, name) => fieldOf(inner, name), value);
}

/** A text that is not empty, else `null`. */
export function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A finite number, also where it is written as a text; else `null`. */
export function numberOf(value: Value | undefined): number | null {
  if (typeof value === 'string' && value.trim() !== '') return numberOf(Number(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** One page of a list: what is in it, and where the next one begins. */
export interface Page {
  /** Nodes that are there; W&B may give `null` for what can't be read, which is only counted. */
  readonly nodes: readonly Value[];
  readonly nulls: number;
  /** `after` for the next page; `null` on the last one. */
  readonly next: string | null;
  readonly hasNextPage: boolean;
}

/** Reads a connection (`{edges: [{node, cursor}], pageInfo}`); the error continues "an answer that …". */
export function pageOf(connection: Value | undefined): Page | string {
  const edges = fieldOf(connection, 'edges');
  if (!Array.isArray(edges)) return 'has no list where one was asked for';
  const pageInfo = fieldOf(connection, 'pageInfo');
  const hasNextPage = fieldOf(pageInfo, 'hasNextPage');
  if (typeof hasNextPage !== 'boolean') return 'does not say whether more follows';
  const list = edges as readonly Value[];
  const nodes = list.map((edge) => fieldOf(edge, 'node') ?? null).filter((node) => node !== null);
  // The last edge's cursor is what W&B's client sends for runs; other lists have only `endCursor`.
  const cursor = textOf(fieldOf(list.at(-1), 'cursor')) ?? textOf(fieldOf(pageInfo, 'endCursor'));
  if (hasNextPage && cursor === null) return 'says that more follows, but not where';
  return { nodes, nulls: list.length - nodes.length, next: hasNextPage ? cursor : null, hasNextPage };
}
