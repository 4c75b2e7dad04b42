import { isMergeKey, type AliasNode, type SweepNode, type Span } from '../sweep/node';
import type { RuleContext } from './rule';

/** An alias that stands inside of what it stands for, so that the value holds itself. */
export interface Circular {
  readonly alias: AliasNode;
  readonly path: readonly string[];
}

/**
 * The aliases that close a circle. YAML allows them, and each circle has one: what an alias stands for either ends before
 * it, or holds it.
 */
export function circularAliases(context: RuleContext): readonly Circular[] {
  return context.once(findCircular);
}

/** Whether a stretch of the file holds such an alias: what it means can't be told. */
export function isCircular(context: RuleContext, { start, end }: Span): boolean {
  return circularAliases(context).some(({ alias }) => alias.start >= start && alias.end <= end);
}

function findCircular({ document }: RuleContext): readonly Circular[] {
  const found: Circular[] = [];
  // An anchor has its sign; most files have none.
  if (document.root && document.text.includes('&')) collect(document.root, [], found);
  return found;
}

function collect(node: SweepNode, path: readonly string[], found: Circular[]): void {
  if (node.kind === 'alias') {
    if (node.target && node.target.start <= node.start && node.end <= node.target.end)
      found.push({ alias: node, path });
  } else if (node.kind === 'sequence') {
    for (const item of node.items) collect(item, path, found);
  } else if (node.kind === 'mapping') {
    for (const { key, value, name } of node.entries) {
      // PyYAML merges nothing from a mapping into itself.
      if (isMergeKey(key) && value.kind === 'alias' && value.target === node) continue;
      collect(value, [...path, name ?? (key.kind === 'scalar' ? key.source : '')], found);
    }
  }
}
