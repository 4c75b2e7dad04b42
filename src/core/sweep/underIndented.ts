import { KEYS } from './keys';
import type { Repair } from './repairs';

const BODY_KEYS: ReadonlySet<string> = new Set(
  KEYS.filter(({ section }) => section === 'parameter').map(({ name }) => name),
);

/** A key of a parameter's body that stands a little left of the one above it: it belongs to the same body. */
export function indentKey(source: string, lineStart: number): Repair | null {
  const [, indent, key] = /^( +)(\w+):(?: |\r?$)/m.exec(lineAt(source, lineStart)) ?? [];
  const above = source.slice(0, lineStart).trimEnd();
  const [, wider, other] = /(?:^|\n)( +)(\w+):[^\n]*$/.exec(above) ?? [];
  if (indent === undefined || key === undefined || wider === undefined || other === undefined) return null;
  if (!BODY_KEYS.has(key) || !BODY_KEYS.has(other) || key === other || indent.length >= wider.length) return null;
  const edits = [{ start: lineStart, end: lineStart + indent.length, newText: wider }];
  const start = lineStart + indent.length;
  const message = `${key} is indented too little: it belongs at the same column as ${other}.`;
  const repair = { title: `Indent ${key} like ${other}`, edits };
  return { problem: { message, start, end: start + key.length, repair }, edits };
}

function lineAt(source: string, start: number): string {
  const end = source.indexOf('\n', start);
  return source.slice(start, end < 0 ? source.length : end);
}
