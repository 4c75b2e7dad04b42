import type { Analysis, ParameterResult, SafeBound } from '../../analysis/analysis';
import { plainText } from '../../plainText';
import type { Column, RunTable } from '../../runs/table';
import { flowYaml, yamlText } from '../../sweep/writeYaml';
import { writeNumber } from '../../sweep/scalar';
import { listOf } from '../findings';
import { formatInteger, formatTried } from '../format';
import { list, paragraph, section, type Section } from '../section';
import { shownBounds } from '../triedValues';

const MAX_NAMED = 30;

/** The safe bounds as lines of a sweep file, and what they do not say. */
export function boundsYamlSection(analysis: Analysis, { columns }: RunTable): Section | null {
  const { parameters } = analysis;
  const safeBounds = shownBounds(analysis);
  if (safeBounds.length === 0) return null;
  const lines = safeBounds.map((bound) => {
    const column = columns.find(({ name }) => name === bound.parameter);
    return boundYaml(bound, column, parameters.find(({ name }) => name === bound.parameter)?.scale ?? 'linear');
  });
  const isNested = safeBounds.some(({ parameter }) => parameter.includes('.'));
  return section('Safer bounds, to paste', [
    { kind: 'code', language: 'yaml', text: `parameters:\n${lines.join('')}` },
    paragraph(
      'Each replaces the body of its parameter; all others stay as they are.' +
        (isNested ? ' A name with a dot is a parameter in a group: it goes into that group.' : ''),
    ),
  ]);
}

function boundYaml({ parameter, from, to }: SafeBound, column: Column | undefined, scale: 'linear' | 'log'): string {
  const head = `  ${yamlText(parameter)}:\n`;
  if ('values' in to) return `${head}    values: ${flowYaml(to.values)}\n`;
  const ends = 'values' in from ? [to.min, to.max] : [from.min, from.max, to.min, to.max];
  const isWhole =
    ends.every(Number.isInteger) &&
    (column?.kind !== 'number' || column.values.every((value) => Number.isNaN(value) || Number.isInteger(value)));
  const number = (value: number): string => writeNumber(value, isWhole ? 'int' : 'float');
  if (isWhole && to.min === to.max) return `${head}    value: ${number(to.min)}\n`;
  const isLog = scale === 'log' && to.min > 0 && !isWhole;
  return [
    head,
    ...(isLog ? ['    distribution: log_uniform_values\n'] : []),
    `    min: ${number(to.min)}\n    max: ${number(to.max)}\n`,
  ].join('');
}

/** The settings whose ranges nothing speaks against, and those that do nothing. */
export function keepSection({ parameters, safeBounds }: Analysis): Section | null {
  const bounded = new Set(safeBounds.map(({ parameter }) => parameter));
  const kept = parameters.filter(({ name, verdict, p }) => verdict === 'none' && p !== null && !bounded.has(name));
  const inert = parameters.filter(({ verdict }) => verdict === 'inert').map(({ name }) => plainText(name, 60));
  const watched = parameters.filter(({ name, verdict }) => verdict === 'suggestive' && !bounded.has(name));
  return section('Ranges to keep as they are', [
    list(kept.slice(0, MAX_NAMED).map((parameter) => `${plainText(parameter.name, 60)}: ${triedWords(parameter)}`)),
    paragraph(
      kept.length > MAX_NAMED ? `${formatInteger(kept.length - MAX_NAMED)} more show no difference either.` : null,
    ),
    paragraph(
      kept.length === 0
        ? null
        : 'No difference shown is not no difference: this many runs tell only large ones from chance.',
    ),
    paragraph(
      watched.length === 0
        ? null
        : `Not narrowed on this evidence, but to be watched: ${listOf(watched.map(({ name }) => plainText(name, 60)))}.`,
    ),
    paragraph(
      inert.length === 0
        ? null
        : `${listOf(inert)} ${inert.length === 1 ? 'does' : 'do'} nothing here: narrowing changes nothing, and a sweep without ${inert.length === 1 ? 'it' : 'them'} searches a smaller space.`,
    ),
  ]);
}

/** What the runs tried of a parameter. */
function triedWords({ completed, crashed, levels }: ParameterResult): string {
  const ends = [completed, crashed].flatMap((group) => (group === null ? [] : [group.min, group.max]));
  const known = ends.filter((end) => end !== null);
  if (known.length > 0) return `${formatTried(Math.min(...known))} to ${formatTried(Math.max(...known))} tried`;
  return `${listOf(
    levels.map(({ value }) => plainText(String(value), 40)),
    8,
  )} tried`;
}
