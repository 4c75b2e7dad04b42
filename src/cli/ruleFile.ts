import { stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { checkRuleFile } from '../core/language/checkRuleFile';
import { fail, ok, type Result } from '../core/ports';
import { findRuleFile } from '../core/rules/findRuleFile';
import type { RuleFile } from '../core/rules/teamRule';
import type { SourceError } from '../core/runs/run';
import { nodeFileSystem } from '../node/fileSystem';
import type { Terminal } from './terminal';

/** Gives the rule file that counts for a sweep file; `null` where there is none. */
export type RuleFileFor = (sweepPath: string) => Promise<Result<RuleFile | null, SourceError>>;

/** The rule file that `--rules` names, for every sweep file. */
export function namedRuleFile(path: string, terminal: Terminal): RuleFileFor {
  const read = terminal.readInput(path).then((input): Result<RuleFile, SourceError> => {
    return input.ok ? understood(path, new TextDecoder().decode(input.value), terminal) : input;
  });
  return () => read;
}

/** For each sweep file the nearest rule file above it, within its repository; each is read once. */
export function nearestRuleFile(terminal: Terminal): RuleFileFor {
  const byFolder = new Map<string, ReturnType<RuleFileFor>>();
  const byPath = new Map<string, Result<RuleFile, SourceError>>();
  const look = async (folder: string): ReturnType<RuleFileFor> => {
    const root = await rootOf(folder);
    const below = relative(root, folder).split(sep).filter(Boolean);
    const found = await findRuleFile(nodeFileSystem(root), [...below, 'sweep.yaml'].join('/'));
    if (!found.ok) {
      const path = shown(join(root, found.error.path));
      return fail({ message: `${path} could not be read.`, advice: 'Check its permissions, or pass --rules FILE.' });
    }
    if (!found.value) return ok(null);
    const path = join(root, found.value.path);
    const known = byPath.get(path) ?? understood(shown(path), found.value.text, terminal);
    byPath.set(path, known);
    return known;
  };
  return (sweepPath) => {
    const folder = sweepPath === '-' ? process.cwd() : dirname(resolve(sweepPath));
    const known = byFolder.get(folder) ?? look(folder);
    byFolder.set(folder, known);
    return known;
  };
}

/** What is wrong is said line by line; with an error in it, the file would say less than the team means. */
function understood(path: string, text: string, terminal: Terminal): Result<RuleFile, SourceError> {
  const { ruleFile, problems } = checkRuleFile(text);
  for (const { severity, message, range } of problems) {
    if (severity === 'info' || severity === 'hint') continue;
    terminal.warn(`${path}:${range.start.line + 1}:${range.start.character + 1}  ${severity}  ${message}`);
  }
  if (!problems.some(({ severity }) => severity === 'error')) return ok(ruleFile);
  return fail({ message: `${path} has errors, so its rules can’t be trusted.`, advice: 'Correct them first.' });
}

/**
 * How far up is looked: to the root of the repository; without one, to the working directory where that is above, so
 * that a stray file in a home directory does not count.
 */
async function rootOf(folder: string): Promise<string> {
  for (let above = folder; ; above = dirname(above)) {
    if (await exists(join(above, '.git'))) return above;
    if (dirname(above) === above) break;
  }
  const here = process.cwd();
  return folder === here || folder.startsWith(here.endsWith(sep) ? here : here + sep) ? here : folder;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

/** A path as a person would write it from where they are. */
function shown(path: string): string {
  const below = relative(process.cwd(), path);
  return below.startsWith('..') ? path : below || basename(path);
}
