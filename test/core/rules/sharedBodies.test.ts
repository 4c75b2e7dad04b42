import { describe, expect, it } from 'vitest';
import { seen } from './findings';

const sweep = (...lines: readonly string[]): string =>
  `program: train.py\nmethod: random\nparameters:\n${lines.map((line) => `  ${line}\n`).join('')}`;

describe('a body that an alias stands for', () => {
  it('has its mistake once, where it is written', () => {
    const text = sweep('a: &r {min: 2, max: 1}', 'b: *r', 'c: *r');
    expect(seen(text, 'P01')).toMatchObject([{ marked: '2', path: 'parameters/a/min' }]);
    expect(seen(sweep('a: &r {min: 0.001, max: 1.0}', 'b: *r'), 'R01')).toHaveLength(1);
    expect(seen(sweep('a: {min: 2, max: 1}', 'b: {min: 2, max: 1}'), 'P01')).toHaveLength(2);
  });

  it('is shown at the alias where only that name minds it', () => {
    const text = sweep('a: &r {min: 0.1, max: 5.0}', 'lr: *r');
    expect(seen(text, 'R03')).toMatchObject([
      { marked: '*r', message: expect.stringMatching(/^lr up to 5/) as string },
    ]);
  });
});

describe('one mistake, one problem', () => {
  it('R03 leaves to D06 and D07 what rounding does', () => {
    expect(seen(sweep('lr: {distribution: q_uniform, min: 0.0, max: 0.1}'), 'D06')).toHaveLength(1);
    expect(seen(sweep('lr: {distribution: q_uniform, min: 0.0, max: 0.1}'), 'R03')).toEqual([]);
    expect(seen(sweep('lr: {distribution: uniform, min: 0.0, max: 3.0}'), 'R03')).toHaveLength(1);
  });

  it('R01 leaves to K01 a range that the framework knows', () => {
    const yolo = (lr0: string): string =>
      sweep(`lr0: ${lr0}`, 'mosaic: {value: 1.0}', 'hsv_h: {value: 0.01}', 'imgsz: {value: 640}');
    expect(seen(yolo('{min: 0.000001, max: 0.5}'), 'K01')).toHaveLength(1);
    expect(seen(yolo('{min: 0.000001, max: 0.5}'), 'R01')).toEqual([]);
    expect(seen(yolo('{min: 0.0001, max: 0.1}'), 'R01')).toHaveLength(1);
  });
});
