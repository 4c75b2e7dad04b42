import type { SweepDocument } from '../sweep/document';
import { isMergeKey, type Entry, type MappingNode, type SweepNode } from '../sweep/node';
import { slippedParameter } from './brokenBody';
import { removeEntry } from './entries';
import { odditiesOf } from './oddities';
import type { Fix, Report, Rule } from './rule';
import { isPiece } from './splitValue';
import { quoted } from './wording';

/** Y08: a key stands twice in a mapping. */
export const duplicateKey: Rule = {
  code: 'Y08',
  name: 'duplicate-key',
  severity: 'error',
  description: 'A key stands twice in the same mapping; only the last one counts.',
  check(context, report) {
    const { document } = context;
    if (document.root && odditiesOf(context).hasDuplicates) duplicatesIn(document, document.root, [], report);
  },
};

function duplicatesIn(document: SweepDocument, node: SweepNode, path: readonly string[], report: Report): void {
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) duplicatesIn(document, item, [...path, String(index)], report);
  }
  if (node.kind !== 'mapping') return;
  const last = new Map<string, Entry>();
  for (const entry of node.entries) last.set(identityOf(entry), entry);
  // Behind a parameter that slipped into a body, keys are those of another body.
  const slipped = path.at(-2) === 'parameters' ? slippedParameter({ body: node }) : null;
  for (const entry of node.entries) {
    const counts = last.get(identityOf(entry))!;
    const inner = [...path, keyText(entry)];
    // A value that commas cut to pieces (S02, S03) may leave the same piece twice.
    const isOther = slipped !== null && entry.start < slipped.start && counts.start > slipped.start;
    if (counts !== entry && !isOther && !isMergeKey(entry.key) && !isPiece(document.text, entry)) {
      const line = document.rangeOf(counts.key).start.line + 1;
      const key = quoted(keyText(entry));
      const message = `${key} stands twice: W&B ignores this one and reads the one in line ${line}. Keep one of them.`;
      report({ message, path: inner, span: entry.key, fixes: fixesOf(document, node, entry, counts) });
    }
    duplicatesIn(document, entry.value, inner, report);
  }
}

/** Python compares keys by value, a key that is no scalar is not compared here. */
function identityOf({ key }: Entry): string {
  return key.kind === 'scalar' ? `${key.type === 'str' ? 'str' : ''} ${String(key.value)}` : `at ${key.start}`;
}

function keyText({ name, key }: Entry): string {
  return name ?? (key.kind === 'scalar' ? key.source : '');
}

/** Removing the one that is ignored is safe where it says the same; else somebody has to decide. */
function fixesOf(document: SweepDocument, mapping: MappingNode, ignored: Entry, counts: Entry): readonly Fix[] {
  const text = ({ value }: Entry): string => document.text.slice(value.start, value.end).trim();
  const isSame = text(ignored) === text(counts) && !ignored.value.decorated && !counts.value.decorated;
  const edit = isSame ? removeEntry(document, mapping, ignored) : null;
  return edit ? [{ title: 'Remove this one', edits: [edit] }] : [];
}
