import type { ScalarType } from './scalar';

/** Where something stands in the text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface NodeBase extends Span {
  /** The node has an explicit tag or an anchor, which stand before `start`. */
  readonly decorated: boolean;
}

/** A scalar with the type and value that PyYAML gives it; `source` is its text as written, quotes included. */
export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'block';
  readonly source: string;
  readonly type: ScalarType;
  readonly value: string | number | boolean | null;
}

/** One key and its value, as written. `name` is the key where PyYAML reads it as text, else `null`. */
export interface Entry extends Span {
  readonly name: string | null;
  readonly key: SweepNode;
  readonly value: SweepNode;
}

/** A mapping; `entries` in the order written, duplicates and `<<` included (`fieldsOf` applies both). */
export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly flow: boolean;
  readonly entries: readonly Entry[];
  /** Where `fieldsOf` keeps its answer: every rule asks for the same mappings, and the answer lives as long as the tree. */
  readonly known: { fields: ReadonlyMap<string, Entry> | null };
}

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence';
  readonly flow: boolean;
  readonly items: readonly SweepNode[];
}

/** `*name`; `target` is `null` where no such anchor stands before it. A target may hold its own alias: walk with care. */
export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
  readonly target: SweepNode | null;
}

export type SweepNode = ScalarNode | MappingNode | SequenceNode | AliasNode;

/** Follows aliases to the node that they stand for; an alias without target stays what it is. */
export function resolveAlias(node: SweepNode): SweepNode {
  return node.kind === 'alias' ? (node.target ?? node) : node;
}

const NO_FIELDS: ReadonlyMap<string, Entry> = new Map();

/**
 * The named entries of a mapping as PyYAML would build it: of duplicate keys the last, `<<` merged below the mapping's
 * own keys. Anything but a mapping has none.
 */
export function fieldsOf(node: SweepNode | null | undefined): ReadonlyMap<string, Entry> {
  const mapping = node ? resolveAlias(node) : null;
  if (mapping?.kind !== 'mapping') return NO_FIELDS;
  // Only of the mapping that is asked for: what is merged on the way may be cut short by a cycle.
  mapping.known.fields ??= mapping.entries.some(isMerge) ? collectFields(mapping, new Map()) : ownFields(mapping);
  return mapping.known.fields;
}

function isMerge({ key }: Entry): boolean {
  return isMergeKey(key);
}

function ownFields({ entries }: MappingNode, fields = new Map<string, Entry>()): Map<string, Entry> {
  for (const entry of entries) {
    if (entry.name !== null) fields.set(entry.name, entry);
  }
  return fields;
}

/** `known` keeps each mapping's result, which ends cycles and keeps alias bombs small. */
function collectFields(mapping: MappingNode, known: Map<MappingNode, Map<string, Entry>>): Map<string, Entry> {
  const before = known.get(mapping);
  if (before) return before;
  const fields = new Map<string, Entry>();
  known.set(mapping, fields);
  for (const entry of mapping.entries) {
    if (!isMergeKey(entry.key)) continue;
    const source = resolveAlias(entry.value);
    const merged = source.kind === 'sequence' ? source.items.map(resolveAlias) : [source];
    // Of several merged mappings the first wins, so it is written last.
    for (const from of merged.reverse()) {
      if (from.kind !== 'mapping' || from === mapping) continue;
      for (const [name, field] of collectFields(from, known)) fields.set(name, field);
    }
  }
  return ownFields(mapping, fields);
}

/** Whether a key is YAML's merge key, a plain `<<`. */
export function isMergeKey(key: SweepNode): boolean {
  return key.kind === 'scalar' && key.style === 'plain' && key.source === '<<';
}

/** The text of a scalar that PyYAML reads as a string, else `null`. */
export function textOf(node: SweepNode | null | undefined): string | null {
  const scalar = node ? resolveAlias(node) : null;
  return scalar?.kind === 'scalar' && scalar.type === 'str' ? (scalar.value as string) : null;
}

/** The number of a scalar that PyYAML reads as int or float, else `null`. `1e-5` is text to PyYAML, so `null`. */
export function numberOf(node: SweepNode | null | undefined): number | null {
  const scalar = node ? resolveAlias(node) : null;
  if (scalar?.kind !== 'scalar') return null;
  return scalar.type === 'int' || scalar.type === 'float' ? (scalar.value as number) : null;
}
