/** The analyses that the editor remembers across restarts: what is kept, in which order, and as what text. */
import { fail, ok, type Result } from '../core/ports';
import type { Evidence } from '../core/runs/evidence';
import { isEvidence } from '../core/runs/isEvidence';
import { isRestoreState, type RestoreState } from './protocol';

/** What is kept of one analysis, and how to make it again. */
export interface KeptAnalysis {
  readonly evidence: Evidence;
  readonly restore: RestoreState;
}

/** More analyses are not kept: the newest are the ones that speak for a file. */
const MOST = 12;
const VERSION = 1;

/** The list with one more analysis, newest first; it replaces an earlier one of the same runs with the same sweep file. */
export function withAnalysis(kept: readonly KeptAnalysis[], added: KeptAnalysis): readonly KeptAnalysis[] {
  const key = ({ restore: { source, sweepUri } }: KeptAnalysis): string => JSON.stringify([source, sweepUri]);
  return [added, ...kept.filter((other) => key(other) !== key(added))].slice(0, MOST);
}

/** The list as text. */
export function encodeKept(analyses: readonly KeptAnalysis[]): string {
  return JSON.stringify({ version: VERSION, analyses });
}

/** The list that {@link encodeKept} wrote; the error says, for a log, why a text is dropped. */
export function decodeKept(content: string): Result<readonly KeptAnalysis[], string> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return fail('it is no JSON');
  }
  const { version, analyses } = (value ?? {}) as { readonly version?: unknown; readonly analyses?: unknown };
  if (version !== VERSION) return fail(`its version is ${String(version)}`);
  if (!Array.isArray(analyses) || !analyses.every(isKept)) return fail('a part of it is missing or of another kind');
  return ok(analyses);
}

function isKept(value: unknown): value is KeptAnalysis {
  const { evidence, restore } = (value ?? {}) as { readonly evidence?: unknown; readonly restore?: unknown };
  return isEvidence(evidence) && isRestoreState(restore);
}
