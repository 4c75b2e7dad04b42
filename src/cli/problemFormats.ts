import { plainText } from '../core/plainText';
import type { Problem, Severity } from '../core/rules/rule';
import { withoutWorkflowCommands } from './safeText';

/** One file as `check` saw it. */
export interface CheckedFile {
  readonly file: string;
  readonly isSweep: boolean;
  readonly problems: readonly Problem[];
}

/** For people: `file:line:column`, one-based, then severity, message and code; one line a problem, and a closing count. */
export function textFormat(files: readonly CheckedFile[]): string {
  const lines = files.flatMap(({ file, isSweep, problems }) =>
    isSweep
      ? problems.map(
          ({ range: { start }, severity, message, code }) =>
            `${plainText(file)}:${start.line + 1}:${start.character + 1}  ${severity.padEnd(7)}  ${plainText(message, 1000)}  ${code}`,
        )
      : [`${plainText(file)}: not a sweep file (no parameters with a method), not checked`],
  );
  const problems = files.flatMap((file) => file.problems);
  const sweeps = files.filter((file) => file.isSweep).length;
  const fixable = problems.filter(({ fixes }) => fixes.length > 0).length;
  const fixes = fixable > 0 ? `; the editor has a quick fix for ${fixable === problems.length ? 'each' : fixable}` : '';
  const closing = `${plural(problems.length, 'problem')} in ${plural(sweeps, 'sweep file')}${fixes}`;
  return withoutWorkflowCommands([...lines, closing].join('\n'));
}

/** The public JSON of `check` (version 1). */
export function jsonFormat(files: readonly CheckedFile[]): string {
  return JSON.stringify({ version: 1, files }, null, 2);
}

const GITHUB_LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Annotations of one level that GitHub shows for a step; more are dropped without a word. */
const GITHUB_SHOWN = 10;

/**
 * Workflow commands that GitHub shows as annotations beside the lines, the worst first. A last line, which is no command,
 * says when there are more than GitHub shows.
 */
export function githubFormat(files: readonly CheckedFile[]): string {
  const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  const commands = files.flatMap(({ file, problems }) =>
    problems.map(({ severity, range: { start, end }, code, name, message }) => {
      const place = [
        `file=${property(file)}`,
        `line=${start.line + 1}`,
        `endLine=${end.line + 1}`,
        ...(start.line === end.line ? [`col=${start.character + 1}`, `endColumn=${end.character + 1}`] : []),
        `title=${property(`${code} ${name}`)}`,
      ].join(',');
      const level = GITHUB_LEVELS[severity];
      return { level, text: `::${level} ${place}::${data(plainText(message, 1000))}` };
    }),
  );
  const byLevel = ['error', 'warning', 'notice'].map((level) => commands.filter((command) => command.level === level));
  const isCut = byLevel.some((group) => group.length > GITHUB_SHOWN);
  const note = `${plural(commands.length, 'problem')}; of each level GitHub shows ${GITHUB_SHOWN} beside the lines, this log has all`;
  return [...byLevel.flat().map(({ text }) => text), ...(isCut ? [note] : [])].join('\n');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
