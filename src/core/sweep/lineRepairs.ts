import type { Repair } from './repairs';
import type { Replacement } from './replacements';

/** Marks that Git leaves are blanked, with the other side of the conflict: the rest is read as one side. */
export function mendConflict(source: string): Repair | null {
  const first = /^<{7}(?: .*)?$/m.exec(source);
  if (!first || !/^>{7}(?: .*)?$/m.test(source)) return null;
  const edits: Replacement[] = [];
  let isOther = false;
  for (const { start, end } of linesOf(source)) {
    const line = source.slice(start, end);
    const mark = /^(<{7}|\|{7}|={7}|>{7})(?: .*)?$/.exec(line)?.[1];
    if (mark?.startsWith('|') || mark?.startsWith('=')) isOther = true;
    if ((mark !== undefined || isOther) && end > start) edits.push({ start, end, newText: ' '.repeat(end - start) });
    if (mark?.startsWith('>')) isOther = false;
  }
  const message =
    'A merge conflict is left here: keep one side, and remove the lines with <<<<<<<, ======= and >>>>>>>.';
  return { problem: { message, start: first.index, end: first.index + first[0].length }, edits };
}

/** White space that editors show as a blank and YAML takes for text: no-break, typographic, wide and of no width. */
const INVISIBLE = '[\\u00a0\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000]';
const NAMES: Readonly<Record<string, string>> = {
  '\u00a0': 'no-break space',
  '\u200b': 'zero-width space',
  '\u3000': 'ideographic space',
};
/** In the indentation, behind a dash, or behind the colon of a key at the start of its line. */
const AS_BLANK = new RegExp(
  `^[ ]*${INVISIBLE}[ ${INVISIBLE.slice(1, -1)}]*(?=\\S)|(?<=^[ ]*(?:- +)?(?:[\\w.-]+:|-)[ ]*)${INVISIBLE}+`,
  'gm',
);

/** Invisible characters where YAML needs a blank become blanks; a text of several lines may hold them rightly. */
export function mendInvisible(source: string): Repair | null {
  if (!new RegExp(INVISIBLE).test(source) || /[|>][-+0-9]*[ ]*(?:#.*)?$/m.test(source)) return null;
  const edits = [...source.matchAll(AS_BLANK)].map((match): Replacement => {
    const [start, end] = [match.index, match.index + match[0].length];
    return { start, end, newText: ' '.repeat(end - start) };
  });
  const [first] = edits;
  if (!first) return null;
  const character = new RegExp(INVISIBLE).exec(source.slice(first.start, first.end))![0];
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const shown = `${NAMES[character] ?? 'character'} (U+${code})`;
  const message = `An invisible ${shown} stands here, where YAML needs a plain space.`;
  const outcome = 'W&B takes it for a part of the text beside it.';
  return { problem: { message, outcome, ...place(first), repair: { title: 'Use plain spaces', edits } }, edits };
}

function place({ start, end }: Replacement): { readonly start: number; readonly end: number } {
  return { start, end };
}

/** Keys below a key with a value that are indented deeper than that: YAML would take them for its text. */
export function dedentKeys(source: string, at: number): Repair | null {
  const [first, ...below] = linesOf(source, Math.max(source.lastIndexOf('\n', at - 1), -1) + 1);
  const own = first && /^( *(?:- +)?)[\w.-]+:[ ]+[^\s#|>&!*]/.exec(source.slice(first.start, first.end));
  if (!own) return null;
  const column = own[1]!.length;
  const edits: Replacement[] = [];
  let deeper: number | null = null;
  let key = '';
  for (const { start, end } of below) {
    const [, indent, name] = /^( *)([\w.-]+):(?: |$)/.exec(source.slice(start, end)) ?? [];
    if (indent === undefined || name === undefined || indent.length <= column) break;
    deeper ??= indent.length;
    if (indent.length !== deeper) break;
    if (edits.length === 0) key = name;
    edits.push({ start: start + column, end: start + indent.length, newText: '' });
  }
  const [edit] = edits;
  if (!edit) return null;
  const message = `${key} is indented too far: it belongs below the line before it, at the same column.`;
  const repair = { title: `Indent ${edits.length > 1 ? 'them' : key} like the line before`, edits };
  return { problem: { message, start: edit.end, end: edit.end + key.length, repair }, edits };
}

/** The lines from an offset on that starts one, without their line breaks. */
function linesOf(source: string, from = 0): readonly { readonly start: number; readonly end: number }[] {
  let start = from;
  return source
    .slice(from)
    .split(/(?<=\n)/)
    .map((line) => {
      const at = { start, end: start + line.replace(/\r?\n$/, '').length };
      start += line.length;
      return at;
    });
}
