import type { CauseCount } from '../analysis/analysis';
import { plainText } from '../plainText';
import { causeTitle } from '../runs/causeSignatures';
import { listOf } from './findings';
import { formatCount } from './format';

/** What goes with one cause alone, where its runs were compared and differ strongly; otherwise `null`. */
export function withinCauseSentence({ cause, runs, parameters = [] }: CauseCount): string | null {
  const strong = parameters.filter(({ verdict }) => verdict === 'strong').map(({ name }) => plainText(name, 60));
  if (strong.length === 0) return null;
  return `Among the ${formatCount(runs, 'run')} with ${causeTitle(cause)} alone, ${listOf(strong, 5)} ${strong.length === 1 ? 'goes' : 'go'} with crashing.`;
}
