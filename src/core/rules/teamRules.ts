import { jointShare, otherPlaces, placeOf, reachedInWords, termOf, wayOut } from './jointConditions';
import type { Report, Rule, RuleContext } from './rule';
import type { TeamRule } from './teamRule';
import { quoted } from './wording';

/** Below this share of draws a sweep does not reach there in any way that matters. */
const NOTHING = 0.005;

/** V02: the sweep can draw what the team's rule file warns of. */
export const reachesTeamRule: Rule = {
  code: 'V02',
  name: 'reaches-team-rule',
  severity: 'warning',
  description: 'A range reaches where a rule of the team’s `.sweepguard.yaml` says that it should not.',
  check(context, report) {
    for (const rule of context.teamRules) checkRule(context, rule, report);
  },
};

function checkRule(context: RuleContext, rule: TeamRule, report: Report): void {
  const terms = rule.when.map(([name, condition]) => termOf(context, name, condition));
  if (!terms.every((term) => term !== null) || jointShare(terms) < NOTHING) return;
  const message = `${reachedInWords(terms)}. ${reason(rule)}`;
  for (const term of terms) {
    const { span, key } = placeOf(term);
    const fix = wayOut(context, term);
    report({
      severity: rule.severity,
      message,
      path: key === null ? term.parameter.path : [...term.parameter.path, key],
      span,
      fixes: fix ? [fix] : [],
      related: otherPlaces(terms, term),
    });
  }
}

/** `Rule high-mixup: 10 of 11 runs above 0.15 crashed (team/cones/abc12345, 2026-01-25).` */
function reason({ name, because, evidence }: TeamRule): string {
  const { source, crashed, total, date } = evidence ?? { source: null, crashed: null, total: null, date: null };
  const counts = crashed !== null && total !== null ? `${crashed} of ${total} runs there crashed` : null;
  const why =
    because?.replace(/\s+/g, ' ').trim().replace(/\.$/, '') ?? counts ?? 'your team’s rule file warns of this';
  const from = [source, date].filter((part) => part !== null);
  return `Rule ${quoted(name)}: ${why}${from.length > 0 ? ` (${from.map(quoted).join(', ')})` : ''}.`;
}
