import type { SweepDocument } from '../sweep/document';
import { keySpec } from '../sweep/keys';
import { resolveAlias, type Entry, type ScalarNode, type SweepNode } from '../sweep/node';
import { methodOf, type Parameter } from '../sweep/parameters';
import { intendedNumber } from '../sweep/readDistribution';
import { writeNumber } from '../sweep/scalar';
import type { TextEdit } from '../text';
import {
  afterColon,
  columnOf,
  indentOf,
  indentUnit,
  insert,
  isWrittenHere,
  lineEnd,
  lineStart,
  newline,
  prefersFlow,
  replace,
} from './edits';
import type { Fix } from './rule';

/** Puts a bare list under `values:`, in the style of the file; comments and quotes stay. */
export function sequenceFix(document: SweepDocument, parameter: Parameter): Fix | null {
  const { value } = parameter.entry;
  const isBlock = value.kind === 'sequence' && !value.flow;
  // Its anchor would become that of the mapping.
  if (isBlock && value.decorated) return null;
  const edits = isBlock ? indentUnder(document, parameter) : wrap(document, parameter, 'values');
  return edits && { title: 'Put the list under values', edits };
}

/** Puts a bare value under `value:`. Under bayes it is to be tried: W&B refuses a search in which nothing varies (B01). */
export function scalarFix(document: SweepDocument, parameter: Parameter): Fix | null {
  const { value } = parameter.entry;
  const isBlockText = value.kind === 'scalar' && value.style === 'block';
  const edits = isBlockText ? null : wrap(document, parameter, 'value');
  return (
    edits && { title: 'Put it under value', edits, ...(methodOf(document.root) === 'bayes' && { isUnproven: true }) }
  );
}

/** `[0.0, 0.3]` as `min` and `max`; `likely` where a fraction says that a range is meant. */
export function rangeFix(
  document: SweepDocument,
  parameter: Parameter,
): { readonly fix: Fix; readonly likely: boolean } | null {
  const { value } = parameter.entry;
  const bounds = boundsIn(document, value);
  if (!bounds) return null;
  const { min, max, whole } = bounds;
  const edits = writeBody(document, parameter, [`min: ${min}`, `max: ${max}`]);
  return edits && { fix: { title: `Search from ${min} to ${max}`, edits }, likely: !whole };
}

/** Puts a body in the place of a bare value, in the style of the file; `null` where that has an anchor or a tag. */
export function writeBody(
  document: SweepDocument,
  parameter: Parameter,
  lines: readonly string[],
): readonly TextEdit[] | null {
  const { value } = parameter.entry;
  if (value.decorated || value.kind === 'alias') return null;
  return prefersFlow(parameter)
    ? [replace(document, value, `{${lines.join(', ')}}`)]
    : onNewLine(document, parameter.entry, lines, value);
}

/** `- min: 0.1` above `- max: 0.5`, or the same in brackets: the keys of a body, each as an item of a list. */
export function keysOfList(body: SweepNode): ReadonlySet<string> | null {
  if (body.kind !== 'sequence' || body.items.length === 0) return null;
  const names = body.items.map((item) =>
    item.kind === 'mapping' && !item.decorated && item.entries.length === 1 ? (item.entries[0]!.name ?? '') : '',
  );
  const keys = new Set(names);
  const isBody = names.every((name) => name !== 'parameters' && keySpec('parameter', name) !== null);
  return isBody && keys.size === names.length ? keys : null;
}

/** Takes the dashes, or brackets, off the keys of a body. */
export function listedKeysFix(document: SweepDocument, parameter: Parameter): Fix | null {
  const { body, entry } = parameter;
  if (body.kind !== 'sequence' || body !== entry.value || body.decorated) return null;
  const { text } = document;
  const title = 'Write it as a mapping';
  if (body.flow) {
    if (body.items.some(({ start }) => text.charAt(start) === '{')) return null;
    const brackets = [body.start, body.end - 1];
    const edits = brackets.map((at, i) => replace(document, { start: at, end: at + 1 }, i === 0 ? '{' : '}'));
    return { title, edits, isUnproven: true };
  }
  const edits: TextEdit[] = [];
  for (const item of body.items) {
    const dash = text.lastIndexOf('-', item.start);
    const isItem = item.kind === 'mapping' && !item.flow && /^- +$/.test(text.slice(dash, item.start));
    if (!isItem || item.entries[0]!.key.decorated) return null;
    const isDeeper = columnOf(text, dash) > columnOf(text, entry.key.start);
    edits.push(replace(document, { start: dash, end: item.start }, isDeeper ? '' : ' '.repeat(item.start - dash)));
  }
  return { title, edits, isUnproven: true };
}

/** Two numbers in order, in brackets, as they are written as bounds; `null` for anything else. */
function boundsIn(
  document: SweepDocument,
  value: SweepNode,
): { readonly min: string; readonly max: string; readonly whole: boolean } | null {
  if (value.kind !== 'sequence' || value.items.length !== 2 || !value.flow || value.decorated) return null;
  const items = value.items.map(resolveAlias);
  const [low, high] = items.map(intendedNumber) as [number | null, number | null];
  if (low === null || high === null || !(low < high) || !Number.isFinite(high - low)) return null;
  if (document.text.slice(value.start, value.end).includes('#')) return null;
  const whole = items.every((item) => item.kind === 'scalar' && item.type === 'int');
  const [min, max] = items.map((item) => boundText(item as ScalarNode, whole)) as [string, string];
  return { min, max, whole };
}

/** `range: [0, 1]` in a body as `min` and `max`. */
export function rangeKeyFix(document: SweepDocument, parameter: Parameter, entry: Entry): Fix | null {
  const { body, fields } = parameter;
  const list = entry.value;
  const bounds = boundsIn(document, list);
  const isFree = ['min', 'max', 'value', 'values'].every((key) => !fields.has(key));
  if (body.kind !== 'mapping' || !body.entries.includes(entry) || entry.key.decorated) return null;
  if (!bounds || !isFree || !isWrittenHere(parameter)) return null;
  const { min, max } = bounds;
  const column = columnOf(document.text, entry.key.start);
  const between = body.flow ? ', ' : newline(document.text) + ' '.repeat(column);
  const edits = [replace(document, { start: entry.start, end: list.end }, `min: ${min}${between}max: ${max}`)];
  return { title: `Write min: ${min} and max: ${max}`, edits, isUnproven: true };
}

/** The text of a bound as written where PyYAML reads it as the float that is meant; W&B refuses int beside float. */
function boundText(item: ScalarNode, whole: boolean): string {
  const fits = item.style === 'plain' && !item.decorated && item.type === (whole ? 'int' : 'float');
  return fits ? item.source : writeNumber(intendedNumber(item)!, whole ? 'int' : 'float');
}

/** `min:0.1` on each line gets its space, `min 0.1` and `min = 0.1` their colon. */
export function spacesFix(document: SweepDocument, { entry }: Parameter): Fix | null {
  const { value } = entry;
  if (value.decorated) return null;
  // On the key's own line, `lr: min: 0.1` would be no YAML either.
  if (document.rangeOf(entry.key).end.line === document.rangeOf(value).start.line) return null;
  // A tag, an anchor or a sign that no value may start with would not be text any more.
  if (/^\s*\w+(?::| +)[!&*|>@%`]/m.test(document.text.slice(value.start, value.end))) return null;
  const edits: TextEdit[] = [];
  for (const match of document.text.slice(value.start, value.end).matchAll(/^([ ]*\w+)(?:( *= *)|:(?=\S)|(?=[ ]))/gm)) {
    const [, name = '', equals] = match;
    if (equals !== undefined) {
      const start = value.start + match.index + name.length;
      edits.push(replace(document, { start, end: start + equals.length }, ': '));
      continue;
    }
    const isColon = match[0].endsWith(':');
    edits.push(insert(document, value.start + match.index + match[0].length, isColon ? ' ' : ':'));
  }
  const written = new Set(edits.map(({ newText }) => newText));
  const title = written.has(': ')
    ? 'Write a colon instead of ='
    : `Insert the missing ${written.has(':') ? 'colon' : 'space'}`;
  return { title, edits, isUnproven: true };
}

/** Indents the keys that were meant as the body. */
export function undentedFix(
  document: SweepDocument,
  { entry }: Pick<Parameter, 'entry'>,
  strays: readonly Entry[],
): Fix | null {
  const unit = indentUnit(document);
  const startsLine = strays.every(
    ({ key }) => columnOf(document.text, key.start) === columnOf(document.text, entry.key.start),
  );
  const names = new Set(strays.map(({ name }) => name));
  if (!startsLine || names.size < strays.length) return null;
  const edits = strays.flatMap((stray) => indentLines(document, stray.start, stray.end, unit));
  return { title: `Indent them under ${String(entry.name)}`, edits };
}

/** `[1, 3]` → `{values: [1, 3]}`, or on a line of its own behind `values:`. */
function wrap(document: SweepDocument, parameter: Parameter, key: 'value' | 'values'): readonly TextEdit[] | null {
  const { entry, siblings } = parameter;
  const start = decoratedStart(document, entry);
  if (start === null) return null;
  const value = { ...entry.value, start };
  const isMultiline = document.rangeOf(value).start.line !== document.rangeOf(value).end.line;
  if (isMultiline ? !siblings.flow : !prefersFlow(parameter)) {
    const ahead = onNewLine(document, entry, [`${key}: `], { start: value.start, end: value.start });
    if (!isMultiline) return ahead;
    if (value.kind === 'scalar') return null;
    const nextLines = indentLines(document, nextLine(document.text, value.start), value.end, indentUnit(document));
    return ahead && [...ahead, ...nextLines];
  }
  // In braces a plain scalar ends at a comma or bracket: then it takes quotes, which keep it the same text.
  if (value.kind === 'scalar' && value.style === 'plain' && /[,[\]{}]/.test(value.source)) {
    return [replace(document, value, `{${key}: '${value.source.replaceAll("'", "''")}'}`)];
  }
  return [insert(document, value.start, `{${key}: `), insert(document, value.end, '}')];
}

/** Where a value starts with the anchor or tag in front of it; they stay with it. */
function decoratedStart(document: SweepDocument, entry: Entry): number | null {
  const { value } = entry;
  if (!value.decorated) return value.start;
  const colon = afterColon(document, entry);
  if (colon === null) return null;
  const ahead = /^ +((?:[&!]\S* +)+)$/.exec(document.text.slice(colon, value.start));
  return ahead ? value.start - ahead[1]!.length : null;
}

/** Replaces `span`, and the space between the colon and it, by lines that are indented below the key. */
function onNewLine(
  document: SweepDocument,
  entry: Entry,
  lines: readonly string[],
  span: { readonly start: number; readonly end: number },
): readonly TextEdit[] | null {
  const colon = afterColon(document, entry);
  if (colon === null || document.text.slice(colon, span.start).trim() !== '') return null;
  const indent = indentOf(document.text, entry.key.start) + indentUnit(document);
  const text = lines.map((line) => newline(document.text) + indent + line).join('');
  return [replace(document, { start: colon, end: span.end }, text)];
}

/** A block list: `values:` on a line of its own, and the list one level deeper. */
function indentUnder(document: SweepDocument, { entry }: Parameter): readonly TextEdit[] | null {
  const { text } = document;
  const colon = afterColon(document, entry);
  const start = lineStart(text, entry.value.start);
  if (colon === null || text.slice(start, entry.value.start).trim() !== '') return null;
  const unit = indentUnit(document);
  const indent = indentOf(text, entry.key.start) + unit;
  const [first, ...rest] = indentLines(document, start, entry.value.end, unit);
  return first ? [{ ...first, newText: `${indent}values:${newline(text)}${unit}` }, ...rest] : null;
}

/** Indents every line from the one that holds `start` to the one before `end`. */
export function indentLines(document: SweepDocument, start: number, end: number, unit: string): readonly TextEdit[] {
  const { text } = document;
  const edits: TextEdit[] = [];
  for (let at = lineStart(text, start); at < end; at = nextLine(text, at)) {
    if (text.slice(at, lineEnd(text, at)).trim() !== '') edits.push(insert(document, at, unit));
  }
  return edits;
}

/** Offset behind the line break that ends the line of an offset. */
export function nextLine(text: string, at: number): number {
  const end = lineEnd(text, at);
  return end + (text.slice(end, end + 2) === '\r\n' ? 2 : 1);
}
