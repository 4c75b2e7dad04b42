import { open, readFile, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { plainText } from '../core/plainText';
import { fail, ok, type ByteStream, type Progress, type Result } from '../core/ports';
import type { SourceError } from '../core/runs/run';
import { forTerminal } from './safeText';

/** Exit status: nothing to object to; problems found; wrong usage or an unreadable source. */
export const EXIT = { ok: 0, problems: 1, usage: 2 } as const;

/** Bytes read at once of a long file. */
const PIECE_BYTES = 1024 * 1024;

/** Characters of a message that are shown; texts from data may be of any length. */
const MESSAGE_LENGTH = 1000;

/** What the commands see of the terminal and the files around them. */
export interface Terminal {
  readonly progress: Progress;
  print(text: string): void;
  /** One line on standard error. */
  warn(line: string): void;
  /** The file at `path`, or standard input for `-`. */
  readInput(path: string): Promise<Result<Uint8Array, SourceError>>;
  /** The same, piece by piece; `bytes` is the file's size, where it has one. */
  openInput(path: string): Promise<Result<{ readonly stream: ByteStream; readonly bytes?: number }, SourceError>>;
  write(path: string, text: string): Promise<Result<null, SourceError>>;
}

/** Standard output for results, standard error for everything else; progress only where somebody is watching. */
export function processTerminal(): Terminal {
  return {
    progress: {
      report: ({ message }) => {
        if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${plainText(message)}`);
      },
    },
    print: (text) => {
      clearProgress();
      const lines = text.endsWith('\n') ? text : `${text}\n`;
      // A file or another program gets every character; a person's terminal would obey some.
      process.stdout.write(process.stdout.isTTY ? forTerminal(lines) : lines);
    },
    warn: (line) => {
      clearProgress();
      process.stderr.write(`sweep-guard: ${plainText(line, MESSAGE_LENGTH)}\n`);
    },
    readInput: async (path) => {
      try {
        return ok(path === '-' ? await buffer(process.stdin) : await readFile(path));
      } catch (error) {
        return fail(fileProblem(path, 'read', error));
      }
    },
    openInput: async (path) => {
      if (path === '-') return ok({ stream: process.stdin });
      try {
        const file = await open(path);
        const { size } = await file.stat();
        const stream: ByteStream = file.createReadStream({ highWaterMark: PIECE_BYTES });
        // A pipe (`<(…)` of a shell) has no size.
        return ok({ stream, ...(size > 0 && { bytes: size }) });
      } catch (error) {
        return fail(fileProblem(path, 'read', error));
      }
    },
    write: async (path, text) => {
      try {
        await writeFile(path, text);
        return ok(null);
      } catch (error) {
        return fail(fileProblem(path, 'written', error));
      }
    },
  };
}

/** The message and advice of `error` as one line. */
export function oneLine({ message, advice }: SourceError): string {
  return `${message} ${advice}`.replace(/\s*\n\s*/g, ' ');
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

function fileProblem(path: string, verb: 'read' | 'written', error: unknown): SourceError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return verb === 'read'
        ? { message: `${path} does not exist.`, advice: 'Check the path.' }
        : { message: `${path} could not be written: its folder does not exist.`, advice: 'Make the folder first.' };
    case 'EACCES':
    case 'EPERM':
      return { message: `${path} may not be ${verb}.`, advice: 'Check its permissions.' };
    case 'EISDIR':
      return { message: `${path} is a folder.`, advice: 'Name a file.' };
    default:
      return { message: `${path} could not be ${verb}.`, advice: 'Check the path and its permissions.' };
  }
}
