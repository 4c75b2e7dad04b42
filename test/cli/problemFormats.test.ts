import { describe, expect, it } from 'vitest';
import { githubFormat, jsonFormat, sarifFormat, textFormat, type CheckedFile } from '../../src/cli/problemFormats';

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
        '::min (3) of lr\u001b[31m is above max, 100 %25.%0ASwap them.',
    );
  });

  it('SARIF: one-based regions, relative addresses', () => {
    const sarif = JSON.parse(sarifFormat(FILES)) as {
      version: string;
      runs: { tool: { driver: { rules: unknown[] } }; results: Record<string, unknown>[] }[];
    };
    expect(sarif.version).toBe('2.1.0');
    expect(sarif.runs[0]?.tool.driver.rules).toEqual([{ id: 'P01', name: 'min-not-below-max' }]);
    expect(sarif.runs[0]?.results[0]).toMatchObject({
      ruleId: 'P01',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'sweeps/my%20sweep.yaml' },
            region: { startLine: 3, startColumn: 7, endLine: 3, endColumn: 8 },
          },
        },
      ],
    });
  });
});
