import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { checkRuleFile } from '../../../src/core/language/checkRuleFile';
import type { Knowledge } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { applyEdits } from '../../../src/core/text';
import { evidenceAbout } from '../rules/evidence';

const FOLDER = join(import.meta.dirname, '../../golden/fixes');
const BEFORE = '.before.yaml';
/** What a team has learned about parameters that no other golden file has. */
const { ruleFile } = checkRuleFile(`version: 1
rules:
  - name: steep
    when: {focal_gamma: {above: 2}}
  - name: cosine-head
    when: {head: {in: [cosine]}}
`);
const KNOWN: Knowledge = { evidence: evidenceAbout('mixup'), ruleFile };

const names = readdirSync(FOLDER)
  .filter((file) => file.endsWith(BEFORE))
  .map((file) => file.slice(0, -BEFORE.length));

/** The first line of a file says which fixes are applied: `# apply: CODE [TITLE]`, else each problem's first one. */
const ORDER = /^# apply: (\w+) ?(.*)(?:\r?\n)?/;

function fixAll(text: string, order = text): string {
  const [, code, title] = ORDER.exec(order) ?? [];
  const problems = checkSweep(parseSweepDocument(text), KNOWN).filter((problem) => problem.code === code);
  expect(problems.length).toBeGreaterThan(0);
  const fixes = problems.map((problem) => problem.fixes.find((fix) => !title || fix.title === title));
  return applyEdits(
    text,
    fixes.flatMap((fix) => fix?.edits ?? []),
  );
}

describe('quick fixes', () => {
  it.each(names)('%s', (name) => {
    const text = readFileSync(join(FOLDER, name + BEFORE), 'utf8');
    const fixed = fixAll(text);
    const golden = join(FOLDER, `${name}.after.yaml`);
    // UPDATE_GOLDEN=1 writes what is new or changed; the difference is then reviewed like code.
    if (process.env.UPDATE_GOLDEN || !existsSync(golden)) writeFileSync(golden, fixed);
    expect(fixed).toBe(readFileSync(golden, 'utf8'));

    const document = parseSweepDocument(fixed);
    const code = name.split('-')[0];
    expect(document.syntaxErrors).toEqual([]);
    expect(checkSweep(document, KNOWN).filter((problem) => problem.code === code)).toEqual([]);
  });

  it.each(names)('%s, with CRLF', (name) => {
    const text = readFileSync(join(FOLDER, name + BEFORE), 'utf8').replaceAll('\n', '\r\n');
    const golden = readFileSync(join(FOLDER, `${name}.after.yaml`), 'utf8');
    expect(fixAll(text)).toBe(golden.replaceAll('\n', '\r\n'));
  });

  it.each(names)('%s, behind a byte order mark in front of the first key', (name) => {
    const text = readFileSync(join(FOLDER, name + BEFORE), 'utf8');
    const golden = readFileSync(join(FOLDER, `${name}.after.yaml`), 'utf8');
    expect(fixAll(`\ufeff${text.replace(ORDER, '')}`, text)).toBe(`\ufeff${golden.replace(ORDER, '')}`);
  });
});
