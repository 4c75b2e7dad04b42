import { describe, expect, it } from 'vitest';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { bandsOf, readHyperband, repeatedBands } from '../../../src/core/sweep/hyperband';
import { fieldsOf } from '../../../src/core/sweep/node';

/** The bands of an `early_terminate` section in flow style. */
function bands(section: string, limit?: number): readonly number[] {
  const top = fieldsOf(parseSweepDocument(`early_terminate: {type: hyperband, ${section}}\n`).root);
  return bandsOf(readHyperband(fieldsOf(top.get('early_terminate')?.value)), limit);
}

// The loops of wandb/sweeps, hyperband_stopping.py, in Python 3 for the same settings.
describe('the bands of hyperband', () => {
  it.each([
    ['max_iter: 27, s: 2, eta: 3', [3, 9]],
    ['max_iter: 27, s: 2', [3, 9]],
    ['max_iter: 10, s: 5', [1, 3]],
    ['max_iter: 81, s: 4', [1, 3, 9, 27]],
    ['max_iter: 18, s: 3, eta: 1.5', [5, 8, 12]],
    ['max_iter: 5, s: 2, eta: 2', [1, 2]],
    ['max_iter: 2, s: 1', []],
    ['max_iter: 27, s: 0', []],
    ['max_iter: 27, s: -1', []],
    ['max_iter: 27', []],
    ['max_iter: 27, min_iter: 3', []],
    ['max_iter: 9, s: 1, min_iter: 5', [3]],
    ['min_iter: 5, eta: 1', []],
    ['min_iter: 5, eta: .nan', []],
    ['min_iter: 0', []],
    ['eta: 3', []],
  ])('%s: %j', (section, expected) => {
    expect(bands(section)).toEqual(expected);
  });

  it('go on a hundred times from min_iter, cut to whole numbers', () => {
    expect(bands('min_iter: 3', 4)).toEqual([3, 9, 27, 81]);
    expect(bands('min_iter: 3, eta: 1.1', 6)).toEqual([3, 3, 3, 3, 4, 4]);
    expect(bands('min_iter: 1, eta: 1.5')).toHaveLength(100);
    expect(bands('min_iter: 1, eta: 1.5', 500)).toHaveLength(100);
    expect(repeatedBands([3, 3, 3, 4, 4, 5])).toBe(3);
  });

  it('end, whatever is asked for', () => {
    expect(bands('max_iter: 1000000000, s: 1000000000000, eta: 1.0000001').length).toBe(1000);
    expect(bands('max_iter: .inf, s: 3')).toEqual([]);
  });

  it('read numbers as they are meant', () => {
    expect(bands('max_iter: 27, s: "2", eta: 3.0')).toEqual([3, 9]);
  });
});
