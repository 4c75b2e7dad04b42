import { describe, expect, it } from 'vitest';
import type { AxisSubject } from '../../src/shared/columnAxis';
import { firstSubjects, keptSubjects, movedSubject, toggledSubject } from '../../src/shared/parallel';
import { bandCodes, binCodes, BINS, countBands, MISSING, paintBands } from '../../src/shared/parallelDensity';
import { countsText } from '../../src/shared/parallelText';

const parameter = (name: string): AxisSubject => ({ kind: 'parameter', name });
const metric: AxisSubject = { kind: 'metric' };
const many = Array.from({ length: 20 }, (_, index) => parameter(`p${index}`));

describe('the axes that are shown', () => {
  it('are the most telling parameters and the metric at first', () => {
    expect(firstSubjects([...many, metric])).toEqual([...many.slice(0, 8), metric]);
  });

  it('are put in before the metric and taken out again', () => {
    const shown = [many[0]!, metric];
    expect(toggledSubject(shown, many[1]!)).toEqual([many[0], many[1], metric]);
    expect(toggledSubject([many[0]!, many[1]!, metric], many[0]!)).toEqual([many[1], metric]);
    const full = many.slice(0, 12);
    expect(toggledSubject(full, many[12]!)).toBe(full);
    expect(toggledSubject(full, metric)).toHaveLength(13);
  });

  it('move to where they are dropped', () => {
    const [a, b, c] = many as [AxisSubject, AxisSubject, AxisSubject];
    expect(movedSubject([a, b, c], 0, 2)).toEqual([b, c, a]);
    expect(movedSubject([a, b, c], 2, 1)).toEqual([a, c, b]);
    expect(movedSubject([a, b], 0, 2)).toEqual([a, b]);
  });

  it('come back after a reload as far as they still exist', () => {
    const all = [...many.slice(0, 3), metric];
    const kept: unknown = JSON.parse(JSON.stringify([metric, many[9], many[1], many[1], 'no', null]));
    expect(keptSubjects(kept, all)).toEqual([metric, many[1]]);
    expect(keptSubjects([many[9]], all)).toBeNull();
    expect(keptSubjects({ axes: 1 }, all)).toBeNull();
  });
});

describe('bands', () => {
  it('bins places from the low end and keeps runs without a value apart', () => {
    expect([...binCodes(Float32Array.of(0, 0.5, 1, NaN))]).toEqual([0, BINS / 2, BINS - 1, MISSING]);
  });

  const axes = [binCodes(Float32Array.of(0, 0, 1, NaN)), binCodes(Float32Array.of(0, 0, 1, 1))];
  const codes = bandCodes(axes, Uint8Array.of(0, 0, 1, 2));
  const places = { missing: 0.05, values: 0.25 };

  it('counts the marked runs by group and pair of bins', () => {
    const [counts] = countBands(codes, Uint8Array.of(1, 1, 1, 0));
    const pairs = (BINS + 1) ** 2;
    expect(counts!.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(counts![0]).toBe(2);
    expect(counts![pairs + (BINS - 1) * (BINS + 1) + BINS - 1]).toBe(1);
    expect(countBands(codes, null)[0]!.reduce((sum, count) => sum + count, 0)).toBe(4);
  });

  it('draws each run once in every column, where its line passes', () => {
    const [counts] = countBands(codes, null);
    const picture = paintBands(counts!, 0, 8, { left: places, right: places });
    const column = (index: number): number[] =>
      Array.from({ length: picture.height }, (_, row) => picture.runs[row * picture.width + index]!);
    const low = 0.25 * picture.height;
    for (const index of [0, 3, 7]) {
      const filled = column(index).flatMap((runs, row) => (runs > 0 ? [row] : []));
      expect(filled).toHaveLength(4);
      // The lowest bin of the values, which begin a quarter up.
      expect(filled[0]).toBeGreaterThanOrEqual(low - 1);
      expect(filled[0]).toBeLessThanOrEqual(low + 1);
      expect(Math.max(...column(index))).toBe(2);
    }
  });

  it('draws runs without a value from their lane', () => {
    const [counts] = countBands(codes, null);
    const picture = paintBands(counts!, 2, 8, { left: places, right: places });
    const first = Array.from({ length: picture.height }, (_, row) => picture.runs[row * 8]!).findIndex(
      (runs) => runs > 0,
    );
    expect(first).toBeLessThan(0.25 * picture.height);
    const last = Array.from({ length: picture.height }, (_, row) => picture.runs[row * 8 + 7]!).findIndex(
      (runs) => runs > 0,
    );
    expect(last).toBeGreaterThan(0.8 * picture.height);
  });
});

it('says how many runs a brush leaves', () => {
  expect(countsText(13, 2, 'crashed')).toBe('2 of 13 crashed');
  expect(countsText(13, 13, 'crashed')).toBe('13 crashed');
});
