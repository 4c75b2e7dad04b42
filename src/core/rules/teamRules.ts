import type { Interval } from '../knowledge/parameter';
import type { Distribution, DrawValue } from '../sweep/distributions';
import { resolveAlias, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { itemsOf, readDistribution } from '../sweep/readDistribution';
import { isWrittenHere } from './edits';
import { removeItem } from './entries';
import { narrow, offender, reachInWords, regionInWords, shareIn } from './reach';
import type { Fix, Report, Rule, RuleContext } from './rule';
import type { Condition, TeamRule } from './teamRule';
import { listed, quoted, shareOfDraws } from './wording';

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

/** One condition of a rule, with the parameter of this sweep that it is about. */
interface Term {
  readonly parameter: Parameter;
  readonly condition: Condition;
  readonly distribution: Distribution;
  /** Share of draws for which the condition holds, 0–1. */
  readonly share: number;
}

function checkRule(context: RuleContext, rule: TeamRule, report: Report): void {
  const terms = rule.when.map(([name, condition]) => termOf(context, name, condition));
  if (!terms.every((term) => term !== null)) return;
  // W&B draws each parameter on its own, so that the shares multiply.
  const share = terms.reduce((product, term) => product * term.share, 1);
  if (share < NOTHING) return;
  const message = `${reached(terms, share)}. ${reason(rule)}`;
  for (const term of terms) {
    const { span, key } = placeOf(term);
    const fix = wayOut(context, term);
    report({
      severity: rule.severity,
      message,
      path: key === null ? term.parameter.path : [...term.parameter.path, key],
      span,
      fixes: fix ? [fix] : [],
    });
  }
}

function termOf({ parameters }: RuleContext, name: string, condition: Condition): Term | null {
  const parameter = parameters.find(({ configName }) => configName === name);
  const distribution = parameter && readDistribution(parameter.fields)?.distribution;
  if (!parameter || !distribution) return null;
  const share =
    condition.side === 'in' ? shareOfListed(distribution, condition.values) : shareIn(distribution, condition);
  return share === null ? null : { parameter, condition, distribution, share };
}

function shareOfListed(distribution: Distribution, listedValues: readonly DrawValue[]): number | null {
  switch (distribution.kind) {
    case 'discrete':
      return distribution.values.reduce<number>(
        (sum, value, i) => (listedValues.includes(value) ? sum + distribution.chances[i]! : sum),
        0,
      );
    case 'int_uniform': {
      const { min, max } = distribution;
      const numbers = new Set(listedValues.filter((value) => Number.isInteger(value)) as number[]);
      return [...numbers].filter((value) => value >= min && value <= max).length / (max - min + 1);
    }
    case 'continuous':
      // Single values of a range have no share.
      return null;
  }
}

function reached(terms: readonly Term[], share: number): string {
  const [first] = terms;
  if (terms.length === 1 && first && first.condition.side !== 'in') {
    return reachInWords(quoted(first.parameter.name), first.distribution, first.condition, share);
  }
  const where = terms.map(({ parameter, condition }) => `${quoted(parameter.name)} ${conditionInWords(condition)}`);
  const draws = shareOfDraws(share);
  return `${draws.charAt(0).toUpperCase()}${draws.slice(1)} have ${listed(where)}`;
}

function conditionInWords(condition: Condition): string {
  if (condition.side !== 'in') return regionInWords(condition);
  const values = condition.values.slice(0, 5).map((value) => quoted(String(value)));
  const rest = condition.values.length - values.length;
  if (rest > 0) return `at ${values.join(', ')} or ${rest} more`;
  return `at ${values.length === 1 ? values[0]! : `${values.slice(0, -1).join(', ')} or ${values.at(-1)!}`}`;
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

function placeOf({ parameter, condition }: Term): ReturnType<typeof offender> {
  if (condition.side !== 'in') return offender(parameter, condition);
  const [only, ...others] = listedItems(parameter, condition.values);
  if (only && others.length === 0) return { span: only, key: 'values' };
  for (const key of ['values', 'value']) {
    const entry = parameter.fields.get(key);
    if (entry && entry.value.end > entry.value.start) return { span: entry.value, key };
  }
  return { span: parameter.entry.key, key: null };
}

function listedItems({ fields }: Parameter, values: readonly DrawValue[]): readonly SweepNode[] {
  return itemsOf(fields.get('values')).filter((item) => {
    const node = resolveAlias(item);
    return node.kind === 'scalar' && values.includes(node.value);
  });
}

/** How this parameter keeps out of the rule's way by itself: a narrower range, or one value fewer. */
function wayOut(context: RuleContext, { parameter, condition, distribution }: Term): Fix | null {
  if (condition.side !== 'in') {
    const safe = safeSide(condition);
    return safe && narrow(context, parameter, distribution, safe);
  }
  const list = parameter.fields.get('values')?.value;
  const [only, ...others] = listedItems(parameter, condition.values);
  if (list?.kind !== 'sequence' || !only || others.length > 0 || list.items.length < 2) return null;
  // With probabilities each value has its partner, and which one is to go is a guess.
  if (!isWrittenHere(parameter) || parameter.fields.has('probabilities')) return null;
  const edit = removeItem(context.document, list, only);
  const text = context.document.text.slice(only.start, only.end);
  return edit && { title: `Remove ${quoted(text)} from values`, edits: [edit], isSuggestion: true };
}

function safeSide(condition: Exclude<Condition, { side: 'in' }>): Interval | null {
  switch (condition.side) {
    case 'above':
      return { low: -Infinity, high: condition.value };
    case 'below':
      return { low: condition.value, high: Infinity };
    case 'outside':
      return { low: condition.low, high: condition.high };
    case 'inside':
      return null;
  }
}
