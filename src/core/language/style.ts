import { prefersFlow } from '../rules/edits';
import type { SweepDocument } from '../sweep/document';
import { fieldsOf, resolveAlias, type SweepNode } from '../sweep/node';

/** Whether most mappings in the mapping at a path are written in braces; with none to go by, false. */
export function prefersFlowAt({ root }: SweepDocument, path: readonly string[]): boolean {
  const holder = nodeAt(root, path);
  return holder?.kind === 'mapping' && prefersFlow({ siblings: holder });
}

/** The node at a path of keys and list indices; `null` where there is none. */
export function nodeAt(root: SweepNode | null, path: readonly string[]): SweepNode | null {
  let node = root && resolveAlias(root);
  for (const segment of path) {
    const next = node?.kind === 'sequence' ? node.items[Number(segment)] : fieldsOf(node).get(segment)?.value;
    if (!next) return null;
    node = resolveAlias(next);
  }
  return node;
}
