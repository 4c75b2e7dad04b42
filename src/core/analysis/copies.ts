import { asNumber, isSameValue } from '../runs/sameValue';
import { settingAt } from '../runs/settingAt';
import type { Column, RunTable } from '../runs/table';

/** A start that two sources tell may differ by this, in milliseconds: one has the machine's clock, the other W&B's. */
const SAME_START = 60_000;

/** Runs that were seen, to tell copies of them in other tables; grows as it is used. */
export class SeenRuns {
  private readonly known = new Map<string, { readonly table: RunTable; readonly row: number }[]>();
  private readonly columns = new Map<RunTable, ReadonlyMap<string, Column>>();

  /**
   * Whether a run was seen before. The same id alone does not tell: files often count their runs 1, 2, 3. Both starts and
   * all settings that both have must agree as well, as far as they are known.
   */
  has(table: RunTable, row: number): boolean {
    const same = this.known.get(table.rows[row]!.id) ?? [];
    return same.some((other) => {
      const [start, otherStart] = [table.rows[row]!.startedAt, other.table.rows[other.row]!.startedAt];
      if (start !== null && otherStart !== null && Math.abs(start - otherStart) > SAME_START) return false;
      const columns = this.columnsOf(other.table);
      return table.columns.every((column) => {
        const [one, two] = [settingAt(column, row), settingAt(columns.get(column.name), other.row)];
        return one === undefined || two === undefined || isAlike(one, two);
      });
    });
  }

  add(table: RunTable): void {
    table.rows.forEach(({ id }, row) => {
      const same = this.known.get(id);
      if (same) same.push({ table, row });
      else this.known.set(id, [{ table, row }]);
    });
  }

  private columnsOf(table: RunTable): ReadonlyMap<string, Column> {
    let columns = this.columns.get(table);
    if (!columns) {
      columns = new Map(table.columns.map((column) => [column.name, column]));
      this.columns.set(table, columns);
    }
    return columns;
  }
}

type Setting = string | number | boolean | null;

/** Exports write numbers with different precision, and one source has text where the other has a value. */
function isAlike(one: Setting, two: Setting): boolean {
  const [a, b] = [asNumber(one), asNumber(two)];
  if (a !== null && b !== null) return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b)) || a === b;
  return isSameValue(one, two) || String(one).toLowerCase() === String(two).toLowerCase();
}
