import type { Problem } from '../rules/rule';
import { plainText } from '../plainText';
import { countInWords, percent } from '../rules/wording';
import type { Evidence } from '../runs/evidence';
import type { SweepDocument } from '../sweep/document';
import { gridSize } from '../sweep/gridSize';
import { fieldsOf, numberOf, textOf } from '../sweep/node';
import { parametersOf } from '../sweep/parameters';

/** The line above a sweep file: how many runs it makes, how many problems it has, and what can be done. */
export function lensTitle(document: SweepDocument, problems: readonly Problem[]): string {
  // Hints are suggestions; the Problems view does not list them either.
  const count = problems.filter(({ severity }) => severity !== 'hint').length;
  const found = count === 0 ? 'no problems' : `${count} ${count === 1 ? 'problem' : 'problems'}`;
  return [runsInWords(document), found, 'Analyze Sweep'].filter((part) => part !== null).join(' · ');
}

/** How many runs the sweep makes; `null` where its method does not say. */
function runsInWords({ root }: SweepDocument): string | null {
  const fields = fieldsOf(root);
  const cap = numberOf(fields.get('run_cap')?.value);
  const limit = cap !== null && cap >= 1 ? BigInt(Math.floor(Math.min(cap, Number.MAX_SAFE_INTEGER))) : null;
  switch (textOf(fields.get('method')?.value)) {
    case 'grid': {
      const { runs } = gridSize(parametersOf(root));
      if (runs === null || !fields.has('parameters')) return null;
      return limit !== null && limit < runs ? `${countInWords(limit)} of ${named(runs)}` : named(runs);
    }
    case 'random':
    case 'bayes':
      return limit === null ? 'no run limit' : `up to ${named(limit)}`;
    default:
      return null;
  }
}

function named(runs: bigint): string {
  return `${countInWords(runs)} ${runs === 1n ? 'run' : 'runs'}`;
}

/** A share (0–1) with its 95 % interval. */
export interface PredictedShare {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What past runs say about the sweep as it is now, and with safe bounds; `null` where they can't tell, or nothing changes. */
export interface CrashOutlook {
  readonly now: PredictedShare | null;
  readonly narrowed: PredictedShare | null;
}

/**
 * The line that says how the sweep would fare by past runs, such as `about 6 in 10 runs would crash, 40–78 % · with safe
 * bounds 1 in 10 · from 21 runs of c0nes001, today`. `today` is the present in milliseconds since 1970.
 */
export function outlookTitle(evidence: Evidence, { now, narrowed }: CrashOutlook, today: number): string {
  const runs = evidence.completed + evidence.crashed;
  const from = `${runs} ${runs === 1 ? 'run' : 'runs'} of ${shortSource(evidence.source)}`;
  const when = ageInWords(evidence.analyzedAt, today);
  if (now === null) return `${evidence.crashed} of ${from} crashed, ${when}`;
  const bounds = `${Math.round(now.low * 100)}–${Math.round(now.high * 100)} %`;
  return [
    `about ${chanceInWords(now.value)} runs would crash, ${bounds}`,
    narrowed && `with safe bounds ${chanceInWords(narrowed.value)}`,
    `from ${from}, ${when}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** The same for those who stop at the line: what the figures are, and where they end. */
export function outlookTooltip(document: SweepDocument, { now, narrowed }: CrashOutlook): string {
  if (now === null) return 'These runs can’t tell how many runs of this sweep would crash. Shows the analysis.';
  const interval = ({ low, high }: PredictedShare): string => `${Math.round(low * 100)}–${Math.round(high * 100)} %`;
  const safe = narrowed ? ` With safe bounds: ${percent(narrowed.value)}, ${interval(narrowed)}.` : '';
  const isBayes = textOf(fieldsOf(document.root).get('method')?.value) === 'bayes';
  const bayes = isBayes ? ' A bayes sweep draws like this only at first, then by what its runs reached.' : '';
  return `The share of this file’s draws that would crash: ${percent(now.value)}, 95 % interval ${interval(now)}.${safe}${bayes} Shows the analysis.`;
}

/** `6 in 10`, `3 in 100`, `nearly all`, `hardly any`. */
function chanceInWords(share: number): string {
  if (share < 0.005) return '0 in 100';
  if (share < 0.095) return `${Math.round(share * 100)} in 100`;
  return share > 0.95 && share < 1 ? `${Math.round(share * 100)} in 100` : `${Math.round(share * 10)} in 10`;
}

/** The sweep of `entity/project/sweep`; other sources as they are. */
function shortSource(source: string): string {
  const parts = source.split('/');
  return plainText(parts.length === 3 ? parts[2]! : source, 40);
}

const DAY = 24 * 3600 * 1000;

/** `today`, `yesterday`, `5 days ago`, and from a month on the date. Days begin at midnight where the reader is. */
export function ageInWords(then: number, now: number): string {
  const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(then)) / DAY);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days <= 30) return `${days} days ago`;
  const date = new Date(then);
  return `on ${date.getDate()} ${MONTHS[date.getMonth()]!} ${date.getFullYear()}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
