import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { completeAt } from '../../../src/core/language/complete';
import { hoverAt } from '../../../src/core/language/hover';
import { inlayHints } from '../../../src/core/language/inlayHints';
import { lensTitle } from '../../../src/core/language/lens';
import { samplesTable } from '../../../src/core/language/samplesTable';
import type { Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { parametersOf } from '../../../src/core/sweep/parameters';
import { createLineMap } from '../../../src/core/text';
import { corpus } from '../sweep/corpus';

const KNOWN = { evidence: null };

/** Everything that an editor asks of a text, at its start, middle and end. */
function everything(text: string): readonly Problem[] {
  const document = parseSweepDocument(text, { isNamed: true });
  const problems = checkSweep(document, KNOWN);
  const lines = createLineMap(text);
  for (const share of [0, 0.5, 1]) {
    const position = lines.positionAt(Math.floor(share * text.length));
    const hover = hoverAt(document, position, KNOWN);
    if (hover) expect(lines.offsetAt(hover.range.end)).toBeLessThanOrEqual(text.length);
    const found = completeAt(document, position, KNOWN);
    if (found) expect(found.replaces.end).toBeLessThanOrEqual(text.length);
  }
  inlayHints(document);
  lensTitle(document, problems);
  samplesTable(document, 'sweep.yaml', { count: 3, seed: 1 });
  return problems;
}

// What is bounded here is counted, not timed; the limit only tells a hang from a busy machine.
describe('bad input', { timeout: 120_000 }, () => {
  it.each([
    ['nothing', ''],
    ['a list', '- a\n- b\n'],
    ['a scalar', 'just words\n'],
    ['null', '~\n'],
    ['a byte order mark', '\ufeff'],
    ['binary', '\u0000\u0001\u0002PNG\r\n\u001a\ufffd\ufffd\u0007method: grid\n'],
    ['nothing but brackets', '['.repeat(20_000)],
    ['nothing but dashes', '- '.repeat(5_000)],
  ])('%s ends in a problem and no exception', (_, text) => {
    const problems = everything(text);
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
    for (const { message } of problems) expect(message).toMatch(/^[^\n]{10,400}$/);
  });

  it('10,000 parameters are all seen, and each problem once', () => {
    const text = `method: random\nparameters:\n${Array.from({ length: 10_000 }, (_, i) => `  p${i}: {min: 2, max: 1}\n`).join('')}`;
    expect(parametersOf(parseSweepDocument(text).root)).toHaveLength(10_000);
    const found = everything(text).filter(({ code }) => code === 'P01');
    expect(found).toHaveLength(501);
    expect(new Set(found.map(({ range }) => range.start.line)).size).toBe(501);
    expect(found[499]!.message).toBe('min (2) of p499 is above max (1), which W&B refuses.');
    expect(found[500]!.message).toBe(
      'There are more problems like the 500 that are listed; they show once those are mended.',
    );
    expect(found[500]!.fixes).toEqual([]);
  });

  it('exactly as many problems as are listed are just these, and silenced ones do not count', () => {
    const some = (count: number, comment = ''): readonly Problem[] => {
      const lines = Array.from({ length: count }, (_, i) => `  p${i}: {min: 2, max: 1}${comment}\n`);
      return everything(`method: random\nparameters:\n${lines.join('')}`).filter(({ code }) => code === 'P01');
    };
    expect(some(500)).toHaveLength(500);
    expect(some(500).filter(({ message }) => message.startsWith('There are more'))).toEqual([]);
    expect(some(600, '  # sweep-guard: ignore P01')).toEqual([]);
  });

  it('of a file that breaks many rules, one problem says how many more there are', () => {
    const body = '{min: 2, max: 1, foo: 1, q: "0", distribution: q_unform}';
    const lines = Array.from(
      { length: 600 },
      (_, i) => `  "a b${i}": ${body}\n  c${i}: ${i}\n  d${i}: {values: [1e-5, 1e-5]}\n`,
    );
    const problems = everything(`method: random\nparameters:\n${lines.join('')}`);
    expect(problems).toHaveLength(2001);
    expect(problems.at(-1)!.message).toMatch(/^From here on, [\d,]+ more problems are not listed\.$/);
  });

  it('1 MB of YAML', () => {
    const comment = `# ${'x'.repeat(98)}\n`;
    const text = `method: random\nparameters:\n  a: {min: 0.0, max: 1.0}\n${comment.repeat(10_000)}`;
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(everything(text).filter(({ severity }) => severity === 'error')).toEqual([]);
    const oneLine = `method: random\nparameters: {a: {values: [${'1, '.repeat(30_000)}1]}}\n`;
    expect(everything(oneLine).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('alias bombs and cycles are walked a bounded number of times', () => {
    const bomb = ['method: random', 'parameters:', '  a0: &a0 {parameters: {x: {value: 1}}}'];
    for (let i = 1; i < 30; i++) {
      bomb.push(`  a${i}: &a${i} {parameters: {l: *a${i - 1}, r: *a${i - 1}}}`);
    }
    const text = `${bomb.join('\n')}\n`;
    expect(parametersOf(parseSweepDocument(text).root).length).toBeLessThanOrEqual(20_000);
    expect(everything(text).filter(({ code }) => code === 'Y10')).toHaveLength(1);
    for (const base of ['[1]', '{foo: 1}', '{values: [1]}']) {
      const lists = Array.from({ length: 30 }, (_, i) => {
        const before = `*a${i - 1}`;
        const many = base.startsWith('[')
          ? `[${`${before}, `.repeat(9)}]`
          : `{k: ${before}, l: ${before}, m: ${before}}`;
        return `  a${i}: &a${i} ${i === 0 ? base : many}\n`;
      });
      const bombed = `method: grid\nparameters:\n${lists.join('')}`;
      expect(parametersOf(parseSweepDocument(bombed).root).length).toBeLessThanOrEqual(20_000);
      const found = everything(bombed);
      expect(found.length).toBeLessThan(1000);
      const messages = found.filter(({ code }) => code === 'Y10').map(({ message }) => message);
      expect(messages).toEqual([
        'With its aliases written out, this file holds more than 20,000 values. ' +
          'wandb sweep writes them all out to send the file, which takes very long or fails. Copy less.',
      ]);
    }
    everything('method: grid\nparameters: &p\n  a: {parameters: *p}\n  b: {values: &v [*v]}\n');
    everything('method: grid\nparameters:\n  a: &a\n    <<: *a\n    values: [1]\n');
  });

  it('every place of every corpus file can be completed', () => {
    let offered = 0;
    for (const { text } of corpus.filter((_, i) => i % 6 === 0)) {
      const document = parseSweepDocument(text);
      const lines = createLineMap(text);
      for (let at = 0; at <= text.length; at += 23) {
        const found = completeAt(document, lines.positionAt(at), KNOWN);
        if (!found) continue;
        offered++;
        expect(found.replaces.start).toBeLessThanOrEqual(at);
        expect(found.replaces.end).toBeGreaterThanOrEqual(at);
      }
    }
    expect(offered).toBeGreaterThan(100);
  });
});
