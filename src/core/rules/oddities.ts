import { fieldsOf, type MappingNode, type SweepNode } from '../sweep/node';
import type { RuleContext } from './rule';

/** What hardly any file has, and what takes a walk through all of it to see. */
export interface Oddities {
  /** A key may stand twice in a mapping. */
  hasDuplicates: boolean;
  /** A scalar is a date, a time or bytes. */
  hasDates: boolean;
}

/** One walk for all rules that would each go through the whole tree and mostly find nothing. */
export function odditiesOf(context: RuleContext): Readonly<Oddities> {
  return context.once(findOddities);
}

function findOddities({ document }: RuleContext): Readonly<Oddities> {
  const found: Oddities = { hasDuplicates: false, hasDates: false };
  if (document.root) look(document.root, found);
  return found;
}

/** Aliases are not followed: what they stand for is looked at where it is written. */
function look(node: SweepNode, found: Oddities): void {
  if (node.kind === 'scalar') {
    if (node.type === 'date' || node.type === 'datetime' || node.type === 'bytes') found.hasDates = true;
  } else if (node.kind === 'sequence') {
    for (const item of node.items) look(item, found);
  } else if (node.kind === 'mapping') {
    if (!isPlain(node)) found.hasDuplicates = true;
    for (const { key, value } of node.entries) {
      look(key, found);
      look(value, found);
    }
  }
}

/** Whether all keys are text, and each another one. */
function isPlain(mapping: MappingNode): boolean {
  const { entries } = mapping;
  return entries.every(({ name }) => name !== null) && fieldsOf(mapping).size === entries.length;
}
