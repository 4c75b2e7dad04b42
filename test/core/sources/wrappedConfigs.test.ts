import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/core/runs/run';
import { createUnwrapping } from '../../../src/core/sources/wrappedConfigs';

describe('createUnwrapping', () => {
  const unwrapped = (configs: readonly Readonly<Record<string, Value>>[], parameters: readonly string[] = []) => {
    const unwrapping = createUnwrapping(parameters);
    const taken = configs.map((config) => unwrapping.take(new Map(Object.entries(config))));
    return taken.map(({ config, isOpen }) => Object.fromEntries(isOpen ? unwrapping.settle(config) : config));
  };

  it('takes runs apart that have the form throughout, one level only', () => {
    expect(unwrapped([{ a: { value: 1 }, b: { value: { value: 2 }, desc: null }, _wandb: {} }])).toEqual([
      { a: 1, b: { value: 2 } },
    ]);
    expect(unwrapped([{ a: { value: 1 }, b: 2 }])).toEqual([{ a: { value: 1 }, b: 2 }]);
  });

  it('takes single values apart where the sweep or another run says that they are values', () => {
    const mixed = [
      { lr: 0.1, n: 1, map: { value: 3 } },
      { lr: { value: 0.2 }, n: 2, map: { value: 4 } },
    ];
    expect(unwrapped(mixed)).toEqual([
      { lr: 0.1, n: 1, map: { value: 3 } },
      { lr: 0.2, n: 2, map: { value: 4 } },
    ]);
    expect(unwrapped(mixed, ['map'])).toEqual([
      { lr: 0.1, n: 1, map: 3 },
      { lr: 0.2, n: 2, map: 4 },
    ]);
  });

  it('leaves a nested parameter called value where it is', () => {
    expect(unwrapped([{ m: { value: 3 } }, { m: { value: { value: 4 } } }], ['m.value'])).toEqual([
      { m: { value: 3 } },
      { m: { value: 4 } },
    ]);
    expect(unwrapped([{ m: { value: { depth: 3 } } }], ['m.value.depth'])).toEqual([{ m: { value: { depth: 3 } } }]);
  });

  it('knows which runs the others can change, and leaves those alone that they did not', () => {
    const unwrapping = createUnwrapping([]);
    expect(unwrapping.take(new Map([['a', { value: 1 }]]))).toEqual({ config: new Map([['a', 1]]), isOpen: false });
    expect(unwrapping.take(new Map([['b', 1]])).isOpen).toBe(false);
    const open = unwrapping.take(
      new Map<string, Value>([
        ['b', 1],
        ['c', { value: 2 }],
      ]),
    );
    expect(open.isOpen).toBe(true);
    expect(unwrapping.settle(open.config)).toBe(open.config);
  });
});
