/** A part of a report, the same in every format: what is said once, Markdown and HTML only set. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** One block of a section. All text is plain; renderers escape it. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly isNumbered?: boolean }
  /** `right` holds the indices of columns of numbers. */
  | {
      readonly kind: 'table';
      readonly header: readonly string[];
      readonly right: readonly number[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'code'; readonly language: 'yaml' | 'python' | 'sh'; readonly text: string };

/** A section of those blocks that there are; `null` where there are none. */
export function section(title: string, blocks: readonly (Block | null)[]): Section | null {
  const present = blocks.filter((block) => block !== null);
  return present.length === 0 ? null : { title, blocks: present };
}

/** A paragraph; `null` for no text. */
export function paragraph(text: string | null): Block | null {
  return text === null || text === '' ? null : { kind: 'paragraph', text };
}

/** A list; `null` without items. */
export function list(items: readonly string[], isNumbered = false): Block | null {
  return items.length === 0 ? null : { kind: 'list', items, isNumbered };
}

/** A table; `null` without rows. */
export function table(
  header: readonly string[],
  right: readonly number[],
  rows: readonly (readonly string[])[],
): Block | null {
  return rows.length === 0 ? null : { kind: 'table', header, right, rows };
}
