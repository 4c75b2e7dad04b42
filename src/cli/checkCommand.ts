import { checkSweep } from '../core/language/check';
import { parseSweepDocument } from '../core/sweep/document';
import { githubFormat, jsonFormat, textFormat, type CheckedFile } from './problemFormats';
import { namedRuleFile, nearestRuleFile } from './ruleFile';
import { programOf } from './program';
import { sarifFormat } from './sarifFormat';
import { EXIT, oneLine, type Terminal } from './terminal';

/** How the result of `check` can be printed. */
export type CheckFormat = 'text' | 'json' | 'sarif' | 'github';

const WRITERS: Readonly<Record<CheckFormat, (files: readonly CheckedFile[]) => string>> = {
  text: textFormat,
  json: jsonFormat,
  sarif: (files) => sarifFormat(files),
  github: githubFormat,
};

/** Names of files that hold exported runs; a sweep file may be JSON. */
const RUNS = /\.(?:csv|jsonl|ndjson)$/i;

/** `sweep-guard check`: prints the problems of the files; returns the exit status. */
export async function runCheck(
  paths: readonly string[],
  options: { readonly format: CheckFormat; readonly maxWarnings?: number; readonly rules?: string },
  terminal: Terminal,
): Promise<number> {
  const files: CheckedFile[] = [];
  const ruleFileFor = options.rules === undefined ? nearestRuleFile(terminal) : namedRuleFile(options.rules, terminal);
  const refused = new Set<string>();
  for (const path of paths) {
    const input = await terminal.readInput(path);
    if (!input.ok) {
      refused.add(oneLine(input.error));
      continue;
    }
    // Whoever passes a file says that it is a sweep: an empty one is then a broken sweep.
    const sweep = parseSweepDocument(new TextDecoder().decode(input.value), { path, isNamed: true });
    const rules = await ruleFileFor(path);
    if (!rules.ok) refused.add(oneLine(rules.error));
    const ruleFile = rules.ok ? rules.value : null;
    const program = sweep.isSweep ? await programOf(sweep, path) : null;
    const problems = sweep.isSweep ? checkSweep(sweep, { evidence: null, ruleFile, program }) : [];
    files.push({ file: path === '-' ? '<stdin>' : path, isSweep: sweep.isSweep, problems });
  }
  const text = files.length > 0 ? WRITERS[options.format](files) : '';
  if (text !== '') terminal.print(text);

  for (const line of refused) terminal.warn(line);
  if (files.length > 0 && !files.some(({ isSweep }) => isSweep)) {
    terminal.warn('No sweep file was among them, so nothing was checked: name the file with method and parameters.');
  }
  for (const path of paths.filter((one) => RUNS.test(one))) {
    terminal.warn(`${path} has the name of exported runs: sweep-guard analyze ${path} compares them.`);
  }
  if (refused.size > 0) return EXIT.usage;
  const count = (severity: string): number =>
    files.reduce((sum, { problems }) => sum + problems.filter((problem) => problem.severity === severity).length, 0);
  const [warnings, { maxWarnings = Infinity }] = [count('warning'), options];
  if (warnings > maxWarnings) {
    terminal.warn(
      `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}, more than --max-warnings ${maxWarnings} allows.`,
    );
  }
  return count('error') > 0 || warnings > maxWarnings ? EXIT.problems : EXIT.ok;
}
