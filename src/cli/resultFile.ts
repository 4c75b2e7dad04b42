import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXIT, oneLine, type Terminal } from './terminal';

/** Why no result goes to `out` (`--out`): it is one of the `inputs`, which would be lost. `null` where it may. */
export async function refuseInputAsResult(
  out: string | undefined,
  inputs: readonly (string | undefined)[],
): Promise<string | null> {
  if (out === undefined) return null;
  const place = await placeOf(out);
  for (const input of inputs) {
    if (input !== undefined && input !== '-' && (await placeOf(input)) === place) {
      return `${out} is read here, and --out would replace it: name another file.`;
    }
  }
  return null;
}

/** Prints a result, or writes it to the file of `--out`; returns the exit status. */
export async function putResult(text: string, out: string | undefined, terminal: Terminal): Promise<number> {
  if (out === undefined) {
    terminal.print(text);
    return EXIT.ok;
  }
  const written = await terminal.write(out, text.endsWith('\n') ? text : `${text}\n`);
  if (written.ok) return EXIT.ok;
  terminal.warn(oneLine(written.error));
  return EXIT.usage;
}

/** Two names of one file, such as a link and what it leads to, have the same place. */
async function placeOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
