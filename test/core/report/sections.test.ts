import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../../src/core/analysis/analysis';
import { analyzeSweep } from '../../../src/core/analysis/analyzeSweep';
import { causeInWords, mechanismOf } from '../../../src/core/knowledge/crashMechanisms';
import { nextSweep } from '../../../src/core/nextSweep/nextSweep';
import { withForecast } from '../../../src/core/nextSweep/withForecast';
import { predictionSentence, safeBoundsSentences } from '../../../src/core/report/combinations';
import { htmlReport } from '../../../src/core/report/html';
import { markdownReport } from '../../../src/core/report/markdown';
import type { Section } from '../../../src/core/report/section';
import { boundsYamlSection, keepSection } from '../../../src/core/report/sections/bounds';
import { conclusionSection, methodSection } from '../../../src/core/report/sections/closing';
import { configurationsSection } from '../../../src/core/report/sections/configurations';
import { referenceSection } from '../../../src/core/report/sections/reference';
import { severitySection } from '../../../src/core/report/sections/severity';
import { combinationsSection } from '../../../src/core/report/sections/together';
import { whySection } from '../../../src/core/report/sections/why';
import { textReport } from '../../../src/core/report/text';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { parametersOf } from '../../../src/core/sweep/parameters';
import { readDistribution } from '../../../src/core/sweep/readDistribution';
import { coneSweep, makeRun, makeRunSet, valuesOf } from '../analysis/runSets';

const TEXT = readFileSync(new URL('../../../example/sweep.yaml', import.meta.url), 'utf8');
const { analysis, table } = analyzeSweep(coneSweep(), { sweepText: TEXT });

function rowsOf(section: Section | null): readonly (readonly string[])[] {
  return section?.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : [])) ?? [];
}

function textOf(section: Section | null): string {
  return (section?.blocks ?? [])
    .map((block) => {
      if (block.kind === 'table') return block.rows.map((row) => row.join(' ')).join('\n');
      return block.kind === 'list' ? block.items.join('\n') : block.text;
    })
    .join('\n');
}

/** The parameters of the cone sweep with another verdict on the telling ones, or another threshold of mixup. */
function changed(verdict: 'none' | 'strong', threshold: object = {}): Analysis['parameters'] {
  return analysis.parameters.map((one) => ({
    ...one,
    verdict: verdict === 'none' ? ('none' as const) : one.verdict,
    threshold: one.threshold && one.name === 'mixup' ? { ...one.threshold, ...threshold } : one.threshold,
  }));
}

describe('the report of the cone sweep', () => {
  const titles = [
    ...['At a glance', 'Severity', 'Why it happens', 'The best run and typical crashed ones', 'Safer bounds'],
    ...['Safer bounds, to paste', 'Ranges to keep as they are', 'Combinations', 'Beside the defaults and the baseline'],
    ...['Conclusion', 'Method and caveats'],
  ];

  it('tells the finding once', () => {
    for (const report of [markdownReport(analysis, table), htmlReport(analysis, table)]) {
      expect(report.split('Goes with crashing: mixup.')).toHaveLength(2);
    }
  });

  it('has all its parts in both formats', () => {
    const [markdown, html] = [markdownReport(analysis, table), htmlReport(analysis, table)];
    for (const title of titles) {
      expect(markdown).toContain(`\n## ${title}\n`);
      expect(html).toContain(`<h2>${title}</h2>`);
    }
    expect(markdown).toContain('2026-01-23 18:04 to 2026-01-24 14:52 UTC');
  });

  it('puts what matters first and says what to do', () => {
    expect(
      rowsOf(severitySection(analysis)).map(([name, severity, , , , , action]) => [name, severity, action]),
    ).toEqual(
      expect.arrayContaining([
        ['mixup', 'high', 'keep to 0 to 0.09'],
        ['hsv_v', 'medium', expect.stringMatching(/^watch; some \d+ further runs may tell$/)],
        ['lr0', 'low', 'keep'],
        ['dropout', 'none', 'leave out of the sweep'],
      ]),
    );
    expect(textOf(conclusionSection(analysis))).toContain('avoids 12 of 13 crashes and keeps 7 of 8 completed ones');
  });

  it('explains with what is known, and not more', () => {
    const why = textOf(whySection(analysis));
    expect(why).toContain('It is the probability that a sample is blended with another');
    expect(why).toContain('which does not turn a loss into NaN by itself as far as is known');
    expect(why).toContain('dropout differs between crashed and completed runs, and still should not be why');
    expect(why).toContain(
      'if this is Ultralytics YOLO (recognised by the parameters mosaic, copy_paste, close_mosaic)',
    );
    // By its default the optimizer is chosen, and lr0 with it: no suspect, whatever the textbooks say of learning rates.
    expect(why).toContain('not seen to do so here: weight_decay, warmup_epochs.');
    expect(why).not.toContain('lr0');
    // One run each: nothing is said of what goes with them.
    expect(why).toContain('One run does not show what goes with this end.');
    expect(why.match(/mixup goes with crashing here/g)).toHaveLength(1);
  });

  it('says which comparison each finding comes from', () => {
    const why = textOf(whySection(analysis));
    expect(why).toContain('mixup goes with crashing here (these runs alone against the completed ones).');
    const { causes, ...rest } = analysis;
    const [nan, ...others] = causes;
    const alone = nan!.parameters!.map((one) => (one.name === 'hsv_v' ? { ...one, verdict: 'none' as const } : one));
    const apart = textOf(whySection({ ...rest, causes: [{ ...nan!, parameters: alone }, ...others] }));
    const [underNan, together] = apart.split('All 13 crashed runs together, whatever their end');
    expect(underNan).not.toContain('hsv_v');
    expect(together).toContain('mixup goes with crashing, as it does with NaN or infinite loss alone.');
    expect(together).toContain('hsv_v may go with crashing; with no end alone do these runs show it.');
  });

  it('says whether a prediction is what the runs did or what a model makes of them', () => {
    const rate = analysis.crashRate!;
    expect(predictionSentence({ ...analysis, prediction: rate })).toBe(
      'Prediction for further draws of the sweep file: 62 % (95 % interval 41–79 %) would crash. ' +
        'It draws as these runs were drawn, so that this is their own crash rate.',
    );
    expect(predictionSentence({ ...analysis, prediction: { ...rate, value: 0.3, low: 0.1 } })).toMatch(
      /^Prediction for draws of the sweep file: 30.% \(95.% interval 10–79.%\) would crash\.$/,
    );
  });

  it('says what is left out, and what is counted although a machine may have done it', () => {
    const method = textOf(methodSection(analysis, table));
    expect(method).not.toMatch(/left out/i);
    expect(method).toContain(
      'Counted, though the machine may have brought it about as well as a setting: Data-loader worker killed (1 run).',
    );
    const excluded = { ...analysis.runs.excluded, infrastructure: 4, user: 1 };
    const less = textOf(methodSection({ ...analysis, runs: { ...analysis.runs, excluded } }, table));
    expect(less).toContain('Left out: 4 ended by the machine or the network and 1 ended by a person.');
  });

  it('has bounds that PyYAML reads, to paste', () => {
    const [block] = boundsYamlSection(analysis, table)!.blocks;
    expect(block).toEqual({
      kind: 'code',
      language: 'yaml',
      text: 'parameters:\n  mixup:\n    min: 0.0\n    max: 0.09\n',
    });
    expect(textOf(keepSection(analysis))).toContain('dropout and copy_paste do nothing here');
  });

  it('marks what lies beyond a threshold and what is the default', () => {
    const section = configurationsSection(analysis, table);
    const mixup = rowsOf(section).find(([name]) => name === 'mixup')!;
    expect(mixup.slice(0, 3)).toEqual(['mixup', '0', '0.079']);
    expect(mixup[3]).toMatch(/^0\.\d+ ✕$/);
    expect(rowsOf(section).flat()).toContain('3 =');
    expect(textOf(section)).toContain(
      'The best run lies within the thresholds of mixup and hsv_v. The safer bounds keep it.',
    );
  });

  it.each<[string, Partial<Analysis>, string | null]>([
    ['no threshold', { parameters: changed('none') }, 'The safer bounds keep the best run.'],
    ['no threshold and no bounds', { parameters: changed('none'), safeBounds: [], safeBoundsEffect: null }, null],
    [
      'no bounds',
      { safeBounds: [], safeBoundsEffect: null },
      'The best run lies within the thresholds of mixup and hsv_v.',
    ],
    [
      'a bound that leaves it out',
      { safeBoundsEffect: { ...analysis.safeBoundsEffect!, bestRunKept: false } },
      'The best run lies within the thresholds of mixup and hsv_v. The safer bounds leave it out: what they save has to be worth that.',
    ],
    [
      'beyond one',
      { parameters: changed('strong', { direction: 'above', value: 0.05 }) },
      'The best run lies beyond the threshold of mixup, and completed all the same. The safer bounds keep it.',
    ],
  ])('says no more of the best run than is true: %s', (_, part, words) => {
    const section = configurationsSection({ ...analysis, ...part }, table);
    const texts = section?.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])) ?? [];
    expect(texts[1] ?? null).toBe(words);
  });

  it('holds it against defaults and baseline', () => {
    const rows = new Map(rowsOf(referenceSection(analysis, table)).map(([name, ...cells]) => [name, cells]));
    expect(rows.get('mixup')).toEqual(['0', '0', '0.079', '0.0042 to 0.2966', 'inside of the safe bounds']);
    // The baseline that came with the runs has four settings only.
    expect(rows.get('mosaic')?.slice(0, 3)).toEqual(['1', '–', '0.8302']);
  });
});

describe('a parameter of which the runs tried a few values', () => {
  const runs = Array.from({ length: 60 }, (_, i) => {
    const batch = [16, 32, 64][i % 3]!;
    const isCrashed = batch === 64 || i % 10 === 0;
    return makeRun(`r${String(i)}`, {
      outcome: { kind: isCrashed ? 'crashed' : 'finished', reason: '' },
      config: valuesOf({ batch, noise: (i * 7919) % 60 }),
    });
  });
  const result = analyzeSweep(makeRunSet(runs), { sweepText: null });

  it('names the values, and no number between them', () => {
    const [batch] = rowsOf(severitySection(result.analysis));
    expect(batch).toEqual(expect.arrayContaining(['batch', 'above 50 (64)', 'keep to 16 and 32']));
    const [block] = boundsYamlSection(result.analysis, result.table)!.blocks;
    expect(block).toMatchObject({ text: 'parameters:\n  batch:\n    values: [16, 32]\n' });
    expect(textOf(conclusionSection(result.analysis))).toContain('Start the next sweep with batch 16 and 32: ');
    expect(safeBoundsSentences(result.analysis)[0]).toMatch(/^batch 16 and 32 instead of 16, 32 and 64\. /);
  });
});

describe('sections', () => {
  it('write bounds of every kind so that they mean the same', () => {
    const bound = (parameter: string, from: [number, number], to: [number, number]) => ({
      ...{ parameter, reason: '' },
      ...{ from: { min: from[0], max: from[1] }, to: { min: to[0], max: to[1] } },
    });
    const changed: Analysis = {
      ...analysis,
      parameters: [{ ...analysis.parameters[0]!, name: 'lr', scale: 'log' }],
      safeBounds: [
        bound('lr', [1e-7, 0.1], [1e-7, 0.001]),
        bound('layers', [1, 8], [2, 4]),
        { parameter: 'on: x', from: { values: ['a', 'yes', null] }, to: { values: ['yes', null] }, reason: '' },
      ],
    };
    const [block] = boundsYamlSection(changed, table)!.blocks;
    const { root, syntaxErrors } = parseSweepDocument((block as { readonly text: string }).text);
    expect(syntaxErrors).toEqual([]);
    expect(parametersOf(root).map(({ name, fields }) => [name, readDistribution(fields)?.distribution])).toEqual([
      [
        'lr',
        {
          kind: 'continuous',
          name: 'log_uniform_values',
          law: { kind: 'log-uniform', low: 1e-7, high: 0.001 },
          q: null,
        },
      ],
      ['layers', { kind: 'int_uniform', name: 'int_uniform', min: 2, max: 4 }],
      ['on: x', { kind: 'discrete', name: 'categorical', values: ['yes', null], chances: [0.5, 0.5] }],
    ]);
  });

  it('count all four combinations of an interaction', () => {
    const runs = [0.1, 0.9].flatMap((x) =>
      ['adam', 'sgd'].flatMap((optimizer) =>
        Array.from({ length: 10 }, (_, i) =>
          makeRun(`${String(x)}${optimizer}${String(i)}`, {
            outcome: { kind: x > 0.5 && optimizer === 'adam' ? 'crashed' : 'finished', reason: '' },
            config: valuesOf({ x, optimizer }),
          }),
        ),
      ),
    );
    const result = analyzeSweep(makeRunSet(runs), { sweepText: null });
    const withPair: Analysis = {
      ...result.analysis,
      interactions: [
        {
          ...{ crashed: 10, total: 10, low: 0.7, high: 1, lift: 4, p: 0.001 },
          terms: [
            { parameter: 'x', op: '>', value: 0.5 },
            { parameter: 'optimizer', op: 'in', value: ['adam'] },
          ],
        },
      ],
    };
    // Wilson intervals of 10 of 10 and 0 of 10: 72–100 % and 0–28 %, the overall rate is 25 %.
    expect(rowsOf(combinationsSection(withPair, result.table))).toEqual([
      ['yes', 'yes', '10 of 10 (72–100\u00a0%)', 'dangerous'],
      ['yes', 'no', '0 of 10 (0–28\u00a0%)', 'open'],
      ['no', 'yes', '0 of 10 (0–28\u00a0%)', 'open'],
      ['no', 'no', '0 of 10 (0–28\u00a0%)', 'open'],
    ]);
  });

  it('are absent, or say so, where there is nothing to tell', () => {
    const empty = analyzeSweep(makeRunSet([]), { sweepText: null });
    for (const section of [
      whySection(empty.analysis),
      severitySection(empty.analysis),
      conclusionSection(empty.analysis),
    ]) {
      expect(section).toBeNull();
    }
    expect(configurationsSection(empty.analysis, empty.table)).toBeNull();
    expect(markdownReport(empty.analysis, empty.table)).not.toMatch(/undefined|NaN|Infinity/);
  });
});

it('mechanisms are found by the last part of a name, the framework’s own first', () => {
  expect(mechanismOf(null, 'nan-loss', 'optimizer.lr')?.because).toContain('Too large a step');
  expect(mechanismOf('ultralytics', 'nan-loss', 'lr0')?.source).toContain('trainer.py');
  expect(mechanismOf('xgboost', 'nan-loss', 'mixup')).toBeNull();
  expect(mechanismOf('ultralytics', 'nan-loss', 'dropout')).toBeNull();
  expect([causeInWords('killed'), causeInWords('python-error')]).toEqual([
    expect.stringContaining('machine was full'),
    null,
  ]);
});

describe('the forecast of the narrowed file', () => {
  const text = TEXT;
  const { analysis, table } = analyzeSweep(coneSweep(), { sweepText: text, predict: true });

  it('stands in every report, as in the header of the next sweep, beside that of the file as it is', () => {
    const foretold = withForecast(analysis, table, text);
    const header = nextSweep({ document: parseSweepDocument(text), analysis, table, fileName: 'a.yaml' }).text;
    expect(header.replaceAll(/[\s#]+/g, ' ')).toContain('36 % of new draws to crash (95 % interval 2–68 %)');
    for (const report of [markdownReport(foretold, table), htmlReport(foretold, table), textReport(foretold)]) {
      expect(report.replaceAll(/\s+/g, ' ')).toContain(
        'by a model of all runs: 36 % would crash (95 % interval 2–68 %), after 62 % (41–79 %) of the file as it is.',
      );
    }
    expect(markdownReport(foretold, table)).toContain('Of new draws, expect 36\u00a0% to crash');
  });

  it('is replaced by its reason, and left out where nothing is narrowed', () => {
    const other = withForecast(
      analysis,
      table,
      `${text}\n  batch: {values: [8, 16]}\n  unheard_of: {min: 0.0, max: 1.0}\n`,
    );
    expect(other.safeBoundsEffect?.forecast).toEqual({
      rate: null,
      reason: expect.stringContaining('The sweep varies unheard_of, which these runs do not have.') as string,
    });
    expect(markdownReport(other, table)).toContain('- For the narrowed file: How many further runs would crash is not');
    expect(withForecast(analysis, table, null)).toBe(analysis);
    expect(withForecast(analysis, table, text.replace('max: 0.3}', 'max: 0.05}'))).toBe(analysis);
  });
});
