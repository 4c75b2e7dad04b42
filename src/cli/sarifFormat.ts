import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../package.json';
import { plainText } from '../core/plainText';
import { rules } from '../core/rules/all';
import type { Severity } from '../core/rules/rule';
import type { CheckedFile } from './problemFormats';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** The name by which readers of SARIF know the root of the sources. */
const ROOT_ID = '%SRCROOT%';

/**
 * SARIF 2.1.0, for code scanning: the rules that found something, and a result for each problem. Files below `root` are
 * named relative to it, others by their whole address.
 */
export function sarifFormat(files: readonly CheckedFile[], root: string = process.cwd()): string {
  const problems = files.flatMap(({ file, problems }) => problems.map((problem) => ({ file, problem })));
  const codes = [...new Set(problems.map(({ problem }) => problem.code))];
  const driver = {
    name: 'Sweep Guard',
    version,
    semanticVersion: version,
    rules: codes.map(descriptor),
  };
  const results = problems.map(({ file, problem: { code, severity, message, range } }) => ({
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    // In SARIF, [text](address) is a link; a name from the file must not make one.
    message: { text: plainText(message, 1000).replaceAll('](', '] (') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: location(file, root),
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
  const run = {
    tool: { driver },
    originalUriBaseIds: { [ROOT_ID]: { description: { text: 'The folder in which sweep-guard was run.' } } },
    columnKind: 'utf16CodeUnits',
    results,
  };
  return JSON.stringify(
    { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] },
    null,
    2,
  );
}

/** What code scanning shows about a rule; GitHub asks for all three texts. */
function descriptor(code: string): object {
  const rule = rules.find((known) => known.code === code);
  if (!rule) return { id: code };
  return {
    id: code,
    name: rule.name,
    shortDescription: { text: rule.name.replaceAll('-', ' ') },
    fullDescription: { text: rule.description },
    help: { text: `${rule.description}\n\nTo silence it for a line, write "# sweep-guard: ignore ${code} -- why".` },
    defaultConfiguration: { level: LEVELS[rule.severity] },
  };
}

function location(file: string, root: string): { readonly uri: string; readonly uriBaseId?: string } {
  const below = relative(root, resolve(root, file));
  const isOutside = below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
  return isOutside
    ? { uri: pathToFileURL(resolve(root, file)).href }
    : { uri: below.split(sep).map(encodeURIComponent).join('/'), uriBaseId: ROOT_ID };
}
