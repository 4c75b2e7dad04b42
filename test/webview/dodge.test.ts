import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dodge, layOutLanes, pack, type PlacedMarks } from '../../webview/charts/dodge';

/** Smallest distance between two marks, in x or y, whichever is larger; Infinity below two marks. */
function clearance({ xs, offsets }: PlacedMarks): number {
  let least = Infinity;
  for (let a = 0; a < xs.length; a += 1) {
    for (let b = a + 1; b < xs.length; b += 1) {
      least = Math.min(least, Math.max(Math.abs(xs[a]! - xs[b]!), Math.abs(offsets[a]! - offsets[b]!)));
    }
  }
  return least;
}

const places = fc
  .array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 })
  .map((values) => Float32Array.from(values).sort());

describe('dodge', () => {
  it('leaves marks that are apart in the middle', () => {
    expect(dodge(Float32Array.of(0, 10, 20), 9, 3)!.offsets).toEqual(Float32Array.of(0, 0, 0));
  });

  it('pushes close ones up and down by turns', () => {
    expect(dodge(Float32Array.of(0, 1, 2), 9, 3)!.offsets).toEqual(Float32Array.of(0, -9, 9));
  });

  it('gives up when levels run out', () => {
    expect(dodge(Float32Array.of(0, 1, 2, 3), 9, 3)).toBeNull();
  });

  it('never lets marks overlap or leave the lane, and never moves a value', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 8 }), (xs, levels) => {
        const placed = dodge(xs, 5, levels);
        if (placed === null) return;
        expect(placed.xs).toEqual(xs);
        expect(clearance(placed)).toBeGreaterThanOrEqual(5);
        for (const offset of placed.offsets) expect(Math.abs(offset)).toBeLessThanOrEqual((levels * 5) / 2);
      }),
      { seed: 1 },
    );
  });
});

describe('pack', () => {
  it('makes a block around its place of what is in one place', () => {
    const { xs, offsets } = pack(Float32Array.of(100, 100, 100, 100), 10, 2)!;
    expect([...xs]).toEqual([95, 105, 95, 105]);
    expect([...offsets]).toEqual([5, 5, -5, -5]);
  });

  it('refuses blocks that would touch', () => {
    expect(pack(Float32Array.of(100, 100, 100, 100, 112), 10, 2)).toBeNull();
    expect(pack(Float32Array.of(100, 100, 100, 100, 115), 10, 2)).not.toBeNull();
  });

  it('never lets marks overlap, and keeps the order of the values', () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 1, max: 8 }), (xs, levels) => {
        const placed = pack(xs, 5, levels);
        if (placed === null) return;
        expect(clearance(placed)).toBeGreaterThanOrEqual(5);
        xs.forEach((x, mark) => {
          expect(Math.abs(placed.xs[mark]! - x)).toBeLessThanOrEqual(15);
        });
      }),
      { seed: 1 },
    );
  });
});

describe('layOutLanes', () => {
  it('draws few runs as large marks', () => {
    expect(layOutLanes([Float32Array.of(10, 50), Float32Array.of(20)], 32)).toMatchObject({ radius: 3.5 });
  });

  it('has no place for very many runs', () => {
    const many = Float32Array.from({ length: 10_000 }, (_, index) => (index * 300) / 10_000);
    expect(layOutLanes([many, Float32Array.of(7)], 32)).toBeNull();
  });

  it('draws an empty lane as an empty lane', () => {
    expect(layOutLanes([new Float32Array(0)], 32)).toMatchObject({ radius: 3.5, lanes: [{}] });
  });
});
