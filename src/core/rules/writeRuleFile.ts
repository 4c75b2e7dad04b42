import { fail, ok, type Result } from '../ports';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import { fieldsOf, textOf, type Entry, type SweepNode } from '../sweep/node';
import { resolvePlain } from '../sweep/scalar';
import { flowYaml, yamlText } from '../sweep/writeYaml';
import { applyEdits, type TextEdit } from '../text';
import { indentOf, insert, lineEnd, newline, replace } from './edits';
import { RULE_FILE_NAME } from './findRuleFile';
import { readRuleFile, type RuleFileWords } from './ruleFile';
import type { Condition, TeamRule } from './teamRule';

/** Names of rules that a file has already, so that new ones of the same name would replace them. */
export function ruleNamesIn(text: string): ReadonlySet<string> {
  return new Set(itemsByName(parseSweepDocument(text)).keys());
}

/**
 * Writes rules into the text of a `.sweepguard.yaml`: those of a name that is there replace it, the others are appended;
 * comments and all else stay as they are. What is written is read back before it counts; the error is one sentence.
 */
export function withRules(text: string, rules: readonly TeamRule[], words: RuleFileWords): Result<string, string> {
  const document = parseSweepDocument(text);
  if (document.syntaxErrors.length > 0) return fail(`${RULE_FILE_NAME} can’t be read as YAML. Repair it first.`);
  const edits = editsFor(document, rules);
  if (!edits.ok) return edits;
  const written = applyEdits(text, edits.value);
  return isAsMeant(text, written, rules, words)
    ? ok(written)
    : fail(`${RULE_FILE_NAME} is written in a way that can’t be added to. Add the rules by hand.`);
}

function editsFor(document: SweepDocument, rules: readonly TeamRule[]): Result<readonly TextEdit[], string> {
  const { root, text } = document;
  const eol = newline(text);
  if (root === null || isNull(root)) {
    const gap = text === '' || /[\r\n]$/.test(text) ? '' : eol;
    return ok([insert(document, text.length, `${gap}version: 1${eol}rules:${eol}${blockOf(rules, '  ', eol)}${eol}`)]);
  }
  if (root.kind !== 'mapping' || root.flow) {
    return fail(`${RULE_FILE_NAME} holds no keys in lines of their own. Start it with version: 1 and rules:.`);
  }
  const known = itemsByName(document);
  const replacements = rules.flatMap((rule) => {
    const item = known.get(rule.name);
    return item ? [replaceItem(document, item, rule)] : [];
  });
  const added = rules.filter(({ name }) => !known.has(name));
  if (added.length === 0) return ok(replacements);
  const list = fieldsOf(root).get('rules');
  return ok([...replacements, addition(document, list, added, eol)]);
}

function addition(
  document: SweepDocument,
  entry: Entry | undefined,
  rules: readonly TeamRule[],
  eol: string,
): TextEdit {
  const { text, root } = document;
  if (!entry) {
    const end = root?.end ?? text.length;
    const at = lineEnd(text, lastWritten(text, end));
    return insert(document, at, `${eol}rules:${eol}${blockOf(rules, '  ', eol)}`);
  }
  const list = entry.value;
  const last = list.kind === 'sequence' ? list.items.at(-1) : undefined;
  if (list.kind !== 'sequence' || !last) {
    const column = indentOf(text, entry.key.start);
    const value = list.end > list.start ? list : { start: entry.key.end + 1, end: entry.key.end + 1 };
    return replace(document, value, `${eol}${blockOf(rules, `${column}  `, eol)}`);
  }
  if (list.flow)
    return insert(document, lastWritten(text, last.end), rules.map((rule) => `, ${flowRule(rule)}`).join(''));
  const indent = indentOf(text, list.start);
  const at = lineEnd(text, lastWritten(text, last.end));
  return insert(document, at, `${eol}${blockOf(rules, indent, eol)}`);
}

function replaceItem(document: SweepDocument, item: SweepNode, rule: TeamRule): TextEdit {
  const { text } = document;
  const span = { start: item.start, end: lastWritten(text, item.end) };
  if (item.kind === 'mapping' && item.flow) return replace(document, span, flowRule(rule));
  const indent = indentOf(text, item.start);
  return replace(document, span, linesOf(rule).join(`${newline(text)}${indent}`));
}

/** The end of what is written before `end`, blanks and line breaks left out. */
function lastWritten(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length;
}

function blockOf(rules: readonly TeamRule[], indent: string, eol: string): string {
  return rules.map((rule) => `${indent}- ${linesOf(rule).join(`${eol}${indent}  `)}`).join(eol);
}

function linesOf({ name, when, severity, because, evidence }: TeamRule): readonly string[] {
  return [
    `name: ${yamlText(name)}`,
    `when: ${whenText(when)}`,
    ...(severity === 'warning' ? [] : [`severity: ${severity}`]),
    ...(because === null ? [] : [`because: ${sentence(because)}`]),
    ...(evidence === null ? [] : [`evidence: ${evidenceText(evidence)}`]),
  ];
}

/** A rule on one line, for files that have their rules so. */
function flowRule({ name, when, severity, because, evidence }: TeamRule): string {
  const parts = [
    `name: ${yamlText(name)}`,
    `when: ${whenText(when)}`,
    ...(severity === 'warning' ? [] : [`severity: ${severity}`]),
    ...(because === null ? [] : [`because: ${yamlText(because)}`]),
    ...(evidence === null ? [] : [`evidence: ${evidenceText(evidence)}`]),
  ];
  return `{ ${parts.join(', ')} }`;
}

function whenText(when: TeamRule['when']): string {
  return `{ ${when.map(([name, condition]) => `${yamlText(name)}: ${conditionText(condition)}`).join(', ')} }`;
}

function conditionText(condition: Condition): string {
  switch (condition.side) {
    case 'above':
    case 'below':
      return `{ ${condition.side}: ${flowYaml(condition.value)} }`;
    case 'inside':
    case 'outside':
      return `{ ${condition.side}: ${flowYaml([condition.low, condition.high])} }`;
    case 'in':
      return `{ in: ${flowYaml(condition.values)} }`;
  }
}

function evidenceText({ source, crashed, total, date }: NonNullable<TeamRule['evidence']>): string {
  const isDay = date !== null && /^\d{4}-\d\d-\d\d$/.test(date);
  const parts = [
    ...(source === null || source === '' ? [] : [`source: ${yamlText(source)}`]),
    ...(crashed === null ? [] : [`crashed: ${crashed}`]),
    ...(total === null ? [] : [`total: ${total}`]),
    // A day is a date to PyYAML and a plain word here; in quotes it would be ugly for nothing.
    ...(date === null || date === '' ? [] : [`date: ${isDay ? date : yamlText(date)}`]),
  ];
  return `{ ${parts.join(', ')} }`;
}

/** A sentence as people write it in YAML, plain where nothing in it has another meaning. */
function sentence(text: string): string {
  const isPlain = /^[A-Za-z0-9][\w ,.%()/–-]*$/.test(text) && !text.endsWith(' ') && resolvePlain(text).type === 'str';
  return isPlain ? text : JSON.stringify(text);
}

/** The items of `rules` that have a name and are written out in the file. */
function itemsByName({ root }: SweepDocument): ReadonlyMap<string, SweepNode> {
  const list = fieldsOf(root).get('rules')?.value;
  if (list?.kind !== 'sequence') return new Map();
  return new Map(
    list.items.flatMap((item) => {
      const name = item.kind === 'mapping' ? textOf(fieldsOf(item).get('name')?.value) : null;
      return name === null ? [] : [[name, item] as const];
    }),
  );
}

/** Whether the file says what it said before and the rules besides, and no new problem has come up. */
function isAsMeant(before: string, after: string, rules: readonly TeamRule[], words: RuleFileWords): boolean {
  const [was, is] = [readRuleFile(before, words), readRuleFile(after, words)];
  const names = new Set(rules.map(({ name }) => name));
  const kept = (all: readonly TeamRule[]): string => JSON.stringify(all.filter(({ name }) => !names.has(name)));
  const found = (rule: TeamRule): boolean => {
    const read = is.ruleFile.rules.find(({ name }) => name === rule.name);
    return (
      read !== undefined && JSON.stringify([read.when, read.severity]) === JSON.stringify([rule.when, rule.severity])
    );
  };
  return (
    parseSweepDocument(after).syntaxErrors.length === 0 &&
    is.problems.length <= was.problems.length &&
    kept(was.ruleFile.rules) === kept(is.ruleFile.rules) &&
    JSON.stringify(was.ruleFile.disable) === JSON.stringify(is.ruleFile.disable) &&
    rules.every(found)
  );
}

function isNull(node: SweepNode): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}
