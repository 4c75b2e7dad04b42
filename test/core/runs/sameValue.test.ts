import { describe, expect, it } from 'vitest';
import { asNumber, hasValue, isSameValue } from '../../../src/core/runs/sameValue';

describe('the value of a sweep file in a run', () => {
  it.each([
    ['1e-5', 0.00001],
    ['1E-05', 1e-5],
    ['+.5', 0.5],
    ['3', 3],
    [-0, 0],
    [true, true],
    [null, null],
    ['adam', 'adam'],
    [NaN, NaN],
  ])('%j is %j', (one, other) => {
    expect(isSameValue(one, other)).toBe(true);
    expect(isSameValue(other, one)).toBe(true);
  });

  it.each([
    ['', 0],
    [' ', 0],
    ['0x10', 16],
    ['1e-5', '0.00001'],
    ['Infinity', Infinity],
    [true, 1],
    [null, 0],
    ['true', true],
    ['adam', NaN],
  ])('%j is not %j', (one, other) => {
    expect(isSameValue(one, other)).toBe(false);
    expect(isSameValue(other, one)).toBe(false);
  });

  it('is found in a list', () => {
    expect(hasValue(['1e-5', 'auto'], 1e-5)).toBe(true);
    expect(hasValue(['1e-5', 'auto'], 1e-4)).toBe(false);
  });

  it('is a number where it reads as one', () => {
    expect([asNumber('1e-5'), asNumber(2), asNumber('auto'), asNumber(true), asNumber(null)]).toEqual([
      1e-5,
      2,
      null,
      null,
      null,
    ]);
  });
});
