import type { Position } from '../text';
import type { SweepDocument } from './document';
import type { Section } from './keys';
import { resolveAlias, type Entry, type Span, type SweepNode } from './node';

/** What stands at a position. */
export interface Location {
  /** Keys and list indices from the top of the file. */
  readonly path: readonly string[];
  /** The innermost entry around the position. */
  readonly entry: Entry;
  /** Whether the position is on the entry's key, or in its value. */
  readonly on: 'key' | 'value';
  /** The innermost node. */
  readonly node: SweepNode;
}

/** The innermost entry at a position; `null` between entries and in comments. Aliases are not entered. */
export function locate(document: SweepDocument, position: Position): Location | null {
  return document.root && descend(document.root, document.lines.offsetAt(position), []);
}

/** `holder` is the entry that a sequence is the value of, since its items are not entries. */
function descend(node: SweepNode, offset: number, path: readonly string[], holder?: Entry): Location | null {
  const isAround = ({ start, end }: Span): boolean => start <= offset && offset <= end;
  if (node.kind === 'sequence') {
    const index = node.items.findIndex(isAround);
    const item = node.items[index];
    if (!item) return null;
    const inner = [...path, String(index)];
    const here: Location | null = holder ? { path: inner, entry: holder, on: 'value', node: item } : null;
    return descend(item, offset, inner, holder) ?? here;
  }
  if (node.kind !== 'mapping') return null;
  const entry = node.entries.find(isAround);
  if (!entry) return null;
  const inner = [...path, entry.name ?? (entry.key.kind === 'scalar' ? entry.key.source : '')];
  if (offset <= entry.key.end) return { path: inner, entry, on: 'key', node: entry.key };
  if (!isAround(entry.value)) return null;
  const here: Location = { path: inner, entry, on: 'value', node: entry.value };
  return descend(entry.value, offset, inner, entry) ?? here;
}

/** What a path means in a sweep. `parameter` is the path of the parameter that a body's key belongs to. */
export type Role =
  | {
      readonly kind: 'key';
      readonly section: Section;
      readonly name: string;
      readonly parameter: readonly string[] | null;
    }
  | { readonly kind: 'parameter'; readonly parameter: readonly string[] }
  | { readonly kind: 'other' };

const SUBSECTIONS: Readonly<Record<string, Section>> = {
  metric: 'metric',
  early_terminate: 'early_terminate',
  controller: 'controller',
  scheduler: 'scheduler',
};

/** Reads a path as W&B would: a section's key, a parameter's name, a body's key. */
export function roleOf(path: readonly string[]): Role {
  const [top, second] = path;
  if (top === undefined) return { kind: 'other' };
  if (path.length === 1) return { kind: 'key', section: 'sweep', name: top, parameter: null };
  if (top === 'parameters') return roleInParameters(path);
  const section = top === 'metrics' ? 'metric' : SUBSECTIONS[top];
  const name = top === 'metrics' ? path[2] : second;
  const depth = top === 'metrics' ? 3 : 2;
  if (!section || name === undefined || path.length !== depth) return { kind: 'other' };
  return { kind: 'key', section, name, parameter: null };
}

/** `parameters/NAME/KEY`, where KEY `parameters` starts over. */
function roleInParameters(path: readonly string[]): Role {
  let depth = 0;
  while (path[depth] === 'parameters' && path.length > depth + 2 && path[depth + 2] === 'parameters') {
    if (path.length === depth + 3) break;
    depth += 2;
  }
  const parameter = path.slice(0, depth + 2);
  const name = path[depth + 2];
  if (name === undefined) return { kind: 'parameter', parameter };
  return path.length === depth + 3 ? { kind: 'key', section: 'parameter', name, parameter } : { kind: 'other' };
}

/** The value of an entry with aliases followed, as text; `null` where it is no text. */
export function textValue({ value }: Entry): string | null {
  const node = resolveAlias(value);
  return node.kind === 'scalar' && node.type === 'str' ? String(node.value) : null;
}
