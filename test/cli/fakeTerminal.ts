import { fail, ok, type ByteStream, type Result } from '../../src/core/ports';
import type { SourceError } from '../../src/core/runs/run';
import type { Terminal } from '../../src/cli/terminal';

/** A terminal that remembers what was said; `inputs` are the files that can be read, by path. */
export interface FakeTerminal extends Terminal {
  readonly printed: string[];
  readonly warnings: string[];
  readonly written: Map<string, string>;
}

export function fakeTerminal(inputs: Readonly<Record<string, string>> = {}): FakeTerminal {
  const printed: string[] = [];
  const warnings: string[] = [];
  const written = new Map<string, string>();
  const inputOf = (path: string): Result<Uint8Array, SourceError> => {
    const text = inputs[path];
    return text === undefined
      ? fail({ message: `${path} does not exist.`, advice: 'Check the path.' })
      : ok(new TextEncoder().encode(text));
  };
  return {
    printed,
    warnings,
    written,
    progress: { report: () => undefined },
    print: (text) => printed.push(text),
    warn: (line) => warnings.push(line),
    readInput: (path) => Promise.resolve(inputOf(path)),
    openInput: (path) => {
      const input = inputOf(path);
      return Promise.resolve(input.ok ? ok({ stream: inOnePiece(input.value), bytes: input.value.length }) : input);
    },
    write: (path, text) => {
      written.set(path, text);
      return Promise.resolve(ok(null));
    },
  };
}

async function* inOnePiece(bytes: Uint8Array): ByteStream {
  yield await Promise.resolve(bytes);
}
