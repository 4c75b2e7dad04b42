import type { DrawValue } from '../sweep/distributions';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import { fieldsOf, resolveAlias, textOf, type Entry, type SweepNode } from '../sweep/node';
import { intendedNumber } from '../sweep/readDistribution';
import { replace } from './edits';
import { nearest } from './nearest';
import type { Problem, Severity } from './rule';
import { matchesCode } from './settings';
import type { Condition, RuleFile, TeamRule } from './teamRule';
import { listed, quoted } from './wording';

/** Code and name of what is wrong in a rule file; no rule of sweep files. */
const RULE_FILE_PROBLEM = { code: 'X02', name: 'rule-file' } as const;

/** A rule file as far as it could be read: what is broken is left out of `ruleFile` and listed in `problems`. */
export interface ReadRuleFile {
  readonly ruleFile: RuleFile;
  /** In order of position; at error level where something that the file says does not count. */
  readonly problems: readonly Problem[];
}

/** The words that a rule file may use. */
export interface RuleFileWords {
  /** Codes of all rules. */
  readonly codes: readonly string[];
  /** Names of the frameworks that are known. */
  readonly frameworks: readonly string[];
}

const TOP_KEYS = ['version', 'framework', 'rules', 'disable'];
const RULE_KEYS = ['name', 'when', 'severity', 'because', 'evidence'];
const EVIDENCE_KEYS = ['source', 'crashed', 'total', 'date'];
const SIDES = ['above', 'below', 'inside', 'outside', 'in'];
const SEVERITIES: readonly string[] = ['error', 'warning', 'info', 'hint'] satisfies readonly Severity[];

/** Reads a `.sweepguard.yaml` of version 1; never throws. An empty file says nothing, which is allowed. */
export function readRuleFile(text: string, words: RuleFileWords): ReadRuleFile {
  const reader = new Reader(parseSweepDocument(text), words);
  const ruleFile = reader.file();
  return { ruleFile, problems: reader.problems.sort((a, b) => a.range.start.line - b.range.start.line) };
}

/** Reads one file and notes what is wrong on the way; an object because both go together everywhere. */
class Reader {
  readonly problems: Problem[] = [];

  constructor(
    private readonly document: SweepDocument,
    private readonly words: RuleFileWords,
  ) {}

  file(): RuleFile {
    const { root, syntaxErrors } = this.document;
    for (const { message, start, end } of syntaxErrors) {
      this.note(message, { start, end }, 'error', []);
    }
    const top = this.mapping(root, [], TOP_KEYS, 'A rule file');
    if (root && top && !top.has('version')) {
      this.note('Write version: 1 at the top, so that later versions can read the file.', root, 'info', []);
    }
    const version = top?.get('version');
    if (version && intendedNumber(version.value) !== 1) {
      this.note('This version of Sweep Guard reads rule files of version: 1.', version.value, 'error', ['version']);
    }
    return {
      framework: this.framework(top?.get('framework')),
      rules: this.list(top?.get('rules'), ['rules']).flatMap((item, i) => this.rule(item, ['rules', String(i)]) ?? []),
      disable: this.list(top?.get('disable'), ['disable']).flatMap((item, i) => this.code(item, i) ?? []),
    };
  }

  private framework(entry: Entry | undefined): string | null {
    if (!entry) return null;
    const name = this.text(entry, ['framework']);
    const { frameworks } = this.words;
    if (name === null || frameworks.some((known) => known.toLowerCase() === name.toLowerCase())) return name;
    const known = `Known are ${listed(frameworks)}.`;
    this.note(`No framework ${quoted(name)} is known here. ${known}`, entry.value, 'warning', ['framework'], {
      meant: nearest(name, frameworks),
    });
    return null;
  }

  private code(item: SweepNode, index: number): string | null {
    const path = ['disable', String(index)];
    const code = textOf(item);
    if (code === null) {
      this.note('Write the code of a rule here, such as T03.', item, 'error', path);
      return null;
    }
    if (this.words.codes.some((known) => matchesCode(code, known))) return code;
    this.note(`No rule has the code ${quoted(code)}, so nothing is disabled.`, item, 'warning', path, {
      meant: nearest(code, this.words.codes),
    });
    return null;
  }

  private rule(item: SweepNode, path: readonly string[]): TeamRule | null {
    const fields = this.mapping(item, path, RULE_KEYS, 'A rule');
    if (!fields) return null;
    const named = fields.get('name');
    const name = named ? this.text(named, [...path, 'name']) : String(Number(path.at(-1)) + 1);
    const when = this.when(item, fields.get('when'), [...path, 'when']);
    const because = fields.get('because');
    const evidence = fields.get('evidence');
    const severity = this.severity(fields.get('severity'), [...path, 'severity']);
    const said = {
      because: because ? this.text(because, [...path, 'because']) : null,
      evidence: evidence ? this.evidence(evidence.value, [...path, 'evidence']) : null,
    };
    return when && severity && name !== null ? { name, when, severity, ...said } : null;
  }

  private severity(entry: Entry | undefined, path: readonly string[]): Severity | null {
    if (!entry) return 'warning';
    const word = textOf(entry.value) ?? '';
    if (SEVERITIES.includes(word)) return word as Severity;
    const message = `The severity is one of ${listed(SEVERITIES)}.`;
    this.note(message, entry.value, 'error', path, { meant: nearest(word, SEVERITIES) });
    return null;
  }

  private when(rule: SweepNode, entry: Entry | undefined, path: readonly string[]): TeamRule['when'] | null {
    if (!entry) {
      this.note('This rule never applies: when is missing, such as when: {mixup: {above: 0.15}}.', rule, 'error', path);
      return null;
    }
    const parameters = this.mapping(entry.value, path, null, 'when');
    if (!parameters) return null;
    if (parameters.size === 0) this.note('Name a parameter and where it is to be avoided.', entry.key, 'error', path);
    const conditions = [...parameters].map(([name, { value }]) => {
      const condition = this.condition(value, [...path, name]);
      return condition && ([name, condition] as const);
    });
    // With a condition left out, the rule would speak about more than the team said.
    return conditions.length > 0 && conditions.every((one) => one !== null) ? conditions : null;
  }

  private condition(node: SweepNode, path: readonly string[]): Condition | null {
    const fields = this.mapping(node, path, SIDES, 'A condition');
    if (!fields) return null;
    const [first, second] = [...fields.values()];
    if (!first || second) {
      const message = `A condition has one of ${listed(SIDES)}; for a band, write inside: [0.1, 0.2].`;
      // Where the only key is misspelt, that has been said already.
      if (second || nodeIsEmpty(node)) this.note(message, second?.key ?? node, 'error', path);
      return null;
    }
    const inner = [...path, first.name ?? ''];
    switch (first.name) {
      case 'above':
      case 'below': {
        const value = intendedNumber(first.value);
        if (value !== null && Number.isFinite(value)) return { side: first.name, value };
        this.note(`${first.name} takes a number, such as ${first.name}: 0.15.`, first.value, 'error', inner);
        return null;
      }
      case 'inside':
      case 'outside': {
        const list = itemsOf(first.value);
        const [low, high] = list.map((item) => intendedNumber(item));
        if (list.length === 2 && typeof low === 'number' && typeof high === 'number' && low <= high) {
          return { side: first.name, low, high };
        }
        const message = `${first.name} takes the two ends of a band, such as ${first.name}: [0.1, 0.2].`;
        this.note(message, first.value, 'error', inner);
        return null;
      }
      default: {
        const values = itemsOf(first.value).map(scalarValue);
        if (values.length > 0 && values.every((value) => value !== undefined)) return { side: 'in', values };
        this.note('in takes a list of values, such as in: [SGD, Adam].', first.value, 'error', inner);
        return null;
      }
    }
  }

  private evidence(node: SweepNode, path: readonly string[]): TeamRule['evidence'] {
    const fields = this.mapping(node, path, EVIDENCE_KEYS, 'evidence');
    if (!fields) return null;
    const count = (key: string): number | null => {
      const entry = fields.get(key);
      const value = entry ? intendedNumber(entry.value) : null;
      if (entry && !(value !== null && Number.isInteger(value) && value >= 0)) {
        this.note(`${key} is a number of runs, such as ${key}: 10.`, entry.value, 'error', [...path, key]);
        return null;
      }
      return value;
    };
    // A date is a date to PyYAML and a plain word here: as it is written.
    const words = (key: string): string | null => {
      const entry = fields.get(key);
      const scalar = entry && resolveAlias(entry.value);
      if (scalar?.kind === 'scalar' && scalar.type !== 'null') return textOf(scalar) ?? scalar.source;
      if (entry) this.note(`${key} is a text.`, entry.value, 'error', [...path, key]);
      return null;
    };
    return { source: words('source'), crashed: count('crashed'), total: count('total'), date: words('date') };
  }

  /** The keys of a mapping that is needed here; `known` are all that it may have. */
  private mapping(
    node: SweepNode | null,
    path: readonly string[],
    known: readonly string[] | null,
    what: string,
  ): ReadonlyMap<string, Entry> | null {
    const mapping = node && resolveAlias(node);
    if (!node || !mapping || isNull(mapping)) {
      if (node && path.length > 0)
        this.note(`${what} has keys and values; there is nothing here.`, node, 'error', path);
      return null;
    }
    if (mapping.kind !== 'mapping') {
      const keys = known ? `: ${listed(known)}` : '';
      this.note(`${what} has keys with values${keys}.`, node, 'error', path);
      return null;
    }
    const fields = new Map(fieldsOf(mapping));
    for (const [name, entry] of fields) {
      if (!known || known.includes(name)) continue;
      fields.delete(name);
      const message = `${what} has no key ${quoted(name)}, so it is not read. There are ${listed(known)}.`;
      // A later version may know more keys; a condition that is not understood must not be left out, though.
      const severity = known === SIDES ? 'error' : 'warning';
      this.note(message, entry.key, severity, [...path, name], { meant: nearest(name, known) });
    }
    return fields;
  }

  private list(entry: Entry | undefined, path: readonly string[]): readonly SweepNode[] {
    if (!entry || isNull(resolveAlias(entry.value))) return [];
    const list = resolveAlias(entry.value);
    if (list.kind === 'sequence') return list.items;
    this.note(`${path.join('.')} takes a list.`, entry.value, 'error', path);
    return [];
  }

  private text({ value, key }: Entry, path: readonly string[]): string | null {
    const text = textOf(value);
    if (text === null)
      this.note(`${path.at(-1) ?? ''} takes a text.`, value.end > value.start ? value : key, 'error', path);
    return text;
  }

  private note(
    message: string,
    span: { readonly start: number; readonly end: number },
    severity: Severity,
    path: readonly string[],
    { meant = null }: { readonly meant?: string | null } = {},
  ): void {
    this.problems.push({
      ...RULE_FILE_PROBLEM,
      severity,
      message: meant === null ? message : `${message} Did you mean ${meant}?`,
      path,
      range: this.document.rangeOf(span),
      fixes: meant === null ? [] : [{ title: `Write ${meant}`, edits: [replace(this.document, span, meant)] }],
    });
  }
}

function itemsOf(node: SweepNode): readonly SweepNode[] {
  const list = resolveAlias(node);
  return list.kind === 'sequence' ? list.items : [];
}

function scalarValue(node: SweepNode): DrawValue | undefined {
  const scalar = resolveAlias(node);
  return scalar.kind === 'scalar' ? scalar.value : undefined;
}

function isNull(node: SweepNode): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}

function nodeIsEmpty(node: SweepNode): boolean {
  const mapping = resolveAlias(node);
  return mapping.kind === 'mapping' && mapping.entries.length === 0;
}
