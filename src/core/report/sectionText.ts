import { plainText } from '../plainText';
import type { Block, Section } from './section';

/** Longer lines go on in the next one. */
const COLUMNS = 100;

/** A section for a terminal: no colours, columns set with blanks. */
export function textSection({ title, blocks }: Section): string {
  return [title, ...blocks.flatMap(blockLines)].join('\n');
}

function blockLines(block: Block): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return wrap(`  ${plainText(block.text, 2000)}`, '  ');
    case 'list':
      return block.items.flatMap((item, i) =>
        wrap(`  ${block.isNumbered === true ? `${String(i + 1)}.` : '-'} ${plainText(item, 2000)}`, '    '),
      );
    case 'table': {
      const rows = [block.header, ...block.rows];
      const widths = block.header.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
      return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')}`.trimEnd());
    }
    case 'code':
      return block.text
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`);
  }
}

function wrap(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const lead = /^ */.exec(text)![0];
  for (const word of text.trimStart().split(' ')) {
    if (line === '') line = lead + word;
    else if (line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = indent + word;
    } else line += ` ${word}`;
  }
  return [...lines, line];
}
