import { plainText } from '../plainText';

/** HTML that is known to be well-formed; only {@link html} and {@link join} make it. */
export interface Html {
  readonly markup: string;
}

/** A template whose values are escaped, unless they are HTML already; for element content and quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | number | Html | null)[]): Html {
  const markup = parts
    .map((part, index) => part + (index < values.length ? markupOf(values[index] ?? null) : ''))
    .join('');
  return { markup };
}

/** Pieces of HTML one after another. */
export function join(pieces: readonly (Html | null)[], separator = ''): Html {
  return { markup: pieces.flatMap((piece) => (piece === null ? [] : [piece.markup])).join(separator) };
}

function markupOf(value: string | number | Html | null): string {
  if (value === null) return '';
  if (typeof value === 'object') return value.markup;
  return plainTextKeepingSpaces(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function plainTextKeepingSpaces(text: string): string {
  const inner = plainText(text, 2000);
  const before = text.startsWith(' ') ? ' ' : '';
  const after = text.endsWith(' ') && inner !== '' ? ' ' : '';
  return (before + inner + after).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Text of several lines for a `pre`: line breaks stay, each line is plain. */
export function codeText(text: string): Html {
  return join(
    text.split('\n').map((line) => {
      const [indent = ''] = /^ */.exec(line) ?? [];
      return { markup: indent + markupOf(line.slice(indent.length)) };
    }),
    '\n',
  );
}
