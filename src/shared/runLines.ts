import { plainText } from '../core/plainText';
import { formatNumber } from '../core/report/format';
import { causeAt, columnNamed, groupAt, labelAt, outcomeAt, type PanelTable } from './panelTable';

/** One run in the words of a tooltip: what it is, what became of it, and its value of each of `parameters`. */
export function runLines(table: PanelTable, row: number, ...parameters: readonly string[]): readonly string[] {
  const id = table.ids[row];
  if (id === undefined) return [];
  const name = table.names[row]!;
  const cause = causeAt(table, row);
  const why = cause === null || cause.id === 'unknown' ? (labelAt(table.reasons, row) ?? '') : cause.heading;
  const outcome = outcomeAt(table, row);
  const ended = groupAt(table, row) === 'excluded' ? `${outcome}, not compared` : outcome;
  return [
    plainText(name === '' ? id : `${name} (${id})`, 80),
    plainText(why === '' ? ended : `${ended}: ${why}`, 160),
    ...parameters.map((parameter) => plainText(`${parameter} ${valueText(table, row, parameter)}`, 120)),
  ];
}

function valueText(table: PanelTable, row: number, parameter: string): string {
  const column = columnNamed(table, parameter);
  if (column === null) return '';
  return column.kind === 'number' ? formatNumber(column.values[row]!) : (labelAt(column, row) ?? '');
}
