import { quantile, shareInside, shareUpTo, type Continuous, type Law } from '../sweep/distributions';
import { resolveAlias, textOf, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { intendedNumber } from '../sweep/readDistribution';
import { writeNumber } from '../sweep/scalar';
import { changeBody } from './bodyEdits';
import { clearDistribution, isGrid } from './draws';
import { classesIn } from './namedRanges';
import { atKey } from './places';
import type { Fix, Rule, RuleContext } from './rule';
import { inWords, listed, percent, quoted } from './wording';

/** From this share on, one value stands for practically all draws. */
const ALMOST_ALL = 0.99;
/** Below it, leaving the bounds is the rounding error of a computer. */
const NOTHING = 1e-9;

/** A parameter whose draws are rounded. */
interface Rounded {
  readonly parameter: Parameter;
  readonly distribution: Continuous & { readonly q: number };
  /** Bounds of the draws before rounding; infinite where there is none. */
  readonly low: number;
  readonly high: number;
}

/** D06: rounding leaves next to nothing of a range. */
export const roundingLeavesNothing: Rule = {
  code: 'D06',
  name: 'rounding-leaves-nothing',
  severity: 'warning',
  description: 'Draws are rounded to multiples of `q`, and that leaves only one or two values of the range.',
  check(context, report) {
    for (const rounded of roundedOf(context)) {
      const { parameter, distribution } = rounded;
      const values = collapsed(rounded);
      if (!values) continue;
      const q = parameter.fields.has('q') ? `q is ${inWords(distribution.q)}` : 'q is not given and 1 by default';
      const left =
        values.length === 1
          ? `almost every draw is ${inWords(values[0]!)}`
          : `only ${listed(values.map(inWords))} are drawn`;
      const message = `${q}, so ${left}. Write a smaller q, or use ${unrounded(distribution)}.`;
      const key = parameter.fields.has('q') ? 'q' : 'distribution';
      const fix = unroundFix(context, rounded);
      report({ ...atKey(parameter, key), message, fixes: fix ? [fix] : [] });
    }
  },
};

/** D07: rounding carries draws beyond the bounds. */
export const roundingLeavesBounds: Rule = {
  code: 'D07',
  name: 'rounding-leaves-bounds',
  severity: 'warning',
  description: 'Draws are rounded to multiples of `q` and not clipped, so that some fall outside `min` and `max`.',
  check(context, report) {
    for (const rounded of roundedOf(context)) {
      const { parameter, distribution, low, high } = rounded;
      if (!Number.isFinite(low) || !Number.isFinite(high) || collapsed(rounded)) continue;
      const { below, above } = sharesBeyond(rounded);
      if (below + above <= NOTHING) continue;
      const values = [
        ...(below > NOTHING ? [quantile(distribution, 0)!] : []),
        ...(above > NOTHING ? [quantile(distribution, 1)!] : []),
      ].map(inWords);
      const bounds = distribution.law.kind === 'beta' ? '0–1' : 'min and max';
      const message =
        `${percent(below + above)} of the draws are ${values.join(' or ')}, outside ${bounds}: ` +
        `W&B rounds to multiples of ${inWords(distribution.q)} and does not clip.`;
      const fix = ontoSteps(context, rounded);
      report({ ...atKey(parameter, below > NOTHING ? 'min' : 'max'), message, fixes: fix ? [fix] : [] });
    }
  },
};

/** D08: rounded draws that arrive as floats. */
export const wholeAsFloat: Rule = {
  code: 'D08',
  name: 'whole-as-float',
  severity: 'info',
  description: 'With `q` left out or written as a float, whole numbers arrive as floats such as 32.0.',
  check(context, report) {
    for (const rounded of roundedOf(context)) {
      const { parameter, distribution } = rounded;
      if (collapsed(rounded)) continue;
      const written = parameter.fields.get('q');
      const source = written && wholeFloat(written.value);
      if (written && (source === null || !classesIn(context, parameter).has('whole'))) continue;
      const whole = writeNumber(distribution.q, 'int');
      const example = `${inWords(quantile(distribution, 0.5)!)}.0`;
      const why = source ? `q is the float ${quoted(source)}` : 'q is not given, and 1.0 by default';
      const message = `${why}: draws can arrive as floats such as ${example}. Write q: ${whole} for integers.`;
      const edits = changeBody(context.document, parameter, { q: whole });
      const fix: Fix | null = edits && { title: `Write q: ${whole}`, edits, isSuggestion: true };
      report({ ...atKey(parameter, written ? 'q' : 'distribution'), message, fixes: fix ? [fix] : [] });
    }
  },
};

/** D12: q is zero or negative. */
export const stepNotPositive: Rule = {
  code: 'D12',
  name: 'step-not-positive',
  severity: 'error',
  description: '`q` is zero or negative; W&B refuses it.',
  check(context, report) {
    for (const parameter of context.parameters) {
      const name = textOf(parameter.fields.get('distribution')?.value);
      const q = intendedNumber(parameter.fields.get('q')?.value);
      if (!name?.startsWith('q_') || q === null || q > 0) continue;
      const message = `q is ${inWords(q)}: draws are rounded to multiples of it, so it has to be above 0.`;
      const written = parameter.fields.get('q')!.value;
      const isInt = written.kind === 'scalar' && written.type === 'int';
      const positive = writeNumber(-q, isInt ? 'int' : 'float');
      const turned = q < 0 && Number.isFinite(q) ? changeBody(context.document, parameter, { q: positive }) : null;
      report({
        ...atKey(parameter, 'q'),
        message,
        fixes: turned ? [{ title: `Write ${positive}`, edits: turned }] : [],
      });
    }
  },
};

/** The text of a float without fraction, such as `2.0`; `null` for anything else. */
function wholeFloat(node: SweepNode): string | null {
  const scalar = resolveAlias(node);
  if (scalar.kind !== 'scalar' || scalar.type !== 'float') return null;
  return Number.isSafeInteger(scalar.value) ? scalar.source : null;
}

/** Parameters whose draws are rounded; a grid steps from `min` instead. */
function roundedOf(context: RuleContext): readonly Rounded[] {
  return context.once(collectRounded);
}

function collectRounded(context: RuleContext): readonly Rounded[] {
  if (isGrid(context)) return [];
  const rounded: Rounded[] = [];
  for (const parameter of context.parameters) {
    const distribution = clearDistribution(context, parameter);
    if (distribution?.kind !== 'continuous' || distribution.q === null) continue;
    const { law, q } = distribution;
    const { low, high } = boundsOf(law);
    rounded.push({ parameter, distribution: { ...distribution, q }, low, high });
  }
  return rounded;
}

function boundsOf(law: Law): { readonly low: number; readonly high: number } {
  if ('low' in law) return law;
  if (law.kind === 'beta') return { low: 0, high: 1 };
  return { low: law.kind === 'normal' ? -Infinity : 0, high: Infinity };
}

/** The one or two values that are left, lowest first; `null` where rounding leaves more. */
function collapsed({ parameter, distribution, low, high }: Rounded): readonly number[] | null {
  const { q } = distribution;
  const middle = quantile(distribution, 0.5)!;
  const atMiddle = shareInside(distribution, middle - q / 4, middle + q / 4)!;
  if (atMiddle >= ALMOST_ALL) return [middle];
  const width = high - low;
  // A q as wide as the range is a choice, but not where it is the default.
  const isWide = q > width || (q === width && !parameter.fields.has('q'));
  if (!isWide) return null;
  return [...new Set([quantile(distribution, 0)!, quantile(distribution, 1)!].map((value) => value + 0))];
}

function unrounded({ name }: Continuous): string {
  return name.replace(/^q_/, '');
}

function unroundFix({ document }: RuleContext, { parameter, distribution }: Rounded): Fix | null {
  const name = unrounded(distribution);
  const edits = changeBody(document, parameter, {
    distribution: name,
    ...(parameter.fields.has('q') && { q: null }),
  });
  return edits && { title: `Use ${name}, without rounding`, edits, isSuggestion: true, isUnproven: true };
}

/** Moves the bounds that are left onto the next multiples of q inside, where that keeps most of the range. */
function ontoSteps({ document }: RuleContext, rounded: Rounded): Fix | null {
  const { parameter, distribution, low, high } = rounded;
  const { q, name } = distribution;
  if (name !== 'q_uniform' && name !== 'q_log_uniform_values') return null;
  const { below, above } = sharesBeyond(rounded);
  const min = below > NOTHING ? tidy(Math.ceil(low / q) * q) : low;
  const max = above > NOTHING ? tidy(Math.floor(high / q) * q) : high;
  const kept = min < max ? shareInside({ ...distribution, q: null }, min, max)! : 0;
  if (max - min < q || kept < 0.5) return null;
  const type = [low, high, q].every(Number.isSafeInteger) ? 'int' : 'float';
  const changes = {
    ...(min !== low && { min: writeNumber(min, type) }),
    ...(max !== high && { max: writeNumber(max, type) }),
  };
  const edits = changeBody(document, parameter, changes);
  const title = `Set ${listed(Object.entries(changes).map(([key, value]) => `${key} to ${value}`))}`;
  return edits && { title, edits, isSuggestion: true };
}

/** Whether rounding carries draws of a parameter down to less than its range has: D06 or D07 says so. */
export function isRoundedDown(context: RuleContext, parameter: Parameter): boolean {
  const rounded = roundedOf(context).find((one) => one.parameter === parameter);
  return rounded !== undefined && (collapsed(rounded) !== null || sharesBeyond(rounded).below > NOTHING);
}

/** Shares of draws below `min` and above `max`. */
function sharesBeyond({ distribution, low, high }: Rounded): { readonly below: number; readonly above: number } {
  return { below: shareUpTo(distribution, low, true)!, above: 1 - shareUpTo(distribution, high)! };
}

/** Without the rounding error of a product: 0.3 instead of 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
