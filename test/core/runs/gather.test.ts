import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gatherSettings } from '../../../src/core/runs/gather';
import type { Value } from '../../../src/core/runs/run';
import { createPacker } from '../../../src/core/sources/valuePacker';

const value: fc.Arbitrary<Value> = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom<Value>('a', true, null, [1, 2], {}, { b: 1, c: { d: 'x' } }, { d: Number.NaN }),
);
/** Names that a nested setting has as well (`a.b`), and ones that W&B keeps for itself. */
const key = fc.constantFrom('a', 'b', 'a.b', 'a.c.d', '_wandb', 'wandb_version', '__proto__');
const configs = fc.array(fc.dictionary(key, value), { minLength: 1, maxLength: 12 });

it('gathers the same from packed values as from maps, in the same order', () => {
  fc.assert(
    fc.property(configs, (written) => {
      const maps = written.map((config) => new Map(Object.entries(config)));
      const pack = createPacker();
      expect([...gatherSettings(maps.map((map) => pack(map)))]).toEqual([...gatherSettings(maps)]);
    }),
    { seed: 5, numRuns: 300 },
  );
});

it('takes the first of two settings with one name', () => {
  const config = new Map<string, Value>([
    ['a', { b: 1 }],
    ['a.b', 2],
  ]);
  expect(gatherSettings([createPacker()(config)]).get('a.b')?.numbers).toEqual(Float64Array.of(1));
});
