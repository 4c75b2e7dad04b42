import type { Analysis, ParameterResult, Threshold } from '../../analysis/analysis';
import { frameworks } from '../../knowledge/frameworks';
import { factOf } from '../../knowledge/parameter';
import { plainText } from '../../plainText';
import { causeTitle } from '../../runs/causeSignatures';
import { typicalRow } from '../../runs/typicalRun';
import type { Column, RunTable } from '../../runs/table';
import { listOf } from '../findings';
import { formatInteger, formatNumber } from '../format';
import { settingAt } from '../../runs/settingAt';
import { paragraph, section, table, type Section } from '../section';

const MAX_CAUSES = 3;
const MAX_ROWS = 60;

type Setting = string | number | boolean | null | undefined;

/**
 * The configuration of the best completed run beside those of typical crashed ones, one for each frequent cause. Marked:
 * values beyond the threshold of a telling parameter, and those that are the framework's default.
 */
export function configurationsSection(analysis: Analysis, runs: RunTable): Section | null {
  const best = runs.rows.findIndex(({ id, group }) => id === analysis.best?.id && group === 'completed');
  const typical = typicalRuns(runs);
  const shown = [...(best < 0 ? [] : [{ row: best, title: 'best completed' }]), ...typical];
  if (typical.length === 0 || analysis.parameters.length === 0) return null;
  const columns = new Map<string, Column>(runs.columns.map((column) => [column.name, column]));
  const defaultOf = defaultsOf(analysis);
  const varying = analysis.parameters.filter(({ kind }) => kind !== 'constant');
  const rows: (readonly string[])[] = [];
  for (const parameter of varying.slice(0, MAX_ROWS)) {
    const column = columns.get(parameter.name);
    const usual = defaultOf(parameter.name);
    const cells = shown.map(({ row }) => {
      const value = settingAt(column, row);
      const isBeyond = isTelling(parameter) && typeof value === 'number' && liesBeyond(parameter.threshold!, value);
      return words(value) + (isBeyond ? ' ✕' : '') + (usual !== undefined && value === usual ? ' =' : '');
    });
    rows.push([plainText(parameter.name, 60), words(usual), ...cells]);
  }
  const heads = shown.map(({ row, title }) => `${plainText(runs.rows[row]!.id, 40)} (${title})`);
  const more = varying.length - rows.length;
  return section('The best run and typical crashed ones', [
    table(['Parameter', 'Default', ...heads], heads.map((_, i) => i + 2).concat(1), rows),
    paragraph(
      '✕: beyond the threshold of a parameter with strong or suggestive evidence. =: the default of the framework. ' +
        'A typical run is the one nearest to the median settings of the runs with its end; the others differ from it.' +
        (more > 0 ? ` ${formatInteger(more)} further parameters are not listed.` : ''),
    ),
    paragraph(best < 0 ? null : bestWords(analysis, columns, best)),
  ]);
}

/** The typical run of each of the most frequent ends. */
function typicalRuns(runs: RunTable): readonly { readonly row: number; readonly title: string }[] {
  const rowsOf = new Map<string, number[]>();
  runs.rows.forEach(({ group, cause }, row) => {
    if (group !== 'crashed') return;
    const id = cause?.id ?? 'unknown';
    const known = rowsOf.get(id);
    if (known) known.push(row);
    else rowsOf.set(id, [row]);
  });
  return [...rowsOf]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MAX_CAUSES)
    .map(([cause, rows]) => ({
      row: typicalRow(runs, rows),
      title: `${causeTitle(cause)}, ${rows.length === 1 ? 'the only one' : `1 of ${formatInteger(rows.length)}`}`,
    }));
}

function isTelling({ verdict, threshold }: ParameterResult): boolean {
  return threshold !== null && (verdict === 'strong' || verdict === 'suggestive');
}

function liesBeyond({ direction, value }: Threshold, setting: number): boolean {
  if (typeof value === 'number') return direction === 'below' ? setting < value : setting > value;
  const isInside = setting >= value[0] && setting <= value[1];
  return direction === 'inside' ? isInside : !isInside;
}

/**
 * Where the best run lies among the thresholds of numbers, and whether the safer bounds keep it: two questions, as a bound
 * may be narrower than a threshold, and a threshold may have no bound. `null` without a best run, or a word on either.
 */
function bestWords(analysis: Analysis, columns: ReadonlyMap<string, Column>, row: number): string | null {
  const telling = analysis.parameters.filter((one) => isTelling(one) && one.kind !== 'constant');
  const known = telling.flatMap(({ name, threshold }) => {
    const value = settingAt(columns.get(name), row);
    return typeof value === 'number' ? [{ name: plainText(name, 60), isBeyond: liesBeyond(threshold!, value) }] : [];
  });
  const beyond = known.filter(({ isBeyond }) => isBeyond).map(({ name }) => name);
  const place =
    known.length === 0
      ? null
      : beyond.length > 0
        ? `The best run lies beyond the threshold of ${listOf(beyond)}, and completed all the same.`
        : known.length < telling.length
          ? `The best run lies within the thresholds of ${listOf(known.map(({ name }) => name))}; it has no value of the others.`
          : `The best run lies within ${known.length === 1 ? 'the threshold' : 'the thresholds'} of ${listOf(known.map(({ name }) => name))}.`;
  const kept = analysis.safeBoundsEffect?.bestRunKept ?? null;
  const cost =
    kept === null || analysis.safeBounds.length === 0
      ? null
      : kept
        ? 'The safer bounds keep it.'
        : 'The safer bounds leave it out: what they save has to be worth that.';
  if (place === null) return cost === null ? null : cost.replace(/\bit\b/, 'the best run');
  return cost === null ? place : `${place} ${cost}`;
}

function defaultsOf({ framework }: Analysis): (parameter: string) => Setting {
  const known = frameworks.find(({ id }) => id === framework?.id);
  return (parameter) => (known ? factOf(known, parameter)?.default : undefined);
}

function words(value: Setting): string {
  if (value === undefined) return '–';
  return typeof value === 'number' ? formatNumber(value) : plainText(String(value), 60);
}
