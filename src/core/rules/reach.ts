import type { Interval } from '../knowledge/parameter';
import { shareInside, shareUpTo, type Distribution } from '../sweep/distributions';
import { numberOf, type Entry, type Span } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { itemsOf } from '../sweep/readDistribution';
import { writeNumber } from '../sweep/scalar';
import { editableBounds } from './bounds';
import { replace } from './edits';
import type { Fix, RuleContext } from './rule';
import { inWords, shareOfDraws } from './wording';

/**
 * A region of a parameter's axis: above or below a value (exclusive, unless the value itself belongs to it), or a closed
 * band and what lies outside of it.
 */
export type Region =
  | { readonly side: 'above' | 'below'; readonly value: number; readonly inclusive?: boolean }
  | { readonly side: 'inside' | 'outside'; readonly low: number; readonly high: number };

/** Share of draws in a region, 0–1; `null` where it is not known. */
export function shareIn(distribution: Distribution, region: Region): number | null {
  if ('value' in region) {
    const strict = (region.side === 'below') !== (region.inclusive ?? false);
    const upTo = shareUpTo(distribution, region.value, strict);
    return upTo === null || region.side === 'below' ? upTo : 1 - upTo;
  }
  const inside = shareInside(distribution, region.low, region.high);
  return inside === null || region.side === 'inside' ? inside : 1 - inside;
}

/** Normal distributions reach everywhere: a share of draws below this is no reach. */
const NOTHING = 0.005;

/** Whether a share of draws is too small to speak of: rounding, or the tail of a normal distribution. */
export function isNothing(distribution: Distribution, share: number): boolean {
  const isUnbounded = distribution.kind === 'continuous' && 'mu' in distribution.law;
  return share <= (isUnbounded ? NOTHING : 1e-9);
}

/** A region in words, behind `fall` or `lies`: `above 0.15`, `outside 0–1`. */
export function regionInWords(region: Region): string {
  if ('value' in region) return `${region.inclusive ? 'at or ' : ''}${region.side} ${inWords(region.value)}`;
  const { low, high } = region;
  return `${region.side} ${inWords(low)}${high < 0 || low < 0 ? ' to ' : '–'}${inWords(high)}`;
}

/** How a parameter reaches into a region, such as `mixup up to 0.3: half of the draws fall above 0.15`. */
export function reachInWords(name: string, distribution: Distribution, region: Region, share: number): string {
  const where = regionInWords(region);
  if (distribution.kind === 'discrete') {
    const { values } = distribution;
    if (values.length === 1) return `${name} is fixed to ${String(values[0])}, ${where}`;
    if (distribution.name === 'categorical') {
      const count = Math.round(share * values.length);
      return `${name}: ${count} of the ${values.length} values ${count === 1 ? 'lies' : 'lie'} ${where}`;
    }
  }
  return `${name}${extent(distribution, region)}: ${shareOfDraws(share)} fall ${where}`;
}

function extent(distribution: Distribution, region: Region): string {
  const bounds = boundsIn(distribution);
  if (!bounds) return '';
  if (region.side === 'above') return ` up to ${inWords(bounds.high)}`;
  if (region.side === 'below') return ` from ${inWords(bounds.low)}`;
  return ` from ${inWords(bounds.low)} to ${inWords(bounds.high)}`;
}

function boundsIn(distribution: Distribution): Interval | null {
  if (distribution.kind === 'int_uniform') return { low: distribution.min, high: distribution.max };
  if (distribution.kind !== 'continuous' || !('low' in distribution.law)) return null;
  return { low: distribution.law.low, high: distribution.law.high };
}

/** What in a body reaches into the region, most exactly: the bound, the listed value, or else the parameter's name. */
export function offender(
  { entry, fields }: Parameter,
  region: Region,
): { readonly span: Span; readonly key: string | null } {
  const isIn = (value: number): boolean => contains(region, value);
  const at = (key: string): { readonly span: Span; readonly key: string } | null => {
    const field = fields.get(key);
    return field && field.value.end > field.value.start ? { span: spanOfValue(field), key } : null;
  };
  const items = itemsOf(fields.get('values'));
  const inside = items.filter((item) => isIn(numberOf(item) ?? NaN));
  if (inside.length === 1) return { span: inside[0]!, key: 'values' };
  if (items.length > 0) return at('values') ?? { span: entry.key, key: null };

  const [min, max] = [numberOf(fields.get('min')?.value), numberOf(fields.get('max')?.value)];
  const byBound = max !== null && isIn(max) ? at('max') : min !== null && isIn(min) ? at('min') : null;
  const found = byBound ?? at('value') ?? (region.side === 'below' ? at('min') : at('max')) ?? at('sigma') ?? at('mu');
  return found ?? { span: entry.key, key: null };
}

/** The value, or for a list over several lines its key: an underline would also run under the lines' indentation. */
export function spanOfValue({ key, value }: Entry): Span {
  return value.kind === 'sequence' && !value.flow ? key : value;
}

/** Whether a value lies in a region. */
export function contains(region: Region, value: number): boolean {
  switch (region.side) {
    case 'above':
      return value > region.value || (region.inclusive === true && value === region.value);
    case 'below':
      return value < region.value || (region.inclusive === true && value === region.value);
    case 'inside':
      return value >= region.low && value <= region.high;
    case 'outside':
      return value < region.low || value > region.high;
  }
}

const NARROWED = new Set(['uniform', 'int_uniform', 'log_uniform_values', 'inv_log_uniform_values']);

/**
 * Narrows a parameter's bounds to `to`, keeping them int or float; `null` where that is not possible by editing the
 * bounds alone, or where nothing would be left.
 */
export function narrow(
  { document }: RuleContext,
  parameter: Parameter,
  distribution: Distribution,
  to: Interval,
): Fix | null {
  const bounds = boundsIn(distribution);
  const { min, max } = editableBounds(parameter);
  if (!bounds || !min || !max || !NARROWED.has(distribution.name)) return null;
  const whole = distribution.kind === 'int_uniform';
  const low = whole ? Math.ceil(to.low) : to.low;
  const high = whole ? Math.floor(to.high) : to.high;
  const newLow = Math.max(bounds.low, low);
  const newHigh = Math.min(bounds.high, high);
  if (!(newLow < newHigh)) return null;
  const type = whole ? 'int' : 'float';
  const steps = [
    { name: 'min', entry: min, was: bounds.low, value: newLow },
    { name: 'max', entry: max, was: bounds.high, value: newHigh },
  ].filter(({ was, value }) => was !== value);
  const written = steps.map(({ name, value }) => `${name} to ${writeNumber(value, type)}`);
  const edits = steps.map(({ entry, value }) => replace(document, entry.value, writeNumber(value, type)));
  return edits.length === 0 ? null : { title: `Set ${written.join(' and ')}`, edits, isSuggestion: true };
}
