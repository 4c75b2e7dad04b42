/** Bounds that a person set in the panel, as safe bounds for the sweep file. */
import type { Analysis, SafeBound } from '../core/analysis/analysis';
import { isOpen, type ParameterBound } from './parameterBounds';

/**
 * The bounds as safe bounds that give `reason`; open ones say nothing and are left away. `null` where one does not fit
 * the analysis: a setting or level that it does not have, a range for categories, or a setting that is bounded twice.
 */
export function handSetBounds(
  bounds: readonly ParameterBound[],
  { parameters }: Pick<Analysis, 'parameters'>,
  reason: string,
): readonly SafeBound[] | null {
  const names = new Set(bounds.map(({ parameter }) => parameter));
  if (names.size < bounds.length) return null;
  const safe: SafeBound[] = [];
  for (const bound of bounds) {
    const { parameter } = bound;
    const result = parameters.find(({ name }) => name === parameter);
    if (result === undefined || (result.kind === 'number') !== (bound.kind === 'range')) return null;
    if (isOpen(bound)) continue;
    if (bound.kind === 'range') {
      const from = { min: -Infinity, max: Infinity };
      safe.push({ parameter, from, to: { min: bound.min ?? from.min, max: bound.max ?? from.max }, reason });
      continue;
    }
    const all = result.levels.map(({ value }) => value);
    const known = new Set(all.map(String));
    if (!bound.without.every((level) => known.has(level))) return null;
    const kept = all.filter((value) => !bound.without.includes(String(value)));
    safe.push({ parameter, from: { values: all }, to: { values: kept }, reason });
  }
  return safe;
}
