/** Which pairs of parameters are worth a look, and the regions that the analysis found in a pair. */
import type { Analysis, Interaction, InteractionTerm, Threshold } from '../core/analysis/analysis';
import { plainText } from '../core/plainText';
import { formatCount, formatExact, formatShareInterval } from '../core/report/format';
import { varyingParameters } from './parameterCards';

/** Two parameters to look at together. */
export interface Pair {
  readonly x: string;
  readonly y: string;
}

/** A pair that is offered; `interaction` is why, `null` where each of the two tells something alone. */
export interface OfferedPair extends Pair {
  readonly interaction: Interaction | null;
}

/** A part of an axis: numbers between two ends (infinite ones are open), or levels. */
export type Side =
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'levels'; readonly levels: readonly string[] };

/** What an interaction says of a pair; terms on a third parameter must hold too, and cannot be drawn. */
export interface PairRegion {
  readonly x: Side;
  readonly y: Side;
  readonly interaction: Interaction;
}

/** Offers beyond this many are no help in choosing. */
const MOST_OFFERS = 6;
/** Parameters whose pairs are offered without an interaction. */
const TELLING = 3;

/** Pairs with an interaction first, then those of the most telling parameters; each pair once. */
export function offeredPairs(analysis: Analysis): readonly OfferedPair[] {
  const offers: OfferedPair[] = [];
  const add = (offer: OfferedPair): void => {
    const isNew = !offers.some(({ x, y }) => (x === offer.x && y === offer.y) || (x === offer.y && y === offer.x));
    if (isNew && offer.x !== offer.y && offers.length < MOST_OFFERS) offers.push(offer);
  };
  for (const interaction of analysis.interactions) {
    const [first, second] = [...new Set(interaction.terms.map(({ parameter }) => parameter))];
    if (first !== undefined && second !== undefined) add({ x: first, y: second, interaction });
  }
  const telling = pairableParameters(analysis).slice(0, TELLING);
  telling.forEach((y, later) => {
    for (const x of telling.slice(0, later)) add({ x, y, interaction: null });
  });
  return offers;
}

/** Parameters that a pair can be chosen from, most telling first. */
export function pairableParameters(analysis: Analysis): readonly string[] {
  return varyingParameters(analysis).map(({ name }) => name);
}

/** `value`, kept before a reload, if it is a pair of `parameters`; else the first offer, or the first two parameters. */
export function chosenPair(value: unknown, analysis: Analysis): Pair | null {
  const parameters = pairableParameters(analysis);
  const isKnown = (name: unknown): name is string => typeof name === 'string' && parameters.includes(name);
  if (typeof value === 'object' && value !== null && 'x' in value && 'y' in value) {
    const { x, y } = value;
    if (isKnown(x) && isKnown(y) && x !== y) return { x, y };
  }
  const offer = offeredPairs(analysis).find(({ x, y }) => isKnown(x) && isKnown(y));
  if (offer !== undefined) return { x: offer.x, y: offer.y };
  const [x, y] = parameters;
  return x === undefined || y === undefined ? null : { x, y };
}

/** The regions found in a pair, most remarkable first; those with a term on both parameters. */
export function pairRegions({ interactions }: Analysis, { x, y }: Pair): readonly PairRegion[] {
  return interactions.flatMap((interaction): readonly PairRegion[] => {
    const sides = sidesOf(interaction);
    const onX = sides.get(x);
    const onY = sides.get(y);
    return onX === undefined || onY === undefined ? [] : [{ x: onX, y: onY, interaction }];
  });
}

/** The region of an interaction, by parameter; together they select its runs. */
export function sidesOf({ terms }: Pick<Interaction, 'terms'>): ReadonlyMap<string, Side> {
  const names = [...new Set(terms.map(({ parameter }) => parameter))];
  return new Map(
    names.flatMap((name) => {
      const side = sideOf(terms.filter(({ parameter }) => parameter === name));
      return side === null ? [] : [[name, side] as const];
    }),
  );
}

/** The cuts of a parameter's own threshold, to be drawn as lines. */
export function cutsOf(threshold: Threshold | null): readonly number[] {
  if (threshold === null) return [];
  return typeof threshold.value === 'number' ? [threshold.value] : threshold.value;
}

/** The terms in words: `mixup > 0.15 and dropout > 0.08`. */
function termsText(terms: readonly InteractionTerm[]): string {
  return terms.map(termText).join(' and ');
}

/** What the analysis found of a region: `11 of 11 crashed (74–100 %) where mixup > 0.15 and dropout > 0.08`. */
export function regionText({ crashed, total, low, high, terms }: Interaction): string {
  const runs = `${crashed.toLocaleString('en-US')} of ${formatCount(total, 'run')}`;
  return `${runs} crashed (${formatShareInterval(low, high)}) where ${termsText(terms)}`;
}

function termText({ parameter, op, value }: InteractionTerm): string {
  const name = plainText(parameter, 60);
  if (op === 'in') {
    const levels = Array.isArray(value) ? (value as readonly unknown[]) : [value];
    return `${name} is ${plainText(levels.map(String).join(' or '), 80)}`;
  }
  const sign = op === '>=' ? '≥' : op === '<=' ? '≤' : op;
  return `${name} ${sign} ${typeof value === 'number' ? formatExact(value) : plainText(String(value), 40)}`;
}

/** All terms on one parameter as one side; `null` where they name nothing that can be drawn. */
function sideOf(terms: readonly InteractionTerm[]): Side | null {
  let from = -Infinity;
  let to = Infinity;
  for (const { op, value } of terms) {
    if (op === 'in') {
      return { kind: 'levels', levels: (Array.isArray(value) ? (value as readonly unknown[]) : [value]).map(String) };
    }
    if (typeof value !== 'number') return null;
    if (op === '>') from = Math.max(from, justAbove(value));
    else if (op === '>=') from = Math.max(from, value);
    else if (op === '<') to = Math.min(to, -justAbove(-value));
    else to = Math.min(to, value);
  }
  return { kind: 'range', from, to };
}

/** The next larger double, or the one after it: filters include their ends, `>` does not. */
function justAbove(value: number): number {
  return value === 0 ? Number.MIN_VALUE : value + Math.abs(value) * Number.EPSILON;
}
