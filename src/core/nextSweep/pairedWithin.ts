import type { Analysis, Interaction, SafeBound } from '../analysis/analysis';
import { inRegion } from '../analysis/regionRuns';
import type { Result } from '../ports';
import type { RunTable } from '../runs/table';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import { insideBounds } from './boundsPrice';
import { narrowSweep, type NarrowedSweep } from './narrowSweep';
import { pairedSweep, type PairedSweep } from './pairedSweep';

/** A narrowed sweep and what pairing makes of it. */
export interface PairedWithin {
  readonly narrowed: NarrowedSweep;
  readonly paired: PairedSweep;
}

/**
 * Pairs settings that crash together in the narrowed sweep. Where a bound on one of them leaves nothing to pair, it gives
 * way to the pairs, which keep more of the space – if the runs that it alone leaves out crashed no more often than all
 * runs did. The error says in a sentence why nothing is paired.
 */
export function pairedWithin(
  document: SweepDocument,
  analysis: Analysis,
  table: RunTable,
  safeBounds: readonly SafeBound[],
): Result<PairedWithin, string> {
  let reason: string | null = null;
  for (const interaction of analysis.interactions) {
    const names = new Set(interaction.terms.map(({ parameter }) => parameter));
    const [own, others] = [true, false].map((isOwn) => safeBounds.filter((one) => names.has(one.parameter) === isOwn));
    const ways = [safeBounds, ...(mayGiveWay(own!, interaction, analysis, table) ? [others!] : [])];
    for (const bounds of ways) {
      const narrowed = narrowSweep(document, bounds);
      const paired = pairedSweep(parseSweepDocument(narrowed.text), [interaction]);
      if (paired.ok) return { ok: true, value: { narrowed, paired: paired.value } };
      reason ??= paired.error;
    }
  }
  return {
    ok: false,
    error: reason ?? 'No combination of settings crashed beyond what each explains alone, so that bounds are enough.',
  };
}

/** Whether the runs that only the bounds leave out, not the region, speak for the bounds: then these stay. */
function mayGiveWay(
  bounds: readonly SafeBound[],
  { terms, lift }: Interaction,
  { crashRate }: Analysis,
  table: RunTable,
): boolean {
  if (bounds.length === 0 || crashRate === null) return false;
  const inside = insideBounds(table, bounds);
  const region = inRegion(table, terms);
  const isSafeCorner = lift < 1;
  const leftOut = table.rows.filter(
    ({ group }, row) => group !== 'excluded' && !inside[row] && region[row] === isSafeCorner,
  );
  const crashed = leftOut.filter(({ group }) => group === 'crashed').length;
  return leftOut.length > 0 && crashed / leftOut.length <= crashRate.value;
}
