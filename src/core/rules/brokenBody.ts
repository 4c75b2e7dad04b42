import type { SweepDocument } from '../sweep/document';
import { keySpec } from '../sweep/keys';
import type { Entry } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { columnOf, insert, isWrittenHere, lineStart, replace } from './edits';
import type { Finding } from './rule';
import { isPiece, splitFixes, type SplitValue } from './splitValue';
import { listed, quoted } from './wording';

/** The key of a body that its value is glued to, as in `{min:0.1}`, where YAML reads one key; `null` for any other key. */
export function gluedKey(text: string, entry: Entry): string | null {
  const { key, value } = entry;
  if (key.kind !== 'scalar' || key.style !== 'plain' || key.decorated || value.start < value.end) return null;
  const name = /^([a-z]+):\S/.exec(key.source)?.[1];
  const hasColon = /^\s*:/.test(text.slice(key.end, key.end + 100));
  return name !== undefined && !hasColon && keySpec('parameter', name) !== null ? name : null;
}

/** `{min:0.1, max:0.5}`: one finding for all keys of a body that lack the space; `null` where none does. */
export function gluedFinding(document: SweepDocument, parameter: Parameter): Finding | null {
  const { body, path, name } = parameter;
  const entries = body.kind === 'mapping' ? body.entries.filter((one) => gluedKey(document.text, one) !== null) : [];
  const [first, ...others] = entries;
  if (!first) return null;
  const edits = entries.map((one) => insert(document, one.key.start + gluedKey(document.text, one)!.length + 1, ' '));
  const shown = quoted(sourceOf(first));
  const where = others.length > 0 ? `each colon of ${quoted(name)}` : 'this colon';
  const message = `A space is missing behind ${where}: W&B reads ${shown} as a key without value, and refuses ${quoted(name)}.`;
  const title = `Insert the missing ${others.length > 0 ? 'spaces' : 'space'}`;
  const fixes = isWrittenHere(parameter) ? [{ title, edits, isUnproven: true as const }] : [];
  return { message, path: [...path, sourceOf(first)], span: first.key, fixes };
}

/** `{0.1, 0.5}`: a list in braces, whose items YAML takes for keys; `null` for any other body. */
export function bracesFinding(document: SweepDocument, parameter: Parameter): Finding | null {
  const { body, path, name } = parameter;
  if (body.kind !== 'mapping' || !body.flow || body.entries.length === 0) return null;
  const { text } = document;
  const isItem = (entry: Entry): boolean =>
    isPiece(text, entry) && !entry.key.decorated && gluedKey(text, entry) === null && !sourceOf(entry).includes(' ');
  if (!body.entries.every(isItem)) return null;
  const inside = text.slice(body.entries[0]!.start, body.entries.at(-1)!.key.end);
  const list = `{values: [${inside}]}`;
  const isOneLine = !/[#\r\n]/.test(text.slice(body.start, body.end));
  const keys = body.entries.slice(0, 3).map((entry) => quoted(sourceOf(entry)));
  const message =
    `${quoted(name)} is a list in braces: W&B reads ${listed(keys)} as ${keys.length === 1 ? 'a key' : 'keys'}, and ` +
    'refuses it. Write values, with the list in brackets.';
  const fix = {
    title: `Write values: [${quoted(inside)}]`,
    edits: [replace(document, body, list)],
    isUnproven: true as const,
  };
  return { message, path, span: body, fixes: isOneLine && isWrittenHere(parameter) ? [fix] : [] };
}

/**
 * A parameter that slipped into the body above it: a key without value that W&B does not know, with keys of a body right
 * behind it. `null` where there is none.
 */
export function slippedParameter({ body }: Pick<Parameter, 'body'>): Entry | null {
  if (body.kind !== 'mapping' || body.flow) return null;
  const isUnknown = ({ name, value }: Entry): boolean =>
    name !== null && keySpec('parameter', name) === null && value.start === value.end && value.kind === 'scalar';
  const at = body.entries.findIndex(
    (entry, index) => index > 0 && isUnknown(entry) && !isUnknownName(body.entries[index + 1]),
  );
  return body.entries[at] ?? null;
}

function isUnknownName(entry: Entry | undefined): boolean {
  return !entry?.name || keySpec('parameter', entry.name) === null;
}

/** What is said of a parameter in the body above it, with its line moved to where that body's parameter stands. */
export function slippedFinding(document: SweepDocument, parameter: Parameter, slipped: Entry): Finding {
  const { text } = document;
  const [own, above] = [quoted(slipped.name!), quoted(parameter.name)];
  const column = columnOf(text, parameter.entry.key.start);
  const from = lineStart(text, slipped.start);
  const canMove = !slipped.key.decorated && isWrittenHere(parameter) && text.slice(from, slipped.start).trim() === '';
  const edit = canMove ? replace(document, { start: from + column, end: slipped.start }, '') : null;
  return {
    message: `${own} belongs beside ${above}, not into its body, where W&B refuses it. Indent it like ${above}.`,
    path: [...parameter.path, slipped.name!],
    span: slipped.key,
    fixes: edit ? [{ title: `Indent ${own} like ${above}`, edits: [edit], isUnproven: true }] : [],
  };
}

/** What is said of `{min: 0,1}`; of lists, S02 speaks. */
export function splitFinding(document: SweepDocument, parameter: Parameter, split: SplitValue): Finding {
  const { entry, first, pieces, span } = split;
  const keys = listed(pieces.map(({ key }) => quoted(document.text.slice(key.start, key.end))));
  const advice = pieces.length === 1 ? 'A decimal number has a point.' : 'A list has brackets.';
  const message =
    `The comma splits this: W&B reads ${entry.name!}: ${quoted(first.source)}, then ${keys} as ` +
    `${pieces.length === 1 ? 'a key' : 'keys'}, and refuses ${quoted(parameter.name)}. ${advice}`;
  return { message, path: [...parameter.path, entry.name!], span, fixes: splitFixes(document, parameter, split) };
}

function sourceOf({ key }: Entry): string {
  return key.kind === 'scalar' ? key.source : '';
}
