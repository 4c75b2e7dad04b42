import type { SweepDocument } from '../sweep/document';
import { keySpec } from '../sweep/keys';
import { isMergeKey, resolveAlias, type Entry, type SweepNode } from '../sweep/node';
import { looksLikeBody, type Parameter } from '../sweep/parameters';
import type { TextEdit } from '../text';
import { indentLines } from './bareBodyFixes';
import { indentOf, indentUnit, insert, isWrittenHere, lineStart, newline } from './edits';
import { removeEntry } from './entries';
import { indentParameters } from './misplaced';
import type { Finding, Fix, Report, Rule } from './rule';
import { isUnreadable } from './syntax';
import { listed, quoted } from './wording';

/** P04: nested parameters without `parameters`, or something beside it. */
export const nestedWithoutParameters: Rule = {
  code: 'P04',
  name: 'nested-without-parameters',
  severity: 'error',
  description: 'Nested parameters stand under `parameters:`, with nothing beside it.',
  check({ document, parameters }, report) {
    let outer: readonly string[] | null = null;
    for (const parameter of parameters) {
      if (parameter.body.kind !== 'mapping' || isUnreadable(document, parameter.entry)) continue;
      if (parameter.fields.has('parameters')) {
        const inner = resolveAlias(parameter.fields.get('parameters')!.value);
        if (inner.kind === 'mapping' && inner.entries.length > 0) besideParameters(document, parameter, report);
        else emptyParameters(document, parameter, report);
      } else if (parameter.kind === 'nested') {
        const isInside = outer?.every((key, index) => parameter.path[index] === key) ?? false;
        if (!isInside) outer = parameter.path;
        report(withoutParameters(document, parameter, isInside));
      } else childrenBeside(parameter, report);
    }
  },
};

/** Inside of another one, two fixes would indent the same lines: the outer one comes first. */
function withoutParameters(document: SweepDocument, parameter: Parameter, isInside: boolean): Finding {
  const edits = isInside ? null : insertParameters(document, parameter);
  const fixes = edits ? [{ title: 'Insert parameters', edits }] : [];
  const name = quoted(parameter.name);
  const message = `${name} holds parameters, but the key parameters: is missing above them. W&B refuses the sweep like this.`;
  return { message, path: parameter.path, span: parameter.entry.key, fixes };
}

function insertParameters(document: SweepDocument, parameter: Parameter): readonly TextEdit[] | null {
  const { body } = parameter;
  const { text } = document;
  if (body.kind !== 'mapping' || !isWrittenHere(parameter)) return null;
  if (body.flow) return [insert(document, body.start, '{parameters: '), insert(document, body.end, '}')];
  const [first] = body.entries;
  if (!first || first.key.decorated) return null;
  const start = lineStart(text, first.start);
  // Behind a dash or a question mark there is no line to put a key on.
  if (text.slice(start, first.start).trim() !== '') return null;
  const indent = indentOf(text, first.start);
  const unit = indentUnit(document);
  const [line, ...rest] = indentLines(document, start, body.end, unit);
  return line ? [{ ...line, newText: `${indent}parameters:${newline(text)}${unit}` }, ...rest] : null;
}

/** W&B wants at least one parameter below a nested `parameters:`; what stands beside it may be meant for there. */
function emptyParameters(document: SweepDocument, { body, fields, path, name }: Parameter, report: Report): void {
  const entry = fields.get('parameters')!;
  const node = resolveAlias(entry.value);
  if (body.kind !== 'mapping' || isUnreadable(document, entry)) return;
  const of = `parameters of ${quoted(name)}`;
  const at = { path: [...path, 'parameters'], span: entry.key };
  if (!isEmptyMapping(node)) {
    const message = `${of} is no mapping, which W&B refuses. It needs a name for each parameter, with its body.`;
    const isShort = entry.value.end > entry.value.start && node.kind !== 'sequence';
    report({ ...at, message, ...(isShort && { span: entry.value }) });
    return;
  }
  const beside = body.entries.filter(isChild);
  const fix = beside.length > 0 && !body.flow ? indentParameters(document, body, beside) : null;
  const message =
    beside.length === 0
      ? `${of} is empty, which W&B refuses. Write parameters below it, or leave ${quoted(name)} out.`
      : `${of} is empty, since ${listed(beside.slice(0, 3).map((one) => quoted(one.name!)))} ` +
        `${beside.length === 1 ? 'stands' : 'stand'} at the same indentation. Indent what belongs to it.`;
  report({ ...at, message, fixes: fix ? [fix] : [] });
}

/** Whether nothing stands below a key, or `{}`. */
function isEmptyMapping(node: SweepNode): boolean {
  return node.kind === 'mapping' ? node.entries.length === 0 : node.kind === 'scalar' && node.type === 'null';
}

function besideParameters(document: SweepDocument, { body, fields, path, name }: Parameter, report: Report): void {
  if (body.kind !== 'mapping') return;
  for (const entry of fields.values()) {
    if (entry.name === 'parameters' || entry.name === null) continue;
    const edit = body.entries.includes(entry) ? removeEntry(document, body, entry) : null;
    const fixes: readonly Fix[] = edit
      ? [{ title: `Remove ${quoted(entry.name)}`, edits: [edit], isSuggestion: true, isUnproven: true }]
      : [];
    const message = `Beside parameters nothing else may stand, so W&B refuses ${quoted(entry.name)} in ${quoted(name)}.`;
    report({ message, path: [...path, entry.name], span: entry.key, fixes });
  }
}

/** The body of another parameter among a body's own keys: mostly a parameter that is indented too deeply. */
function childrenBeside({ body, path, name }: Parameter, report: Report): void {
  if (body.kind !== 'mapping') return;
  for (const entry of body.entries) {
    if (!isChild(entry)) continue;
    const child = quoted(entry.name!);
    const message =
      `${child} stands in the body of ${quoted(name)}, which W&B refuses. ` +
      `To make it a parameter of its own, indent it like ${quoted(name)}.`;
    report({ message, path: [...path, entry.name!], span: entry.key });
  }
}

/** Whether an entry of a body is a parameter, and no key of the body. */
export function isChild({ name, key, value }: Entry): boolean {
  return name !== null && !isMergeKey(key) && keySpec('parameter', name) === null && looksLikeBody(value);
}
