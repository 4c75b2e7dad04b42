import { withoutAnsi } from '../ansi';

/** Longer lines are cut: a program that prints megabytes without a line end must not fill the memory. */
export const MAX_LINE_LENGTH = 4000;

/** How many lines of a run's console output are kept. */
export const LOG_TAIL_LINES = 200;

/** Turns what a program wrote into the lines that a terminal would show, keeping the last ones only. */
export interface ConsoleTail {
  /** `stream` separates stdout from stderr, whose unfinished lines do not mix. */
  write(fragment: string, stream?: string): void;
  lines(): string[];
}

/** Starts an empty tail of at most `limit` lines. `\r` returns to the start of the line, so progress bars leave one line. */
export function createConsoleTail(limit: number = LOG_TAIL_LINES): ConsoleTail {
  interface Line {
    text: string;
    column: number;
  }
  let lines: Line[] = [];
  const open = new Map<string, Line>();

  const lineOf = (stream: string): Line => {
    let line = open.get(stream);
    if (line === undefined) {
      line = { text: '', column: 0 };
      open.set(stream, line);
      lines.push(line);
      if (lines.length > 2 * limit + 16) lines = lines.slice(-limit);
    }
    return line;
  };

  return {
    write(fragment, stream = '') {
      for (const part of withoutAnsi(fragment).split(/(\r?\n|\r)/)) {
        if (part === '') continue;
        const line = lineOf(stream);
        if (part.endsWith('\n')) open.delete(stream);
        else if (part === '\r') line.column = 0;
        else {
          const end = line.column + part.length;
          line.text = (line.text.slice(0, line.column) + part + line.text.slice(end)).slice(0, MAX_LINE_LENGTH);
          line.column = Math.min(end, MAX_LINE_LENGTH);
        }
      }
    },
    lines: () => lines.slice(-limit).map((line) => line.text),
  };
}

/** The last lines of a whole console text. */
export function tailOf(text: string, limit: number = LOG_TAIL_LINES): string[] {
  const tail = createConsoleTail(limit);
  tail.write(text);
  return tail.lines();
}
