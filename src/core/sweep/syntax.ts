import { Lexer } from 'yaml';
import type { YAMLError } from 'yaml';
import type { Span } from './node';

/** Why PyYAML refuses a file, in words for the user, and where. */
export interface SyntaxProblem extends Span {
  readonly message: string;
}

const MESSAGES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  ALIAS_PROPS: 'An alias can’t have a tag or an anchor.',
  BAD_ALIAS: 'This alias has no valid name.',
  BAD_DIRECTIVE: 'This line starts with %, which YAML keeps for directives.',
  BAD_DQ_ESCAPE: 'This escape does not exist in a double-quoted text; write \\\\ for a backslash.',
  BAD_INDENT: 'The indentation does not fit the lines before it.',
  BAD_PROP_ORDER: 'An anchor or tag is in the wrong place here.',
  BAD_SCALAR_START: 'A value can’t start with this character; put it in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'A mapping can’t start here; check for a second colon or a wrong indentation.',
  BLOCK_IN_FLOW: 'An indented block can’t stand inside { } or [ ].',
  KEY_OVER_1024_CHARS: 'This key is longer than the 1,024 characters that YAML allows.',
  MISSING_CHAR: 'A character is missing here, such as a colon, comma, quote or bracket.',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line; a colon may be missing.',
  UNEXPECTED_TOKEN: 'This is not expected here.',
};

/** An error of the parser in our words. */
export function describeParserError(error: YAMLError, text: string): SyntaxProblem {
  const [start, end] = error.pos;
  const message = special(error, text) ?? MESSAGES[error.code] ?? 'PyYAML can’t read this.';
  return { message, start, end: Math.max(end, start) };
}

function special({ code, message, pos }: YAMLError, text: string): string | null {
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) {
    return `The ${message.includes('}') ? '{' : '['} before this is not closed.`;
  }
  if (code !== 'MISSING_CHAR') return null;
  if (message.includes('map keys')) return 'A colon is missing behind this key.';
  if (message.includes('quote')) return 'This quote is not closed.';
  if (message.includes('comma') || message.startsWith('Missing ,')) return 'A comma is missing here.';
  if (/end with a [}\]]/.test(message)) return `A closing ${message.includes('}') ? '}' : ']'} is missing.`;
  return text.charAt(pos[0]) === '' ? 'The file ends too early.' : null;
}

/** PyYAML refuses control characters anywhere, and tabs outside quotes, block text and comments. */
export function findForbiddenCharacters(text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  // yaml/reader.py of PyYAML 6.0.3, NON_PRINTABLE.

  const control = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  if (control) {
    const code = control[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    const start = control.index;
    problems.push({ message: `PyYAML refuses files with the character U+${code}.`, start, end: start + 1 });
  }
  const tab = text.includes('\t') ? findTab(text) : -1;
  if (tab >= 0) {
    const message = 'PyYAML refuses tabs outside quotes; use spaces.';
    problems.push({ message, start: tab, end: tab + 1 });
  }
  return problems;
}

const SCALAR_MARK = '\x1f';

/** The first tab that is neither in a quoted text, a block text nor a comment, or -1. */
function findTab(text: string): number {
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
    const tab = isBlock || /^["'#]/.test(lexeme) ? -1 : lexeme.indexOf('\t');
    if (tab >= 0) return offset + tab;
    offset += lexeme.length;
  }
  return -1;
}
