import type { Column, RunTable } from '../runs/table';
import type { DrawValue } from '../sweep/distributions';
import type { InteractionTerm } from './analysis';

/** Whether a setting lies where a term says. Numbers are compared; `in` wants the very value. */
export function settingHolds({ op, value }: InteractionTerm, setting: DrawValue): boolean {
  if (op === 'in') return (typeof value === 'object' ? value : [value]).some((one) => one === setting);
  if (typeof value !== 'number' || typeof setting !== 'number') return false;
  return op === '>'
    ? setting > value
    : op === '>='
      ? setting >= value
      : op === '<'
        ? setting < value
        : setting <= value;
}

/** Whether a run's setting fulfils a term; `null` where it has none. `column` is that of the term's parameter. */
export function runHolds(term: InteractionTerm, column: Column | undefined, row: number): boolean | null {
  if (column === undefined) return null;
  const { op, value } = term;
  if (column.kind === 'number') {
    const setting = column.values[row]!;
    const isComparable = op === 'in' || typeof value === 'number';
    return Number.isNaN(setting) || !isComparable ? null : settingHolds(term, setting);
  }
  const code = column.codes[row]!;
  if (code < 0) return null;
  const level = column.levelValues ? column.levelValues[code] : column.levels[code];
  const values = typeof value === 'object' ? value : [value];
  return op === 'in' ? values.some((one) => one === level || String(one) === String(level)) : null;
}

/** For each run of the table, whether it lies where all terms hold; `null` where it lacks one of the settings. */
export function inRegion(table: RunTable, terms: readonly InteractionTerm[]): readonly (boolean | null)[] {
  const columns = new Map<string, Column>(table.columns.map((column) => [column.name, column]));
  return table.rows.map((_, row) => {
    const held = terms.map((term) => runHolds(term, columns.get(term.parameter), row));
    return held.includes(null) ? null : held.every((one) => one === true);
  });
}
