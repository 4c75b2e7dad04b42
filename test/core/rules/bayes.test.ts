import { describe, expect, it } from 'vitest';
import { codesSeen, seen } from './findings';

const sweep = (...parameters: string[]): string =>
  [
    'program: train.py',
    'method: bayes',
    'metric: {name: loss, goal: minimize}',
    'parameters:',
    ...parameters.map((line) => `  ${line}`),
    '',
  ].join('\n');
const RANGE = 'lr: {min: 0.001, max: 0.1}';

describe('B01', () => {
  it('constants only, at any depth', () => {
    expect(seen(sweep('a: {value: 1}', 'b: {parameters: {c: {value: 2}}}'), 'B01')).toMatchObject([
      { severity: 'error', marked: 'bayes', path: 'method' },
    ]);
    expect(codesSeen(sweep('a: {value: 1}', 'b: {parameters: {c: {min: 1, max: 2}}}'), 'B')).toEqual([]);
    expect(codesSeen(sweep('a: {value: 1}').replace('bayes', 'random'), 'B')).toEqual([]);
  });

  it('is not what a quick fix leads to', () => {
    const fixesOf = (text: string): unknown => seen(text, 'P03')[0]?.fixes;
    expect(fixesOf(sweep('a: adam', RANGE))).toEqual(['Put it under value']);
    expect(fixesOf(sweep('a: adam'))).toEqual([]);
    expect(fixesOf(sweep('a: adam').replace('bayes', 'random'))).toEqual(['Put it under value']);
  });

  it('keeps quiet where a body is broken', () => {
    expect(codesSeen(sweep('a: {value: 1}', 'b: [1, 2]'), 'B')).toEqual([]);
  });
});

describe('B02', () => {
  it('probabilities', () => {
    const text = sweep('a: {values: [x, y], probabilities: [0.3, 0.7]}', RANGE);
    expect(seen(text, 'B02')).toMatchObject([
      {
        severity: 'error',
        marked: 'probabilities',
        path: 'parameters/a/probabilities',
        fixes: ['Remove probabilities', 'Search with random'],
      },
    ]);
    expect(codesSeen(text.replace('bayes', 'random'), 'B')).toEqual([]);
  });
});

describe('B03', () => {
  it.each([
    ['[true, false]', 'false', ['Put false first']],
    ['[10, 0, 5]', '0', ['Put 0 first']],
    ['[0.5, 0.0]', '0.0', ['Put 0.0 first']],
    ['[a, null]', 'null', ['Put null first']],
    ['[a, ""]', '""', ['Put the empty text first']],
    ['[1, 0, false]', '0', []],
    ['[null, 0, 1]', '0', []],
    ['[[1], []]', '[]', []],
  ])('%s', (values, marked, fixes) => {
    expect(seen(sweep(`a: {values: ${values}}`, RANGE), 'B03')).toMatchObject([{ severity: 'warning', marked, fixes }]);
  });

  it.each(['[false, true]', '[0, 5, 10]', '[0, 1, 0]', '["0", "1"]', '[1, 2]', '[a, "false"]'])(
    '%s is fine',
    (values) => {
      expect(codesSeen(sweep(`a: {values: ${values}}`, RANGE), 'B')).toEqual([]);
    },
  );

  it('says what is mixed up, and is silent for other methods', () => {
    const text = sweep('a: {values: [true, false]}', RANGE);
    expect(seen(text, 'B03')[0]?.message).toBe(
      'bayes takes false in a past run for a missing value and counts it as true, so it can’t tell the two apart. Put false first.',
    );
    expect(codesSeen(text.replace('bayes', 'grid'), 'B')).toEqual([]);
  });
});

describe('B05 to B07', () => {
  it('B05: one value', () => {
    expect(seen(sweep('a: {values: [3]}', RANGE), 'B05')).toMatchObject([
      { severity: 'warning', marked: '[3]', fixes: ['Write value: 3'] },
    ]);
    // As constants these would leave nothing to search.
    expect(seen(sweep('a: {values: [3]}'), 'B05')[0]?.fixes).toEqual([]);
    expect(codesSeen(sweep('a: {values: [3]}'), 'B')).toEqual(['B05']);
  });

  it('B06: only lists of values', () => {
    expect(seen(sweep('a: {values: [1, 2, 3]}', 'b: {values: [x, y]}', 'c: {value: 1}'), 'B06')).toMatchObject([
      {
        severity: 'info',
        marked: 'bayes',
        message:
          'There are only 6 configurations, and bayes does not skip those already run. Where all are to be tried, grid tries each once.',
      },
    ]);
    expect(codesSeen(sweep('a: {values: [1, 2, 3]}', 'b: {min: 1, max: 3}'), 'B')).toEqual([]);
  });

  it('B07: lists and mappings as values', () => {
    expect(seen(sweep('a: {values: [[1, 2], [3]]}', RANGE), 'B07')).toMatchObject([
      { severity: 'info', marked: '[1, 2]' },
    ]);
    expect(codesSeen(sweep('a: {values: [x, y]}', RANGE), 'B')).toEqual([]);
  });
});
