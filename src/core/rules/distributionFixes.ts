import { resolveAlias, type Entry, type MappingNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { distributionOfKeys } from './bodyKeys';
import { isGrid } from './draws';
import { isWrittenHere, renameKey, replace } from './edits';
import type { Fix, RuleContext } from './rule';

/** The distributions that a grid takes. */
const GRID: ReadonlySet<string> = new Set(['constant', 'categorical', 'int_uniform', 'q_uniform']);

/** `{distribution: categorical, value: [adam, sgd]}`: the list is what is searched, and only its key lacks a letter. */
export function valuesOfValue({ document }: RuleContext, parameter: Parameter): Fix | null {
  const entry = parameter.fields.get('value');
  const list = entry && resolveAlias(entry.value);
  const isFree = !parameter.fields.has('values') && !parameter.fields.has('min') && !parameter.fields.has('max');
  if (list?.kind !== 'sequence' || list.items.length === 0 || !isFree || entry!.key.decorated) return null;
  if (!isEditable(parameter) || !parameter.body.entries.includes(entry!)) return null;
  return { title: 'Write values', edits: [renameKey(document, entry!.key, 'values')], isUnproven: true };
}

/**
 * Writes the distribution that the other keys say. Whole bounds beside a distribution that draws fractions may be meant
 * as bounds of fractions too.
 */
export function renameDistribution(
  context: RuleContext,
  parameter: Parameter,
  { value }: Entry,
  isSure: boolean,
): readonly Fix[] {
  const { document } = context;
  const fits = distributionOfKeys(parameter.fields);
  const isHere = value.kind === 'scalar' && !value.decorated && value.style === 'plain' && isEditable(parameter);
  if (fits === null || !isHere || (isGrid(context) && !GRID.has(fits))) return [];
  const names = fits === 'int_uniform' && !isGrid(context) ? ['uniform', fits] : [fits];
  return names.map((name): Fix => {
    const edits = [replace(document, value, name)];
    const fix: Fix = { title: `Write distribution: ${name}`, edits, isUnproven: true };
    return isSure && names.length === 1 ? fix : { ...fix, isSuggestion: true };
  });
}

function isEditable(parameter: Parameter): parameter is Parameter & { readonly body: MappingNode } {
  return parameter.body.kind === 'mapping' && isWrittenHere(parameter);
}
