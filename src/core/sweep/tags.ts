import type { SyntaxProblem } from './syntax';

const PREFIX = 'tag:yaml.org,2002:';
/** The tags that PyYAML's safe_load has a constructor for, by the kind of node that it takes (constructor.py of 6.0.3). */
const CONSTRUCTED = {
  scalar: new Set(['str', 'null', 'bool', 'int', 'float', 'binary', 'timestamp', 'merge', 'value']),
  sequence: new Set(['seq', 'omap', 'pairs']),
  mapping: new Set(['map', 'set']),
} as const;

/** The problem of a tag that PyYAML refuses, such as `!!python/tuple`; `null` for none. `start` is where its node begins. */
export function tagProblem(
  text: string,
  {
    tag,
    kind,
    start,
  }: { readonly tag: string | undefined; readonly kind: keyof typeof CONSTRUCTED; readonly start: number },
): SyntaxProblem | null {
  if (tag === undefined || tag === '!') return null;
  const name = tag.startsWith(PREFIX) ? tag.slice(PREFIX.length) : null;
  if (name !== null && CONSTRUCTED[kind].has(name)) return null;
  const isKnown = name !== null && Object.values(CONSTRUCTED).some((names) => names.has(name));
  const written = /(?:^|[\s,[{])(![^\s,[\]{}]*)([ \t]*)(&[^\s,[\]{}]*[ \t]*)?(?:#[^\r\n]*)?(?:\r?\n[ \t]*)*$/.exec(
    text.slice(Math.max(0, start - MAX_DISTANCE), start),
  );
  const shown = written?.[1] ?? (name === null ? tag : `!!${name}`);
  const message = isKnown
    ? `The tag ${shown} does not go with ${KINDS[kind]}.`
    : `PyYAML does not know the tag ${shown}: wandb sweep reads plain YAML only.`;
  if (!written) return { message, start, end: start };
  const from = start - written[0].length + written[0].indexOf(shown);
  const end = from + shown.length;
  const edits = [{ start: from, end: end + written[2]!.length, newText: '' }];
  return { message, start: from, end, repair: { title: `Remove ${shown}`, edits } };
}

/** A tag stands on the line of its node or on the one above. */
const MAX_DISTANCE = 500;

const KINDS = { scalar: 'a single value', sequence: 'a list', mapping: 'a mapping' } as const;
