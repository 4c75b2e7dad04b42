import type { Rate } from '../analysis/analysis';
import { predictSweep } from '../analysis/evidence';
import type { Evidence } from '../runs/evidence';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import { narrowSweep } from './narrowSweep';

/** The predicted share of crashing draws of a sweep as it is, and within its safe bounds. */
export interface Outlook {
  /** `null` where the runs can't tell. */
  readonly now: Rate | null;
  /** `null` where the runs can't tell, and where the sweep lies within the bounds already. */
  readonly narrowed: Rate | null;
  /** Parameters whose bounds can be narrowed. */
  readonly narrowable: number;
}

/** How a sweep file would fare by past runs. */
export function outlookOf(document: SweepDocument, evidence: Evidence): Outlook {
  const { text, narrowed } = narrowSweep(document, evidence.safeBounds);
  return {
    now: predictSweep(evidence, document),
    narrowed: narrowed.length > 0 ? predictSweep(evidence, parseSweepDocument(text)) : null,
    narrowable: narrowed.length,
  };
}
