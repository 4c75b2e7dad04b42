import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analysis/analyze';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import type { Analysis, ParameterResult, Threshold } from '../../../src/core/analysis/analysis';
import { boundReason } from '../../../src/core/analysis/boundReason';
import { whyNoBounds } from '../../../src/core/report/boundsText';
import { interactionSentences, safeBoundsSentences } from '../../../src/core/report/combinations';
import { conclusion, headline, listedWarnings, placeOf } from '../../../src/core/report/findings';
import { formatExact, formatNumber, formatRange } from '../../../src/core/report/format';
import { htmlReport } from '../../../src/core/report/html';
import { markdownReport } from '../../../src/core/report/markdown';
import { textReport } from '../../../src/core/report/text';
import type { OutcomeKind, Value } from '../../../src/core/runs/run';
import { resolvePlain } from '../../../src/core/sweep/scalar';
import { coneSweep, detectionFacts, makeRun, makeRunSet, valuesOf } from '../analysis/runSets';

const REPORTS = { text: textReport, markdown: markdownReport, html: htmlReport };

function ended(id: string, kind: OutcomeKind, config: Record<string, Value>, logTail: readonly string[] = []) {
  return makeRun(id, { outcome: { kind, reason: '' }, config: valuesOf(config), logTail });
}

/** All reports of one analysis, on one line each and without Markdown's escapes or HTML's entities. */
function reportsOf({ analysis, table }: ReturnType<typeof analyze>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(REPORTS).map(([format, report]) => [
      format,
      report(analysis, table)
        .replaceAll(/\s+/g, ' ')
        .replaceAll('&#39;', "'")
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&')
        .replaceAll(/\\(?=[\\`*_[\]<>|~#])/g, '')
        .replaceAll(/<\/?(?:b|p|td)[^>]*>/g, ''),
    ]),
  );
}

describe('numbers in reports', () => {
  it.each([1e-5, -2.5e-7, 0.00012, 0.1, -3, 1_500_000, 1e21, -4e30])('%s is a number to PyYAML', (value) => {
    for (const text of [formatNumber(value), formatExact(value)]) {
      expect(text).toMatch(/^[-+.0-9e]+$/);
      expect(['int', 'float']).toContain(resolvePlain(text).type);
      expect(Number(text) / value).toBeCloseTo(1, 3);
    }
  });
});

describe('causes that are left out', () => {
  const runs = [
    ...Array.from({ length: 6 }, (_, i) => ended(`c${String(i)}`, 'crashed', { x: i }, ['RuntimeError: Loss is nan'])),
    ...Array.from({ length: 6 }, (_, i) => ended(`f${String(i)}`, 'finished', { x: 5 - i })),
    ended('disk', 'failed', { x: 2 }, ['OSError: [Errno 28] No space left on device']),
    ended('halt', 'stopped', { x: 3 }),
  ];
  const result = analyze(makeRunSet(runs));

  it('are marked, and the headline says what else is', () => {
    expect(headline(result.analysis)).toContain(
      '2 runs left out of the comparison: 1 stopped before the end and 1 ended by the machine or the network.',
    );
    expect(result.analysis.causes.map(({ runs: count, leftOut }) => [count, leftOut])).toEqual([
      [6, undefined],
      [1, 1],
    ]);
    for (const report of Object.values(reportsOf(result))) {
      expect(report).toContain('left out: ended by the machine or the network');
    }
  });

  it('and all other warnings stand in every report', () => {
    const warnings = listedWarnings(result.analysis);
    expect(result.analysis.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['infrastructure-left-out', 'stopped-left-out']),
    );
    for (const report of Object.values(reportsOf(result))) {
      for (const warning of warnings) expect(report).toContain(warning);
    }
  });
});

describe('a parameter of one value', () => {
  it('that is NaN in one run is not called constant without a word', () => {
    const runs = Array.from({ length: 10 }, (_, i) =>
      ended(`r${String(i)}`, i % 2 === 0 ? 'crashed' : 'finished', { x: i, lr: i === 3 ? Number.NaN : 0.1, k: 1 }),
    );
    for (const report of Object.values(reportsOf(analyze(makeRunSet(runs))))) {
      expect(report).toContain(
        'lr: Always 0.1 where a compared run has a value. 1 run with NaN or an infinite value left out.',
      );
      expect(report).toContain('The same in all compared runs: k.');
    }
  });
});

describe('the reading help and the verdicts', () => {
  it('are the same in every format', () => {
    for (const report of Object.values(reportsOf(analyze(coneSweep(), { facts: detectionFacts })))) {
      expect(report).toContain('suggestive: p of the difference or of the threshold at most 0.05');
      expect(report).toContain('inert: the framework ignores the setting here');
      expect(report).toContain('This counts on the difference alone');
      expect(report).not.toMatch(/no effect here/);
    }
  });
});

describe('a range', () => {
  it('has a dash only where it is no sign', () => {
    expect(formatRange('0.1', '0.5')).toBe('0.1–0.5');
    expect(formatRange('-1.88', '0.92')).toBe('-1.88 to 0.92');
    expect(formatRange('-3', '-1')).toBe('-3 to -1');
    const count = { crashed: 1, total: 2, low: 0, high: 1 };
    const band: Threshold = { direction: 'inside', value: [-0.5, 0.5], beyond: count, within: count, p: 0.001 };
    expect(placeOf(band)).toBe('inside -0.5 to 0.5');
  });
});

describe('the conclusion', () => {
  it('is not that nothing differs where the runs are too few for any difference to count', () => {
    const of = (crashed: number, completed: number): string | null => {
      const runs = Array.from({ length: crashed + completed }, (_, i) =>
        makeRun(`r${String(i)}`, {
          outcome: { kind: i < crashed ? 'crashed' : 'finished', reason: '' },
          config: valuesOf({ lr: i / 10, layers: i % 2 }),
        }),
      );
      return conclusion(analyze(makeRunSet(runs), {}).analysis);
    };
    // Two groups of 1 and 2 runs have 3 orders, of 3 and 3 runs 20, of 3 and 4 runs 35: p at least 0.67, 0.1 and 0.057.
    expect(of(1, 2)).toBe('1 crashed and 2 completed runs are too few to tell: any setting may part them by chance.');
    expect(of(3, 4)).toBe('3 crashed and 4 completed runs are too few to tell: any setting may part them by chance.');
    // Of 4 and 4 runs 70: 0.029.
    expect(of(4, 4)).toMatch(/lr/);
  });

  const { analysis } = analyze(coneSweep(), { facts: detectionFacts });
  const suggestive = (q: number, thresholdP: number): Analysis => ({
    ...analysis,
    parameters: analysis.parameters.map((one): ParameterResult =>
      one.name === 'mixup'
        ? { ...one, q, verdict: 'suggestive', threshold: one.threshold && { ...one.threshold, p: thresholdP } }
        : { ...one, verdict: one.verdict === 'suggestive' ? 'none' : one.verdict },
    ),
  });

  it('says what the figures say where they fall short of strong', () => {
    expect(conclusion(suggestive(0.04, 0.002))).toBe(
      'Probably goes with crashing: mixup (q = 0.04, threshold p = 0.002). Chance alone seldom does as much, but it is ' +
        'short of strong (q at most 0.02); more runs would tell.',
    );
    expect(conclusion(suggestive(0.3, 0.04))).toContain(
      'May go with crashing: mixup (q = 0.30, threshold p = 0.04). Among 13 parameters, chance often does as much',
    );
  });
});

describe('the conclusion beside a combination', () => {
  const { analysis } = analyze(coneSweep(), { facts: detectionFacts });
  const terms = ['mixup', 'lr0'].map((parameter) => ({ parameter, op: '>' as const, value: 0.1 }));
  const interactions = [{ terms, crashed: 9, total: 9, low: 0.7, high: 1, lift: 1.6, p: 0.002 }];
  const verdicts = (verdict: 'strong' | 'suggestive' | 'none'): readonly ParameterResult[] =>
    analysis.parameters.map((one) => ({ ...one, verdict: one.name === 'mixup' ? verdict : 'none' }));

  it('names it, after the settings that count alone or in their place', () => {
    const of = (verdict: 'strong' | 'suggestive' | 'none'): string | null =>
      conclusion({ ...analysis, drift: [], interactions, parameters: verdicts(verdict) });
    expect(of('strong')).toBe(
      'Goes with crashing: mixup. In combination: mixup with lr0. ' +
        'The comparison shows what differs, not yet what causes it.',
    );
    expect(of('suggestive')).toMatch(/more runs would tell\. In combination: mixup with lr0\.$/);
    expect(of('none')).toBe(
      'Goes with crashing in combination, and not alone: mixup with lr0. ' +
        'The comparison shows what differs, not yet what causes it.',
    );
  });
});

describe('safe bounds', () => {
  it('say how many crashes are left inside, and that the price is in-sample', () => {
    const { analysis } = analyze(coneSweep(), { facts: detectionFacts });
    // Wilson, 1 of 8: 0.0224 to 0.4709 (statsmodels proportion_confint, method wilson).
    expect(analysis.safeBoundsEffect?.inside).toMatchObject({ crashed: 1, total: 8 });
    expect(analysis.safeBoundsEffect?.inside?.high).toBeCloseTo(0.4709, 3);
    expect(safeBoundsSentences(analysis)[0]).toContain('mixup at most 0.09 instead of 0.2966. Above 0.09, 12 of 13');
    const last = safeBoundsSentences(analysis).at(-1);
    expect(last).toContain('Inside, 1 of 8 runs crashed: a rate of up to 47\u00a0% (Wilson, 95 %).');
    expect(last).toContain('measured on the runs that chose the bounds');
  });

  it('say why a bound is not the threshold that is shown', () => {
    const threshold = {
      direction: 'above',
      value: 0.00002,
      beyond: { crashed: 9, total: 10, low: 0, high: 1 },
      within: { crashed: 1, total: 20, low: 0, high: 1 },
      p: 0.001,
    } as const;
    const from = { min: 0.000001, max: 0.001 };
    const reason = (max: number, within: { crashed: number; total: number }, isAlone = true): string =>
      boundReason(
        { parameter: 'lr', from, to: { min: from.min, max } },
        within,
        { crashed: 8, total: 9 },
        { threshold, isAlone },
      );
    expect(reason(0.00002, { crashed: 1, total: 20 })).toMatch(/^Above 2\.0e-5, [^.]*\.$/);
    expect(reason(0.00003, { crashed: 2, total: 22 })).toContain('It is wider than the threshold (above 2.0e-5):');
    expect(reason(0.00001, { crashed: 0, total: 15 })).toContain('It is narrower than the threshold (above 2.0e-5):');
    expect(reason(0.00001, { crashed: 0, total: 15 }, false)).toContain('chosen together with the other bounds');
    expect(reason(0.000019, { crashed: 1, total: 20 })).toContain('It divides the runs as the threshold');
  });
});

describe('combinations', () => {
  const { analysis } = analyze(coneSweep());
  const count = { crashed: 2, total: 40, low: 0.01, high: 0.17, p: 0.001 };

  it('quote levels, and say "unless" where one setting is enough', () => {
    const [either, both] = interactionSentences({
      ...analysis,
      interactions: [
        {
          ...count,
          lift: 0.1,
          terms: [
            { parameter: 'lr', op: '<=', value: 0.00001 },
            { parameter: 'optimizer', op: 'in', value: ['adam', 'sgd and more'] },
          ],
        },
        { ...count, lift: 2, terms: [{ parameter: 'optimizer', op: 'in', value: 'adam' }] },
      ],
    });
    expect(either).toContain(
      "Runs crash more often unless lr ≤ 1.0e-5 and optimizer 'adam' or 'sgd and more': inside, 2",
    );
    expect(both).toContain("optimizer 'adam': 2 of 40");
  });
});

describe('many runs', () => {
  it('say that combinations were searched in a sample', () => {
    const runs = Array.from({ length: 2600 }, (_, i) =>
      ended(`r${String(i)}`, i % 3 === 0 ? 'crashed' : 'finished', { x: (i * 7919) % 2600, y: (i * 104729) % 2599 }),
    );
    const { analysis } = analyze(makeRunSet(runs));
    expect(analysis.warnings.find(({ code }) => code === 'sampled')?.message).toContain(
      'searched in 2,000 of 2,600 runs, evenly spread',
    );
  });
});

describe('why no bounds are proposed', () => {
  const analysisOf = (crashes: (index: number) => boolean): Analysis =>
    analyze(
      makeRunSet(
        Array.from({ length: 60 }, (_, i) =>
          ended(`run${String(i)}`, crashes(i) ? 'crashed' : 'finished', { x: i / 60, y: (i * 7) % 11 }),
        ),
      ),
    ).analysis;

  it('is that nothing goes with crashing', () => {
    const none = analysisOf((i) => i % 5 === 0);
    expect(none.safeBounds).toEqual([]);
    expect(whyNoBounds(none)).toBe('The runs give no reason to narrow a range.');
  });

  it('or that what goes with it leaves crashes below any cut', () => {
    const strong = analysisOf((i) => (i < 52 ? i % 9 === 4 : i !== 53 && i !== 57));
    expect(strong.parameters.find(({ name }) => name === 'x')?.verdict).toBe('strong');
    expect(strong.safeBounds).toEqual([]);
    expect(whyNoBounds(strong)).toBe(
      'x goes with crashing, but no narrower range that keeps half of the completed runs, the best among them, crashes ' +
        'surely less than all runs do (the whole 95 % interval below 20\u00a0%).',
    );
  });

  it('or that only the middle of a range crashes, which shows in no mean', () => {
    const band = analysisOf((i) => i > 19 && i < 40 && i % 10 !== 3);
    expect(band.parameters.find(({ name }) => name === 'x')).toMatchObject({
      verdict: 'suggestive',
      threshold: { direction: 'inside' },
    });
    expect(band.safeBounds).toEqual([]);
    expect(whyNoBounds(band)).toContain('x goes with crashing, but no narrower range that keeps half');
    expect(whyNoBounds(band, ['x', 'y'])).toBe(whyNoBounds(band));
    expect(whyNoBounds(band, ['y'])).toBe('x goes with crashing, but the sweep file does not search it.');
  });

  it('or that settings crash only together', () => {
    const terms = ['x', 'y'].map((parameter) => ({ parameter, op: '>' as const, value: 0.5 }));
    const together = { terms, crashed: 9, total: 9, low: 0.7, high: 1, lift: 3, p: 0.002 };
    const none = analysisOf((i) => i % 5 === 0);
    expect(whyNoBounds({ ...none, interactions: [together] })).toContain('x and y go with crashing, but no narrower');
  });
});

describe('what a report of few or no compared runs says', () => {
  const sweepOf = (kinds: readonly OutcomeKind[], logTail: readonly string[] = []): ReturnType<typeof analyze> =>
    analyze(
      makeRunSet(
        kinds.map((kind, i) => ended(`run${String(i)}`, kind, { x: i / 7, y: i % 2 === 0 ? 'a' : 'b' }, logTail)),
      ),
    );

  it('calls no setting the same where no run is compared', () => {
    for (const text of Object.values(reportsOf(sweepOf(['running', 'running', 'running'])))) {
      expect(text).not.toContain('The same in all compared runs');
      expect(text).not.toContain('No parameter varies');
      expect(text).not.toContain('0 compared runs are few');
    }
  });

  it('does not advise to keep the ranges where every run crashed', () => {
    const { markdown } = reportsOf(sweepOf(Array.from({ length: 12 }, () => 'crashed')));
    expect(markdown).not.toContain('Keep the ranges');
    expect(markdown).toContain('1. Start from the causes: no run completed');
  });

  it('says what to mend where the machine ended the runs and no setting did', () => {
    const { markdown } = reportsOf(
      sweepOf(
        Array.from({ length: 12 }, () => 'crashed'),
        ['OSError: [Errno 28] No space left on device'],
      ),
    );
    expect(markdown).toContain('## Conclusion 1. Mend apart from the settings: Disk full (12 runs).');
  });

  it('says where a forecast comes from that is not quite the rate of the runs', () => {
    const runs = Array.from({ length: 12 }, (_, i) => ended(`run${String(i)}`, 'finished', { x: (i + 0.5) / 12 }));
    const sweepText = 'method: random\nparameters:\n  x: {min: 0.0, max: 1.0}\n';
    const { markdown } = reportsOf(analyzeSweep(makeRunSet(runs), { sweepText, predict: true }));
    expect(markdown).toContain(
      'Prediction for further draws of the sweep file: 4\u00a0% (95\u00a0% interval 0–24\u00a0%) would crash. It draws as'.replaceAll(
        '\u00a0',
        ' ',
      ),
    );
    expect(markdown).toContain('this is their own crash rate, short of certainty: the next run may end otherwise.');
    expect(markdown).toContain('Prediction: the crash rate of the runs');
  });

  it('rounds what runs tried, and no whole number', () => {
    const { markdown } = reportsOf(
      analyze(
        makeRunSet(
          Array.from({ length: 12 }, (_, i) =>
            ended(`run${String(i)}`, i % 3 === 0 ? 'crashed' : 'finished', { x: Math.E * (i + 1), seed: 1234567 + i }),
          ),
        ),
      ),
    );
    expect(markdown).toContain('x: 2.718 to 32.62 tried');
    expect(markdown).toContain('seed: 1234567 to 1234578 tried');
  });

  it('says of a suggestive finding the same at its end as on top', () => {
    const band = analyze(
      makeRunSet(
        Array.from({ length: 60 }, (_, i) =>
          ended(`run${String(i)}`, i > 19 && i < 40 && i % 10 !== 3 ? 'crashed' : 'finished', {
            x: i / 60,
            y: (i * 7) % 11,
          }),
        ),
      ),
    );
    const { markdown } = reportsOf(band);
    expect(markdown).toContain('Probably goes with crashing: x');
    expect(markdown).toContain('Let further runs confirm x: chance alone seldom does as much');
    expect(markdown).not.toContain('chance could do as much.');
  });
});
