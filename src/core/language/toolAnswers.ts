import type { Problem } from '../rules/rule';

/** Problems that one answer lists at most: a model reads them all, and pays for each. */
const MOST = 20;

/** A check of a sweep file for a language model: counts, then one line for each problem, the worst first. */
export function checkAnswer(name: string, problems: readonly Problem[]): string {
  const order = ['error', 'warning', 'info', 'hint'];
  const sorted = [...problems].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  if (sorted.length === 0) return `${name}: no problems.`;
  const counts = order
    .map((severity) => [severity, sorted.filter((problem) => problem.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`);
  const lines = sorted.slice(0, MOST).map(({ code, severity, message, range, fixes }) => {
    const fix = fixes[0] ? ` Fix: ${fixes[0].title}.` : '';
    return `line ${range.start.line + 1}, ${severity} ${code}: ${message}${fix}`;
  });
  const more = sorted.length - MOST;
  return [`${name}: ${counts.join(', ')}.`, ...lines, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}
