import type { Finding, Problem, Report } from '../rules/rule';

/** A file with more has one mistake in many places: nobody reads on, and editors grow slow. */
const MOST_OF_A_RULE = 500;
const MOST_OF_A_FILE = 2_000;

/** Ends a rule from inside its own report. */
class Enough extends Error {}

/**
 * Lets a rule report up to 500 findings and ends it at the next one, which stands for the rest: what a finding costs
 * grows with the file. `take` lists a finding as `shown` and says whether it did: what is silenced does not count.
 */
export function reportSome(check: (report: Report) => void, take: (finding: Finding, shown: Finding) => boolean): void {
  let listed = 0;
  try {
    check((finding) => {
      const isRest = listed === MOST_OF_A_RULE;
      if (!take(finding, isRest ? restOf(finding) : finding)) return;
      listed++;
      if (isRest) throw new Enough();
    });
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
}

function restOf({ span, path }: Finding): Finding {
  const message = `There are more problems like the ${MOST_OF_A_RULE} that are listed; they show once those are mended.`;
  return { span, path, message };
}

/** The first 2,000 problems of a sorted list, and one that says how many there are behind them. */
export function firstProblems(problems: readonly Problem[]): readonly Problem[] {
  const next = problems[MOST_OF_A_FILE];
  if (!next) return problems;
  const left = problems.length - MOST_OF_A_FILE;
  const message = `From here on, ${left.toLocaleString('en')} more ${left === 1 ? 'problem is' : 'problems are'} not listed.`;
  return [...problems.slice(0, MOST_OF_A_FILE), { ...next, message, fixes: [] }];
}
