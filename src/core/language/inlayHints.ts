import { countInWords, inWords } from '../rules/wording';
import type { SweepDocument } from '../sweep/document';
import { support, type Distribution } from '../sweep/distributions';
import { gridCount, gridSize } from '../sweep/gridSize';
import { fieldsOf, numberOf, textOf, type Entry } from '../sweep/node';
import { parametersOf, type Parameter } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { comparePositions, type Position, type Range } from '../text';
import { nearly } from './nearly';

/** A short text that an editor shows behind what is written, and why it is there. */
export interface InlayHint {
  readonly position: Position;
  readonly label: string;
  readonly tooltip: string;
}

/** Values that a sweep file means without saying them: real values of exponents, runs of a grid, bounds after rounding. */
export function inlayHints(document: SweepDocument, visible: Range | null = null): readonly InlayHint[] {
  const parameters = parametersOf(document.root);
  const method = fieldsOf(document.root).get('method');
  const isGrid = textOf(method?.value) === 'grid';
  const hints: Hint[] = isGrid && method ? runsOfGrid(method, parameters) : [];
  for (const parameter of parameters) hints.push(...hintsOf(parameter, isGrid));
  const places = new Map(hints.map((hint) => [hint.at, hint]));
  return [...places.values()]
    .map(({ at, label, tooltip }) => ({ position: document.lines.positionAt(at), label, tooltip }))
    .filter(({ position }) => visible === null || isIn(visible, position))
    .sort((a, b) => comparePositions(a.position, b.position));
}

interface Hint {
  readonly at: number;
  readonly label: string;
  readonly tooltip: string;
}

function isIn({ start, end }: Range, position: Position): boolean {
  return comparePositions(start, position) <= 0 && comparePositions(position, end) <= 0;
}

function runsOfGrid({ value }: Entry, parameters: readonly Parameter[]): Hint[] {
  const { runs } = gridSize(parameters);
  if (runs === null || parameters.length === 0) return [];
  const label = `${countInWords(runs)} ${runs === 1n ? 'run' : 'runs'}`;
  return [{ at: value.end, label, tooltip: 'Every combination of the values, once.' }];
}

function hintsOf({ fields }: Parameter, isGrid: boolean): readonly Hint[] {
  const named = fields.get('distribution');
  if (!named) return [];
  const distribution = readDistribution(fields)?.distribution;
  const exponents = exponentsOf(textOf(named.value) ?? '', fields);
  return distribution ? [...exponents, ...rounding(named, fields, distribution, isGrid)] : exponents;
}

/** `log_uniform` and its kin take exponents of e. */
function exponentsOf(distribution: string, fields: ReadonlyMap<string, Entry>): readonly Hint[] {
  if (!/^(?:q_|inv_)?log_uniform$/.test(distribution)) return [];
  const sign = distribution.startsWith('inv_') ? -1 : 1;
  return ['min', 'max'].flatMap((key) => {
    const entry = fields.get(key);
    const exponent = numberOf(entry?.value);
    if (!entry || exponent === null || !Number.isFinite(exponent)) return [];
    const power = sign < 0 ? `e^−(${inWords(exponent)})` : `e^${inWords(exponent)}`;
    return [
      {
        at: entry.value.end,
        label: `= ${powerInWords(sign * exponent)}`,
        tooltip: `${power}: the value that is drawn`,
      },
    ];
  });
}

/** e to the power of an exponent, so exact that the exponent can be told by it within 1 %: 1.0001, not 1, for 0.0001. */
function powerInWords(exponent: number): string {
  const power = Math.exp(exponent);
  return nearly(power, 0.01 * Math.abs(exponent) * power);
}

/** Where rounding to multiples of q moves the bounds, what can be drawn then. */
function rounding(
  named: Entry,
  fields: ReadonlyMap<string, Entry>,
  distribution: Distribution,
  isGrid: boolean,
): readonly Hint[] {
  if (distribution.kind !== 'continuous' || distribution.q === null || !('low' in distribution.law)) return [];
  const { law, q } = distribution;
  const written = fields.get('q');
  const at = (written ?? named).value.end;
  const step = written ? '' : 'q = 1.0, ';
  if (isGrid) return gridOfSteps(fields, law, q, at, step);
  const range = support(distribution);
  if (!range || (range.low === law.low && range.high === law.high && written)) return [];
  const label =
    range.low === range.high
      ? `${step}always ${inWords(range.low)}`
      : `${step}draws ${inWords(range.low)} to ${inWords(range.high)}`;
  const tooltip = `Draws are rounded to multiples of ${inWords(q)}, which can leave the bounds.`;
  return [{ at, label, tooltip }];
}

function gridOfSteps(
  fields: ReadonlyMap<string, Entry>,
  law: { readonly low: number; readonly high: number },
  q: number,
  at: number,
  step: string,
): readonly Hint[] {
  const count = gridCount({ fields });
  if (count === null) return [];
  const last = law.low + (Number(count) - 1) * q;
  const label = `${step}${count === 1n ? 'only ' : `${countInWords(count)} values up to `}${inWords(last)}`;
  return [{ at, label, tooltip: 'A grid goes from min in steps of q and leaves out max.' }];
}
