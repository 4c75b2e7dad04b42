import { Lexer } from 'yaml';
import type { Span } from './node';

const SCALAR_MARK = '\x1f';

/** The tabs of a text that PyYAML refuses: all but those in quotes, block texts and comments. Runs, in order. */
export function forbiddenTabs(text: string): readonly Span[] {
  if (!text.includes('\t')) return [];
  const tabs: Span[] = [];
  let offset = 0;
  let marked = false;
  let blockAhead = false;
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer adds control characters of its own: marks of a document, of flow errors and of scalars.
    if (lexeme === '\x02' || lexeme === '\x18' || lexeme === SCALAR_MARK) {
      marked = lexeme === SCALAR_MARK;
      continue;
    }
    const isBlock = marked && blockAhead;
    if (isBlock) blockAhead = false;
    else if (!marked && /^[|>]/.test(lexeme)) blockAhead = true;
    marked = false;
    if (!isBlock && !/^["'#]/.test(lexeme)) {
      for (const { 0: run, index } of lexeme.matchAll(/\t[ \t]*/g)) {
        tabs.push({ start: offset + index, end: offset + index + run.length });
      }
    }
    offset += lexeme.length;
  }
  return tabs;
}
