import { effectIn, factOf } from '../knowledge/parameter';
import type { EvidenceRegion, EvidenceTerm } from '../runs/evidence';
import { FEWEST_RUNS, isOld } from './evidence';
import {
  conditionInWords,
  jointShare,
  otherPlaces,
  placeOf,
  reachedInWords,
  termOf,
  wayOut,
  type Term,
} from './jointConditions';
import type { Report, Rule, RuleContext } from './rule';
import type { Condition } from './teamRule';
import { inWords, interval, listed, quoted, shareOfDraws } from './wording';

/** Below this share of draws a sweep does not reach there in any way that matters. */
const NOTHING = 0.005;

/** V03: the sweep draws combinations of settings with which past runs crashed. */
export const reachesCrashRegion: Rule = {
  code: 'V03',
  name: 'reaches-crash-region',
  severity: 'warning',
  description: 'The sweep draws combinations of settings with which runs of the last analysis crashed.',
  check(context, report) {
    for (const region of context.evidence?.interactions ?? []) {
      const terms = region.terms.map((term) => termOf(context, term.parameter, conditionOf(term)));
      if (!terms.every((term) => term !== null) || terms.some((term) => isInert(context, term))) continue;
      if (region.lift > 1) reportRegion(context, region, terms, report);
      else reportSurroundings(context, region, terms, report);
    }
  },
};

/** A term of a region as a condition; both ends of a list of values are in it. */
export function conditionOf({ op, value }: EvidenceTerm): Condition {
  if (typeof value !== 'number') return { side: 'in', values: typeof value === 'string' ? [value] : value };
  if (op === 'in') return { side: 'in', values: [value] };
  return { side: op.startsWith('>') ? 'above' : 'below', value, ...(op.endsWith('=') && { inclusive: true }) };
}

/** All terms together are what crashed: each of them can keep out of it. */
function reportRegion(context: RuleContext, region: EvidenceRegion, terms: readonly Term[], report: Report): void {
  if (jointShare(terms) < NOTHING) return;
  const counts = `${region.crashed} of ${region.total} past runs with both crashed (${interval(region)})`;
  const message =
    `${reachedInWords(terms)}: ${terms.length > 2 ? counts.replace('both', 'all of it') : counts}, ` +
    `${inWords(Number(region.lift.toPrecision(2)))} times the overall rate, more than either explains alone.`;
  for (const term of terms) reportTerm(context, term, terms, message, report);
}

/** Outside of all terms runs crash: one setting beyond is enough, so that every one of them has to be narrowed. */
function reportSurroundings(
  context: RuleContext,
  region: EvidenceRegion,
  terms: readonly Term[],
  report: Report,
): void {
  const { evidence } = context;
  if (!evidence || 1 - jointShare(terms) < NOTHING) return;
  const safe = listed(
    terms.map(({ parameter, condition }) => `${quoted(parameter.name)} ${conditionInWords(condition)}`),
  );
  const crashed = evidence.crashed - region.crashed;
  const total = evidence.crashed + evidence.completed - region.total;
  const draws = shareOfDraws(1 - jointShare(terms));
  const message =
    `${draws.charAt(0).toUpperCase()}${draws.slice(1)} leave ${safe}: beyond, ${crashed} of ${total} past runs crashed; ` +
    `inside, ${region.crashed} of ${region.total} (${interval(region)}).`;
  const outside = terms.flatMap((term) => {
    const condition = opposite(term.condition);
    return condition === null || term.share > 1 - NOTHING ? [] : [{ ...term, condition, share: 1 - term.share }];
  });
  for (const term of outside) reportTerm(context, term, outside, message, report);
}

function reportTerm(context: RuleContext, term: Term, terms: readonly Term[], message: string, report: Report): void {
  const { evidence } = context;
  const isSure = !isOld(context) && evidence !== null && evidence.crashed + evidence.completed >= FEWEST_RUNS;
  const { span, key } = placeOf(term);
  const fix = wayOut(context, term);
  report({
    severity: isSure ? 'warning' : 'info',
    message: isOld(context) ? `${message} The analysis is more than three months old.` : message,
    path: key === null ? term.parameter.path : [...term.parameter.path, key],
    span,
    fixes: fix ? [fix] : [],
    related: otherPlaces(terms, term),
  });
}

/** The other side of a condition; `null` for listed values, whose opposite is not listed. */
function opposite(condition: Condition): Condition | null {
  if (condition.side !== 'above' && condition.side !== 'below') return null;
  const side = condition.side === 'above' ? 'below' : 'above';
  return { side, value: condition.value, ...(condition.inclusive !== true && { inclusive: true }) };
}

function isInert({ recognition }: RuleContext, { parameter }: Term): boolean {
  const fact = recognition && factOf(recognition.framework, parameter.name);
  return fact !== null && recognition !== null && effectIn(fact, recognition) === 'inert';
}
