import { Lexer } from 'yaml';
import type { Interaction } from '../analysis/analysis';
import { plainText } from '../plainText';
import type { Result } from '../ports';
import { indentOf, indentUnit, lineEnd, lineStart, newline, replace } from '../rules/edits';
import { removeEntry } from '../rules/entries';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import type { Entry, Span } from '../sweep/node';
import { parametersOf, type Parameter } from '../sweep/parameters';
import { applyEdits, type TextEdit } from '../text';
import { pairedParameters, type PairedParameters } from './pairedParameters';
import { meaningOf } from './provenEdits';

/** A sweep file in which parameters that crash together are one. */
export interface PairedSweep {
  readonly text: string;
  readonly pair: PairedParameters;
  /** The region that is left out. */
  readonly interaction: Interaction;
}

/**
 * The sweep with the parameters of a region that crashed replaced by one categorical of their safe combinations, in the
 * place of the first of them; comments, line breaks and the rest of the file stay as they are. Of several regions the
 * first that can be written is taken. The error says in a sentence why there is none.
 */
export function pairedSweep(
  document: SweepDocument,
  interactions: readonly Interaction[],
): Result<PairedSweep, string> {
  let reason: string | null = null;
  for (const interaction of interactions) {
    const pair = pairedParameters(interaction, document);
    if (pair === null) continue;
    const result = withPair(document, pair);
    if (result.ok) return { ok: true, value: { text: result.value, pair, interaction } };
    reason ??= result.error;
  }
  return {
    ok: false,
    error:
      reason ??
      (interactions.length === 0
        ? 'No combination of settings crashed beyond what each explains alone, so that bounds are enough.'
        : 'The ranges of this sweep leave nothing to pair: it does not search all settings of a combination, or no safe one is left, or no dangerous one.'),
  };
}

function withPair(document: SweepDocument, pair: PairedParameters): Result<string, string> {
  const names = pair.replaced.map((name) => plainText(name, 60)).join(' and ');
  const refused = (why: string): Result<string, string> => ({ ok: false, error: `${names} can’t be paired: ${why}` });
  const known = new Map(parametersOf(document.root).map((parameter) => [parameter.configName, parameter]));
  const parameters = pair.replaced.flatMap((name) => known.get(name) ?? []);
  if (parameters.some(({ path }) => path.length !== 2)) {
    return refused('one of them is nested. Move it to the top level of parameters first.');
  }
  if (parameters.some(({ siblings }) => siblings.flow)) {
    return refused('the parameters stand in braces. Write each on a line of its own first.');
  }
  const text = cutAndPut(document, parameters, pair);
  return text !== null && saysOnly(document, pair, text)
    ? { ok: true, value: text }
    : refused('they are written together with something else (an anchor, a merge, a key that is there twice).');
}

/** The parameters' lines cut, and the pair in the place of the first; `null` where cutting would take more. */
function cutAndPut(document: SweepDocument, parameters: readonly Parameter[], pair: PairedParameters): string | null {
  const { text } = document;
  const entries = parameters.map(({ entry }) => entry).sort((a, b) => a.start - b.start);
  const [first] = entries;
  if (first === undefined || parameters.some(({ siblings, entry }) => !isCuttable(document, siblings, entry)))
    return null;
  const lines = entries.map((entry) => linesOf(text, entry));
  if (lines.some((span) => span === null)) return null;
  const spans = lines.filter((span) => span !== null);
  const base = indentOf(text, first.key.start);
  const unit = indentUnit(document);
  const comments = spans.flatMap(({ start, end }) => commentsIn(text.slice(start, end)));
  const written = pair.yaml
    .trimEnd()
    .split('\n')
    .map((line) => base + unit.repeat(line.search(/\S/) / 2 - 1) + line.trimStart());
  const block = [...comments.map((comment) => base + comment), ...written].join(newline(text));
  const edits = spans.map((span, i): TextEdit => {
    if (i === 0) return replace(document, span, block);
    // With the line break in front: the last line of a file may have none behind.
    const start = span.start - (text.slice(span.start - 2, span.start) === '\r\n' ? 2 : 1);
    return replace(document, { start, end: span.end }, '');
  });
  return applyEdits(text, edits);
}

/** Whether nothing else in the file refers to it and it stands where its parameters do. */
function isCuttable(document: SweepDocument, siblings: Parameter['siblings'], entry: Entry): boolean {
  return removeEntry(document, siblings, entry) !== null;
}

/** The whole lines of an entry, the last line break excluded; `null` where it shares them with something else. */
function linesOf(text: string, { start, end }: Entry): Span | null {
  const last = start + text.slice(start, end).trimEnd().length;
  const [from, to] = [lineStart(text, start), lineEnd(text, last)];
  const isAlone = text.slice(from, start).trim() === '' && /^\s*(?:#.*)?$/.test(text.slice(last, to));
  return isAlone ? { start: from, end: to } : null;
}

/** Comments inside of what goes, for the lines above what comes. */
function commentsIn(text: string): readonly string[] {
  let isScalar = false;
  const found: string[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && !isScalar) found.push(lexeme.trimEnd());
    // A scalar's text comes behind a mark of its own.
    isScalar = lexeme === '\u001f';
  }
  return found;
}

/** Read back: the pair instead of the others, and the rest of the file as it was. */
function saysOnly(document: SweepDocument, pair: PairedParameters, text: string): boolean {
  const before = meaningOf(document);
  const read = parseSweepDocument(text, document.path === null ? {} : { path: document.path });
  const after = meaningOf(read);
  const wanted = meaningOf(parseSweepDocument(`parameters:\n${pair.yaml}`)).bodies.get(pair.name);
  const kept = [...before.bodies].filter(([name]) => !pair.replaced.includes(name));
  return (
    after.syntaxErrors <= before.syntaxErrors &&
    after.rest === before.rest &&
    after.bodies.size === kept.length + 1 &&
    after.bodies.get(pair.name) === wanted &&
    kept.every(([name, body]) => after.bodies.get(name) === body)
  );
}
