import { describe, expect, it } from 'vitest';
import { MAX_PROGRAM_LENGTH, readProgram } from '../../src/core/knowledge/programFile';
import { checkRuleFile } from '../../src/core/language/checkRuleFile';
import { checkSweep } from '../../src/core/language/check';
import { hoverAt } from '../../src/core/language/hover';
import { lensTitle } from '../../src/core/language/lens';
import { samplesTable } from '../../src/core/language/samplesTable';
import { levelOf, readSettings } from '../../src/core/rules/settings';
import { parseSweepDocument } from '../../src/core/sweep/document';
import { readRunFile } from '../../src/core/sources/files';
import { encodeRunsCsv } from '../../src/core/sources/runFile';
import { csvText } from '../../src/shared/delimitedText';
import { makeRun, valuesOf } from '../core/analysis/runSets';
import { withinTwoSeconds } from './budget';

const KNOWN = { evidence: null };
const MARKUP =
  '[x](command:workbench.action.terminal.new) <img src=x onerror=alert(1)> ![](https://evil.example/p.png) $(zap)';

describe('a sweep file', () => {
  it('makes no link, picture, icon or element in a hover', () => {
    const quoted = JSON.stringify(MARKUP);
    const text = `method: random\nprogram: ${quoted}\nparameters:\n  ${quoted}: {values: [${quoted}, ${quoted}]}\n`;
    const document = parseSweepDocument(text, { isNamed: true });
    const hovers = text
      .split('\n')
      .flatMap((line, at) =>
        Array.from(
          { length: line.length },
          (_, character) => hoverAt(document, { line: at, character }, KNOWN)?.markdown ?? '',
        ),
      );
    const shown = new Set(hovers.filter((markdown) => markdown !== ''));
    expect(shown.size).toBeGreaterThan(1);
    for (const markdown of shown) {
      // What stands in backticks is shown as it is.
      const outside = markdown.replace(/(`+).*?[^`]\1(?!`)/gs, '');
      expect(outside).not.toMatch(/(?<!\\)\]\((?!https:\/\/docs\.wandb\.ai\/)|(?<!\\)<\w|(?<!\\)!\[|(?<!\\)\$\(/);
    }
  });

  it('has messages that are one line and of bounded length, whatever it says', () => {
    const name = `a\\u001b[2J\\r\\n::error::x${'y'.repeat(100_000)}`;
    const text = `method: "${name}"\nparameters:\n  "${name}": {min: 5, max: 1, distribution: "${name}"}\n`;
    const problems = checkSweep(parseSweepDocument(text, { isNamed: true }), KNOWN);
    expect(problems.length).toBeGreaterThan(1);
    for (const { message } of problems) {
      expect(message).not.toMatch(/[\u0000-\u001f]/);
      expect(message.length).toBeLessThan(2000);
    }
    const document = parseSweepDocument(text, { isNamed: true });
    expect(lensTitle(document, problems)).not.toContain('$(');
    samplesTable(document, 'sweep.yaml', { count: 3, seed: 1 });
  });

  it.each([
    ['one line of two megabytes', `method: random\nparameters:\n  a: {values: [${'1,'.repeat(1_000_000)}]}`],
    [
      'many keys',
      `method: random\nparameters:\n${Array.from({ length: 10_000 }, (_, i) => `  p${String(i)}: {min: 0}\n`).join('')}`,
    ],
    [
      'keys that JavaScript knows',
      'method: random\nparameters:\n  __proto__: {min: 3, max: 1}\n  constructor: {values: []}\n  toString: {min: 1}\n',
    ],
    ['a text without an end', `method: random\nparameters:\n  a: {value: "${'\\'.repeat(100_000)}`],
    ['spaces', `method: random\nparameters:\n${' '.repeat(500_000)}a: 1`],
    ['tabs and colons', 'a:\t'.repeat(25_000)],
    ['a key of anchors', `method: random\nparameters:\n  ${'&a '.repeat(22_000)}: {min: 0, max: 1}\n`],
    ['macros without an end', `method: random\nparameters: {a: {value: 1}}\ncommand:\n  - ${'${'.repeat(50_000)}\n`],
    ['templates without an end', '{'.repeat(100_000)],
    ['commas', `method: random\nparameters:\n  a: {values: [${','.repeat(150_000)}]}\n`],
    ['empty lists in a row', `method: random\nparameters:\n  a:\n    value: ${'[]'.repeat(75_000)}\n`],
    ['dashes that are no items', `method: random\nparameters:\n  a:\n    values:\n${'-\n'.repeat(75_000)}`],
    ['dashes in a quoted text', `method: random\nparameters:\n  a: {value: "${'-\n'.repeat(75_000)}"}\n`],
    ['keys in a quoted text', `method: random\nparameters:\n  a: {value: "${'a: |\n'.repeat(25_000)}"}\n`],
    ['a page of them', `method: random\nparameters:\n  a: {value: "${'a: |\n'.repeat(2000)}"}\n`],
    [
      'anchors',
      `parameters:\n${Array.from({ length: 3000 }, (_, i) => `  a${String(i)}: &a${String(i)} {values: [*a${String(Math.max(0, i - 1))}]}\n`).join('')}`,
    ],
  ])('of %s is checked in time', { timeout: 60_000 }, async (what, text) => {
    await withinTwoSeconds(what, () => checkSweep(parseSweepDocument(text, { isNamed: true }), KNOWN));
    expect(({} as Record<string, unknown>).min).toBeUndefined();
  });
});

describe('the script that a sweep file names', () => {
  it.each([
    ['subscripts without an end', 'import wandb\n' + '.summary['.repeat(55_000)],
    ['options without an end', 'import argparse\nparser.parse_args()\n' + '.add_argument('.repeat(35_000)],
    ['calls in calls', `import wandb\n${'w.log({"a":'.repeat(1300)}1${'})'.repeat(1300)}\n`.repeat(27)],
    ['quotes', `import wandb\n${'"'.repeat(450_000)}`],
    ['spaces', `import wandb, argparse\nparser.parse_args()\n=${' '.repeat(450_000)}`],
  ])('of %s is read in time', { timeout: 60_000 }, async (what, text) => {
    expect(text.length).toBeLessThan(MAX_PROGRAM_LENGTH);
    await withinTwoSeconds(what, () => readProgram(text));
  });
});

describe('a rule file', () => {
  it.each([
    [
      'prototype keys',
      'version: 1\nrules:\n  - name: a\n    when: {__proto__: {above: 1}, constructor: {prototype: {above: 1}}}\n',
    ],
    ['a pattern of stars', `version: 1\ndisable: ["${'*'.repeat(10_000)}", "${'R*'.repeat(5000)}"]\n`],
    ['ten thousand rules', `version: 1\nrules:\n${'  - {name: a, when: {b: {above: 1}}}\n'.repeat(10_000)}`],
    ['depth', `version: 1\nrules: ${'['.repeat(50_000)}`],
    ['aliases', `version: 1\nrules: &a [${'*a,'.repeat(10_000)}]\n`],
  ])('of %s is read in time and changes no object', { timeout: 60_000 }, async (what, text) => {
    const { problems } = await withinTwoSeconds(what, () => checkRuleFile(text));
    for (const { message } of problems) expect(message.length).toBeLessThan(2000);
    expect(({} as Record<string, unknown>).above).toBeUndefined();
  });
});

describe('settings of a workspace', () => {
  it('are data of any shape', async () => {
    for (const odd of [
      null,
      'off',
      3,
      [],
      ['off'],
      { P01: { off: 1 } },
      JSON.parse('{"__proto__": "off"}') as unknown,
    ]) {
      expect(levelOf('P01', readSettings(odd))).toBe(null);
    }
    const many = Object.fromEntries(
      Array.from({ length: 50_000 }, (_, i) => [`${'P'.repeat(i % 50)}${String(i)}*`, 'off']),
    );
    await withinTwoSeconds('levels', () => levelOf('P01', readSettings(many)));
  });
});

describe('tables', () => {
  const FORMULAS = ['=HYPERLINK("http://evil.example")', '+1+cmd|x', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '=1\n=2'];

  it('hold no cell that a spreadsheet would run', () => {
    const run = (text: string) =>
      makeRun(text, { name: text, host: text, config: valuesOf({ [text]: text, list: [text] }), logTail: [text] });
    const csv = encodeRunsCsv(FORMULAS.map(run));
    const cells = csv.match(/(?<=^|,|\n)(?:"(?:[^"]|"")*"|[^,\n]*)/g) ?? [];
    const isNumber = (cell: string): boolean => cell !== '' && !Number.isNaN(Number(cell));
    expect(cells.length).toBeGreaterThan(50);
    expect(cells.filter((cell) => /^"?[=+\-@\t\r]/.test(cell) && !isNumber(cell))).toEqual([]);
    for (const text of FORMULAS) expect(csvText([[text]])).toMatch(/^"?'/);
    // Nothing is lost by it.
    const back = readRunFile(csv, 'runs.csv');
    expect(back.ok && back.value.runs.map(({ id }) => id)).toEqual(FORMULAS);
  });

  it.each([
    ['csv', `Name,State,config.a\n"${'x'.repeat(2_000_000)}`],
    ['csv', `Name,State,${'__proto__,'.repeat(20_000)}\n${'a,'.repeat(20_000)}\n`],
    ['json', '['.repeat(1_000_000)],
    ['json', `[{"id":"a","state":"finished","config":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}]`],
    [
      'json',
      '[{"id":"a","state":"finished","config":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}]',
    ],
    ['jsonl', `${'{"id":"a","state":"crashed","config":{}}\n'.repeat(20_000)}{`],
  ])('in %s of any shape end with runs or one sentence', { timeout: 60_000 }, async (kind, text) => {
    const read = await withinTwoSeconds(kind, () => readRunFile(text, `runs.${kind}`));
    if (!read.ok) expect(read.error.message.length).toBeLessThan(1000);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
