import { fieldsOf, resolveAlias, type ScalarNode, type SweepNode } from '../sweep/node';
import { itemsOf } from '../sweep/readDistribution';

/** Deeper values, such as those that hold themselves, are not written out. */
const MAX_DEPTH = 4;

/** A value as Python's `str()` writes it inside of a list: `[1, 'a', None]`. */
export function pythonText(node: SweepNode, depth = MAX_DEPTH): string {
  const value = resolveAlias(node);
  if (value.kind === 'scalar') return scalarText(value);
  if (depth === 0 || value.kind === 'alias') return '…';
  if (value.kind === 'sequence') return `[${value.items.map((item) => pythonText(item, depth - 1)).join(', ')}]`;
  const entries = [...fieldsOf(value)].map(([name, entry]) => `'${name}': ${pythonText(entry.value, depth - 1)}`);
  return `{${entries.join(', ')}}`;
}

/** What a run gets of nested parameters, each with the first value that the file says: `{'lr': 0.1}`. */
export function nestedExample(parameters: SweepNode | undefined, depth = MAX_DEPTH): string {
  if (depth === 0) return '…';
  const entries = [...fieldsOf(parameters)].map(([name, { value }]) => `'${name}': ${firstValue(value, depth - 1)}`);
  return `{${entries.join(', ')}}`;
}

function firstValue(body: SweepNode, depth: number): string {
  const fields = fieldsOf(body);
  if (fields.has('parameters')) return nestedExample(fields.get('parameters')?.value, depth);
  const node = fields.get('value')?.value ?? itemsOf(fields.get('values'))[0] ?? fields.get('min')?.value;
  return node ? pythonText(node, depth) : '…';
}

function scalarText({ type, value, source }: ScalarNode): string {
  switch (type) {
    case 'str':
      return `'${String(value)}'`;
    case 'bool':
      return value === true ? 'True' : 'False';
    case 'null':
      return 'None';
    case 'float':
      return Number.isInteger(value) && Math.abs(value as number) < 1e16 ? `${String(value)}.0` : String(value);
    case 'int':
      return String(value);
    default:
      return source;
  }
}
