import { describe, expect, it } from 'vitest';
import { codesSeen, seen } from './findings';

const HEAD = 'program: train.py\nmethod: random\n';
const A = 'a: {value: 1}\n';

describe('N05', () => {
  it('moves sections, several at once where one needs the other', () => {
    const one = `${HEAD}parameters:\n  ${A}  metric: {name: loss, goal: minimize}\n`;
    expect(seen(one, 'N05')).toMatchObject([{ severity: 'error', fixes: ['Move it to the top level'] }]);
    const two = `parameters:\n  ${A}  method: bayes\n  metric: {name: loss, goal: minimize}\n`;
    const title = 'Move method and metric to the top level';
    expect(seen(two, 'N05').map(({ fixes }) => fixes)).toEqual([[title], [title]]);
  });

  it('offers no move that leaves an error or nothing behind', () => {
    expect(seen(`parameters:\n  method: bayes\n  ${A}`, 'N05')).toMatchObject([{ fixes: [] }]);
    expect(seen(`${HEAD}parameters:\n  metric: {name: loss, goal: minimize}\n`, 'N05')).toMatchObject([{ fixes: [] }]);
  });
});

describe('parameters that are not indented', () => {
  it('are one problem of an empty section', () => {
    const text = `${HEAD}parameters:\na: {value: 1}\nb: {value: 2}\n`;
    expect(seen(text, 'T08')).toMatchObject([{ marked: 'parameters', fixes: ['Indent a and b under parameters'] }]);
    expect(codesSeen(text, 'TPS').filter((code) => code !== 'T03')).toEqual(['T08']);
  });

  it('are told from other keys', () => {
    const text = `${HEAD}parameters:\nfoo: 3\n`;
    expect(seen(text, 'T08')).toMatchObject([{ fixes: [] }]);
    expect(seen(text, 'T01')).toMatchObject([{ marked: 'foo' }]);
    expect(seen(`${HEAD}b: {value: 2}\nparameters:\n  ${A}`, 'T01')).toMatchObject([{ marked: 'b', fixes: [] }]);
  });
});

describe('a goal at the top', () => {
  it('belongs to the metric, with the name right beside it', () => {
    const text = `method: bayes\nname: loss\ngoal: minimize\nparameters:\n  a: {min: 0.1, max: 0.5}\n`;
    expect(seen(text, 'T01')).toMatchObject([{ severity: 'error', fixes: ['Put name and goal under metric'] }]);
    expect(codesSeen(text, 'M')).toEqual([]);
  });

  it('says nothing of a name elsewhere, which is that of the sweep', () => {
    const text = `name: best\nmethod: bayes\ngoal: minimize\nparameters:\n  a: {min: 0.1, max: 0.5}\n`;
    expect(seen(text, 'T01')).toMatchObject([{ marked: 'goal', fixes: [] }]);
    expect(seen(`${HEAD}name: best\nparameters:\n  ${A}`, 'T01')).toEqual([]);
  });

  it('is one problem beside a metric that is only a name', () => {
    const text = `method: bayes\nmetric: loss\ngoal: minimize\nparameters:\n  a: {min: 0.1, max: 0.5}\n`;
    expect(seen(text, 'M09')).toMatchObject([{ fixes: ['Put name and goal under it'] }]);
    expect(seen(text, 'T01')).toEqual([]);
  });
});

describe('parameters as a list', () => {
  const list = (items: string) => seen(`${HEAD}parameters:\n${items}`, 'T08').map(({ fixes }) => fixes);

  it('become a mapping where each item says its name', () => {
    expect(list('  - name: a\n    value: 1\n')).toEqual([['Write it as a mapping of names']]);
    expect(list('  - a: {value: 1}\n  - b: {value: 2}\n')).toEqual([['Write it as a mapping of names']]);
  });

  it('stay where that would be refused', () => {
    expect(list('  - a\n  - b\n')).toEqual([[]]);
    expect(list('  - name: a\n  - name: b\n')).toEqual([[]]);
    expect(list('  - name: a\n    value: 1\n  - name: a\n    value: 2\n')).toEqual([[]]);
  });
});
