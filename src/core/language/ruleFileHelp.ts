import { frameworks } from '../knowledge/frameworks';
import { rules } from '../rules/all';
import { parseSweepDocument } from '../sweep/document';
import { createLineMap, type Position } from '../text';
import type { Completion, Completions } from './completion';
import { cursorAt, type Cursor } from './cursor';
import type { Hover } from './hover';
import { locate } from '../sweep/locate';
import { code } from './markdown';

/** What a key of a rule file is, in one sentence, and how its value is written. */
interface Word {
  readonly name: string;
  readonly meaning: string;
  readonly snippet: string;
}

const TOP: readonly Word[] = [
  { name: 'version', meaning: 'The version of the format: 1.', snippet: 'version: 1' },
  {
    name: 'framework',
    meaning: 'The framework that the sweeps use, where their parameters don’t tell.',
    snippet: 'framework: $1',
  },
  { name: 'rules', meaning: 'What the team has learned: settings to be avoided.', snippet: 'rules:\n  - name: $1' },
  {
    name: 'disable',
    meaning: 'Codes of rules that stay quiet for everybody, such as T03 or R*.',
    snippet: 'disable: [$1]',
  },
];
const RULE: readonly Word[] = [
  { name: 'name', meaning: 'What the rule is called in its messages.', snippet: 'name: $1' },
  {
    name: 'when',
    meaning: 'The settings that the rule warns of, by parameter; with several, all of them together.',
    snippet: 'when: { $1 }',
  },
  {
    name: 'severity',
    meaning: 'How loudly it speaks: error, warning (the default), info or hint.',
    snippet: 'severity: $1',
  },
  { name: 'because', meaning: 'Why, in your words; it is what the message tells.', snippet: 'because: $1' },
  {
    name: 'evidence',
    meaning: 'The runs that taught it.',
    snippet: 'evidence: { source: $1, crashed: $2, total: $3, date: $4 }',
  },
];
const SIDES: readonly Word[] = [
  { name: 'above', meaning: 'Values greater than this one.', snippet: 'above: $1' },
  { name: 'below', meaning: 'Values less than this one.', snippet: 'below: $1' },
  { name: 'inside', meaning: 'Values of a band, both ends included.', snippet: 'inside: [$1, $2]' },
  { name: 'outside', meaning: 'Values outside of a band.', snippet: 'outside: [$1, $2]' },
  { name: 'in', meaning: 'One of these values.', snippet: 'in: [$1]' },
];
const EVIDENCE: readonly Word[] = [
  { name: 'source', meaning: 'What was analyzed, such as team/cones/abc12345.', snippet: 'source: $1' },
  { name: 'crashed', meaning: 'How many runs crashed where the rule holds.', snippet: 'crashed: $1' },
  { name: 'total', meaning: 'How many runs there were where the rule holds.', snippet: 'total: $1' },
  { name: 'date', meaning: 'The day of the analysis, such as 2026-01-25.', snippet: 'date: $1' },
];
const SEVERITIES = ['error', 'warning', 'info', 'hint'];

/** What can be written at a position of a rule file; `parameters` are names that the workspace's sweeps and runs have. */
export function completeRuleFileAt(
  text: string,
  position: Position,
  parameters: readonly string[],
): Completions | null {
  const cursor = cursorAt({ text, lines: createLineMap(text) }, position);
  if (!cursor) return null;
  const items = cursor.on === 'key' ? keysAt(cursor, parameters) : valuesAt(cursor);
  return items.length === 0 ? null : { replaces: cursor.word, items };
}

/** What a key of a rule file means, or a code that it disables; `null` elsewhere. */
export function hoverRuleFileAt(text: string, position: Position): Hover | null {
  const document = parseSweepDocument(text);
  const location = locate(document, position);
  if (!location) return null;
  const range = document.rangeOf(location.node);
  const { path } = location;
  if (location.on === 'key') {
    const word = wordsAt(path.slice(0, -1))?.find(({ name }) => name === path.at(-1));
    return word ? { range, markdown: `**${code(word.name)}** – ${word.meaning}` } : null;
  }
  if (path[0] !== 'disable') return null;
  const written = document.text.slice(location.node.start, location.node.end);
  const rule = rules.find((one) => one.code === written);
  return rule ? { range, markdown: `**${rule.code}** ${rule.name} – ${rule.description}` } : null;
}

/** The keys of the mapping at a path; `null` where the keys are no words of the format. */
function wordsAt(path: readonly string[]): readonly Word[] | null {
  const [section, , part, , ...deeper] = path;
  if (section === undefined) return TOP;
  if (section !== 'rules' || deeper.length > 0) return null;
  if (path.length === 2) return RULE;
  if (path.length === 3) return part === 'evidence' ? EVIDENCE : null;
  return path.length === 4 && part === 'when' ? SIDES : null;
}

function keysAt({ path, siblings, hasColon }: Cursor, parameters: readonly string[]): readonly Completion[] {
  if (path[0] === 'rules' && path[2] === 'when' && path.length === 3) {
    return parameters
      .filter((name) => !siblings.includes(name))
      .map((name) => entry(name, 'parameter', 'parameter of a sweep', '', hasColon ? name : `${name}: { above: $1 }`));
  }
  return (wordsAt(path) ?? [])
    .filter(({ name }) => !siblings.includes(name))
    .map(({ name, meaning, snippet }) => entry(name, 'key', '', meaning, hasColon ? name : snippet));
}

function valuesAt({ path }: Cursor): readonly Completion[] {
  const [section, , part] = path;
  if (section === 'framework') return frameworks.map(({ id, name }) => entry(id, 'value', name, '', id));
  if (section === 'version') return [entry('1', 'value', 'the only version so far', '', '1')];
  if (section === 'disable')
    return rules.map((rule) => entry(rule.code, 'value', rule.name, rule.description, rule.code));
  if (section === 'rules' && part === 'severity' && path.length === 3) {
    return SEVERITIES.map((word) => entry(word, 'value', '', '', word));
  }
  return [];
}

function entry(
  label: string,
  kind: Completion['kind'],
  detail: string,
  documentation: string,
  snippet: string,
): Completion {
  return { label, kind, detail, documentation, snippet };
}
