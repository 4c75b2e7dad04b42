import type { Block, Section } from './section';

/** What Markdown needs to know of a report around a section. */
export interface MarkdownWriter {
  /** Text from data so that it is shown as it is. */
  readonly escape: (text: string, length?: number) => string;
  readonly table: (header: readonly string[], right: readonly number[], rows: readonly (readonly string[])[]) => string;
}

/** A section as blocks of Markdown, to be joined by empty lines. */
export function markdownSection(section: Section | null, writer: MarkdownWriter): readonly string[] {
  return section === null
    ? []
    : [`## ${writer.escape(section.title)}`, ...section.blocks.map((block) => markdownBlock(block, writer))];
}

function markdownBlock(block: Block, { escape, table }: MarkdownWriter): string {
  switch (block.kind) {
    case 'paragraph':
      return escape(block.text, 1000);
    case 'list':
      return block.items
        .map((item, i) => `${block.isNumbered === true ? `${String(i + 1)}.` : '-'} ${escape(item, 1000)}`)
        .join('\n');
    case 'table':
      return table(
        block.header.map((cell) => escape(cell)),
        block.right,
        block.rows.map((row) => row.map((cell) => escape(cell))),
      );
    case 'code':
      return fenced(block.text, block.language);
  }
}

/** A fence that is longer than any in the text, so that no name can end it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
