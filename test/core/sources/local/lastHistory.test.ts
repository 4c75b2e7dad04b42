import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLastHistory } from '../../../../src/core/sources/local/lastHistory';
import { decodeRecord } from '../../../../src/core/sources/local/records';
import { createValueTree, type ValueTree } from '../../../../src/core/sources/local/valueTree';
import { message, type Fields } from './logWriter';

interface Item {
  readonly path: readonly string[];
  readonly value: number;
}

/** As the client writes it; items with a nested key and without. */
function historyOf(items: readonly Item[], num: number): Uint8Array {
  return message([
    [1, num],
    [
      2,
      [
        ...items.map(({ path, value }): readonly [number, Fields] => [
          1,
          [
            ...(path.length === 1 && value % 2 === 0 ? [[1, path[0]!] as const] : path.map((key) => [2, key] as const)),
            [16, value === 3 ? '{"b": 7}' : String(value)],
          ],
        ]),
        [2, [[1, num]]],
      ],
    ],
  ]);
}

function addTo(tree: ValueTree): (payload: Uint8Array) => void {
  return (payload) => {
    const record = decodeRecord(payload);
    if (record?.kind === 'history') for (const { path, json } of record.items) tree.set(path, json);
  };
}

const key = fc.constantFrom('a', 'b', 'loss', 'x'.repeat(3000), 'é');
const item = fc.record({ path: fc.array(key, { minLength: 1, maxLength: 2 }), value: fc.nat(5) });

describe('createLastHistory', () => {
  it('leads to the values that all records lead to', () => {
    fc.assert(
      fc.property(fc.array(fc.array(item, { maxLength: 4 }), { maxLength: 120 }), (records) => {
        const whole = createValueTree();
        const short = createValueTree();
        const history = createLastHistory(addTo(short));
        records.forEach((items, i) => {
          const payload = historyOf(items, i + 1);
          addTo(whole)(payload);
          expect(history.take(payload)).toBe(true);
          // The bytes belong to the reader.
          payload.fill(0);
        });
        history.flush();
        expect(short.values()).toEqual(whole.values());
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  it('hands on one record of a thousand with the same keys', () => {
    let handed = 0;
    const history = createLastHistory(() => handed++);
    for (let i = 0; i < 1000; i++) history.take(historyOf([{ path: ['loss'], value: 2 * i }], i));
    history.flush();
    expect(handed).toBe(1);
  });

  it('leaves other records and broken ones to the decoder', () => {
    const history = createLastHistory(() => undefined);
    expect(history.take(message([[18, [[1, 3]]]]))).toBe(false);
    expect(history.take(new Uint8Array(0))).toBe(false);
    const whole = historyOf([{ path: ['loss'], value: 2 }], 300);
    for (let length = 1; length < whole.length; length++) {
      const cut = whole.subarray(0, length);
      expect(history.take(cut)).toBe(decodeRecord(cut)?.kind === 'history' && length === whole.length);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        // What is taken must be a message to the decoder, too.
        if (history.take(bytes)) expect(decodeRecord(bytes)).toMatchObject({ kind: 'history' });
      }),
      { seed: 4, numRuns: 5000 },
    );
  });
});
