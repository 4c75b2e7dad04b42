import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { hoverAt } from '../../../src/core/language/hover';
import type { Fix, Knowledge, Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits, createLineMap, type Range } from '../../../src/core/text';
import { evidenceAbout } from '../rules/evidence';
import { corpus } from '../sweep/corpus';

const YOLO = `program: train.py
method: bayes
metric: {name: mAP, goal: maximize}
parameters:
  mixup: {min: 0.0, max: 0.3}
  hsv_h: {min: 0.0, max: 0.5}
  lr0: {min: 1e-7, max: 1}
  close_mosaic: {values: [0, 5, 20]}
  warmup_epochs: [1, 3, 5]
  dropout: [0.0, 0.5]
  momentum: &m {min: 3, max: 1}
  weight_decay: *m
  more:
    parameters:
      scale:
        - 0.1
        - 0.5
`;
/** Keys that stand twice, a list without commas, and a body with dashes. */
const TWICE = `program: train.py
method: random
metric: {name: loss, goal: minimize, goal: maximize}
parameters:
  lr: {values: [0.1, 0.2], values: [0.3]}
  batch_size: {min: 16, max: 64, max: 128}
  momentum: {distribution: normal, min: 0, max: 1, min: 2}
  size: {values: [16 32 64]}
  scale:
    - min: 0.1
    - max: 0.5
  lr: {min: 0.001, max: 0.1}
`;
const TABBED = `program: train.py
method: random
metric:
\tname: loss
parameters:
\tlr:
\t\tmin: 0.001
\t\tmax: 0.1
\tbatch_size: 16, 32
\tmomentum:
\t\tdistribution: normal
\t\tmin: 0
\t\tmax: 1
`;
const JSON_STYLE = `{
  "program": "train.py",
  "method": "bayes",
  "metric": {"name": "loss"},
  "parameters": {
    "lr": {"min": 0.001, "max": 0.1},
    "weight_decay": {
      "min": 0.0001,
      "max": 0.1
    },
    "optimizer": {"distribution": "categorical", "value": ["adam", "sgd"]},
    "epochs": {"values": [10]},
    "dropout": [0.0, 0.5]
  }
}
`;
const OWN: readonly (readonly [text: string, times: number])[] = [
  [YOLO, 60],
  [TWICE, 20],
  [TABBED, 20],
  [JSON_STYLE, 20],
];
const TEXTS = [
  ...corpus.map(({ text }) => text),
  ...OWN.flatMap(([text, length]) => Array.from({ length }, () => text)),
];
const KNOWN: Knowledge = { evidence: evidenceAbout('mixup'), pastConfig: new Map([['task', 'detect']]) };

const SNIPPETS = [
  ...['\n', '\n  ', '\n    ', '\t', ' ', ':', ': ', '- ', '[', ']', '{', '}', ',', '"', "'", '#', ' # c', '&a ', '*a'],
  ...['<<: *a', '🔥', '\r\n', '\r', '---\n', '!!float ', '|\n', '%', '1e-5', '0.5', '3', 'null', '\u0000', '\ufeff'],
  ...['min: 2', 'max: 1', 'a: [1, 2]', 'b:', 'c: 0.1', 'parameters:', 'values: [1, 2]', 'min:3', '{min: 1, max: 1}'],
];

/** Deletes a stretch and inserts a snippet; places are shares of the text's length. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  deleted: fc.oneof(fc.constant(0), fc.nat({ max: 12 }), fc.nat({ max: 200 })),
  inserted: fc.oneof(fc.constantFrom('', ...SNIPPETS), fc.string({ maxLength: 4 })),
});

function edited(text: string, { at, deleted, inserted }: { at: number; deleted: number; inserted: string }): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + inserted + text.slice(start + deleted);
}

const check = (text: string): readonly Problem[] => checkSweep(parseSweepDocument(text), KNOWN);
const errors = (problems: readonly Problem[]): number => problems.filter(({ severity }) => severity === 'error').length;
const same = (problems: readonly Problem[], { code, message, path }: Problem): number =>
  problems.filter((one) => one.code === code && one.message === message && one.path.join() === path.join()).length;

function expectInside(text: string, range: Range): void {
  const lines = createLineMap(text);
  const [start, end] = [lines.offsetAt(range.start), lines.offsetAt(range.end)];
  expect(lines.rangeOf(start, end)).toEqual(range);
  expect(start).toBeLessThanOrEqual(end);
}

function expectRepairs(text: string, problem: Problem, fix: Fix, before: readonly Problem[]): void {
  const fixed = applyEdits(text, fix.edits);
  const after = check(fixed);
  const what = `${problem.code} ${fix.title}\n--- before\n${text}\n--- after\n${fixed}\n---`;
  expect(same(after, problem), what).toBeLessThan(same(before, problem));
  const [broken, stillBroken] = [text, fixed].map((one) => parseSweepDocument(one).syntaxErrors.length);
  expect(stillBroken, what).toBeLessThanOrEqual(broken!);
  // What could not be read may hold a mistake, which a repair brings to light.
  const isGone = problem.severity === 'error' && stillBroken === broken;
  expect(errors(after), what).toBeLessThanOrEqual(errors(before) - (isGone ? 1 : 0));
}

/** A hundred thousand, as before a release, take an hour. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);
const SEED = Number(process.env.FUZZ_SEED ?? 20261122);

describe('random edits of sweep files', () => {
  it('never break the check, its ranges or its fixes', { timeout: 300 * RUNS }, () => {
    let fixes = 0;
    const property = fc.property(
      fc.constantFrom(...TEXTS),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (original, edits, share) => {
        const text = edits.reduce(edited, original);
        const document = parseSweepDocument(text);
        const problems = checkSweep(document, KNOWN);
        const hover = hoverAt(document, createLineMap(text).positionAt(Math.floor(share * text.length)), KNOWN);
        if (hover) expectInside(text, hover.range);
        for (const problem of problems) {
          expectInside(text, problem.range);
          for (const fix of problem.fixes) {
            fixes++;
            for (const { range } of fix.edits) expectInside(text, range);
            expectRepairs(text, problem, fix, problems);
          }
        }
      },
    );
    fc.assert(property, { seed: SEED, numRuns: RUNS });
    // Guards the test itself: edits that leave nothing to repair would prove nothing.
    expect(fixes).toBeGreaterThan(500);
  });
});
