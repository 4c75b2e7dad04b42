import { plainText } from '../core/plainText';
import type { Problem, Severity } from '../core/rules/rule';

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
      : [`${file}: not a sweep file (no parameters with a method), not checked`],
  );
  const problems = files.flatMap((file) => file.problems);
  const sweeps = files.filter((file) => file.isSweep).length;
  const fixable = problems.filter(({ fixes }) => fixes.length > 0).length;
  const fixes = fixable > 0 ? `; the editor has a quick fix for ${fixable === problems.length ? 'each' : fixable}` : '';
  return [...lines, `${plural(problems.length, 'problem')} in ${plural(sweeps, 'sweep file')}${fixes}`].join('\n');
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

/** Workflow commands that GitHub shows as annotations beside the lines. */
export function githubFormat(files: readonly CheckedFile[]): string {
  const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  return files
    .flatMap(({ file, problems }) =>
      problems.map(({ severity, range: { start, end }, code, name, message }) => {
        const place = [
          `file=${property(file)}`,
          `line=${start.line + 1}`,
          `endLine=${end.line + 1}`,
          ...(start.line === end.line ? [`col=${start.character + 1}`, `endColumn=${end.character + 1}`] : []),
          `title=${property(`${code} ${name}`)}`,
        ].join(',');
        return `::${GITHUB_LEVELS[severity]} ${place}::${data(message)}`;
      }),
    )
    .join('\n');
}

const SARIF_LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, for code scanning. */
export function sarifFormat(files: readonly CheckedFile[]): string {
  const problems = files.flatMap(({ file, problems }) => problems.map((problem) => ({ file, problem })));
  const rules = new Map(problems.map(({ problem }) => [problem.code, { id: problem.code, name: problem.name }]));
  const results = problems.map(({ file, problem: { code, severity, message, range } }) => ({
    ruleId: code,
    level: SARIF_LEVELS[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split('\\').map(encodePath).join('/') },
          region: {
            startLine: range.start.line + 1,
            startColumn: range.start.character + 1,
            endLine: range.end.line + 1,
            endColumn: range.end.character + 1,
          },
        },
      },
    ],
  }));
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Sweep Guard', rules: [...rules.values()] } },
          columnKind: 'utf16CodeUnits',
          results,
        },
      ],
    },
    null,
    2,
  );
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
