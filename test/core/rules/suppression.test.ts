import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { ignoreFix, suppressionsOf } from '../../../src/core/rules/suppression';
import type { Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';

const check = (text: string): readonly Problem[] => checkSweep(parseSweepDocument(text), { evidence: null });
const lines = (text: string, code = 'P01'): number[] =>
  check(text)
    .filter((problem) => problem.code === code)
    .map(({ range }) => range.start.line);
const sweep = (...parameters: string[]): string => `method: random\nparameters:\n${parameters.join('\n')}\n`;

describe('comments that silence rules', () => {
  it('count for their own line', () => {
    expect(lines(sweep('  a: {min: 3.0, max: 1.0}  # sweep-guard: ignore P01', '  b: {min: 3.0, max: 1.0}'))).toEqual([
      3,
    ]);
  });

  it('count for the next line that says something where they stand alone', () => {
    const text = sweep(
      '  # sweep-guard: ignore P01',
      '',
      '  # why',
      '  a: {min: 3.0, max: 1.0}',
      '  b: {min: 3.0, max: 1.0}',
    );
    expect(lines(text)).toEqual([6]);
    expect(lines(text.replaceAll('\n', '\r\n'))).toEqual([6]);
    expect(lines(text.replaceAll('\n', '\r'))).toEqual([6]);
  });

  it('name several codes, the beginning of codes, or none for all', () => {
    for (const list of ['P01', 'K01, P01', 'K01 P01', 'P*', '', 'P01 -- the script swaps them', ': P01']) {
      expect(lines(sweep(`  a: {min: 3.0, max: 1.0}  # sweep-guard: ignore ${list}`)), list).toEqual([]);
    }
    expect(lines(sweep('  a: {min: 3.0, max: 1.0}  # sweep-guard: ignore P03'))).toEqual([2]);
    expect(lines(sweep('  a: {min: 3.0, max: 1.0}  # sweep-guard: ignored P01'))).toEqual([2]);
  });

  it('count for the whole file with ignore-file, wherever they stand', () => {
    const text = sweep('  a: {min: 3.0, max: 1.0}', '  b: [1, 2]', '# sweep-guard: ignore-file P01');
    expect(lines(text)).toEqual([]);
    expect(lines(text, 'P03')).toEqual([3]);
    expect(check(`# sweep-guard: ignore-file\n${text}`)).toEqual([]);
  });

  it('are comments, not texts that look like one', () => {
    const text = sweep('  note:', '    value: |', '      # sweep-guard: ignore-file P01', '  a: {min: 3.0, max: 1.0}');
    expect(lines(text)).toEqual([5]);
    expect(lines(sweep('  s: {value: "# sweep-guard: ignore-file P01"}', '  a: {min: 3.0, max: 1.0}'))).toEqual([3]);
  });

  it('work in files that do not parse', () => {
    expect(lines('# sweep-guard: ignore-file Y10\nmethod: "random\nparameters: {}\n', 'Y10')).toEqual([]);
  });

  it('X01: a code that no rule has is pointed out, with the one that is meant', () => {
    const text = sweep('  a: {value: 1}  # sweep-guard: ignore P0l, K01');
    const document = parseSweepDocument(text);
    const [problem, ...others] = check(text).filter(({ code }) => code === 'X01');
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'hint', name: 'unknown-code-in-comment' });
    expect(problem?.message).toMatch(/^No rule has the code P0l, so nothing is ignored\. Did you mean P0\d\?$/);
    const { start, end } = problem!.range;
    expect(text.slice(document.lines.offsetAt(start), document.lines.offsetAt(end))).toBe('P0l');
    const fixed = applyEdits(text, problem!.fixes[0]!.edits);
    expect(fixed).toMatch(/ignore P0\d, K01\n$/);
    expect(check(fixed).filter(({ code }) => code === 'X01')).toEqual([]);
    expect(check(sweep('  a: {value: 1}  # sweep-guard: ignore Q*')).map(({ code }) => code)).toContain('X01');
    expect(suppressionsOf(document).map(({ codes }) => codes.map(({ code }) => code))).toEqual([['P0l', 'K01']]);
  });
});

describe('Ignore for this line', () => {
  /** The text after the first P01 is ignored; it must be silent then and the rest untouched. */
  function ignored(text: string): string {
    const problem = check(text).find(({ code }) => code === 'P01')!;
    const fix = ignoreFix(parseSweepDocument(text), problem)!;
    expect(fix.title).toBe('Ignore P01 for this line');
    const result = applyEdits(text, fix.edits);
    expect(lines(result)).toHaveLength(lines(text).length - 1);
    expect(parseSweepDocument(result).syntaxErrors).toHaveLength(parseSweepDocument(text).syntaxErrors.length);
    return result;
  }

  it('adds a comment at the end of the line', () => {
    expect(ignored(sweep('  a: {min: 3.0, max: 1.0}'))).toContain(
      'a: {min: 3.0, max: 1.0}  # sweep-guard: ignore P01\n',
    );
    expect(ignored('method: random\r\nparameters:\r\n  a: {min: 3.0, max: 1.0}\r\n')).toMatch(
      /1\.0} {2}# [^\r\n]*P01\r\n$/,
    );
    expect(ignored('method: random\nparameters:\n  a: {min: 3.0, max: 1.0}')).toMatch(/P01$/);
  });

  it('is not offered for what W&B can’t read', () => {
    const text = 'method: "random\nparameters: {}\n';
    const problem = check(text).find(({ code }) => code === 'Y10')!;
    expect(ignoreFix(parseSweepDocument(text), problem)).toBeNull();
  });

  it('extends a comment that already ignores something', () => {
    expect(ignored(sweep('  a: {min: 3.0, max: 1.0}  # sweep-guard: ignore K01'))).toContain(
      '# sweep-guard: ignore K01, P01\n',
    );
    expect(ignored(sweep('  a: {min: 3.0, max: 1.0}  # sweep-guard: ignore K01 -- odd'))).toContain(
      'ignore K01, P01 -- odd\n',
    );
  });

  it('takes a line of its own before a line with another comment', () => {
    const result = ignored(sweep('  a: {min: 3.0, max: 1.0}  # from the paper'));
    expect(result).toContain('\n  # sweep-guard: ignore P01\n  a: {min: 3.0, max: 1.0}  # from the paper\n');
  });

  it('stays out of texts that go on over the end of the line', () => {
    const result = ignored('method: random\nparameters: {a: {min: 3.0, max: 1.0}, b: {value: "x\n  y"}}\n');
    expect(result).toContain('\n# sweep-guard: ignore P01\nparameters:');
  });

  it('leaves a byte order mark where it is', () => {
    const result = ignored('\ufeffparameters: {a: {min: 3.0, max: 1.0}} # c\nmethod: random\n');
    expect(result.startsWith('\ufeff# sweep-guard: ignore P01\nparameters')).toBe(true);
  });
});
