import type { Bounds, SafeBound } from '../analysis/analysis';
import { addEntry } from '../rules/additions';
import { changeBody } from '../rules/bodyEdits';
import { replace } from '../rules/edits';
import { asNumber, hasValue } from '../runs/sameValue';
import type { Continuous, Discrete, IntUniform } from '../sweep/distributions';
import type { SweepDocument } from '../sweep/document';
import { resolveAlias } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { plainValue, type PlainValue } from '../sweep/plainValue';
import { intendedNumber, readDistribution } from '../sweep/readDistribution';
import { writeNumber } from '../sweep/scalar';
import type { TextEdit } from '../text';
import { narrowedList } from './narrowedList';
import { bodyText } from './provenEdits';
import { skipped, type SkippedBound } from './skipped';

/** What a bound makes of a parameter's body, and the ways to write it, the plainest first. */
export interface NarrowedBody {
  readonly from: Bounds;
  readonly to: Bounds;
  /** As `bodyText` of provenEdits.ts gives it. */
  readonly body: string;
  readonly ways: readonly (readonly TextEdit[])[];
}

/** The ends of a bound that were meant: those that the analysis moved. */
export interface AskedEnds {
  readonly min: number;
  readonly max: number;
}

/** What becomes of the body of a parameter under a safe bound, or why it stays. */
export function narrowedBody(
  document: SweepDocument,
  parameter: Parameter,
  bound: SafeBound,
): NarrowedBody | SkippedBound {
  const skip = (reason: SkippedBound['reason'], detail?: string): SkippedBound =>
    skipped(bound.parameter, reason, detail);
  const distribution = readDistribution(parameter.fields)?.distribution;
  if (distribution === undefined || distribution.name === 'constant') return skip('not-searched');
  if (distribution.kind === 'discrete') return narrowedValues(document, parameter, bound, distribution);
  const asked = askedEnds(bound);
  if (asked === null) return skip('other-kind');
  if (!parameter.fields.has('min')) return skip('unbounded', distribution.name);
  return narrowedRange(document, parameter, { bound, asked }, distribution);
}

/** The ends that a bound moves, open where it moves none; `null` for a list of values. */
function askedEnds({ from, to }: SafeBound): AskedEnds | null {
  if ('values' in to) return null;
  const [low, high] = 'values' in from ? [-Infinity, Infinity] : [from.min, from.max];
  return { min: to.min > low ? to.min : -Infinity, max: to.max < high ? to.max : Infinity };
}

function narrowedRange(
  document: SweepDocument,
  parameter: Parameter,
  { bound, asked }: { readonly bound: SafeBound; readonly asked: AskedEnds },
  distribution: IntUniform | Continuous,
): NarrowedBody | SkippedBound {
  const { fields, body } = parameter;
  const isWhole = distribution.kind === 'int_uniform';
  const newName = BY_VALUE[distribution.name];
  const from = endsOf(fields, distribution);
  if (from === null) return skipped(bound.parameter, 'not-searched');
  const min = Math.max(from.min, isWhole ? Math.ceil(asked.min) : asked.min);
  const max = Math.min(from.max, isWhole ? Math.floor(asked.max) : asked.max);
  if (min === from.min && max === from.max) return skipped(bound.parameter, 'already-inside');
  if (!(min < max) && !(isWhole && min === max)) return skipped(bound.parameter, 'outside');

  const before = plainValue(body) as Readonly<Record<string, PlainValue>>;
  if (min === max) {
    // W&B refuses a range of one value.
    const others = Object.entries(before).filter(([key]) => !['min', 'max', 'distribution'].includes(key));
    const change = { min: { name: 'value', value: String(min) }, max: null, distribution: null };
    const edits = changeBody(document, parameter, change);
    const after = bodyText({ ...Object.fromEntries(others), value: min }, 'constant');
    return { from, to: { min, max }, body: after, ways: edits === null ? [] : [edits] };
  }
  const isConverted = newName !== undefined;
  const ends = { ...((isConverted || min > from.min) && { min }), ...((isConverted || max < from.max) && { max }) };
  const texts = Object.entries(ends).map(([key, value]) => [key, writtenLike(parameter, key, value, isWhole)] as const);
  return {
    from,
    to: { min, max },
    body: bodyText({ ...before, ...(isConverted && { distribution: newName }), ...ends }, newName ?? distribution.name),
    ways: waysToWrite(document, parameter, isConverted ? [['distribution', newName], ...texts] : texts),
  };
}

/** Distributions whose ends are logarithms, which W&B has given up, and those that draw the same between values. */
const BY_VALUE: Readonly<Record<string, string>> = {
  log_uniform: 'log_uniform_values',
  inv_log_uniform: 'log_uniform_values',
  q_log_uniform: 'q_log_uniform_values',
};

/** The values between which a file draws. Ends given as logarithms are rounded inward to six digits, to be written. */
function endsOf(
  fields: Parameter['fields'],
  distribution: IntUniform | Continuous,
): { readonly min: number; readonly max: number } | null {
  if (distribution.name in BY_VALUE) {
    const law = distribution.kind === 'continuous' ? distribution.law : null;
    return law?.kind === 'log-uniform' ? { min: inward(law.low, 'up'), max: inward(law.high, 'down') } : null;
  }
  const min = intendedNumber(fields.get('min')?.value);
  const max = intendedNumber(fields.get('max')?.value);
  return min === null || max === null ? null : { min, max };
}

function inward(value: number, towards: 'up' | 'down'): number {
  const near = Number(value.toPrecision(6));
  const isInside = towards === 'up' ? near >= value : near <= value;
  if (isInside) return near;
  const step = 10 ** (Math.floor(Math.log10(value)) - 5);
  return Number((near + (towards === 'up' ? step : -step)).toPrecision(6));
}

/** Whole numbers stay whole where the file has one and its distribution is named; PyYAML tells `1` from `1.0`. */
function writtenLike({ fields }: Parameter, key: string, value: number, isWhole: boolean): string {
  const entry = fields.get(key);
  const scalar = entry && resolveAlias(entry.value);
  const wasInt = scalar?.kind === 'scalar' && scalar.type === 'int' && fields.has('distribution');
  return writeNumber(value, isWhole || (wasInt && Number.isInteger(value)) ? 'int' : 'float');
}

/** How to give keys of a body other values: in place, and beside what it takes from an anchor. */
function waysToWrite(
  document: SweepDocument,
  parameter: Parameter,
  texts: readonly (readonly [key: string, text: string])[],
): readonly (readonly TextEdit[])[] {
  const { entry, body, fields } = parameter;
  if (body.kind !== 'mapping') return [];
  const ways: (readonly TextEdit[])[] = [];
  if (entry.value.kind === 'alias') {
    const keys = texts.map(([key, text]) => `, ${key}: ${text}`).join('');
    ways.push([replace(document, entry.value, `{<<: *${entry.value.name}${keys}}`)]);
    return ways;
  }
  const edits = texts.map(([key, text]): TextEdit | null => {
    const field = fields.get(key);
    if (field !== undefined && body.entries.includes(field)) {
      const isQuoted = key === 'distribution' && field.value.kind === 'scalar' && field.value.style !== 'plain';
      return replace(document, field.value, isQuoted ? JSON.stringify(text) : text);
    }
    const last = body.entries.at(-1);
    return last === undefined ? null : addEntry(document, body, last, `${key}: ${text}`);
  });
  if (edits.every((edit) => edit !== null)) ways.push(inOneInsertion(edits));
  return ways;
}

/** Insertions at one place have no order: they become one. */
function inOneInsertion(edits: readonly TextEdit[]): readonly TextEdit[] {
  const joined = new Map<string, TextEdit>();
  for (const { range, newText } of edits) {
    const place = JSON.stringify(range);
    joined.set(place, { range, newText: (joined.get(place)?.newText ?? '') + newText });
  }
  return [...joined.values()];
}

function narrowedValues(
  document: SweepDocument,
  parameter: Parameter,
  bound: SafeBound,
  { chances }: Discrete,
): NarrowedBody | SkippedBound {
  const { fields, body, entry } = parameter;
  const list = fields.get('values');
  const values = list && resolveAlias(list.value);
  if (values?.kind !== 'sequence') return skipped(bound.parameter, 'not-searched');
  const all = values.items.map(plainValue);
  const stays = all.map((value) => isKept(value, bound));
  const kept = all.filter((_, i) => stays[i]);
  if (kept.length === all.length) return skipped(bound.parameter, 'already-inside');
  if (kept.length === 0) return skipped(bound.parameter, 'outside');

  const weights = fields.has('probabilities') ? chances.filter((_, i) => stays[i]) : null;
  const total = weights?.reduce((sum, weight) => sum + weight, 0) ?? 1;
  if (!(total > 0)) return skipped(bound.parameter, 'outside');
  const probabilities = weights?.map((weight) => Number((weight / total).toPrecision(12))) ?? null;
  const before = plainValue(body) as Readonly<Record<string, PlainValue>>;
  const after = { ...before, values: kept, ...(probabilities && { probabilities }) };
  const name = weights ? 'categorical_w_probabilities' : 'categorical';
  const source = values.items.filter((_, i) => stays[i]).map((item) => document.text.slice(item.start, item.end));
  const texts = [
    ['values', `[${source.join(', ')}]`] as const,
    ...(probabilities ? [['probabilities', `[${probabilities.map((p) => writeNumber(p)).join(', ')}]`] as const] : []),
  ];
  const chanceList = fields.get('probabilities');
  const chanceNode = chanceList && resolveAlias(chanceList.value);
  const isHere = entry.value.kind !== 'alias' && list!.value === values && body.kind === 'mapping';
  const inPlace = isHere && body.entries.includes(list!) ? narrowedList(document, values, stays) : null;
  const chancesInPlace =
    probabilities === null
      ? []
      : chanceNode?.kind === 'sequence' && chanceList!.value === chanceNode
        ? narrowedList(
            document,
            chanceNode,
            stays,
            probabilities.map((p) => writeNumber(p)),
          )
        : null;
  const plain = inPlace !== null && chancesInPlace !== null ? [[...inPlace, ...chancesInPlace]] : [];
  const isMultiline = /[\r\n#]/.test(document.text.slice(values.start, values.end));
  return {
    from: { values: all.map(levelOf) },
    to: { values: kept.map(levelOf) },
    body: bodyText(after, name),
    ways: [...plain, ...(isHere && isMultiline ? [] : waysToWrite(document, parameter, texts))],
  };
}

/** Values that the analysis did not know of stay: nothing speaks against them. */
function isKept(value: PlainValue, { from, to }: SafeBound): boolean {
  const level = levelOf(value);
  if ('values' in to) {
    const isKnown = 'values' in from && hasValue(from.values, level);
    return !isKnown || hasValue(to.values, level);
  }
  const asked = askedEnds({ parameter: '', from, to, reason: '' });
  const number = asNumber(level);
  return number === null || asked === null || (number >= asked.min && number <= asked.max);
}

/** A value as runs' levels have it: lists and mappings as JSON. */
function levelOf(value: PlainValue): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}
