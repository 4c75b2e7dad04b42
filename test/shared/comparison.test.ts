import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import type { ParameterResult } from '../../src/core/analysis/analysis';
import {
  comparisonCsv,
  comparisonMarkdown,
  comparisonRow,
  isComparisonSort,
  sortedComparison,
  toggledSort,
} from '../../src/shared/comparison';
import { coneSweep } from '../core/analysis/runSets';

const NO_BREAK = '\u00a0';
const CONE = analyze(coneSweep()).analysis;

function resultOf(name: string): ParameterResult {
  return CONE.parameters.find((parameter) => parameter.name === name)!;
}

describe('the comparison table', () => {
  it('has the figures of the original investigation', () => {
    const figures = (name: string): readonly string[] => {
      const { completed, crashed, difference } = comparisonRow(resultOf(name));
      return [completed, crashed, difference];
    };
    expect(figures('mixup')).toEqual(['0.0486', '0.1973', `+306${NO_BREAK}%`]);
    expect(figures('dropout')).toEqual(['0.0811', '0.1556', `+92${NO_BREAK}%`]);
    expect(figures('lr0')[2]).toBe(`+29${NO_BREAK}%`);
    expect(figures('hsv_v')[2]).toBe(`+15${NO_BREAK}%`);
    expect(comparisonRow(resultOf('mixup')).effect).toBe(`93${NO_BREAK}% (70–99${NO_BREAK}%)`);
  });

  it('becomes Markdown in which a name stays one cell', () => {
    const markdown = comparisonMarkdown([{ ...comparisonRow(resultOf('mixup')), name: 'a|b\n<script>' }]);
    const lines = markdown.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^\| a\\\|b \\<script\\> \| 0\.0486 \| 0\.1973 \|/);
  });

  it('becomes CSV with full precision, empty cells and no formulas', () => {
    const { crashed } = resultOf('mixup');
    const csv = comparisonCsv([
      resultOf('mixup'),
      { ...resultOf('mixup'), name: '=1+1,"x"', completed: null, crashed: null, differencePercent: null, effect: null },
    ]);
    const lines = csv.split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]!.split(',')[2]).toBe(String(crashed!.mean));
    expect(lines[2]).toMatch(/^"'=1\+1,""x""",,,,,,,/);
  });
});

describe('the order of the table', () => {
  const row = (name: string, p: number | null, change: Partial<ParameterResult> = {}): ParameterResult => ({
    ...resultOf('mixup'),
    name,
    p,
    ...change,
  });
  const names = (results: readonly ParameterResult[]): string => results.map(({ name }) => name).join('');

  it('is the one of the analysis until a head is pressed; what has no figure stands last either way', () => {
    const rows = [row('c', 0.5), row('a', null), row('b', 0.01)];
    expect(names(sortedComparison(rows, null))).toBe('cab');
    expect(names(sortedComparison(rows, { key: 'p', isDescending: false }))).toBe('bca');
    expect(names(sortedComparison(rows, { key: 'p', isDescending: true }))).toBe('cba');
    expect(names(sortedComparison(rows, { key: 'name', isDescending: false }))).toBe('abc');
  });

  it('of evidence is by strength, ties as they were', () => {
    const rows = [
      row('a', 1, { verdict: 'none' }),
      row('b', 1, { verdict: 'strong' }),
      row('c', 1, { verdict: 'none' }),
    ];
    expect(names(sortedComparison(rows, { key: 'verdict', isDescending: false }))).toBe('bac');
  });

  it('turns around with the second press and goes with the third', () => {
    const first = toggledSort(null, 'difference');
    expect(first).toEqual({ key: 'difference', isDescending: true });
    const second = toggledSort(first, 'difference');
    expect(second).toEqual({ key: 'difference', isDescending: false });
    expect(toggledSort(second, 'difference')).toBeNull();
    expect(toggledSort(second, 'p')).toEqual({ key: 'p', isDescending: false });
  });

  it('is checked when it is read back', () => {
    expect(isComparisonSort({ key: 'q', isDescending: false })).toBe(true);
    for (const wrong of [null, {}, { key: 'x', isDescending: true }, { key: 'q' }]) {
      expect(isComparisonSort(wrong)).toBe(false);
    }
  });
});
