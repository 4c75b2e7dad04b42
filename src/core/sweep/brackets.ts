import { Lexer } from 'yaml';

/** A bracket or brace that lacks its closing one. */
export interface Unclosed {
  /** Offset of the opening one: of several, the outermost. */
  readonly opened: number;
  /** What closes it, and those inside of it. */
  readonly closing: string;
  /** Where that belongs. */
  readonly at: number;
  /** The wrong bracket that stands there; mostly empty. */
  readonly instead: string;
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' };
/** What the lexer puts where a flow collection ends too early, at a line that is not indented enough. */
const FLOW_ERROR_END = '\x18';

/** The first bracket of a text that is not closed; those in quotes, comments and block texts do not count. */
export function findUnclosed(source: string): Unclosed | null {
  const open: { readonly at: number; readonly bracket: string }[] = [];
  let offset = 0;
  let contentEnd = 0;
  for (const lexeme of new Lexer().lex(source)) {
    if (lexeme === '\x02' || lexeme === '\x1f') continue;
    if (lexeme === FLOW_ERROR_END) {
      if (open.length > 0) return unclosed(open, contentEnd, '');
      continue;
    }
    if (lexeme === '[' || lexeme === '{') open.push({ at: offset, bracket: lexeme });
    if ((lexeme === ']' || lexeme === '}') && open.length > 0) {
      if (CLOSING[open.at(-1)!.bracket] === lexeme) open.pop();
      else {
        const matching = open.map(({ bracket }) => CLOSING[bracket]).lastIndexOf(lexeme);
        return matching < 0
          ? unclosed(open.slice(-1), offset, lexeme)
          : unclosed(open.slice(matching + 1), contentEnd, '');
      }
    }
    offset += lexeme.length;
    if (!/^(?:\s*|#.*)$/.test(lexeme)) contentEnd = offset - (lexeme.length - lexeme.trimEnd().length);
  }
  return open.length > 0 ? unclosed(open, contentEnd, '') : null;
}

function unclosed(
  open: readonly { readonly at: number; readonly bracket: string }[],
  at: number,
  instead: string,
): Unclosed {
  const closing = open.map(({ bracket }) => CLOSING[bracket]!).reverse();
  return { opened: open[0]!.at, closing: closing.join(''), at, instead };
}
