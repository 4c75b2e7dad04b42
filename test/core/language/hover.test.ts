import { describe, expect, it } from 'vitest';
import { hoverAt } from '../../../src/core/language/hover';
import { code, escapeText } from '../../../src/core/language/markdown';
import type { Knowledge } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { DISTRIBUTIONS, KEYS, MACROS } from '../../../src/core/sweep/keys';
import { createLineMap } from '../../../src/core/text';
import { evidenceAbout } from '../rules/evidence';

const KNOWN: Knowledge = { evidence: evidenceAbout('mixup') };

/** The hover at the `|` in a text, and what it covers. */
function hover(marked: string, known: Knowledge = KNOWN): { readonly markdown: string; readonly of: string } | null {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const lines = createLineMap(text);
  const found = hoverAt(parseSweepDocument(text), lines.positionAt(at), known);
  return (
    found && {
      markdown: found.markdown,
      of: text.slice(lines.offsetAt(found.range.start), lines.offsetAt(found.range.end)),
    }
  );
}
const inSweep = (body: string): string =>
  `method: bayes\nparameters:\n  mosaic: {value: 1.0}\n  hsv_h: {value: 0.1}\n  ${body}\n`;

describe('hover on a parameter', () => {
  it('says what it is, what is usual, what will be drawn and what past runs say', () => {
    const found = hover(inSweep('mix|up: {min: 0.0, max: 0.3}'));
    expect(found?.of).toBe('mixup');
    expect(found?.markdown.split('\n\n')).toEqual([
      '**`mixup`** – Probability that a sample is mixed with another one. Off by default.',
      '**Past runs** (13 crashed, 8 completed in `example/wandb`): crashed and completed runs differ (q = 0.0032). ' +
        'Mean 0.1973 in crashed runs, 0.0486 in completed ones. The crash rate changes above 0.15, where 10 of 11 past ' +
        'runs crashed (95 %: 62–98 %); elsewhere 3 of 10 did.',
      'Default `0` · usual range 0–1 (the range of Ultralytics’ own tuner)',
      'It says how many samples are mixed, not how strongly: the blend is drawn from Beta(32, 32), about half and half.',
      'Draws `uniform` (inferred) from 0 to 0.3: median 0.15, 5–95 % 0.015 to 0.285.',
      '0 `████████████████` 0.3',
      '[Ultralytics YOLO 8.4](https://github.com/ultralytics/ultralytics/blob/main/ultralytics/cfg/default.yaml)',
    ]);
  });

  it('says where it has no effect, and that it then can’t be a cause', () => {
    const text = inSweep('drop|out: {min: 0.0, max: 0.2}');
    expect(hover(text)?.markdown).toContain('Only classify uses it.');
    const known = { evidence: evidenceAbout('dropout'), pastConfig: new Map([['task', 'detect']]) };
    expect(hover(text, known)?.markdown).toContain('has no effect on detect');
    expect(hover(text, known)?.markdown).toContain('The setting is not used here, so it should not be the cause');
  });

  it.each([
    ['{values: [1, 3, 5]}', 'Draws one of `1`, `3`, `5`.'],
    ['{values: [a, b], probabilities: [0.25, 0.75]}', 'Draws one of `a` (25 %), `b` (75 %).'],
    ['{value: adam}', 'Always `adam`.'],
    ['{min: 1, max: 9}', 'Draws `int_uniform` (inferred) from 1 to 9: median 5, 5–95 % 1 to 9.'],
    ['{distribution: normal, mu: 1, sigma: 2}', 'Draws `normal`: median 1, 5–95 % -2.29 to 4.29.'],
    ['{distribution: beta, a: 2, b: 3}', 'Draws `beta` from 0 to 1: median 0.3857, 5–95 % 0.09761 to 0.7514.'],
    ['{distribution: log_uniform, min: -9.21034, max: -2.302585}', 'Draws `log_uniform` from 0.0001 to 0.1: median'],
    ['{parameters: {a: {value: 1}}}', 'Holds nested parameters.'],
  ])('%s: %s', (body, sentence) => {
    expect(hover(`method: random\nparameters:\n  x|: ${body}\n`)?.markdown).toContain(sentence);
  });

  it('works on what is intact of a broken file', () => {
    const text = "method: 'bayes\nparameters:\n  mix|up: {min: 0.0, max: 0.3}\n";
    expect(hover(text)?.markdown).toContain('Draws `uniform`');
  });
});

describe('hover on keys', () => {
  it('explains every key of the table', () => {
    const place = (section: string, name: string): string => {
      if (section === 'sweep') return `${name}|: x\n`;
      return section === 'parameter' ? `parameters:\n  x:\n    ${name}|: 1\n` : `${section}:\n  ${name}|: 1\n`;
    };
    for (const { section, name, docs } of KEYS) {
      expect(hover(place(section, name))?.markdown, `${section} ${name}`).toContain(docs);
    }
  });

  it('explains every distribution and macro', () => {
    for (const { name, docs } of DISTRIBUTIONS) {
      expect(hover(`parameters:\n  x: {distribution: ${name}|}\n`)?.markdown).toContain(docs);
    }
    for (const { name, docs } of MACROS) {
      expect(hover(`command:\n  - "\${${name}}|"\n`)?.markdown).toContain(docs);
    }
    expect(hover('command: ["--key=${envvar:K|EY}"]\n')?.markdown).toContain('**`${envvar:KEY}`** – An environment');
    expect(hover('command: ["${batch_|size}"]\n')).toBeNull();
  });

  it('explains every value that a key allows', () => {
    for (const { section, name, meanings } of KEYS) {
      for (const [value, meaning] of Object.entries(meanings)) {
        const text = section === 'sweep' ? `${name}: ${value}|\n` : `${section}:\n  ${name}: ${value}|\n`;
        expect(hover(text)?.markdown, `${name}: ${value}`).toContain(meaning);
      }
    }
    expect(hover('metric: {goal: mini|mize}\n')?.markdown.split('\n\n')).toEqual([
      '**`goal: minimize`** – Lower is better, as for a loss.',
      'The default.',
      '[W&B documentation](https://docs.wandb.ai/models/sweeps/sweep-config-keys#metric)',
    ]);
    expect(hover('metric: {goal: toStr|ing}\n')?.markdown).toContain('Any other spelling');
  });

  it('counts the runs of a grid', () => {
    const parameters = 'parameters: {a: {values: [1, 2]}, b: {min: 1, max: 3}, c: {value: 1}}\n';
    expect(hover(`method: gr|id\n${parameters}`)?.markdown).toContain('Here: **6 runs** = a 2 × b 3.');
    expect(hover(`me|thod: grid\n${parameters}`)?.markdown).toContain('Here: **6 runs**');
    expect(hover(`method: rand|om\n${parameters}`)?.markdown).not.toContain('runs**');
    const broken = 'method: g|rid\nparameters: {a: {min: 0.0, max: 0.1}, b: {}}\n';
    expect(hover(broken)?.markdown).toContain('W&B refuses this grid: it can’t list the values of `a` and 1 more.');
    expect(hover(`method: grid\n${parameters.replace('b:', 'b|:')}`)?.markdown).toContain('tries each of its 3 values');
    expect(hover(broken.replace('g|rid', 'grid').replace('{a', '{a|'))?.markdown).toContain('a grid can’t list');
  });

  it('computes the bands of early_terminate', () => {
    const at = (body: string): string | undefined => hover(`early_term|inate: {type: hyperband, ${body}}\n`)?.markdown;
    // 27 / 3 and 27 / 9, as wandb/sweeps computes them.
    expect(at('max_iter: 27, s: 2, eta: 3')).toContain('Here: runs are checked after 3 and 9 logs of the metric.');
    expect(at('min_iter: 5')).toContain(
      'Here: runs are checked after 5, 15, 45, 135, 405, 1,215 … logs of the metric.',
    );
    expect(at('max_iter: 2, s: 2')).toContain('no run is ever stopped early');
    expect(at('strict: true')).not.toContain('Here:');
    expect(hover('early_terminate: {type: hyperband, min_it|er: 5}\n')?.markdown).toContain('checked after 5, 15');
  });

  it('explains the parameter behind an item of its values', () => {
    expect(hover('parameters:\n  x: {values: [1, 2|2, 3]}\n')).toMatchObject({ of: '22' });
    expect(hover('parameters:\n  x:\n    values:\n      - a\n      - b|\n')?.markdown).toContain('Draws one of');
  });

  it('explains nested keys, and the parameter behind a value', () => {
    const nested = 'parameters:\n  m:\n    parameters:\n      lr: {min: 0.0, m|ax: 0.1}\n';
    expect(hover(nested)?.markdown).toContain('Upper bound');
    expect(hover('parameters:\n  lr: {min: 0.0, max: 0.|1}\n')).toMatchObject({ of: '0.1' });
    expect(hover('parameters:\n  lr: {min: 0.0, max: 0.|1}\n')?.markdown).toContain('**`lr`**');
    expect(hover('parameters:\n  parameters:\n    m|in: 0.0\n    max: 0.1\n')?.markdown).toBeDefined();
  });

  it('is silent elsewhere', () => {
    expect(hover('# com|ment\nmethod: bayes\n')).toBeNull();
    expect(hover('fo|o: 1\n')).toBeNull();
    expect(hover('|')).toBeNull();
    expect(hover('- a|\n- b\n')).toBeNull();
  });
});

describe('Markdown from untrusted text', () => {
  it('shows names and values literally', () => {
    const found = hover('parameters:\n  "![x](command:a) `b`": {value|s: ["`", "[y](http://z)"]}\n');
    expect(found?.markdown).toContain('The values to try');
    const named = hover('parameters:\n  "![x](command:a) `|b`": {values: ["`", "[y](http://z)"]}\n');
    expect(named?.markdown).toContain('**`` ![x](command:a) `b` ``**');
    expect(named?.markdown).toContain('Draws one of `` ` ``, `[y](http://z)`.');
    expect(code('a\n\nb')).toBe('`a b`');
    expect(escapeText('[a](b) *c*')).toBe('\\[a\\]\\(b\\) \\*c\\*');
  });
});
