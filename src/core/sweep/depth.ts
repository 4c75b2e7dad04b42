import { Lexer } from 'yaml';

/** PyYAML itself ends at about 330 levels, with Python's limit of 1,000 nested calls. */
const MOST_LEVELS = 300;
const DASHES = new RegExp(`(?:[-?:][ \\t]+){${MOST_LEVELS}}`);

/**
 * Whether a text is nested too deeply to be parsed. Parsers call themselves once a level, and a JavaScript engine that
 * runs out of stack does not always throw an error that can be caught: V8 ends the process when that happens while it
 * compiles a regular expression.
 */
export function isTooDeep(text: string): boolean {
  return indentLevels(text) > MOST_LEVELS || DASHES.test(text) || bracketLevels(text) > MOST_LEVELS;
}

/** How often an indentation goes deeper than the one before it that it stands under. */
function indentLevels(text: string): number {
  const open = [-1];
  let most = 0;
  for (const [line] of text.matchAll(/^ *(?=[^\s#])/gm)) {
    while (line.length <= open.at(-1)!) open.pop();
    open.push(line.length);
    most = Math.max(most, open.length - 1);
  }
  return most;
}

function bracketLevels(text: string): number {
  const rough = deepest(text.match(/[[\]{}]/g) ?? []);
  // Brackets in comments and quotes open nothing; only the lexer knows them, and it takes its time.
  return rough > MOST_LEVELS ? deepest(new Lexer().lex(text)) : rough;
}

function deepest(lexemes: Iterable<string>): number {
  let level = 0;
  let most = 0;
  for (const lexeme of lexemes) {
    if (lexeme === '[' || lexeme === '{') most = Math.max(most, ++level);
    else if (lexeme === ']' || lexeme === '}') level = Math.max(0, level - 1);
  }
  return most;
}
