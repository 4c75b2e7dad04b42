import { describe, expect, it } from 'vitest';
import { githubFormat, jsonFormat, textFormat, type CheckedFile } from '../../src/cli/problemFormats';

const FILES: readonly CheckedFile[] = [
  {
    file: 'sweeps/my sweep.yaml',
    isSweep: true,
    problems: [
      {
        code: 'P01',
        name: 'min-not-below-max',
        severity: 'error',
        message: 'min (3) of lr\u001b[31m is above max, 100 %.\nSwap them.',
        path: ['parameters', 'lr', 'min'],
        range: { start: { line: 2, character: 6 }, end: { line: 2, character: 7 } },
        fixes: [],
      },
    ],
  },
  { file: 'other.yaml', isSweep: false, problems: [] },
];

describe('formats of problems', () => {
  it('text: a line a problem, one-based, without control characters', () => {
    const lines = textFormat(FILES).split('\n');
    expect(lines[0]).toBe('sweeps/my sweep.yaml:3:7  error    min (3) of lr [31m is above max, 100 %. Swap them.  P01');
    expect(lines[1]).toMatch(/^other\.yaml: not a sweep file/);
    expect(lines[2]).toBe('1 problem in 1 sweep file');
  });

  it('JSON: version 1, zero-based ranges', () => {
    const parsed = JSON.parse(jsonFormat(FILES)) as { version: number; files: CheckedFile[] };
    expect(parsed.version).toBe(1);
    expect(parsed.files).toEqual(FILES);
  });

  it('GitHub: workflow commands with their special characters escaped', () => {
    expect(githubFormat(FILES)).toBe(
      '::error file=sweeps/my sweep.yaml,line=3,endLine=3,col=7,endColumn=8,title=P01 min-not-below-max' +
        '::min (3) of lr [31m is above max, 100 %25. Swap them.',
    );
  });

  it('GitHub: nothing from a file begins a command of its own or adds a property', () => {
    const [first] = FILES[0]?.problems ?? [];
    const file = 'a,line=1::error::\r\n::warning::x%0A.yaml';
    const text = githubFormat([{ file, isSweep: true, problems: [{ ...first!, message: 'a\r\n::error::b' }] }]);
    expect(text).toBe(
      '::error file=a%2Cline=1%3A%3Aerror%3A%3A%0D%0A%3A%3Awarning%3A%3Ax%250A.yaml,line=3,endLine=3,col=7,endColumn=8,' +
        'title=P01 min-not-below-max::a ::error::b',
    );
  });

  it('GitHub: the worst come first, since no more than ten of a level are shown, and a line says so', () => {
    const [first] = FILES[0]?.problems ?? [];
    const warnings = Array.from({ length: 11 }, () => ({ ...first!, severity: 'warning' as const }));
    const lines = githubFormat([{ file: 'a.yaml', isSweep: true, problems: [...warnings, first!] }]).split('\n');
    expect(lines.map((line) => /^::(\w+)/.exec(line)?.[1])).toEqual([
      'error',
      ...Array.from({ length: 11 }, () => 'warning'),
      undefined,
    ]);
    expect(lines.at(-1)).toBe('12 problems; of each level GitHub shows 10 beside the lines, this log has all');
  });
});
