import type { SweepComparison, SweepDifference } from '../analysis/compareSweeps';
import { plainText } from '../plainText';
import { boundsText } from './boundsText';
import { countWords, probabilityWords } from './findings';
import { formatCount, formatExact, formatTried } from './format';
import { list, paragraph, section, table, type Section } from './section';

const MAX_RANGES = 20;

/** Before and after as sections: the rates, what the difference comes to, what else was changed, what to bear in mind. */
export function comparisonSections({ sweeps, differences, caveats }: SweepComparison): readonly Section[] {
  const rows = sweeps.map((sweep) => [
    plainText(sweep.ref),
    sweep.started === null ? '–' : new Date(sweep.started[0]).toISOString().slice(0, 10),
    sweep.total === 0 ? 'no run to compare' : countWords(sweep),
  ]);
  const changed = differences.flatMap(({ sweep, ranges }) =>
    ranges.slice(0, MAX_RANGES).map(({ parameter, before, after, from }) => {
      const words = (bounds: typeof before): string =>
        bounds === null ? 'not there' : boundsText(bounds, from === 'runs' ? formatTried : formatExact);
      const of = sweeps.length > 2 ? `${plainText(sweeps[sweep]!.ref, 60)}: ` : '';
      const how = from === 'runs' ? ', as the runs have it' : '';
      return `${of}${plainText(parameter, 60)} ${words(after)}, before ${words(before)}${how}`;
    }),
  );
  const sentences = differences.map((one) => differenceSentence(one, sweeps));
  return [
    section('Crash rates', [
      table(['Sweep', 'Started', 'Crashed (95\u00a0% interval)'], [], rows),
      ...(sentences.length === 1 ? [paragraph(sentences[0]!)] : [list(sentences)]),
    ]),
    section('What was changed', [
      list(changed),
      changed.length === 0 && sweeps.length > 1 ? paragraph('No range differs, as far as it is known.') : null,
    ]),
    section('To bear in mind', [list(caveats)]),
  ].filter((one) => one !== null);
}

/**
 * What to say of runs that are in several of the sweeps: `notes`, a sentence for each sweep that has some; `refusal`, where
 * a sweep has no run of its own, so that there is nothing to compare. `sizes` are the runs of each sweep, also those that
 * are not compared.
 */
export function overlapOf(
  { sweeps }: Pick<SweepComparison, 'sweeps'>,
  sizes: readonly number[],
): { readonly notes: readonly string[]; readonly refusal: string | null } {
  const notes: string[] = [];
  for (const [i, { repeated, ref }] of sweeps.entries()) {
    if (repeated === 0) continue;
    const [name, earlier] = [plainText(ref, 200), i === 1 ? plainText(sweeps[0]!.ref, 200) : 'the sweeps before it'];
    const runs = formatCount(repeated, 'run');
    if (repeated === sizes[i]) {
      const all = repeated === 1 ? `The only run of ${name} is` : `All ${runs} of ${name} are`;
      return {
        notes,
        refusal: `${all} in ${earlier} too, so that nothing is left to compare. Name different sweeps.`,
      };
    }
    notes.push(`${runs} of ${name} ${repeated === 1 ? 'is' : 'are'} in ${earlier} too, and counted there only.`);
  }
  return { notes, refusal: null };
}

/** Why two sweeps can't be compared, in a sentence with what to do next; `null` where they can. */
export function refusalOf(comparison: Pick<SweepComparison, 'sweeps'>, sizes: readonly number[]): string | null {
  const { refusal } = overlapOf(comparison, sizes);
  if (refusal !== null) return refusal;
  const empty = comparison.sweeps.find(({ total }) => total === 0);
  return empty
    ? `${plainText(empty.ref, 200)} has no run yet that completed or crashed, so that there is no rate to compare. Wait for runs to end, or choose another sweep.`
    : null;
}

/** What one difference comes to, in a sentence or two. */
export function differenceSentence(
  { sweep, difference, p, verdict }: SweepDifference,
  sweeps: SweepComparison['sweeps'],
): string {
  const name = plainText(sweeps[sweep]?.ref ?? '', 60);
  if (difference === null || p === null)
    return `${name} can’t be compared: a sweep has no run that completed or crashed.`;
  const { value, low, high } = difference;
  const size = `${points(Math.abs(value))} percentage points ${value < 0 ? 'less' : 'more'} than ${plainText(sweeps[0]!.ref, 60)}`;
  const interval = `95\u00a0% interval ${signed(low)} to ${signed(high)}, p ${probabilityWords(p)}`;
  switch (verdict) {
    case 'fewer':
      return `${name} crashed less: ${size} (${interval}).`;
    case 'more':
      return `${name} crashed more: ${size} (${interval}).`;
    case 'not shown':
      return `No difference is shown for ${name}: ${value === 0 ? 'the same rate' : size} (${interval}). Chance gives as much; more runs would tell.`;
  }
}

function points(share: number): string {
  return String(Math.round(share * 100));
}

function signed(share: number): string {
  const rounded = Math.round(share * 100);
  return rounded < 0 ? `−${String(-rounded)}` : `+${String(rounded)}`;
}
