import type { Analysis, ParameterResult } from '../../analysis/analysis';
import { frameworks } from '../../knowledge/frameworks';
import { factOf, type SettingValue } from '../../knowledge/parameter';
import { plainText } from '../../plainText';
import type { Column, RunTable } from '../../runs/table';
import { settingAt } from '../../runs/settingAt';
import { formatExact, formatNumber } from '../format';
import { section, table, type Section } from '../section';

const MAX_ROWS = 40;

/** The sweep beside what it is held against: the framework's defaults, and the baseline where there is one. */
export function referenceSection(analysis: Analysis, runs: RunTable): Section | null {
  const { framework, baseline, parameters, safeBounds, best } = analysis;
  const known = frameworks.find(({ id }) => id === framework?.id);
  const differs = new Map(baseline?.differs.map((one) => [one.parameter, one]));
  const bestRow = best === null ? -1 : runs.rows.findIndex(({ id }) => id === best.id);
  const columns = new Map<string, Column>(runs.columns.map((column) => [column.name, column]));
  const hasBaseline = baseline !== null && baseline.from !== 'framework';
  const rows = parameters.flatMap((parameter) => {
    const usual = known && factOf(known, parameter.name)?.default;
    const difference = differs.get(parameter.name);
    if ((usual === undefined && difference === undefined) || parameter.kind === 'constant') return [];
    const bound = safeBounds.find((one) => one.parameter === parameter.name);
    return [
      [
        plainText(parameter.name, 60),
        words(usual),
        ...(hasBaseline ? [words(difference?.baseline)] : []),
        ...(best === null ? [] : [words(settingAt(columns.get(parameter.name), bestRow))]),
        triedWords(parameter),
        placeWords(usual, parameter, bound),
      ],
    ];
  });
  return section('Beside the defaults and the baseline', [
    table(
      [
        ...['Parameter', known ? `Default of ${known.name}` : 'Default'],
        ...(hasBaseline ? ['Baseline'] : []),
        ...(best === null ? [] : ['Best run']),
        ...['Tried', 'The default lies'],
      ],
      [],
      rows.slice(0, MAX_ROWS),
    ),
  ]);
}

function triedWords(parameter: ParameterResult): string {
  const [low, high] = triedEnds(parameter);
  return low > high ? `${String(parameter.levels.length)} levels` : `${formatExact(low)} to ${formatExact(high)}`;
}

function triedEnds({ completed, crashed }: ParameterResult): readonly [number, number] {
  const ends = [completed, crashed].flatMap((group) => (group === null ? [] : [group.min, group.max]));
  const known = ends.filter((end) => end !== null);
  return [Math.min(...known), Math.max(...known)];
}

/** Where the default stands to what was tried and to what is safe: runs say nothing of what they did not try. */
function placeWords(
  usual: SettingValue | undefined,
  parameter: ParameterResult,
  bound: Analysis['safeBounds'][number] | undefined,
): string {
  const [low, high] = triedEnds(parameter);
  if (typeof usual !== 'number' || low > high) return '–';
  if (bound !== undefined && !('values' in bound.to)) {
    return usual >= bound.to.min && usual <= bound.to.max ? 'inside of the safe bounds' : 'outside of the safe bounds';
  }
  return usual < low || usual > high ? 'outside of what was tried' : 'inside of what was tried';
}

function words(value: SettingValue | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'number' ? formatNumber(value) : plainText(String(value), 60);
}
