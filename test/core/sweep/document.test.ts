import { describe, expect, it } from 'vitest';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { fieldsOf, isMergeKey, numberOf, resolveAlias, textOf, type SweepNode } from '../../../src/core/sweep/node';
import { parametersOf } from '../../../src/core/sweep/parameters';
import { corpus, pyyaml, type Typed } from './corpus';

const PYTHON_NAMES: Readonly<Record<string, string>> = { Infinity: 'inf', '-Infinity': '-inf', NaN: 'nan' };

/** Our tree in the form of the fixture. */
function typed(node: SweepNode | null): Typed {
  const resolved = node ? resolveAlias(node) : null;
  if (!resolved || resolved.kind === 'alias') return ['null', null];
  if (resolved.kind === 'sequence') return { sequence: resolved.items.map(typed) };
  if (resolved.kind === 'scalar') {
    const { type, value } = resolved;
    return [type, typeof value === 'number' && !Number.isFinite(value) ? PYTHON_NAMES[String(value)] : value];
  }
  const named = [...fieldsOf(resolved).values()];
  const rest = resolved.entries.filter(({ name, key }) => name === null && !isMergeKey(key));
  return { mapping: [...named, ...rest].map(({ key, value }) => [typed(key), typed(value)] as const) };
}

/** Order of keys is no part of what PyYAML reads. */
function sorted(value: Typed): unknown {
  if ('mapping' in value) {
    const pairs = value.mapping.map(([key, item]) => [JSON.stringify(key), sorted(item)] as const);
    return { mapping: pairs.sort(([a], [b]) => (a < b ? -1 : 1)) };
  }
  return 'sequence' in value ? { sequence: value.sequence.map(sorted) } : value;
}

const at = (text: string, path: readonly string[]): SweepNode | undefined =>
  path.reduce<SweepNode | undefined>(
    (node, key) => fieldsOf(node).get(key)?.value,
    parseSweepDocument(text).root ?? undefined,
  );
const names = (text: string): string[] =>
  parametersOf(parseSweepDocument(text).root).map(({ configName }) => configName);

describe('the document, against PyYAML 6.0.3', () => {
  it.each(corpus.map((file) => [file.name, file] as const))('reads %s', (name, { text }) => {
    const expected = pyyaml[name]!;
    const document = parseSweepDocument(text);
    if ('error' in expected) {
      expect(document.syntaxErrors).not.toEqual([]);
      return;
    }
    expect(document.syntaxErrors).toEqual([]);
    expect(sorted(typed(document.root))).toEqual(sorted(expected));
  });

  it.each([
    ['a tab behind a colon', 'a:\t1\n'],
    ['a tab at the end of a line', 'a: 1\t\n'],
    ['a tab in front of a comment', 'a: 1 \t# c\n'],
    ['a line of one tab', 'a: 1\n\t\nb: 2\n'],
    ['an unknown tag', 'a: !foo 1\n'],
    ['two anchors of one name', 'a: &x 1\nb: &x 2\n'],
    ['an alias without anchor', 'a: *b\n'],
    ['a list as key', '? [1]\n: 2\n'],
    ['a template', 'key: {{ jinja }}\n'],
    ['a merge of a number', 'a: {<<: 3}\n'],
    ['a merge key as value', 'a: <<\n'],
    ['a control character', 'a: \u0001\n'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['an open quote', "a: 'x\n"],
    ['an open bracket', 'a: [1\n'],
    ['a second colon', 'a: b: c\n'],
    ['a second colon behind a list', 'a: [1]: 2\n'],
    ['a colon without a key on the line behind a key', 'a:\n: 1\n'],
    ['a colon without a key behind a comment', 'a: &x\n# b\n: 1\n'],
    ['a colon without a key', 'a: [1]\n: 3\n'],
    ['a reserved character', 'a: @x\n'],
    ['a shell operator, which begins an anchor', 'a:\n  - && echo done\n'],
    ['a dot in the name of an anchor', 'a: &b.c 1\n'],
    ['a letter with an accent in it', 'a: &é 1\n'],
  ])('refuses %s, as PyYAML does', (_, text) => {
    expect(parseSweepDocument(text).syntaxErrors.length).toBeGreaterThan(0);
  });

  it.each([
    ['a tab in quotes', "a: 'x\ty'\n"],
    ['a tab in a block text', 'a: |\n  x\ty\nb: 1\n'],
    ['a tab in a comment', 'a: 1 #\tx\n'],
    ['a directive', '%YAML 1.2\n---\na: yes\n'],
    ['an end mark', 'a: 1\n...\n'],
    ['JSON', '{"a":1}\n'],
    ['a cycle', 'a: &a {b: *a}\n'],
    ['a byte order mark', '\ufeffa: 1\n'],
    ['an anchor of every character that it may have', 'a: &aZ_9-b 1\nb: *aZ_9-b\n'],
    ['merges', 'a: &a {b: 1}\nc: {<<: *a}\nd: {<<: [*a, {e: 1}]}\n'],
    ['carriage returns', 'a: 1\rb: 2\r'],
  ])('accepts %s, as PyYAML does', (_, text) => {
    expect(parseSweepDocument(text).syntaxErrors).toEqual([]);
  });
});

describe('what the tree keeps', () => {
  it('marks a text that begins an anchor from its &', () => {
    const text = 'command:\n  - && echo done\n';
    const [problem, ...others] = parseSweepDocument(text).syntaxErrors;
    expect(others).toEqual([]);
    expect(text.slice(problem?.start, problem?.end)).toBe('&& echo done');
  });

  it('counts the blanks between a byte order mark and the first key, as PyYAML does', () => {
    const [problem] = parseSweepDocument('\ufeff method: grid\nname: a\n').syntaxErrors;
    expect(problem).toBeDefined();
    expect(parseSweepDocument('\ufeff method: grid\n name: a\n').syntaxErrors).toEqual([]);
  });

  it('has the place of keys and values in UTF-16 units, behind emoji, a byte order mark and CRLF', () => {
    const document = parseSweepDocument('\ufeff# 🔥🔥\r\n"🚀 x": {min: 0.5}\r\n');
    const entry = fieldsOf(document.root).get('🚀 x')!;
    expect(document.rangeOf(entry.key)).toEqual({ start: { line: 1, character: 0 }, end: { line: 1, character: 6 } });
    const min = fieldsOf(entry.value).get('min')!.value;
    expect(document.text.slice(min.start, min.end)).toBe('0.5');
    expect(document.rangeOf(min).start).toEqual({ line: 1, character: 14 });
  });

  it('ends a block mapping where its last value ends', () => {
    const document = parseSweepDocument('a:\n  b: 1 # c\n\n# d\nc: 2\n');
    const { value } = fieldsOf(document.root).get('a')!;
    expect(document.text.slice(value.start, value.end)).toBe('b: 1');
  });

  it('keeps int and float apart, and the source of both', () => {
    expect(at('a: 1', ['a'])).toMatchObject({ type: 'int', source: '1', value: 1 });
    expect(at('a: 1.0', ['a'])).toMatchObject({ type: 'float', source: '1.0', value: 1 });
    expect(numberOf(at('a: 1e-5', ['a']))).toBeNull();
  });

  it('lets the last of duplicate keys count, and keeps both', () => {
    const { root } = parseSweepDocument('a: 1\na: 2\n');
    expect(numberOf(fieldsOf(root).get('a')?.value)).toBe(2);
    expect(root?.kind === 'mapping' && root.entries.length).toBe(2);
  });

  it('merges in the order of PyYAML', () => {
    const text = 'x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz: {<<: [*x, *y], c: 3}\n';
    expect(['a', 'b', 'c'].map((key) => numberOf(at(text, ['z', key])))).toEqual([1, 1, 3]);
  });

  it('survives cycles and alias bombs', () => {
    const cycle = 'method: random\nparameters: &p\n  a: {value: 1}\n  b: {parameters: *p}\n';
    expect(names(cycle)).toEqual(['a', 'b']);
    expect(at('a: &a\n  <<: *a\n  b: 1\n', ['a', 'b'])).toMatchObject({ value: 1 });
    const bomb = Array.from({ length: 30 }, (_, i) =>
      i === 0 ? 'n0: &n0 {parameters: {x: {value: 1}}}' : `n${i}: &n${i} {parameters: {x: *n${i - 1}, y: *n${i - 1}}}`,
    );
    const bombed = `${bomb.join('\n')}\nparameters: {small: *n3, large: *n29}\n`;
    expect(names(bombed)).toEqual(['small', 'large']);
    const [error, ...others] = parseSweepDocument(bombed).syntaxErrors;
    expect(error?.message).toBe('With its aliases written out, this file holds more than 20,000 values.');
    expect(bombed.slice(error!.start, error!.end)).toMatch(/^\*n1\d$/);
    expect(others).toEqual([]);
    const shared = `b: &b {values: [${'1, '.repeat(97)}1]}\nparameters:\n`;
    const times = (count: number): string => Array.from({ length: count }, (_, i) => `  p${i}: *b\n`).join('');
    expect(parseSweepDocument(shared + times(200)).syntaxErrors).toEqual([]);
    expect(parseSweepDocument(shared + times(201)).syntaxErrors).toHaveLength(1);
    expect(parseSweepDocument('['.repeat(50_000)).syntaxErrors).not.toEqual([]);
    expect(parseSweepDocument('{a: '.repeat(20_000)).syntaxErrors).not.toEqual([]);
  });
});

describe('broken files keep what is intact', () => {
  it.each([
    ['an open quote', "method: 'bayes\nparameters:\n  lr: {min: 0.1, max: 0.2}\nmetric: {name: x}\n"],
    ['an open bracket', 'method: [bayes\nparameters:\n  lr: {min: 0.1, max: 0.2}\nmetric: {name: x}\n'],
    ['an open brace in a body', 'parameters:\n  a: {min: 0.1, max:\n  lr: {min: 0.1, max: 0.2}\nmetric: {name: x}\n'],
    ['a key being typed', 'parameters:\n  mix\n  lr: {min: 0.1, max: 0.2}\nmetric: {name: x}\n'],
    ['a body being typed', 'parameters:\n  a:\n    mi\n  lr: {min: 0.1, max: 0.2}\nmetric: {name: x}\n'],
    ['a wrong indentation', 'parameters:\n  lr: {min: 0.1, max: 0.2}\n   b: 1\nmetric: {name: x}\n'],
  ])('%s', (_, text) => {
    const path = ['parameters', 'lr', 'max'];
    expect(numberOf(at(text, path))).toBe(0.2);
    expect(textOf(at(text, ['metric', 'name']))).toBe('x');
  });
});
