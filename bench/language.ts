// What a keystroke costs: parse, check and hints of a sweep file, as a ratio to what the yaml package takes to parse the
// same text in the same process, and beside yaml-language-server validating it against a schema.
// Usage: npm run bench:language [-- --quick]
import { parseDocument } from 'yaml';
import { findProblems } from '../src/core/language/check';
import { inlayHints } from '../src/core/language/inlayHints';
import { lensTitle } from '../src/core/language/lens';
import { parseSweepDocument } from '../src/core/sweep/document';
import { loadLanguageServer } from './languageServer';
import { edited, sweepOf } from './sweepTexts';

const quick = process.argv.includes('--quick');
const SIZES = [
  { lines: 20, edits: quick ? 200 : 1000 },
  { lines: 200, edits: quick ? 60 : 300 },
  { lines: 4000, edits: quick ? 7 : 25 },
];

interface Contender {
  readonly name: string;
  run(text: string): unknown;
}

const phases = { parse: 0, check: 0, hints: 0 };
const validate = loadLanguageServer();
const contenders: readonly Contender[] = [
  { name: 'yaml parseDocument', run: (text) => parseDocument(text) },
  { name: 'Sweep Guard', run: everything },
  { name: 'yaml-language-server', run: validate },
];

function everything(text: string): unknown {
  const start = performance.now();
  const document = parseSweepDocument(text);
  const parsed = performance.now();
  const problems = findProblems(document, { evidence: null });
  const checked = performance.now();
  const shown = [inlayHints(document), lensTitle(document, problems)];
  phases.parse += parsed - start;
  phases.check += checked - parsed;
  phases.hints += performance.now() - checked;
  return shown;
}

/** Milliseconds by contender, each on the same texts; the order within a round alternates, so that none always goes first. */
async function measure(lines: number, edits: number): Promise<readonly number[][]> {
  const text = sweepOf(lines);
  const times: number[][] = contenders.map(() => []);
  const warmUp = Math.min(edits, 50);
  for (let step = -warmUp; step < edits; step++) {
    if (step === 0) Object.assign(phases, { parse: 0, check: 0, hints: 0 });
    const now = edited(text, step + warmUp);
    const order = contenders.map((_, i) => (i + step + warmUp) % contenders.length);
    for (const i of order) {
      const start = performance.now();
      await contenders[i]!.run(now);
      if (step >= 0) times[i]!.push(performance.now() - start);
    }
  }
  return times;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

async function main(): Promise<void> {
  console.log(`Node ${process.version}, median per edit\n`);
  console.log('| lines | edits | what                 |       ms | × parseDocument |');
  console.log('| ----: | ----: | -------------------- | -------: | --------------: |');
  for (const { lines, edits } of SIZES) {
    const times = await measure(lines, edits);
    const base = median(times[0]!);
    for (const [i, { name }] of contenders.entries()) {
      const time = median(times[i]!);
      const cells = [String(lines).padStart(5), String(edits).padStart(5), name.padEnd(20)];
      console.log(
        `| ${cells.join(' | ')} | ${time.toFixed(3).padStart(8)} | ${(time / base).toFixed(2).padStart(15)} |`,
      );
    }
    const { parse, check, hints } = phases;
    const share = (part: number): string => `${Math.round((100 * part) / (parse + check + hints))} %`;
    console.log(
      `|       |       | of Sweep Guard: parse ${share(parse)}, check ${share(check)}, hints ${share(hints)} |`,
    );
  }
}

void main();
