import { classesOf, type NameClass } from '../knowledge/commonNames';
import { factOf, type Interval } from '../knowledge/parameter';
import type { Distribution } from '../sweep/distributions';
import { numberOf, resolveAlias } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { itemsOf } from '../sweep/readDistribution';
import { isWrittenHere } from './edits';
import { drawsOf } from './draws';
import { removeItem } from './entries';
import { hasLimitsAsExponents } from './logDistributions';
import { isNothing, narrow, offender, reachInWords, shareIn, type Region } from './reach';
import type { Finding, Fix, RuleContext } from './rule';
import { quoted } from './wording';

/** A parameter whose name says what its values should be, with what the sweep draws of it. */
export interface Named {
  readonly parameter: Parameter;
  readonly classes: ReadonlySet<NameClass>;
  readonly distribution: Distribution;
}

/** What the name of a parameter says. */
export function classesIn(context: RuleContext, parameter: Parameter): ReadonlySet<NameClass> {
  return context.once(classesByParameter).get(parameter)!;
}

function classesByParameter({ parameters }: RuleContext): ReadonlyMap<Parameter, ReadonlySet<NameClass>> {
  return new Map(parameters.map((parameter) => [parameter, classesOf(parameter.name)]));
}

/**
 * The parameters whose names say something. Those that the framework at hand has facts about are left out: they speak for
 * themselves (K01, K03), and names mean different things in different frameworks.
 */
export function namedParameters(context: RuleContext): readonly Named[] {
  return context.once(collectNamed);
}

function collectNamed(context: RuleContext): readonly Named[] {
  const named: Named[] = [];
  for (const parameter of context.parameters) {
    const classes = classesIn(context, parameter);
    if (classes.size === 0 || isKnownToFramework(context, parameter) || hasLimitsAsExponents(parameter)) continue;
    const distribution = drawsOf(context, parameter);
    if (distribution) named.push({ parameter, classes, distribution });
  }
  return named;
}

/** Whether the framework that is used has facts about the parameter. */
export function isKnownToFramework({ recognition }: RuleContext, { name }: Parameter): boolean {
  return recognition !== null && factOf(recognition.framework, name) !== null;
}

/** Whether it is fixed to one value, which is a choice and not a search. */
export function isFixed(distribution: Distribution): boolean {
  return distribution.kind === 'discrete' && distribution.values.length === 1;
}

/** Whether draws follow a normal law, which has no bounds that could be moved. */
export function isNormal(distribution: Distribution): boolean {
  return distribution.kind === 'continuous' && distribution.law.kind === 'normal';
}

/**
 * What to say of draws that fall into a region where the name does not expect them; `null` where practically none do.
 * `because` ends the sentence; `into` is where the bounds can be narrowed to.
 */
export function findingInRegion(
  context: RuleContext,
  { parameter, distribution }: Named,
  region: Region,
  { because, into }: { readonly because: string; readonly into: Interval | null },
): Finding | null {
  const share = shareIn(distribution, region);
  if (share === null || isNothing(distribution, share)) return null;
  const { span, key } = offender(parameter, region);
  const reach = reachInWords(quoted(parameter.name), distribution, region, share);
  const fix = (into && narrow(context, parameter, distribution, into)) ?? withoutItem(context, parameter, region);
  return {
    message: `${reach}, ${because}`,
    path: key === null ? parameter.path : [...parameter.path, key],
    span,
    fixes: fix ? [{ ...fix, isSuggestion: true }] : [],
  };
}

/** Takes the only value out of a list that lies in the region. */
function withoutItem({ document }: RuleContext, parameter: Parameter, region: Region): Fix | null {
  const entry = parameter.fields.get('values');
  const list = entry?.value;
  const isOwn = parameter.body.kind === 'mapping' && entry !== undefined && parameter.body.entries.includes(entry);
  if (!isOwn || list?.kind !== 'sequence' || list.decorated || !isWrittenHere(parameter)) return null;
  const values = itemsOf(entry).map((item) => numberOf(resolveAlias(item)));
  const inside = values.map((value) => value !== null && isIn(region, value));
  if (inside.filter(Boolean).length !== 1 || parameter.fields.has('probabilities')) return null;
  const item = list.items[inside.indexOf(true)]!;
  const edit = removeItem(document, list, item);
  return edit && { title: `Leave out ${quoted(document.text.slice(item.start, item.end))}`, edits: [edit] };
}

function isIn(region: Region, value: number): boolean {
  const distribution: Distribution = { kind: 'discrete', name: 'constant', values: [value], chances: [1] };
  return shareIn(distribution, region) === 1;
}
