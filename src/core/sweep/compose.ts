import { Composer, isAlias, isMap, isPair, isScalar, isSeq, Parser, Schema } from 'yaml';
import type { Alias, Document, Pair, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { withoutErrorStacks } from '../errorStacks';
import { isTooDeep } from './depth';
import { isMergeKey, resolveAlias } from './node';
import type { AliasNode, Entry, MappingNode, ScalarNode, SequenceNode, SweepNode } from './node';
import { resolvePlain, resolveTagged, type TypedScalar } from './scalar';
import { mendConflict, mendInvisible } from './lineRepairs';
import { findRepair, mendTabs, type Repair } from './repairs';
import { offsetBefore, replaceStretches, type Replacement } from './replacements';
import { describeParserError, findForbiddenCharacters, type SyntaxProblem } from './syntax';
import { tagProblem } from './tags';

/** What a text holds: the tree of its first document, and why PyYAML would refuse it. */
export interface Composition {
  readonly root: SweepNode | null;
  readonly syntaxErrors: readonly SyntaxProblem[];
}

/** How often a text is parsed again with a mistake mended, so that the rest can be read. */
export const MAX_REPAIRS = 8;

/** How many characters that may be in all; people write some thousands, of which a page of mistakes takes a tenth of a second. */
const MAX_READ_AGAIN = 60_000;

/** How many values aliases may stand for in all; a few lines whose aliases stand for others can hold billions. */
const MAX_COPIED = 20_000;

/** More errors say nothing new, and rules ask of many a place whether an error is near. */
const MAX_ERRORS = 1_000;

/** Builds the tree of any text; never throws. All offsets refer to `text`. */
export function compose(text: string): Composition {
  if (text.length > LONGEST_TEXT) return tooLong();
  // A lone carriage return ends a line for PyYAML and for editors, but not for the parser.
  const unified = text.replace(/\r(?!\n)/g, '\n');
  if (isTooDeep(unified)) return tooDeep(text);
  const reading = new Reading(unified);
  try {
    for (const mend of [mendConflict, mendTabs, mendInvisible]) {
      const repair = mend(reading.source);
      if (repair) reading.mend(repair);
    }
    for (;;) {
      const documents = parse(reading.source);
      const repair = reading.isRepairable ? findRepair(reading.source, documents[0]?.errors ?? []) : null;
      if (!repair) return read(text, documents, reading);
      reading.mend(repair);
    }
  } catch (error) {
    // Parser and walk are recursive: a text nested thousands deep ends the stack, for PyYAML too.
    if (!(error instanceof RangeError)) throw error;
    return tooDeep(text);
  }
}

/** A text on the way to one that can be parsed: what was wrong with it, and where each offset was before. */
class Reading {
  readonly problems: SyntaxProblem[] = [];
  private readonly mended: (readonly Replacement[])[] = [];

  source: string;
  /** Characters in front of the source: a byte order mark, behind which the parser takes the first line's blanks for none. */
  private readonly skipped: number;

  constructor(text: string) {
    this.skipped = text.startsWith('\ufeff') ? 1 : 0;
    this.source = text.slice(this.skipped);
  }

  /** Whether it may be mended and parsed once more. */
  get isRepairable(): boolean {
    const repairs = this.mended.length;
    return repairs < MAX_REPAIRS && (repairs + 1) * this.source.length <= MAX_READ_AGAIN;
  }

  /** Whether offsets are those of the text. */
  get isAsWritten(): boolean {
    return this.skipped === 0 && this.mended.length === 0;
  }

  /** The offset in the text as written. */
  readonly at = (offset: number): number =>
    this.mended.reduceRight((at, edits) => offsetBefore(edits, at), offset) + this.skipped;

  mend({ problem, edits }: Repair): void {
    this.problems.push(this.asWritten(problem));
    this.source = replaceStretches(this.source, edits);
    this.mended.push(edits);
  }

  private asWritten({ repair, ...problem }: SyntaxProblem): SyntaxProblem {
    const place = { ...problem, start: this.at(problem.start), end: this.at(problem.end) };
    if (!repair) return place;
    const edits = repair.edits.map((edit) => ({ ...edit, start: this.at(edit.start), end: this.at(edit.end) }));
    return { ...place, repair: { ...repair, edits } };
  }
}

function tooDeep(text: string): Composition {
  const problem = { message: 'This is nested too deeply to be read.', start: 0, end: text.length };
  return { root: null, syntaxErrors: [problem] };
}

/** Characters. Files that people write have some thousands; a list of a million values would hold up every keystroke. */
const LONGEST_TEXT = 1_500_000;

function tooLong(): Composition {
  const problem = {
    message: `The file is longer than ${LONGEST_TEXT.toLocaleString('en')} characters, so Sweep Guard does not read it.`,
    outcome: 'Split it, or give long lists of values as a range.',
    start: 0,
    end: 1,
  };
  return { root: null, syntaxErrors: [problem] };
}

/** One for all texts, since the parser never adds to a schema that knows no tags, and making it takes as long as a few lines. */
const FAILSAFE = new Schema({ schema: 'failsafe', resolveKnownTags: false });

function parse(source: string): Document.Parsed[] {
  // Scalars are typed from their source here, so the parser may leave them as text.
  const composer = new Composer({
    schema: FAILSAFE,
    version: '1.1',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return withoutErrorStacks(() => [...composer.compose(new Parser().parse(source))] as Document.Parsed[]);
}

function read(text: string, documents: readonly Document.Parsed[], reading: Reading): Composition {
  const { at, problems: broken } = reading;
  const [first, second] = documents;
  const reader = new TreeReader(text, at, reading.isAsWritten);
  const root = first?.contents ? reader.node(first.contents) : null;
  // What is mended may leave errors behind it that are none of the file's.
  const brokenFrom = Math.min(...broken.map(({ start }) => start));
  const errors = (first?.errors ?? [])
    .map((error) => ({ error, at: at(error.pos[0]) }))
    .filter((one) => one.error.code !== 'TAB_AS_INDENT' && one.at < brokenFrom);
  const problems = [
    ...broken,
    ...errors.map(({ error }) => describeParserError(error, text, at)),
    ...findForbiddenCharacters(text),
    ...reader.problems,
  ];
  if (second) {
    const start = at(first?.range[2] ?? 0);
    const marker = text.indexOf('---', start);
    const begin = marker < 0 ? start : marker;
    problems.push({ message: 'W&B reads only one document: a second one starts here.', start: begin, end: begin + 3 });
  }
  const inOrder = problems.map((problem) => clamp(problem, text.length)).sort((a, b) => a.start - b.start);
  return { root, syntaxErrors: inOrder.slice(0, MAX_ERRORS) };
}

function clamp(problem: SyntaxProblem, length: number): SyntaxProblem {
  const start = Math.max(0, Math.min(problem.start, length));
  return { ...problem, start, end: Math.max(start, Math.min(problem.end, length)) };
}

/** Turns the parser's nodes into ours; an object because anchors are known only as far as the text has been read. */
class TreeReader {
  readonly problems: SyntaxProblem[] = [];
  private readonly anchors = new Map<string, SweepNode>();
  /** How many values have been read with aliases written out, and how many of them aliases stood for. */
  private values = 0;
  private copied = 0;
  /** How many values something with an anchor holds, itself included, once it has been read to its end. */
  private readonly sizes = new Map<SweepNode, number>();
  private isCut = false;

  constructor(
    private readonly text: string,
    /** The offset in the text of one in what was parsed. */
    private readonly at: (offset: number) => number,
    private readonly isAsWritten: boolean,
  ) {}

  node(node: ParsedNode | Pair): SweepNode {
    this.values++;
    if (isScalar(node)) return this.scalar(node);
    if (isMap(node)) return this.mapping(node);
    if (isSeq(node)) return this.sequence(node);
    if (isAlias(node)) return this.alias(node);
    return this.empty(0);
  }

  private scalar(node: Scalar, isKey = false): ScalarNode {
    const [start, end] = this.span(node.range!);
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
    const content = node.source ?? '';
    const typed = this.typed(node, style, content);
    const scalar: ScalarNode = {
      kind: 'scalar',
      start,
      end,
      decorated: node.tag !== undefined || node.anchor !== undefined,
      style,
      source: this.text.slice(start, end),
      type: typed.type,
      value: typed.value,
    };
    // `<<` merges and `=` is text where they are keys.
    const isSpecialKey = isKey && style === 'plain' && (content === '<<' || content === '=');
    const isTagged = this.checkTag(node.tag, scalar);
    if (typed.type === 'invalid' && !isSpecialKey && !isTagged)
      this.refuse(scalar, 'PyYAML has no value for this and refuses the file.');
    this.anchor(node.anchor, scalar);
    return scalar;
  }

  private typed(node: Scalar, style: ScalarNode['style'], content: string): TypedScalar {
    if (node.tag !== undefined && node.tag !== '!') return resolveTagged(node.tag, content);
    return style === 'plain' ? resolvePlain(content) : { type: 'str', value: content };
  }

  private mapping(node: YAMLMap.Parsed): MappingNode {
    const entries: Entry[] = [];
    const [start, end] = this.span(node.range);
    const mapping = {
      kind: 'mapping',
      start,
      end,
      decorated: node.tag !== undefined || node.anchor !== undefined,
      flow: node.flow === true,
      entries,
      known: { fields: null },
    } as const;
    this.checkTag(node.tag, mapping);
    // Before the entries are read, so that an alias inside may refer to the mapping that holds it.
    this.anchor(node.anchor, mapping);
    const before = this.values;
    for (const pair of node.items) entries.push(this.entry(pair));
    if (node.anchor !== undefined) this.sizes.set(mapping, 1 + this.values - before);
    const last = entries.at(-1);
    return mapping.flow || !last ? mapping : Object.assign(mapping, { end: Math.max(start, last.end) });
  }

  private entry(pair: Pair<ParsedNode, ParsedNode | null>): Entry {
    const key = isScalar(pair.key) ? this.scalar(pair.key, true) : this.node(pair.key);
    const value = pair.value ? this.node(pair.value) : this.empty(key.end);
    if (isMergeKey(key) && !isMergeable(value)) this.refuse(value, 'Only a mapping, or a list of them, can be merged.');
    const colon = key.start === key.end ? this.colonWithoutKey(key.start) : null;
    if (colon) this.refuse({ ...key, ...colon }, 'No key stands before this colon; one colon may be too many.');
    if (resolvesToCollection(key)) this.refuse(key, 'A list or mapping can’t be a key.');
    const name = key.kind === 'scalar' && key.type === 'str' ? (key.value as string) : null;
    return { name, key, value, start: key.start, end: Math.max(key.end, value.end) };
  }

  /**
   * The colon that an empty key belongs to. The parser takes `a: [1]: 2` for a key `a` and an empty one behind it, and
   * puts the empty key of `a:` with `: 2` on the next line where the missing value would stand.
   */
  private colonWithoutKey(at: number): { readonly start: number; readonly end: number } | null {
    const gap = /(?:[ \t\r\n]|#[^\r\n]*)*/y;
    gap.lastIndex = at;
    gap.exec(this.text);
    const start = gap.lastIndex;
    let before = at - 1;
    while (before >= 0 && this.text.charAt(before).trim() === '') before--;
    const isExplicit = this.text.charAt(before) === '?';
    return this.text.charAt(start) === ':' && (start === at || !isExplicit) ? { start, end: start + 1 } : null;
  }

  private sequence(node: YAMLSeq.Parsed): SequenceNode {
    const items: SweepNode[] = [];
    const [start, end] = this.span(node.range);
    const decorated = node.tag !== undefined || node.anchor !== undefined;
    const sequence = { kind: 'sequence', start, end, decorated, flow: node.flow === true, items } as const;
    this.checkTag(node.tag, sequence);
    this.anchor(node.anchor, sequence);
    const before = this.values;
    for (const item of node.items as (ParsedNode | Pair | null)[]) {
      if (item && !isPair(item)) items.push(this.node(item));
    }
    if (node.anchor !== undefined) this.sizes.set(sequence, 1 + this.values - before);
    const last = items.at(-1);
    return sequence.flow || !last ? sequence : Object.assign(sequence, { end: Math.max(start, last.end) });
  }

  private alias(node: Alias.Parsed): AliasNode {
    const [start, end] = this.span(node.range);
    const anchored = this.anchors.get(node.source) ?? null;
    const target = anchored && this.isSmall(anchored) ? anchored : null;
    const alias: AliasNode = { kind: 'alias', start, end, decorated: false, name: node.source, target };
    if (!anchored) this.refuse(alias, 'No anchor of this name stands before this alias.');
    else if (!target && !this.isCut) {
      this.isCut = true;
      this.problems.push({ ...TOO_MUCH, start, end });
    }
    return alias;
  }

  /** Whether something can be written out once more; counts it where it can. */
  private isSmall(anchored: SweepNode): boolean {
    const size = this.sizes.get(anchored) ?? 1;
    if (this.copied + size > MAX_COPIED) return false;
    this.copied += size;
    this.values += size - 1;
    return true;
  }

  private span(range: readonly [number, number, number]): readonly [number, number, ...number[]] {
    return this.isAsWritten ? range : [this.at(range[0]), this.at(range[1])];
  }

  private empty(at: number): ScalarNode {
    return {
      kind: 'scalar',
      start: at,
      end: at,
      decorated: false,
      style: 'plain',
      source: '',
      type: 'null',
      value: null,
    };
  }

  private anchor(name: string | undefined, node: SweepNode): void {
    if (name === undefined) return;
    if (!ANCHOR.test(name)) {
      const start = Math.max(0, this.text.lastIndexOf(`&${name}`, node.start));
      this.refuse({ ...node, start, end: Math.max(start, node.end) }, BAD_ANCHOR);
    }
    if (this.anchors.has(name)) this.refuse(node, 'Another anchor already has this name.');
    this.anchors.set(name, node);
  }

  /** Whether something has a tag that PyYAML refuses. */
  private checkTag(tag: string | undefined, { kind, start }: ScalarNode | SequenceNode | MappingNode): boolean {
    const problem = tagProblem(this.text, { tag, kind, start });
    if (problem) this.problems.push(problem);
    return problem !== null;
  }

  private refuse({ start, end }: SweepNode, message: string): void {
    this.problems.push({ message, start, end });
  }
}

/** PyYAML reads such a file, since it copies nothing; `wandb sweep` then goes through `json.dumps`, which copies all. */
const TOO_MUCH = {
  message: `With its aliases written out, this file holds more than ${MAX_COPIED.toLocaleString('en')} values.`,
  outcome: 'wandb sweep writes them all out to send the file, which takes very long or fails. Copy less.',
};

/** What PyYAML takes for the name of an anchor, and what may stand right behind it (`scan_anchor` of its scanner). */
const ANCHOR = /^[0-9A-Za-z_-]+(?:[?:,\]}]|$)/;
const BAD_ANCHOR = 'An & begins an anchor, whose name has letters, digits, - and _ only; put a text in quotes.';

const STYLES: Readonly<Record<string, ScalarNode['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

function isMergeable(value: SweepNode): boolean {
  const source = resolveAlias(value);
  const mappings = source.kind === 'sequence' ? source.items.map(resolveAlias) : [source];
  return mappings.every(({ kind }) => kind === 'mapping' || kind === 'alias');
}

function resolvesToCollection(node: SweepNode): boolean {
  const kind = node.kind === 'alias' ? node.target?.kind : node.kind;
  return kind === 'mapping' || kind === 'sequence';
}
