import { Composer, isAlias, isMap, isPair, isScalar, isSeq, Parser, Schema } from 'yaml';
import type { Alias, Document, Pair, ParsedNode, Scalar, YAMLError, YAMLMap, YAMLSeq } from 'yaml';
import { isTooDeep } from './depth';
import { isMergeKey, resolveAlias } from './node';
import type { AliasNode, Entry, MappingNode, ScalarNode, SequenceNode, SweepNode } from './node';
import { resolvePlain, resolveTagged, type TypedScalar } from './scalar';
import { describeParserError, findForbiddenCharacters, type SyntaxProblem } from './syntax';

/** What a text holds: the tree of its first document, and why PyYAML would refuse it. */
export interface Composition {
  readonly root: SweepNode | null;
  readonly syntaxErrors: readonly SyntaxProblem[];
}

/** How often a text is parsed again with its broken stretch blanked, so that the rest can be read. */
const MAX_REPAIRS = 4;

/** Builds the tree of any text; never throws. All offsets refer to `text`. */
export function compose(text: string): Composition {
  // A lone carriage return ends a line for PyYAML and for editors, but not for the parser.
  let source = text.replace(/\r(?!\n)/g, '\n');
  if (isTooDeep(source)) return tooDeep(text);
  const broken: SyntaxProblem[] = [];
  try {
    for (let repairs = 0; ; repairs++) {
      const documents = parse(source);
      const blanked = repairs < MAX_REPAIRS ? blankSwallowed(source, documents[0]?.errors ?? []) : null;
      if (blanked === null) return read(text, documents, broken);
      broken.push(blanked.problem);
      source = blanked.source;
    }
  } catch (error) {
    // Parser and walk are recursive: a text nested thousands deep ends the stack, for PyYAML too.
    if (!(error instanceof RangeError)) throw error;
    return tooDeep(text);
  }
}

function tooDeep(text: string): Composition {
  const problem = { message: 'This is nested too deeply to be read.', start: 0, end: text.length };
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
  return [...composer.compose(new Parser().parse(source))] as Document.Parsed[];
}

function read(text: string, documents: readonly Document.Parsed[], broken: readonly SyntaxProblem[]): Composition {
  const [first, second] = documents;
  const reader = new TreeReader(text);
  const root = first?.contents ? reader.node(first.contents) : null;
  // Blanking a stretch breaks what is around it, and tabs are found below in more places than the parser minds.
  const blankedFrom = Math.min(...broken.map(({ start }) => start));
  const errors = (first?.errors ?? []).filter(({ code, pos }) => code !== 'TAB_AS_INDENT' && pos[0] < blankedFrom);
  const problems = [
    ...broken,
    ...errors.map((error) => describeParserError(error, text)),
    ...findForbiddenCharacters(text),
    ...reader.problems,
  ];
  if (second) {
    const start = first?.range[2] ?? 0;
    const marker = text.indexOf('---', start);
    const at = marker < 0 ? start : marker;
    problems.push({ message: 'W&B reads only one document: a second one starts here.', start: at, end: at + 3 });
  }
  return {
    root,
    syntaxErrors: problems.map((problem) => clamp(problem, text.length)).sort((a, b) => a.start - b.start),
  };
}

function clamp({ message, start, end }: SyntaxProblem, length: number): SyntaxProblem {
  const from = Math.max(0, Math.min(start, length));
  return { message, start: from, end: Math.max(from, Math.min(end, length)) };
}

/**
 * An unclosed quote, or a key without colon, takes the lines behind it with it. Blanks that stretch, so that the next
 * parse sees the rest at unchanged offsets; `null` where no such error is left.
 */
function blankSwallowed(
  source: string,
  errors: readonly YAMLError[],
): { readonly source: string; readonly problem: SyntaxProblem } | null {
  for (const error of errors) {
    const [from, to] = error.pos;
    if (error.code === 'MISSING_CHAR' && error.message.includes('quote')) {
      const start = openingQuote(source, to - 1, error.message.includes('"') ? '"' : "'");
      const end = lineEnd(source, start);
      const problem = { message: 'This quote is not closed.', start, end };
      return start < 0 ? null : { source: blank(source, start, end), problem };
    }
    if (error.code === 'MULTILINE_IMPLICIT_KEY') {
      const end = lineEnd(source, from);
      if (source.slice(from, end).trim() === '') return null;
      const problem = { message: 'A colon is missing behind this key.', start: from, end };
      return { source: blank(source, from, end), problem };
    }
  }
  return null;
}

/** Start of the quoted scalar that runs to the end of the text: the last scalar of the token stream. */
function openingQuote(source: string, before: number, quote: string): number {
  let found = -1;
  for (const token of new Parser().parse(source)) {
    if (token.type === 'document') found = lastQuote(token.value, quote, found);
  }
  return found >= 0 && found <= before ? found : -1;
}

interface Token {
  readonly type: string;
  readonly offset?: number;
  readonly source?: string;
  readonly items?: readonly { readonly key?: Token | null; readonly value?: Token }[];
}

function lastQuote(token: Token | undefined | null, quote: string, found: number): number {
  if (!token) return found;
  if (token.source?.startsWith(quote) && token.type.endsWith('quoted-scalar')) return token.offset ?? found;
  return (token.items ?? []).reduce(
    (latest, { key, value }) => lastQuote(value, quote, lastQuote(key, quote, latest)),
    found,
  );
}

function lineEnd(source: string, start: number): number {
  const found = source.slice(Math.max(0, start)).search(/\r?\n/);
  return found < 0 ? source.length : Math.max(0, start) + found;
}

function blank(source: string, start: number, end: number): string {
  return source.slice(0, start) + ' '.repeat(end - start) + source.slice(end);
}

/** Turns the parser's nodes into ours; an object because anchors are known only as far as the text has been read. */
class TreeReader {
  readonly problems: SyntaxProblem[] = [];
  private readonly anchors = new Map<string, SweepNode>();

  constructor(private readonly text: string) {}

  node(node: ParsedNode | Pair): SweepNode {
    if (isScalar(node)) return this.scalar(node);
    if (isMap(node)) return this.mapping(node);
    if (isSeq(node)) return this.sequence(node);
    if (isAlias(node)) return this.alias(node);
    return this.empty(0);
  }

  private scalar(node: Scalar, isKey = false): ScalarNode {
    const [start, end] = node.range!;
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
    if (typed.type === 'invalid' && !isSpecialKey)
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
    const [start, end] = node.range;
    const mapping = {
      kind: 'mapping',
      start,
      end,
      decorated: node.tag !== undefined || node.anchor !== undefined,
      flow: node.flow === true,
      entries,
      known: { fields: null },
    } as const;
    // Before the entries are read, so that an alias inside may refer to the mapping that holds it.
    this.anchor(node.anchor, mapping);
    for (const pair of node.items) entries.push(this.entry(pair));
    const last = entries.at(-1);
    return mapping.flow || !last ? mapping : Object.assign(mapping, { end: Math.max(start, last.end) });
  }

  private entry(pair: Pair<ParsedNode, ParsedNode | null>): Entry {
    const key = isScalar(pair.key) ? this.scalar(pair.key, true) : this.node(pair.key);
    const value = pair.value ? this.node(pair.value) : this.empty(key.end);
    if (isMergeKey(key) && !isMergeable(value)) this.refuse(value, 'Only a mapping, or a list of them, can be merged.');
    if (resolvesToCollection(key)) this.refuse(key, 'A list or mapping can’t be a key.');
    const name = key.kind === 'scalar' && key.type === 'str' ? (key.value as string) : null;
    return { name, key, value, start: key.start, end: Math.max(key.end, value.end) };
  }

  private sequence(node: YAMLSeq.Parsed): SequenceNode {
    const items: SweepNode[] = [];
    const [start, end] = node.range;
    const decorated = node.tag !== undefined || node.anchor !== undefined;
    const sequence = { kind: 'sequence', start, end, decorated, flow: node.flow === true, items } as const;
    this.anchor(node.anchor, sequence);
    for (const item of node.items as (ParsedNode | Pair | null)[]) {
      if (item && !isPair(item)) items.push(this.node(item));
    }
    const last = items.at(-1);
    return sequence.flow || !last ? sequence : Object.assign(sequence, { end: Math.max(start, last.end) });
  }

  private alias(node: Alias.Parsed): AliasNode {
    const [start, end] = node.range;
    const target = this.anchors.get(node.source) ?? null;
    const alias: AliasNode = { kind: 'alias', start, end, decorated: false, name: node.source, target };
    if (!target) this.refuse(alias, 'No anchor of this name stands before this alias.');
    return alias;
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
    if (this.anchors.has(name)) this.refuse(node, 'Another anchor already has this name.');
    this.anchors.set(name, node);
  }

  private refuse({ start, end }: SweepNode, message: string): void {
    this.problems.push({ message, start, end });
  }
}

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
