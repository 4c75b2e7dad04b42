import type { SweepDocument } from '../sweep/document';
import { keySpec } from '../sweep/keys';
import { isMergeKey, type Entry, type ScalarNode, type Span } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { insert, isWrittenHere, renameKey, replace } from './edits';
import type { Fix, RuleContext } from './rule';
import { quoted } from './wording';

/** A value in braces that commas cut to pieces: `{values: 1, 2, 3}` is the value 1 and the keys 2 and 3. */
export interface SplitValue {
  /** The key that got only the first piece. */
  readonly entry: Entry;
  readonly first: ScalarNode;
  /** The other pieces: keys without a value. */
  readonly pieces: readonly Entry[];
  /** From the first piece to the last one. */
  readonly span: Span;
}

/** The values in a parameter's body that commas cut to pieces; none in a body with indentation. */
export function splitValuesOf(context: RuleContext, parameter: Parameter): readonly SplitValue[] {
  return context.once(findSplitValues).get(parameter) ?? [];
}

/** Whether a body's bounds and other numbers are pieces of what is meant, so that nothing follows from them. */
export function hasSplitValue(context: RuleContext, parameter: Parameter): boolean {
  return context.once(findSplitValues).has(parameter);
}

function findSplitValues({ document, parameters }: RuleContext): ReadonlyMap<Parameter, readonly SplitValue[]> {
  const found = new Map<Parameter, readonly SplitValue[]>();
  for (const parameter of parameters) {
    const splits = splitIn(document, parameter);
    if (splits.length > 0) found.set(parameter, splits);
  }
  return found;
}

function splitIn({ text }: SweepDocument, { body }: Parameter): readonly SplitValue[] {
  if (body.kind !== 'mapping' || !body.flow) return [];
  const splits: SplitValue[] = [];
  const { entries } = body;
  for (let at = 0; at < entries.length; at++) {
    const entry = entries[at]!;
    const first = entry.value;
    if (first.kind !== 'scalar' || first.end <= first.start || keySpec('parameter', entry.name ?? '') === null)
      continue;
    let end = at + 1;
    while (isPiece(text, entries[end]) && isAlike(entry, entries[end]!)) end++;
    const pieces = entries.slice(at + 1, end);
    const last = pieces.at(-1);
    if (last) splits.push({ entry, first, pieces, span: { start: first.start, end: last.key.end } });
  }
  return splits;
}

/** A list may hold anything; next to one number, a word is a key that lacks its value. */
function isAlike({ name, value }: Entry, { key }: Entry): boolean {
  const [first, piece] = [value, key].map((node) => node.kind === 'scalar' && isNumber(node));
  return name === 'values' || first === piece;
}

function isNumber({ type }: ScalarNode): boolean {
  return type === 'int' || type === 'float';
}

/** The key of a body in a key without colon that also holds the value (`{min 0, max: 1}`); `null` for any other key. */
export function keyBeforeSpace(text: string, { key, value }: Entry): string | null {
  if (key.kind !== 'scalar' || key.style !== 'plain' || value.start < value.end) return null;
  const name = /^([a-z]+) +\S/.exec(key.source)?.[1];
  const hasColon = /^\s*:/.test(text.slice(key.end, key.end + 100));
  return name !== undefined && !hasColon && keySpec('parameter', name) !== null ? name : null;
}

/** Whether it may be a piece: a key without colon that is no key of a body, nor one with its value behind a space (`min 0`). */
export function isPiece(text: string, entry: Entry | undefined): boolean {
  if (!entry || entry.value.start < entry.value.end || isMergeKey(entry.key)) return false;
  const { key } = entry;
  if (key.kind !== 'scalar' || key.start === key.end || /^\s*:/.test(text.slice(key.end, key.end + 100))) return false;
  return keySpec('parameter', key.source.split(/[ :]/)[0]!) === null;
}

/** What a split value was meant as, the likeliest reading first: a list, or a number with a decimal comma. */
export function splitFixes(document: SweepDocument, parameter: Parameter, split: SplitValue): readonly Fix[] {
  const { entry, span } = split;
  const isOwn = isWrittenHere(parameter) && parameter.body.kind === 'mapping';
  const written = document.text.slice(span.start, span.end);
  if (!isOwn || /[#\r\n]/.test(written) || isDecorated(split) || hasTwinPieces(parameter, split)) return [];
  const write = (text: string): Fix => ({
    title: `Write ${quoted(text)}`,
    edits: [replace(document, span, text)],
    isUnproven: true,
  });
  if (entry.name === 'values' || entry.name === 'probabilities') {
    const points = asPoints(written);
    return points === null ? [write(`[${written}]`)] : [write(`[${points}]`), write(`[${written}]`)];
  }
  const numbers = decimalReadings(written);
  if (numbers !== null) return numbers.map((text) => withFloatBeside(document, parameter, entry, write(text)));
  if (entry.name !== 'value' || parameter.fields.has('values') || parameter.fields.has('distribution')) return [];
  const edits = [renameKey(document, entry.key, 'values'), replace(document, span, `[${written}]`)];
  return [{ title: `Write values: [${quoted(written)}]`, edits, isSuggestion: true, isUnproven: true }];
}

function isDecorated({ entry, first, pieces }: SplitValue): boolean {
  return entry.key.decorated || first.decorated || pieces.some(({ key, value }) => key.decorated || value.decorated);
}

/** A piece that is also a piece of another value in the same braces leaves nobody sure where either belongs. */
function hasTwinPieces({ body }: Parameter, { pieces }: SplitValue): boolean {
  return body.kind === 'mapping' && pieces.some((piece) => !body.entries.includes(piece));
}

/** `0,1` as `0.1`; `1,000` may be a thousand as well. `null` for what is no number with one comma. */
export function decimalReadings(written: string): readonly string[] | null {
  const [, whole, fraction] = /^([-+]?[0-9]+),([0-9]+)$/.exec(written) ?? [];
  if (whole === undefined || fraction === undefined) return null;
  const point = `${whole}.${fraction}`;
  return fraction.length === 3 && !/^[-+]?0/.test(whole) ? [`${whole}${fraction}`, point] : [point];
}

/** Beside a bound that becomes a float, the other one may not stay an integer where no distribution is written (P02). */
export function withFloatBeside(document: SweepDocument, { fields }: Parameter, { name }: Entry, fix: Fix): Fix {
  const other = fields.get(name === 'min' ? 'max' : name === 'max' ? 'min' : '')?.value;
  const isInt = other?.kind === 'scalar' && other.type === 'int' && /^[-+]?[0-9]+$/.test(other.source);
  if (!isInt || other.decorated || fields.has('distribution') || !fix.title.includes('.')) return fix;
  // With a comma behind it, it is cut to pieces itself.
  if (/^,[0-9]/.test(document.text.slice(other.end, other.end + 2))) return fix;
  return { ...fix, edits: [...fix.edits, insert(document, other.end, '.0')] };
}

/** `0,1, 0,5` as `0.1, 0.5`: every other comma has no space behind it. */
function asPoints(written: string): string | null {
  const numbers = written.split(/,\s+/);
  const readings = numbers.map((one) => decimalReadings(one)?.at(-1));
  return numbers.length > 1 && readings.every((one) => one !== undefined) ? readings.join(', ') : null;
}
