/** One entry of a netrc file; `machine` is `null` for `default`. */
export interface NetrcEntry {
  readonly machine: string | null;
  readonly password: string | null;
}

/**
 * Reads a netrc file as Python's `netrc` does, which W&B's client uses: tokens may be quoted, `\` escapes a character,
 * `#` begins a comment where an entry may begin, and a `macdef` reaches to the next empty line. What can't be read is
 * left out, so that one wrong line does not hide the others.
 */
export function parseNetrc(text: string): readonly NetrcEntry[] {
  const entries: NetrcEntry[] = [];
  let machine: string | null | undefined;
  let password: string | null = null;
  const finish = (): void => {
    if (machine !== undefined) entries.push({ machine, password });
    machine = undefined;
    password = null;
  };

  const scanner = createScanner(text);
  for (let token = scanner.next(); token !== null; token = scanner.next()) {
    if (token.startsWith('#')) scanner.skipLine();
    else if (token === 'macdef') {
      finish();
      scanner.skipToEmptyLine();
    } else if (token === 'machine') {
      finish();
      machine = scanner.next() ?? undefined;
    } else if (token === 'default') {
      finish();
      machine = null;
    } else if (token === 'password') password = scanner.next();
    else if (token === 'login' || token === 'user' || token === 'account') scanner.next();
  }
  finish();
  return entries;
}

function createScanner(text: string) {
  let at = 0;
  return {
    next(): string | null {
      while (at < text.length && /\s/.test(text[at]!)) at++;
      if (at >= text.length) return null;
      let token = '';
      if (text[at] === '"') {
        at++;
        while (at < text.length && text[at] !== '"') {
          if (text[at] === '\\') at++;
          token += text[at++] ?? '';
        }
        at++;
        return token;
      }
      while (at < text.length && !/\s/.test(text[at]!)) {
        if (text[at] === '\\') at++;
        token += text[at++] ?? '';
      }
      return token;
    },
    skipLine(): void {
      // The comment's word may have been the last one of its line.
      while (at < text.length && text[at] !== '\n') at++;
    },
    skipToEmptyLine(): void {
      const end = /\n[ \t]*\r?\n/.exec(text.slice(at));
      at = end === null ? text.length : at + end.index + end[0].length;
    },
  };
}
