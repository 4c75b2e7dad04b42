import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/core/analysis/analyze';
import { runLines } from '../../src/shared/runLines';
import { coneSweep, makeRunSet, runWith } from '../core/analysis/runSets';
import { panelOf } from './panels';

const { table } = panelOf(coneSweep(), analyze(coneSweep()));

describe('a run in the tooltip', () => {
  it('is its id, its end with the cause, and its values', () => {
    const row = table.ids.indexOf('gsf87es6');
    expect(runLines(table, row, 'mixup', 'optimizer')).toEqual([
      'gsf87es6',
      'crashed: NaN or infinite loss',
      'mixup 0.2699',
      'optimizer',
    ]);
  });

  it('says when it is not compared', () => {
    const runs = makeRunSet([runWith('a', 'running', { x: 1 })]);
    expect(runLines(panelOf(runs, analyze(runs)).table, 0, 'x')).toEqual(['a', 'running, not compared', 'x 1']);
  });

  it('is nothing for a row that is not there', () => {
    expect(runLines(table, 99, 'mixup')).toEqual([]);
  });
});
