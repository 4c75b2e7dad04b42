import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { sarifFormat } from '../../src/cli/sarifFormat';
import { checkSweep } from '../../src/core/language/check';
import { rules } from '../../src/core/rules/all';
import type { Problem } from '../../src/core/rules/rule';
import { parseSweepDocument } from '../../src/core/sweep/document';

interface Sarif {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly version: string; readonly rules: readonly Record<string, unknown>[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: object; readonly region: object };
      }[];
    }[];
  }[];
}

// The schema is of draft 4; what it uses of that reads the same in draft 7, but for the names of the draft and its address.
const schema = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8'),
  (key, value: unknown) => (key === '$schema' && typeof value === 'string' ? undefined : value),
) as Record<string, unknown>;
delete schema.id;
// One of its patterns is no regular expression of Unicode mode.
const ajv = new Ajv({ allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const isSarif = ajv.compile(schema);

const SWEEP = `method: rnadom
parameters:
  lr: {min: 1e-5, max: 0.1}
  "a](http://x.example)\\r": {values: []}
  mixup: {min: 0.5, max: 0.3}
  dropout: {min: 0.9, max: 0.3}
`;

function problemsOf(text: string): readonly Problem[] {
  const sweep = parseSweepDocument(text, { path: 'sweep.yaml', isNamed: true });
  return checkSweep(sweep, { evidence: null, ruleFile: null, program: null });
}

function written(files: Parameters<typeof sarifFormat>[0]): Sarif {
  const sarif: unknown = JSON.parse(sarifFormat(files, '/home/me/project'));
  isSarif(sarif);
  expect(isSarif.errors).toBe(null);
  return sarif as Sarif;
}

describe('SARIF', () => {
  it('is refused by the schema when it is wrong, so that the tests below say something', () => {
    const sarif = JSON.parse(sarifFormat([], '/home/me/project')) as { runs: { columnKind: string }[] };
    sarif.runs[0]!.columnKind = 'bytes';
    expect(isSarif(sarif)).toBe(false);
  });

  it('follows the schema: no file, no problem, every rule', () => {
    expect(written([]).runs[0]?.results).toEqual([]);
    expect(written([{ file: 'a.yaml', isSweep: true, problems: [] }]).runs[0]?.results).toEqual([]);
    const [any] = problemsOf(SWEEP);
    const problems = rules.map(({ code, name, severity }) => ({ ...any!, code, name, severity }));
    expect(written([{ file: 'a.yaml', isSweep: true, problems }]).runs[0]?.tool.driver.rules).toHaveLength(
      rules.length,
    );
  });

  it('lists each rule that found something once, and every result points at its own', () => {
    const problems = problemsOf(SWEEP);
    const [run] = written([{ file: 'a.yaml', isSweep: true, problems }]).runs;
    const ids = run!.tool.driver.rules.map(({ id }) => id);
    expect(run!.results).toHaveLength(problems.length);
    expect(new Set(ids).size).toBe(ids.length);
    expect(run!.results.filter(({ ruleId }) => ruleId === 'P01')).toHaveLength(2);
    for (const { ruleId, ruleIndex } of run!.results) expect(ids[ruleIndex]).toBe(ruleId);
    expect(run!.tool.driver.version).toBe(manifest.version);
    expect(run!.tool.driver.rules.find(({ id }) => id === 'P01')).toEqual({
      id: 'P01',
      name: 'min-not-below-max',
      shortDescription: { text: 'min not below max' },
      fullDescription: { text: '`min` is equal to or above `max`; W&B refuses such a range.' },
      help: { text: expect.stringContaining('# sweep-guard: ignore P01') as string },
      defaultConfiguration: { level: 'error' },
    });
  });

  it('has one-based regions, and addresses below the root relative to it', () => {
    const problem = {
      ...problemsOf(SWEEP)[0]!,
      range: { start: { line: 2, character: 6 }, end: { line: 2, character: 7 } },
    };
    const files = ['sweeps/my sweep#1.yaml', '/home/me/project/b.yaml', '../c.yaml', '..d/e.yaml'];
    const [run] = written(files.map((file) => ({ file, isSweep: true, problems: [problem] }))).runs;
    const places = run!.results.map(({ locations }) => locations[0]!.physicalLocation);
    expect(places.map(({ artifactLocation }) => artifactLocation)).toEqual([
      { uri: 'sweeps/my%20sweep%231.yaml', uriBaseId: '%SRCROOT%' },
      { uri: 'b.yaml', uriBaseId: '%SRCROOT%' },
      { uri: pathToFileURL(resolve('/home/me/c.yaml')).href },
      { uri: '..d/e.yaml', uriBaseId: '%SRCROOT%' },
    ]);
    expect(places[0]?.region).toEqual({ startLine: 3, startColumn: 7, endLine: 3, endColumn: 8 });
  });

  it('makes no link of what a file says', () => {
    const [run] = written([{ file: 'a.yaml', isSweep: true, problems: problemsOf(SWEEP) }]).runs;
    const texts = run!.results.map(({ message }) => message.text);
    expect(texts.join('\n')).toContain('http://x.example');
    expect(texts.filter((text) => text.includes(']('))).toEqual([]);
  });
});
