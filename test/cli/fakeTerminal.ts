import { fail, ok } from '../../src/core/ports';
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
  return {
    printed,
    warnings,
    written,
    progress: { report: () => undefined },
    print: (text) => printed.push(text),
    warn: (line) => warnings.push(line),
    readInput: (path) => {
      const text = inputs[path];
      return Promise.resolve(
        text === undefined
          ? fail({ message: `${path} does not exist.`, advice: 'Check the path.' })
          : ok(new TextEncoder().encode(text)),
      );
    },
    write: (path, text) => {
      written.set(path, text);
      return Promise.resolve(ok(null));
    },
  };
}
