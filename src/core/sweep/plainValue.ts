import { fieldsOf, resolveAlias, type SweepNode } from './node';

/** A value of a sweep file without its place in the text; dates and bytes are text. */
export type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [name: string]: PlainValue };

/** How deep a value is followed, which ends cycles of aliases; what lies deeper is `…`. */
const MAX_DEPTH = 8;
/** How many nodes of a value are followed, which keeps alias bombs small; what is left over is `…`. */
const MAX_NODES = 10_000;

/** The value of a node, types as PyYAML gives them: `1e-5` stays text. */
export function plainValue(node: SweepNode): PlainValue {
  return inside(node, MAX_DEPTH, { left: MAX_NODES });
}

function inside(node: SweepNode, depth: number, budget: { left: number }): PlainValue {
  const value = resolveAlias(node);
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'alias' || depth === 0 || budget.left-- <= 0) return '…';
  if (value.kind === 'sequence') return value.items.map((item) => inside(item, depth - 1, budget));
  const fields = [...fieldsOf(value)].map(([name, { value: of }]) => [name, inside(of, depth - 1, budget)] as const);
  return Object.fromEntries(fields);
}
