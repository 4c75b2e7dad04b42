import type { Problem } from '../rules/rule';
import { countInWords } from '../rules/wording';
import type { SweepDocument } from '../sweep/document';
import { gridSize } from '../sweep/gridSize';
import { fieldsOf, numberOf, textOf } from '../sweep/node';
import { parametersOf } from '../sweep/parameters';

/** The line above a sweep file: how many runs it makes, how many problems it has, and what can be done. */
export function lensTitle(document: SweepDocument, problems: readonly Problem[]): string {
  // Hints are suggestions; the Problems view does not list them either.
  const count = problems.filter(({ severity }) => severity !== 'hint').length;
  const found = count === 0 ? 'no problems' : `${count} ${count === 1 ? 'problem' : 'problems'}`;
  return [runsInWords(document), found, 'Analyze Sweep'].filter((part) => part !== null).join(' · ');
}

/** How many runs the sweep makes; `null` where its method does not say. */
function runsInWords({ root }: SweepDocument): string | null {
  const fields = fieldsOf(root);
  const cap = numberOf(fields.get('run_cap')?.value);
  const limit = cap !== null && cap >= 1 ? BigInt(Math.floor(Math.min(cap, Number.MAX_SAFE_INTEGER))) : null;
  switch (textOf(fields.get('method')?.value)) {
    case 'grid': {
      const { runs } = gridSize(parametersOf(root));
      if (runs === null || !fields.has('parameters')) return null;
      return limit !== null && limit < runs ? `${countInWords(limit)} of ${named(runs)}` : named(runs);
    }
    case 'random':
    case 'bayes':
      return limit === null ? 'no run limit' : `up to ${named(limit)}`;
    default:
      return null;
  }
}

function named(runs: bigint): string {
  return `${countInWords(runs)} ${runs === 1n ? 'run' : 'runs'}`;
}
