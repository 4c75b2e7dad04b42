import type { ReadProblem } from '../runs/run';

/** More than this nobody reads; a file of a million broken lines must not become a million messages. */
const MAX_LISTED = 200;

/** Collects problems: the first ones in full, the rest as a number. */
export interface ProblemList {
  add(problem: ReadProblem): void;
  count(): number;
  /** `where`: what the line that stands for the rest is about. */
  all(where: string): readonly ReadProblem[];
}

/** Starts an empty list. */
export function createProblemList(): ProblemList {
  const listed: ReadProblem[] = [];
  let count = 0;
  return {
    add(problem) {
      count++;
      if (listed.length < MAX_LISTED) listed.push(problem);
    },
    count: () => count,
    all: (where) =>
      count > MAX_LISTED
        ? [...listed, { where, message: `has ${count - MAX_LISTED} more problems like these` }]
        : listed,
  };
}
