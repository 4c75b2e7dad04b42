import { inWords } from '../rules/wording';
import type { SweepDocument } from '../sweep/document';
import type { PlainValue } from '../sweep/plainValue';
import { sampleSweep, type SampleOptions, type SweepSamples } from '../sweep/sample';
import { countInWords } from '../rules/wording';

/** More columns than a table can show; constants are the first to be left out. */
const MOST_COLUMNS = 40;

/**
 * The first configurations of a sweep as a plain-text table, with the seed that gives
 * the same ones again. Where nothing can be drawn, one sentence says why. `name` is that of the sweep file.
 */
export function samplesTable(document: SweepDocument, name: string, options: SampleOptions): string {
  const title = `Samples of ${name}\n\n`;
  const samples = sampleSweep(document, options);
  if (!samples.ok) return `${title}${samples.error}\n`;
  const { columns, rows, note } = samples.value;
  const constants = columns.flatMap((column, i) =>
    column.isConstant ? [`- ${column.name}: ${text(rows[0]?.[i] ?? null)}`] : [],
  );
  const searched = columns.map((column, i) => ({ column, i })).filter(({ column }) => !column.isConstant);
  const shown = searched.slice(0, MOST_COLUMNS);
  const header = ['run', ...shown.map(({ column }) => column.name)];
  const body = rows.map((row, run) => [String(run + 1), ...shown.map(({ i }) => text(row[i] ?? null))]);
  return [
    `${title}${summary(samples.value, options)}`,
    note,
    shown.length > 0 ? table([header, ...body]) : null,
    searched.length > shown.length ? `${searched.length - shown.length} more parameters are not shown.` : null,
    constants.length > 0 ? `The same in every run:\n\n${constants.slice(0, MOST_COLUMNS).join('\n')}` : null,
  ]
    .filter((part) => part !== null)
    .join('\n\n')
    .concat('\n');
}

function summary({ method, rows, total }: SweepSamples, { seed }: SampleOptions): string {
  if (method === 'grid' && total !== null) {
    return `method: grid: the first ${rows.length} of ${countInWords(total)} configurations,\nin the order in which W&B runs them.`;
  }
  const count = `${rows.length} ${rows.length === 1 ? 'configuration' : 'configurations'}`;
  return `method: ${method}: ${count}, drawn with seed ${seed}.\nW&B draws from the same distributions, not the same values.`;
}

/** Columns are as wide as their widest cell, within reason. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.min(
      40,
      rows.reduce((most, row) => Math.max(most, row[column]!.length), 3),
    ),
  );
  const line = (row: readonly string[]): string => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const [header = [], ...body] = rows;
  return [line(header), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}

/** A value in a cell: numbers to four significant digits, lists and mappings as JSON. */
function text(value: PlainValue): string {
  const plain = typeof value === 'number' ? inWords(value) : typeof value === 'string' ? value : JSON.stringify(value);
  return plain.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
