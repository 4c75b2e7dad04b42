import { describe, expect, it } from 'vitest';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import type { Value } from '../../../src/core/runs/run';
import { makeRunSet, runWith } from './makeRuns';

const DETECTION = { task: 'detect', model: 'yolov8n.pt', mosaic: 1, mixup: 0.1, copy_paste: 0, close_mosaic: 10 };

/** Twelve runs of an Ultralytics detector that differ in lr0; `more` are the other settings of a run. */
function detector(more: (index: number) => Readonly<Record<string, Value>>) {
  const runs = Array.from({ length: 12 }, (_, index) =>
    runWith(`run-${String(index)}`, index % 3 === 0 ? 'crashed' : 'finished', {
      ...DETECTION,
      lr0: 0.001 * (index + 1),
      ...more(index),
    }),
  );
  const { analysis } = analyzeSweep(makeRunSet(runs), { sweepText: null });
  return analysis.parameters.find(({ name }) => name === 'lr0');
}

describe('what is known of a setting without a sweep file', () => {
  it('is told where the setting that decides was not logged, with the name of that setting', () => {
    const lr0 = detector(() => ({}));
    expect(lr0?.notes).toContain(
      'Ultralytics YOLO ignores lr0 with optimizer: auto, its default; these runs did not log optimizer. If it was that, lr0 did nothing.',
    );
    expect(lr0?.verdict).not.toBe('inert');
  });

  it('counts where all runs have the setting that decides', () => {
    const lr0 = detector(() => ({ optimizer: 'auto' }));
    expect(lr0?.notes).toContain(
      'Ultralytics YOLO ignores lr0 with optimizer: auto, so it should not be the cause, if this is Ultralytics YOLO (recognised by the parameters mosaic, copy_paste, close_mosaic).',
    );
    expect(lr0?.verdict).toBe('inert');
  });

  it('is left out where runs logged the setting that decides, each another value', () => {
    const lr0 = detector((index) => ({ optimizer: index % 2 === 0 ? 'auto' : 'SGD' }));
    expect(lr0?.notes.join()).not.toContain('ignores');
  });
});

it('numbers that the sweep file has as text are numbers in the runs, also for the forecast', () => {
  const runs = Array.from({ length: 40 }, (_, index) =>
    runWith(`run-${String(index)}`, index % 4 > 1 && index !== 2 ? 'crashed' : 'finished', {
      batch: 16 * 2 ** (index % 4),
    }),
  );
  const sweepText = "method: random\nparameters:\n  batch: {values: ['16', '32', '64', '128']}\n";
  const { analysis } = analyzeSweep(makeRunSet(runs), { sweepText, predict: true });
  expect(analysis.prediction).toEqual(analysis.crashRate);
});
