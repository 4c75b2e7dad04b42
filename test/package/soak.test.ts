import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { soak } from '../soak/soak';

const ROUNDS = 16;
/** Rounds in which caches fill and code is compiled. */
const WARM = 8;

describe('the built extension, after many rounds of editing, analysing and closing', () => {
  it('holds no listener, panel, watcher or timer more than after the first, and no more memory', async () => {
    const states = await soak(resolve(__dirname, '../..'), { rounds: ROUNDS, edits: 30 });
    const [first] = states;
    expect(first?.counts).toMatchObject({ createWebviewPanel: 0, createQuickPick: 0, timers: 0 });
    expect(first?.counts.onDidOpenTextDocument).toBeGreaterThan(0);
    for (const { counts } of states) expect(counts).toEqual(first?.counts);
    // Bytes a round; what compiled code still adds falls from 100,000 here to 25,000 after thirty rounds.
    const growth = (states.at(-1)!.heap - states[WARM]!.heap) / (ROUNDS - 1 - WARM);
    expect(growth).toBeLessThan(150_000);
  });
});
