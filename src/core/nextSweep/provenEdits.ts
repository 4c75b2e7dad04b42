import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import { fieldsOf } from '../sweep/node';
import { parametersOf } from '../sweep/parameters';
import { plainValue, type PlainValue } from '../sweep/plainValue';
import { distributionNameOf } from '../sweep/readDistribution';
import { applyEdits, type TextEdit } from '../text';

/** What a sweep file says: each parameter's body, and the rest, as text that is equal where they mean the same. */
export interface Meaning {
  readonly bodies: ReadonlyMap<string, string>;
  readonly rest: string;
  readonly syntaxErrors: number;
}

/** What the file says now. */
export function meaningOf({ root, syntaxErrors }: SweepDocument): Meaning {
  const bodies = new Map(
    parametersOf(root)
      .filter(({ kind }) => kind !== 'nested')
      .map(({ configName, body, fields }) => [configName, bodyText(plainValue(body), distributionNameOf(fields))]),
  );
  const rest = [...fieldsOf(root)]
    .filter(([name]) => name !== 'parameters')
    .map(([name, { value }]) => `${name}: ${sortedJson(plainValue(value))}`);
  return { bodies, rest: rest.join('\n'), syntaxErrors: syntaxErrors.length };
}

/** A body as text for {@link Meaning}; the distribution tells `1` from `1.0` where that matters. */
export function bodyText(body: PlainValue, distribution: string | null): string {
  return `${distribution ?? ''} ${sortedJson(body)}`;
}

/** Whether the edits give these parameters these bodies ({@link bodyText}) and leave all else as it is. */
export function changesOnly(
  document: SweepDocument,
  before: Meaning,
  edits: readonly TextEdit[],
  bodies: ReadonlyMap<string, string>,
): boolean {
  if (!areApart(document, edits)) return false;
  const hint = document.path === null ? {} : { path: document.path };
  const after = meaningOf(parseSweepDocument(applyEdits(document.text, edits), hint));
  return (
    after.syntaxErrors <= before.syntaxErrors &&
    after.rest === before.rest &&
    after.bodies.size === before.bodies.size &&
    [...before.bodies].every(([name, body]) => after.bodies.get(name) === (bodies.get(name) ?? body))
  );
}

function areApart({ lines }: SweepDocument, edits: readonly TextEdit[]): boolean {
  const spans = edits
    .map(({ range }) => [lines.offsetAt(range.start), lines.offsetAt(range.end)] as const)
    .sort(([a], [b]) => a - b);
  return spans.every(([start], i) => i === 0 || spans[i - 1]![1] <= start);
}

function sortedJson(value: PlainValue): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : // JSON has no word for these, and would call both null.
        typeof one === 'number' && !Number.isFinite(one)
        ? String(one)
        : one,
  );
}
