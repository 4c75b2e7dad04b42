import type { Interval } from '../knowledge/parameter';
import type { Distribution, DrawValue } from '../sweep/distributions';
import { resolveAlias, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { itemsOf, readDistribution } from '../sweep/readDistribution';
import { isWrittenHere } from './edits';
import { removeItem } from './entries';
import { narrow, offender, reachInWords, regionInWords, shareIn, spanOfValue } from './reach';
import type { Fix, RelatedSpan, RuleContext } from './rule';
import type { Condition } from './teamRule';
import { listed, quoted, shareOfDraws } from './wording';

/** One condition, with the parameter of this sweep that it is about. */
export interface Term {
  readonly parameter: Parameter;
  readonly condition: Condition;
  readonly distribution: Distribution;
  /** Share of draws for which the condition holds, 0–1. */
  readonly share: number;
}

/** The condition as this sweep can meet it; `null` where it does not draw the parameter, or not in a way that is known. */
export function termOf({ parameters }: RuleContext, name: string, condition: Condition): Term | null {
  const parameter = parameters.find(({ configName }) => configName === name);
  const distribution = parameter && readDistribution(parameter.fields)?.distribution;
  if (!parameter || !distribution) return null;
  const share =
    condition.side === 'in' ? shareOfListed(distribution, condition.values) : shareIn(distribution, condition);
  return share === null ? null : { parameter, condition, distribution, share };
}

/** Share of draws that meet all conditions: W&B draws each parameter on its own, so that the shares multiply. */
export function jointShare(terms: readonly Term[]): number {
  return terms.reduce((product, { share }) => product * share, 1);
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

/** How the sweep reaches there, such as `19 % of the draws have mixup above 0.15 and dropout above 0.08`. */
export function reachedInWords(terms: readonly Term[]): string {
  const [first] = terms;
  const share = jointShare(terms);
  if (terms.length === 1 && first && first.condition.side !== 'in') {
    return reachInWords(quoted(first.parameter.name), first.distribution, first.condition, share);
  }
  const where = terms.map(({ parameter, condition }) => `${quoted(parameter.name)} ${conditionInWords(condition)}`);
  const draws = shareOfDraws(share);
  return `${draws.charAt(0).toUpperCase()}${draws.slice(1)} have ${listed(where)}`;
}

/** A condition behind the name of its parameter: `above 0.15`, `at SGD or Adam`. */
export function conditionInWords(condition: Condition): string {
  if (condition.side !== 'in') return regionInWords(condition);
  const values = condition.values.slice(0, 5).map((value) => quoted(String(value)));
  const rest = condition.values.length - values.length;
  if (rest > 0) return `at ${values.join(', ')} or ${rest} more`;
  return `at ${values.length === 1 ? values[0]! : `${values.slice(0, -1).join(', ')} or ${values.at(-1)!}`}`;
}

/** What in the file meets a condition, most exactly: the bound, the listed value, or else the parameter's name. */
export function placeOf({ parameter, condition }: Pick<Term, 'parameter' | 'condition'>): ReturnType<typeof offender> {
  if (condition.side !== 'in') return offender(parameter, condition);
  const [only, ...others] = listedItems(parameter, condition.values);
  if (only && others.length === 0) return { span: only, key: 'values' };
  for (const key of ['values', 'value']) {
    const entry = parameter.fields.get(key);
    if (entry && entry.value.end > entry.value.start) return { span: spanOfValue(entry), key };
  }
  return { span: parameter.entry.key, key: null };
}

/** The places of the other terms, for a finding at one of them. */
export function otherPlaces(terms: readonly Term[], term: Term): readonly RelatedSpan[] {
  return terms
    .filter((other) => other !== term)
    .map((other) => ({
      message: `together with ${quoted(other.parameter.name)} ${conditionInWords(other.condition)}`,
      span: placeOf(other).span,
    }));
}

function listedItems({ fields }: Parameter, values: readonly DrawValue[]): readonly SweepNode[] {
  return itemsOf(fields.get('values')).filter((item) => {
    const node = resolveAlias(item);
    return node.kind === 'scalar' && values.includes(node.value);
  });
}

/** How a parameter keeps out of a condition's way by itself: a narrower range, or one value fewer; `null` where it can't. */
export function wayOut(context: RuleContext, { parameter, condition, distribution }: Omit<Term, 'share'>): Fix | null {
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

/** What lies on the other side; `null` where that is not one interval. */
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
