import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import type { DriftFinding } from '../../src/core/analysis/analysis';
import type { Run } from '../../src/core/runs/run';
import { encodeTable } from '../../src/shared/encodeTable';
import type { PanelTable } from '../../src/shared/panelTable';
import { ENDS, MOST_LANES, placeOfKey, timelineOf } from '../../src/shared/timeline';
import { countAt, countColumns, largestCounts } from '../../src/shared/timelineCounts';
import { movingRate } from '../../src/shared/timelineRate';
import { driftMarks, timelineLines, timelineSentence } from '../../src/shared/timelineWords';
import { coneSweep, makeRun, makeRunSet } from '../core/analysis/runSets';

const START = Date.UTC(2026, 2, 2, 8);
const NO_BREAK = '\u00a0';

function tableOf(runs: readonly Run[]): PanelTable {
  const runSet = makeRunSet(runs);
  return encodeTable(analyze(runSet).table, runSet.runs);
}

/** Runs a minute apart, `x` for a crashed and `o` for a finished one. */
function runsOf(pattern: string, parts: (index: number) => Partial<Run> = () => ({})): readonly Run[] {
  return Array.from(pattern, (letter, index) =>
    makeRun(`r${index}`, {
      outcome: { kind: letter === 'x' ? 'crashed' : 'finished', reason: '' },
      startedAt: START + 60_000 * index,
      ...parts(index),
    }),
  );
}

function all(table: PanelTable): Uint8Array {
  return new Uint8Array(table.count).fill(1);
}

const bad = (kind: DriftFinding['kind'], where: string): DriftFinding => ({
  kind,
  where,
  beyond: { crashed: 3, total: 4, low: 0.3, high: 0.95 },
  within: { crashed: 1, total: 9, low: 0.02, high: 0.43 },
  p: 0.01,
  message: `something about ${where}`,
});

describe('the order of a timeline', () => {
  it('is that of the starts, equal ones as in the source', () => {
    const starts = [5, 1, 3, 1];
    const { rows, keys, measure, withoutStart } = timelineOf(
      tableOf(runsOf('oooo', (index) => ({ startedAt: starts[index]! }))),
      [],
    );
    expect([...rows]).toEqual([1, 3, 2, 0]);
    expect([...keys]).toEqual([1, 1, 3, 5]);
    expect({ measure, withoutStart }).toEqual({ measure: 'startedAt', withoutStart: 0 });
  });

  it('leaves out one run in ten without a start, and says how many', () => {
    const table = tableOf(runsOf('oooooooooo', (index) => (index === 4 ? { startedAt: null } : {})));
    const { rows, withoutStart } = timelineOf(table, []);
    expect([...rows]).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
    expect(withoutStart).toBe(1);
  });

  it.each([
    ['more starts are unknown', (index: number) => ({ startedAt: index < 8 ? START + index : null })],
    ['all starts are the same', () => ({ startedAt: START })],
  ])('is that of the source where %s', (_, parts) => {
    const { rows, keys, measure } = timelineOf(tableOf(runsOf('oooooooooo', parts)), []);
    expect(measure).toBe('order');
    expect([...rows]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...keys]).toEqual([...rows]);
  });

  it('finds places by their key', () => {
    const keys = Float64Array.of(1, 1, 3, 5);
    expect([0, 1, 2, 3, 6].map((key) => placeOfKey(keys, key))).toEqual([0, 0, 2, 2, 4]);
    expect([0, 1, 2, 3, 6].map((key) => placeOfKey(keys, key, true))).toEqual([0, 2, 2, 3, 4]);
  });

  it('has nothing without runs', () => {
    const timeline = timelineOf(tableOf([]), []);
    expect(timeline.rows).toHaveLength(0);
    expect(movingRate(timeline, new Uint8Array())).toBeNull();
    expect(timelineLines(timeline, new Uint8Array())).toEqual([]);
  });
});

describe('the lanes of a timeline', () => {
  it('are one for each host, in the order of their numbers', () => {
    const hosts = ['node-10', 'node-9', 'node-10', 'node-9'];
    const { lanes, laneCodes, lanePlace } = timelineOf(tableOf(runsOf('oxox', (i) => ({ host: hosts[i]! }))), []);
    expect(lanePlace).toBe('host');
    expect(lanes.map(({ label }) => label)).toEqual(['node-9', 'node-10']);
    expect([...laneCodes]).toEqual([1, 0, 1, 0]);
  });

  it('are of agents where there is one host, and of what a finding names first', () => {
    const table = tableOf(runsOf('oxoxoxox', (i) => ({ host: `h${i % 2}`, agent: `a${i % 3}`, gpu: `g${i % 2}` })));
    expect(timelineOf(table, []).lanePlace).toBe('host');
    expect(timelineOf(table, [bad('gpu', 'g1')]).lanePlace).toBe('gpu');
    const oneHost = tableOf(runsOf('oxoxoxox', (i) => ({ host: 'h', agent: `a${i % 3}` })));
    expect(timelineOf(oneHost, []).lanePlace).toBe('agent');
  });

  it('is one where each run has an agent of its own', () => {
    const { lanes, lanePlace } = timelineOf(tableOf(runsOf('oxoxox', (i) => ({ agent: `a${i}` }))), []);
    expect(lanePlace).toBeNull();
    expect(lanes).toEqual([{ name: null, label: 'all runs' }]);
  });

  it('are at most twelve: the named host, those with most crashes, the others, those without a host', () => {
    const pattern = Array.from({ length: 200 }, (_, i) => (i % 40 < 5 ? 'x' : 'o')).join('');
    const table = tableOf(runsOf(pattern, (i) => ({ host: i === 199 ? null : `h${i % 40}` })));
    const { lanes, laneCodes } = timelineOf(table, [bad('host', 'h38')]);
    expect(lanes).toHaveLength(MOST_LANES);
    const labels = lanes.map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining(['h0', 'h1', 'h2', 'h3', 'h4', 'h38']));
    expect(labels.slice(-2)).toEqual(['30 other hosts', 'host not known']);
    expect(laneCodes[199]).toBe(11);
    expect(laneCodes[37]).toBe(10);
  });
});

describe('the ends on a timeline', () => {
  it('tells bad ends that are not counted from ends by a person', () => {
    const runs = [
      ...runsOf('ox'),
      makeRun('broken', {
        outcome: { kind: 'crashed', reason: '' },
        startedAt: START + 1e6,
        logTail: ['RuntimeError: NCCL error: unhandled system error'],
      }),
      makeRun('stopped', { outcome: { kind: 'stopped', reason: '' }, startedAt: START + 2e6 }),
    ];
    const { ends } = timelineOf(tableOf(runs), []);
    expect(Array.from(ends, (end) => ENDS[end])).toEqual(['completed', 'crashed', 'bad', 'other']);
  });
});

describe('the moving crash rate', () => {
  it('is that of five runs in a row where runs are few', () => {
    const table = tableOf(runsOf('ooooxxxxxooo'));
    const rate = movingRate(timelineOf(table, []), all(table))!;
    expect(rate.window).toBe(5);
    expect([...rate.rates]).toEqual([0.2, 0.4, 0.6, 0.8, 1, 0.8, 0.6, 0.4]);
    expect([...rate.places]).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    // Wilson's interval of 1 in 5 (scipy.stats.binomtest(1, 5).proportion_ci(method='wilson')).
    expect(rate.lows[0]).toBeCloseTo(0.03622, 4);
    expect(rate.highs[0]).toBeCloseTo(0.62447, 4);
  });

  it('is of the runs that are selected, and of none with fewer than ten', () => {
    const table = tableOf(runsOf('oxoxoxoxoxoxoxoxoxox'));
    const timeline = timelineOf(table, []);
    const crashed = Uint8Array.from(table.groups);
    expect(movingRate(timeline, crashed)!.rates.every((rate) => rate === 1)).toBe(true);
    crashed[1] = 0;
    expect(movingRate(timeline, crashed)).toBeNull();
  });

  it('has at most 400 points and a window of 100 for many runs', () => {
    const table = tableOf(runsOf('oxoo'.repeat(1000)));
    const rate = movingRate(timelineOf(table, []), all(table))!;
    expect(rate.window).toBe(100);
    expect(rate.rates).toHaveLength(400);
    expect([rate.places[0], rate.places.at(-1)]).toEqual([49.5, 3949.5]);
    expect(rate.rates.every((value) => value === 0.25)).toBe(true);
  });
});

describe('columns of counts', () => {
  it('count every run once, by lane, column and end', () => {
    const table = tableOf(runsOf('oxoxxo', (i) => ({ host: `h${i % 2}` })));
    const timeline = timelineOf(table, []);
    const counts = countColumns(timeline, Uint16Array.of(0, 0, 0, 1, 1, 1), 2, null);
    expect(counts.counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(countAt(counts, 0, 0, 'completed')).toBe(2);
    expect(countAt(counts, 1, 0, 'crashed')).toBe(1);
    expect(countAt(counts, 0, 1, 'crashed')).toBe(1);
    expect(largestCounts(counts)).toEqual({ up: 2, down: 1 });
    const fewer = countColumns(timeline, Uint16Array.of(0, 0, 0, 1, 1, 1), 2, Uint8Array.of(1, 0, 0, 0, 0, 0), counts);
    expect(fewer.counts).toBe(counts.counts);
    expect(fewer.counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe('the timeline in words', () => {
  it('marks the lane of a bad host and the runs of a bad period', () => {
    const table = tableOf(runsOf('ooxxxoooo', (i) => ({ host: i === 2 || i === 3 ? 'bad – host' : 'good' })));
    const findings = [bad('host', 'bad – host'), bad('period', 'r2 – r4'), bad('same-runtime', 'r0')];
    const marks = driftMarks(findings, timelineOf(table, findings), table);
    expect(marks.lanes).toEqual([{ lane: 0, text: '3 of 4 crashed' }]);
    expect(marks.periods).toEqual([{ from: 2, to: 4, text: '3 of 4 crashed' }]);
    expect(marks.messages).toEqual(['something about bad – host', 'something about r2 – r4']);
  });

  it('says what the chart of the example shows', () => {
    const runSet = coneSweep();
    const table = encodeTable(analyze(runSet).table, runSet.runs);
    const timeline = timelineOf(table, []);
    const sentence = timelineSentence(timeline, movingRate(timeline, all(table)));
    expect(sentence).toMatch(
      /^21 runs by start, .+\. The crash rate of 5 runs in a row begins at 80\u00a0%, ends at 40/,
    );
  });

  it('has a table of ten stretches and of the lanes, each with its interval', () => {
    const table = tableOf(runsOf('oooooxxxxx'.repeat(2), (i) => ({ host: i < 10 ? 'a' : 'b', startedAt: null })));
    const lines = timelineLines(timelineOf(table, []), all(table));
    expect(lines).toHaveLength(12);
    expect(lines[0]).toEqual({
      name: 'runs 1–2',
      runs: '2',
      completed: '2',
      crashed: '0',
      others: '0',
      // scipy.stats.binomtest(0, 2).proportion_ci(method='wilson'): 0, 0.6576
      rate: `0${NO_BREAK}% (0–66${NO_BREAK}%)`,
    });
    expect(lines.slice(10).map(({ name, crashed }) => [name, crashed])).toEqual([
      ['host a', '5'],
      ['host b', '5'],
    ]);
  });
});
