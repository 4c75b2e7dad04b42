import { afterEach, describe, expect, it, vi } from 'vitest';
import { githubFormat, textFormat } from '../../src/cli/problemFormats';
import { withoutWorkflowCommands } from '../../src/cli/safeText';
import { processTerminal } from '../../src/cli/terminal';
import { checkSweep } from '../../src/core/language/check';
import { parseSweepDocument } from '../../src/core/sweep/document';

/** Lines that GitHub's runner takes for commands. */
const COMMAND = /^\s*::|##\[/m;

describe('a report for people', () => {
  it.each(['a\u001b]0;title\u0007\n::error::x', '::stop-commands::x', 'a##[error]b'])(
    'does not say %j, a file name, as a command of a workflow or a terminal',
    (folder) => {
      const text = 'method: no\nparameters:\n  a: {value: 1}\n';
      const problems = checkSweep(parseSweepDocument(text, { isNamed: true }), { evidence: null });
      const lines = textFormat([
        { file: `${folder}/sweep.yaml`, isSweep: true, problems },
        { file: `${folder}/other.yaml`, isSweep: false, problems: [] },
      ]);
      expect(lines).toContain('other.yaml: not a sweep file');
      expect(lines).not.toMatch(COMMAND);
      expect(lines.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      expect(githubFormat([{ file: `${folder}/sweep.yaml`, isSweep: true, problems }])).toMatch(/^::error file=/);
    },
  );

  it('says everything else as it is', () => {
    const text = '  a  0.1::2\nb::c ## [d]\n\n  x';
    expect(withoutWorkflowCommands(text)).toBe(text);
    expect(withoutWorkflowCommands('  ::error::a  1')).toBe('  : :error::a  1');
  });
});

describe('what is printed', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each([
    [true, 'a,b\n"x [2J 31m \ty",1\n'],
    [false, 'a,b\r\n"x\u001b[2J\u009b31m\u202e\ty",1\n'],
  ])('has no control characters where a person looks (%j), and all of them elsewhere', (isTTY, expected) => {
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    const before = process.stdout.isTTY;
    process.stdout.isTTY = isTTY;
    try {
      processTerminal().print('a,b\r\n"x\u001b[2J\u009b31m\u202e\ty",1');
    } finally {
      process.stdout.isTTY = before;
    }
    expect(written).toEqual([expected]);
  });
});
