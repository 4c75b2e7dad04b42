import type { Finding, RuleContext } from '../rules/rule';
import type { Span } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';

/** Where a finding of the rule with this code is shown; `null` where it says again what has been said. */
export type PlaceOf = (finding: Finding, code: string) => Span | null;

/**
 * Places findings of bodies that several parameters share by aliases. A mistake in such a body is one, shown where the
 * body stands, for the first parameter that has it. What only another parameter minds, such as one whose name asks for
 * smaller numbers, is shown at its alias, unless the body belongs to no parameter.
 */
export function placesOf({ document, parameters }: RuleContext): PlaceOf {
  if (!document.text.includes('*')) return ({ span }) => span;
  const byPath = new Map(parameters.map((parameter) => [keyOf(parameter.path), parameter]));
  const shown = new Map<string, string>();
  return ({ span, path }, code) => {
    const parameter = parameterAt(byPath, path);
    if (!parameter) return span;
    const place = `${span.start} ${span.end} ${code}`;
    const owner = keyOf(parameter.path);
    const first = shown.get(place);
    if (first !== undefined && first !== owner) return null;
    const isElsewhere = parameter.entry.value.kind === 'alias' && !isInside(span, parameter);
    if (isElsewhere && parameters.some((one) => one !== parameter && isInside(span, one))) return parameter.entry.value;
    shown.set(place, owner);
    return span;
  };
}

function parameterAt(byPath: ReadonlyMap<string, Parameter>, path: readonly string[]): Parameter | null {
  for (let length = path.length; length > 0; length--) {
    const parameter = byPath.get(keyOf(path.slice(0, length)));
    if (parameter) return parameter;
  }
  return null;
}

function keyOf(path: readonly string[]): string {
  return path.join('\n');
}

function isInside({ start, end }: Span, { entry }: Parameter): boolean {
  return entry.start <= start && end <= entry.end;
}
