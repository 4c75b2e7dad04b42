import type { EvidenceColumn, EvidenceCount, SettingValue } from '../runs/evidence';
import { hasValue } from '../runs/sameValue';
import { support, type Distribution } from '../sweep/distributions';
import type { Parameter } from '../sweep/parameters';
import { readLevels } from '../sweep/readDistribution';
import type { RuleContext } from './rule';

/** Fewer runs say nothing of a rate. */
const FEWEST_LEFT = 3;

/** Past runs by what the sweep file could still draw. */
interface RunsLeft {
  /** In how many parameters of the file a run has a value that the file does not draw. */
  readonly outside: Uint16Array;
  /** Of one parameter, the runs that have such a value. */
  readonly outsideOf: ReadonlyMap<Parameter, Uint8Array>;
  readonly columns: ReadonlyMap<string, EvidenceColumn>;
}

/**
 * Whether what crashed with a setting was due to others, which the file no longer draws: of the past runs that it could still
 * draw, at least three have such a value of `parameter`, and they crashed at most half as often as all of them did (`count`)
 * and no more often than all runs. A file that was narrowed for the cause is then not blamed for the companion.
 */
export function isLeftWithoutCrashes(
  context: RuleContext,
  parameter: Parameter,
  count: Pick<EvidenceCount, 'crashed' | 'total'>,
  isThere: (value: SettingValue) => boolean,
): boolean {
  const { evidence } = context;
  const { outside, outsideOf, columns } = context.once(runsLeft);
  const column = columns.get(parameter.configName);
  if (!evidence || !column || count.total === 0) return false;
  const own = outsideOf.get(parameter);
  let [crashed, total] = [0, 0];
  for (const [run, others] of outside.entries()) {
    if (others > (own?.[run] ?? 0)) continue;
    const value = valueOf(column, run);
    if (value === null || !isThere(value)) continue;
    total++;
    crashed += evidence.runs.crashed[run]!;
  }
  const overall = evidence.crashed / (evidence.crashed + evidence.completed);
  return total >= FEWEST_LEFT && crashed / total <= Math.min(overall, count.crashed / count.total / 2);
}

function runsLeft({ evidence, parameters }: RuleContext): RunsLeft {
  const runs = evidence?.runs.crashed.length ?? 0;
  const columns = new Map(evidence?.runs.columns.map((column) => [column.name, column]) ?? []);
  const outside = new Uint16Array(runs);
  const outsideOf = new Map<Parameter, Uint8Array>();
  for (const parameter of parameters) {
    const column = columns.get(parameter.configName);
    const distribution = column && parameter.kind !== 'nested' ? readLevels(parameter.fields) : null;
    if (!column || !distribution) continue;
    const marks = Uint8Array.from({ length: runs }, (_, run) =>
      couldDraw(distribution, valueOf(column, run)) ? 0 : 1,
    );
    outsideOf.set(parameter, marks);
    for (const [run, mark] of marks.entries()) outside[run]! += mark;
  }
  return { outside, outsideOf, columns };
}

/** What is not known of a run speaks for neither. */
function couldDraw(distribution: Distribution, value: SettingValue): boolean {
  if (value === null) return true;
  if (distribution.kind === 'discrete') return hasValue(distribution.values, value);
  const ends = support(distribution);
  return typeof value !== 'number' || ends === null || (value >= ends.low && value <= ends.high);
}

/** The setting of a run; of a setting that all runs share, one value is kept. */
function valueOf(column: EvidenceColumn, run: number): SettingValue {
  if (column.kind === 'number') return column.values[column.values.length === 1 ? 0 : run] ?? null;
  return column.levels[column.codes[column.codes.length === 1 ? 0 : run] ?? -1] ?? null;
}
