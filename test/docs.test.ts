import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import manifest from '../package.json';
import { runAnalyze } from '../src/cli/analyzeCommand';
import type { Analysis } from '../src/core/analysis/analysis';
import { fakeTerminal } from './cli/fakeTerminal';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('the pages in docs', () => {
  it.each(readdirSync(join(ROOT, 'docs')).filter((file) => file.endsWith('.md')))(
    '%s links to what is there',
    (file) => {
      const targets = [...read(`docs/${file}`).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map((match) => match[1] ?? '');
      const local = targets.filter((target) => !/^https?:/.test(target));
      expect(local.filter((target) => !existsSync(join(ROOT, 'docs', target)))).toEqual([]);
    },
  );

  it('are linked from the README', () => {
    for (const page of ['docs/statistics.md', 'docs/privacy.md', 'docs/publishing.md']) {
      expect(read('README.md')).toContain(`](${page})`);
    }
  });
});

describe('docs/statistics.md', () => {
  it('has the figures of the example', async () => {
    const terminal = fakeTerminal();
    expect(await runAnalyze(join(ROOT, 'example'), { format: 'json' }, terminal)).toBe(0);
    const analysis = JSON.parse(terminal.printed[0] ?? '') as Analysis;
    const text = read('docs/statistics.md').replace(/\s+/g, ' ');
    const figure = (value: unknown, digits: number): string => Number(value).toFixed(digits);
    const percent = (value: number | null | undefined): string => ((value ?? NaN) * 100).toFixed(0);
    const has = (sentence: string): void => {
      expect(text).toContain(sentence);
    };

    const { runs, crashRate } = analysis;
    has(`${runs.total} runs, ${runs.crashed} crashed, ${runs.completed} completed, none left out.`);
    has(`Crash rate ${percent(crashRate?.value)} %`);
    has(`from ${percent(crashRate?.low)} % to ${percent(crashRate?.high)} %`);
    const digitsOf: Readonly<Record<string, [number, number]>> = {
      lr0: [4, 2],
      hsv_v: [4, 3],
      mixup: [3, 4],
      dropout: [3, 4],
    };
    for (const name of ['mixup', 'hsv_v', 'lr0', 'dropout']) {
      const { completed, crashed, differencePercent, effect, p, q, verdict } = analysis.parameters.find(
        (parameter) => parameter.name === name,
      )!;
      const [digits, pDigits] = digitsOf[name] ?? [3, 3];
      has(
        `| \`${name}\` | ${figure(completed?.mean, digits)} | ` +
          `${figure(crashed?.mean, digits)} (+${figure(differencePercent, 0)} %) | ` +
          `${figure(effect?.auc, 2)} (${figure(effect?.low, 2)}–${figure(effect?.high, 2)}) | ` +
          `${figure(p, pDigits)} | ${figure(q, name === 'lr0' ? 2 : 3)} | ${verdict} |`,
      );
    }
    const { threshold } = analysis.parameters[0]!;
    has(
      `above \`mixup\` ${String(threshold?.value)}, ${String(threshold?.beyond.crashed)} of ${String(threshold?.beyond.total)} runs crashed`,
    );
    has(`(${percent(threshold?.beyond.low)}–${percent(threshold?.beyond.high)} %); below, `);
    has(`Corrected p ${figure(threshold?.p, 4)}`);
    has(`between ${figure(threshold?.interval?.[0], 3)} and ${figure(threshold?.interval?.[1], 3)}`);
    expect(analysis.interactions).toEqual([]);
    const effect = analysis.safeBoundsEffect;
    has(`leaves out ${String(effect?.crashesAvoided)} of ${String(effect?.crashesTotal)} crashes`);
    has(`keeps ${String(effect?.completedKept)} of ${String(effect?.completedTotal)} completed ones`);
    has(`${percent(effect?.spaceKept)} % of the sweep's draws`);
  });
});

describe('the workflows', () => {
  it.each(['test.yml', 'release.yml'])('%s runs only scripts that package.json has', (file) => {
    const workflow = read(`.github/workflows/${file}`);
    expect(Object.keys(parse(workflow) as object)).toContain('jobs');
    const scripts = [...workflow.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1] ?? '');
    expect(scripts.filter((script) => !(script in manifest.scripts))).toEqual([]);
  });

  it('test runs on three systems, and publishing asks for each secret', () => {
    const test = parse(read('.github/workflows/test.yml')) as {
      jobs: { test: { strategy: { matrix: { os: string[] } } } };
    };
    expect(test.jobs.test.strategy.matrix.os.map((os) => os.split('-')[0])).toEqual(['ubuntu', 'macos', 'windows']);
    const release = read('.github/workflows/release.yml');
    for (const secret of ['VSCE_PAT', 'OVSX_PAT', 'NPM_TOKEN']) expect(release).toContain(`\${{ secrets.${secret} }}`);
  });

  it('release finds the changelog’s heading in the form that it looks for', () => {
    expect(read('CHANGELOG.md')).toMatch(/^## \[(Unreleased|\d+\.\d+\.\d+)\]/m);
  });
});
