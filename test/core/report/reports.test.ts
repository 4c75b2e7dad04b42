import { plainText } from '../../../src/core/plainText';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analysis/analyze';
import { formatDifference, formatHours, formatNumber, formatProbability } from '../../../src/core/report/format';
import { htmlReport } from '../../../src/core/report/html';
import { markdownReport } from '../../../src/core/report/markdown';
import { textReport } from '../../../src/core/report/text';
import { coneSweep, detectionFacts, makeRun, makeRunSet, valuesOf } from '../analysis/runSets';

const { analysis, table } = analyze(coneSweep(), { facts: detectionFacts });

describe('numbers', () => {
  it('are rounded in one place', () => {
    expect([0.0486, 0.19729999, 21, 0, -0.5, 1.5e-5, 12345678].map((value) => formatNumber(value, 4))).toEqual([
      '0.0486',
      '0.1973',
      '21',
      '0',
      '-0.5',
      '1.5e-5',
      '1.235e+7',
    ]);
    expect([0.0004, 0.0029, 0.156, 1].map(formatProbability)).toEqual(['< 0.001', '0.0029', '0.16', '1.00']);
    expect([305.97, -9.66, 0, null].map(formatDifference)).toEqual(['+306\u00a0%', '-9.7\u00a0%', '0\u00a0%', '–']);
    expect([7.398, 0.001, 0, 120.4].map(formatHours)).toEqual(['7.4\u00a0h', '4\u00a0s', '0\u00a0h', '120\u00a0h']);
  });

  it('keep control and direction characters out of a line', () => {
    expect(plainText('a\u001b[31m\nb\u202ec')).toBe('a [31m b c');
    expect(plainText('x'.repeat(300), 5)).toBe('xxxx…');
  });
});

describe('the text report', () => {
  const text = textReport(analysis);
  it('says the findings', () => {
    expect(text).toContain('13 of 21 runs crashed (62\u00a0%, 95 % interval 41–79\u00a0%). They took 7.4\u00a0h');
    expect(text).toMatch(/^ {2}mixup +0\.0486 +0\.1973 +\+306\u00a0% .* strong$/m);
    expect(text).toMatch(/^ {2}dropout +0\.0811 +0\.1556 +\+92\u00a0% .* inert$/m);
    expect(text).toContain('mixup: above 0.09: 12 of 13');
    expect(text).toContain('Best completed run: 5ycouco7 with metrics/mAP50(B) 0.7088.');
  });

  it('fits a terminal', () => {
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});

describe('every report', () => {
  const reports = { text: textReport, markdown: markdownReport, html: htmlReport };

  it('is the same each time and of the same numbers', () => {
    for (const report of Object.values(reports)) {
      const written = report(analysis, table);
      expect(report(analysis, table)).toBe(written);
      for (const figure of ['0.0486', '0.1973', '+306', '12 of 13', '0.7088', '7.4']) expect(written).toContain(figure);
    }
  });

  it('has something to say about no runs, one run, and only crashed runs', () => {
    const crashed = makeRun('c', { outcome: { kind: 'crashed', reason: '' }, config: valuesOf({ lr: 1 }) });
    for (const runs of [[], [crashed], [crashed, { ...crashed, id: 'd', config: valuesOf({ lr: 2 }) }]]) {
      const result = analyze(makeRunSet(runs));
      for (const report of Object.values(reports)) {
        const written = report(result.analysis, result.table);
        expect(written).toContain(runs.length === 0 ? 'No runs found' : 'no setting can be told from another');
        expect(written).not.toMatch(/NaN|undefined|null/);
      }
    }
  });

  it('says at least where run times are missing, and nothing of differences where nothing was compared', () => {
    const runs = ['crashed', 'crashed', 'finished'].map((kind, i) =>
      makeRun(`r${String(i)}`, {
        outcome: { kind: kind as 'crashed' | 'finished', reason: '' },
        runtimeSeconds: i === 0 ? null : 3600,
        config: valuesOf({ folder: `out/${String(i)}` }),
      }),
    );
    const result = analyze(makeRunSet(runs));
    for (const report of Object.values(reports)) {
      const written = report(result.analysis, result.table).replaceAll(/\s+/g, ' ');
      expect(written).toContain('They took at least 1.0 h, 50 % of all run time.');
      expect(written).toContain('No setting could be compared');
      expect(written).toContain('not compared');
      expect(written).not.toMatch(/No parameter differs|–  none/);
    }
  });

  it('shows a threshold in full', () => {
    const values = [0.08621, 0.08622, 0.08623].flatMap((value) => [value, value, value]);
    const runs = values.map((x, i) =>
      makeRun(`r${String(i)}`, {
        outcome: { kind: i < 3 ? 'finished' : 'crashed', reason: '' },
        config: valuesOf({ x }),
      }),
    );
    const result = analyze(makeRunSet(runs));
    expect(result.analysis.parameters[0]?.threshold?.value).toBe(0.086215);
    for (const report of Object.values(reports)) {
      expect(report(result.analysis, result.table)).toMatch(/[Aa]bove 0\.086215/);
    }
  });

  it('shows hostile text as text', () => {
    const evil = '<script>alert(1)</script>|`x`\u001b[2J"\'&\n# head';
    const run = (id: string, kind: 'crashed' | 'finished', value: string | number) =>
      makeRun(id, {
        outcome: { kind, reason: evil },
        config: valuesOf({ [evil]: value, text: kind === 'crashed' ? evil : 'b' }),
        logTail: [`RuntimeError: Loss is nan ${evil}`],
        summary: valuesOf({ [`score${evil}`]: 1 }),
      });
    const runs = Array.from({ length: 12 }, (_, i) => run(`${evil}${String(i)}`, i % 2 ? 'crashed' : 'finished', i));
    const result = analyze(makeRunSet(runs, { source: { kind: 'json', ref: evil } }));
    const html = htmlReport(result.analysis, result.table);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u001b');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const markdown = markdownReport(result.analysis, result.table);
    expect(markdown).not.toMatch(/(?<!\\)<script/);
    expect(markdown).not.toMatch(/^# head/m);
    const cellCounts = markdown
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.match(/(?<!\\)\|/g)?.length);
    expect(new Set(cellCounts)).toEqual(new Set([3, 8, 6, 5, 9]));
    expect(textReport(result.analysis)).not.toContain('\u001b');
  });
});

describe('the HTML report', () => {
  const html = htmlReport(analysis, table);
  it('stands alone', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:/);
    expect(html).toContain('prefers-color-scheme: dark');
  });

  it('draws each compared run once for each parameter', () => {
    const [mixup = ''] = /<svg class="strip"[^>]*aria-label="mixup:.*?<\/svg>/s.exec(html) ?? [];
    expect(mixup.match(/<path class="crashed"/g)).toHaveLength(13);
    expect(mixup.match(/<circle class="completed"/g)).toHaveLength(8);
  });
});
