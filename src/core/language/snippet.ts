/** Text with places to fill in, in the syntax of TextMate and the Language Server Protocol (`${1:default}`). */
export type Snippet = string;

/** Text as a snippet that inserts exactly it. */
export function literal(text: string): Snippet {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** The text that a snippet inserts when nothing is filled in: defaults and first choices stay. */
export function withDefaults(snippet: Snippet): string {
  return snippet
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replace(/\$\{\d+\|((?:[^\\|,]|\\.)*)[^|]*\|\}/g, '$1')
    .replace(/(^|[^\\])\$\d/g, '$1')
    .replace(/\\([\\$},|])/g, '$1');
}

/** Hands out the places of one snippet, in the order in which Tab goes through them. */
export interface Places {
  empty(): Snippet;
  filled(text: string): Snippet;
  choice(options: readonly string[]): Snippet;
}

/** Places numbered from one on. */
export function createPlaces(): Places {
  let last = 0;
  const next = (): number => ++last;
  return {
    empty: () => `$${next()}`,
    filled: (text) => `\${${next()}:${literal(text)}}`,
    choice: (options) => `\${${next()}|${options.map((option) => option.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`,
  };
}

/** What is written behind a key: one value, a mapping of them, or a list of values or mappings. */
export type Content =
  | { readonly kind: 'value'; readonly snippet: Snippet }
  | { readonly kind: 'mapping'; readonly entries: readonly (readonly [key: string, content: Content])[] }
  | { readonly kind: 'list'; readonly items: readonly Content[] };

/** How a file writes what it holds. */
export interface Style {
  readonly flow: boolean;
  /** Column of the key that the content stands behind. */
  readonly column: number;
  /** Spaces of one level. */
  readonly unit: string;
  readonly newline: string;
}

/** The content of a key, with the space or line break behind the colon. */
export function written(content: Content, style: Style): Snippet {
  if (content.kind === 'value') return ` ${content.snippet}`;
  if (style.flow) return ` ${inFlow(content)}`;
  const column = style.column + style.unit.length;
  return style.newline + linesOf(content, { ...style, column }).join(style.newline);
}

/** Entries at a style's own column, the first one without its indentation, which stands there already. */
export function writtenEntries(entries: readonly (readonly [key: string, content: Content])[], style: Style): Snippet {
  const parts = entries.map(([key, content]) => `${key}:${written(content, style)}`);
  return parts.join(style.flow ? ', ' : style.newline + ' '.repeat(style.column));
}

function inFlow(content: Content): Snippet {
  switch (content.kind) {
    case 'value':
      return content.snippet;
    case 'mapping':
      // A closing brace would end a place of the snippet; outside of places it is just a brace.
      return `{${content.entries.map(([key, inner]) => `${key}: ${inFlow(inner)}`).join(', ')}\\}`;
    case 'list':
      return `[${content.items.map(inFlow).join(', ')}]`;
  }
}

function linesOf(content: Content, style: Style): readonly Snippet[] {
  const indent = ' '.repeat(style.column);
  switch (content.kind) {
    case 'value':
      return [indent + content.snippet];
    case 'mapping':
      return content.entries.map(([key, inner]) => `${indent}${key}:${written(inner, style)}`);
    case 'list':
      return content.items.map((item) => {
        if (item.kind !== 'mapping') return `${indent}- ${inFlow(item)}`;
        return `${indent}- ${writtenEntries(item.entries, { ...style, column: style.column + 2 })}`;
      });
  }
}

/** One value of a snippet. */
export function value(snippet: Snippet): Content {
  return { kind: 'value', snippet };
}

/** Keys with contents. */
export function mapping(...entries: readonly (readonly [key: string, content: Content])[]): Content {
  return { kind: 'mapping', entries };
}
