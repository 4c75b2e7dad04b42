import type { YAMLError } from 'yaml';
import type { Span } from './node';
import type { Replacement } from './replacements';

/** Why PyYAML refuses a file, in words for the user, and where. */
export interface SyntaxProblem extends Span {
  readonly message: string;
  /** What comes of it, where that is not that W&B can’t read the file. */
  readonly outcome?: string;
  /** How it would be written right, where that can be told; `isSuggestion` where something else may be meant. */
  readonly repair?: {
    readonly title: string;
    readonly edits: readonly Replacement[];
    readonly isSuggestion?: true;
  };
}

const MESSAGES: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  ALIAS_PROPS: 'An alias can’t have a tag or an anchor.',
  BAD_ALIAS: 'This anchor or alias has no valid name.',
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

/** An error of the parser in our words; `at` gives the offset in the text of one in what was parsed. */
export function describeParserError(error: YAMLError, text: string, at: (offset: number) => number): SyntaxProblem {
  const [start, end] = error.pos.map(at) as [number, number];
  const message = special(error, text, start) ?? MESSAGES[error.code] ?? 'PyYAML can’t read this.';
  return { message, start, end: Math.max(end, start) };
}

function special({ code, message }: YAMLError, text: string, start: number): string | null {
  if (code === 'BAD_INDENT' && message.startsWith('Flow')) {
    return `The ${message.includes('}') ? '{' : '['} before this is not closed.`;
  }
  if (code !== 'MISSING_CHAR') return null;
  if (message.includes('map keys')) return 'A colon is missing behind this key.';
  if (message.includes('quote')) return 'This quote is not closed.';
  if (message.includes('comma') || message.startsWith('Missing ,')) return 'A comma is missing here.';
  if (/end with a [}\]]/.test(message)) return `A closing ${message.includes('}') ? '}' : ']'} is missing.`;
  return text.charAt(start) === '' ? 'The file ends too early.' : null;
}

/** PyYAML refuses control characters anywhere. */
export function findForbiddenCharacters(text: string): SyntaxProblem[] {
  const problems: SyntaxProblem[] = [];
  // yaml/reader.py of PyYAML 6.0.3, NON_PRINTABLE.
  const control = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text);
  if (control) {
    const code = control[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    const start = control.index;
    // Every second byte of UTF-16 is one.
    const advice = code === '0000' ? '; save the file as text in UTF-8' : '';
    problems.push({ message: `PyYAML refuses files with the character U+${code}${advice}.`, start, end: start + 1 });
  }
  return problems;
}
