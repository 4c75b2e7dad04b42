import type { SweepDocument } from '../sweep/document';
import { resolveAlias, textOf, type Entry, type MappingNode, type SequenceNode } from '../sweep/node';
import type { TextEdit } from '../text';
import { undentedFix } from './bareBodyFixes';
import { dashOf, writeText } from './additions';
import { afterColon, columnOf, indentOf, indentUnit, newline, renameKey, replace } from './edits';
import { isNamedOnly, metricOfGoal, strayGoal } from './misplaced';
import type { Fix } from './rule';

/** `metric: val_loss`, a list of one, or keys that are not indented, as the section that is meant. */
export function asSection(document: SweepDocument, entry: Entry): Fix | null {
  const { value } = entry;
  const root = topMapping(document, entry);
  if (!root || value.kind === 'alias' || value.decorated) return null;
  // A goal beside it belongs there as well.
  const goal = isNamedOnly(entry) ? strayGoal(root) : null;
  const fix = goal && metricOfGoal(document, root, goal);
  if (fix) return { ...fix, title: 'Put name and goal under it' };
  if (value.kind === 'sequence') {
    const edits = unwrapped(document, value);
    return edits && { title: 'Take it out of the list', edits };
  }
  if (value.kind !== 'scalar' || value.style === 'block') return null;
  if (value.type === 'null') return value.start === value.end ? indented(document, root, entry) : null;
  const name = textOf(value);
  const colon = afterColon(document, entry);
  // A Python or JSON mapping in quotes is no name.
  if (name === null || name.trim() === '' || /[{}:\n]/.test(name) || colon === null) return null;
  if (document.rangeOf(entry.key).end.line !== document.rangeOf(value).start.line) return null;
  const title = 'Put it under name';
  if (root.flow) {
    const text = value.style === 'plain' ? writeText(name, true) : value.source;
    return { title, edits: [replace(document, value, `{name: ${text}}`)] };
  }
  const lead = newline(document.text) + indentOf(document.text, entry.key.start) + indentUnit(document);
  return { title, edits: [replace(document, { start: colon, end: value.start }, `${lead}name: `)] };
}

/** `metrics` with one objective as `metric`. */
export function asSingle(document: SweepDocument, entry: Entry): Fix | null {
  const { value } = entry;
  if (!topMapping(document, entry) || value.kind === 'alias' || value.decorated) return null;
  const rename = renameKey(document, entry.key, 'metric');
  if (value.kind === 'mapping') return { title: 'Rename to metric', edits: [rename] };
  const edits = value.kind === 'sequence' ? unwrapped(document, value) : null;
  return edits && { title: 'Write it as metric', edits: [rename, ...edits] };
}

function topMapping({ root }: SweepDocument, entry: Entry): MappingNode | null {
  return root?.kind === 'mapping' && root.entries.includes(entry) && !entry.key.decorated ? root : null;
}

/** A list of one mapping without its brackets or dash. */
function unwrapped(document: SweepDocument, list: SequenceNode): readonly TextEdit[] | null {
  const { text } = document;
  const [item] = list.items;
  if (list.items.length !== 1 || item?.kind !== 'mapping' || item.decorated) return null;
  if (list.flow) {
    const around = [
      { start: list.start, end: item.start },
      { start: item.end, end: list.end },
    ];
    // `[name: x]` is a mapping without braces of its own.
    if (text.charAt(item.start) !== '{' || around.some(({ start, end }) => text.slice(start, end).includes('#')))
      return null;
    return around.map((span) => replace(document, span, ''));
  }
  const lead = dashOf(text, item.start);
  const column = columnOf(text, item.start);
  if (lead === null || (item.flow && document.rangeOf(item).start.line !== document.rangeOf(item).end.line))
    return null;
  // Without its dash, a list that is not indented would stand at the level of its key.
  if (lead.startsWith('-')) return null;
  return [replace(document, { start: item.start - column, end: item.start }, ' '.repeat(column))];
}

/** `metric:` with `name:` and `goal:` below it at the same indentation. */
function indented(document: SweepDocument, root: MappingNode, entry: Entry): Fix | null {
  if (root.flow) return null;
  const strays: Entry[] = [];
  for (const next of root.entries.slice(root.entries.indexOf(entry) + 1)) {
    const isMetric = ['name', 'goal', 'target', 'impute'].includes(next.name ?? '');
    if (!isMetric || resolveAlias(next.value).kind !== 'scalar') break;
    strays.push(next);
  }
  // A name alone may well be the sweep's.
  if (!strays.some(({ name }) => name === 'goal') || !strays.some(({ name }) => name === 'name')) return null;
  return undentedFix(document, { entry }, strays);
}
