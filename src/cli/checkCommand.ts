import { checkSweep } from '../core/language/check';
import { parseSweepDocument } from '../core/sweep/document';
import { githubFormat, jsonFormat, sarifFormat, textFormat, type CheckedFile } from './problemFormats';
import { EXIT, oneLine, type Terminal } from './terminal';

/** How the result of `check` can be printed. */
export type CheckFormat = 'text' | 'json' | 'sarif' | 'github';

const WRITERS: Readonly<Record<CheckFormat, (files: readonly CheckedFile[]) => string>> = {
  text: textFormat,
  json: jsonFormat,
  sarif: sarifFormat,
  github: githubFormat,
};

/** `sweep-guard check`: prints the problems of the files; returns the exit status. */
export async function runCheck(
  paths: readonly string[],
  options: { readonly format: CheckFormat; readonly maxWarnings?: number },
  terminal: Terminal,
): Promise<number> {
  const files: CheckedFile[] = [];
  let unreadable = false;
  for (const path of paths) {
    const input = await terminal.readInput(path);
    if (!input.ok) {
      terminal.warn(oneLine(input.error));
      unreadable = true;
      continue;
    }
    const sweep = parseSweepDocument(new TextDecoder().decode(input.value));
    const file = path === '-' ? '<stdin>' : path;
    files.push({ file, isSweep: sweep.isSweep, problems: sweep.isSweep ? checkSweep(sweep, { evidence: null }) : [] });
  }
  const text = files.length > 0 ? WRITERS[options.format](files) : '';
  if (text !== '') terminal.print(text);

  if (unreadable) return EXIT.usage;
  const count = (severity: string): number =>
    files.reduce((sum, { problems }) => sum + problems.filter((problem) => problem.severity === severity).length, 0);
  const tooManyWarnings = options.maxWarnings !== undefined && count('warning') > options.maxWarnings;
  return count('error') > 0 || tooManyWarnings ? EXIT.problems : EXIT.ok;
}
