import { GraphQLError } from 'graphql';
import type { Value } from '../../src/core/runs/run';
import type { StandInRun } from './model';
import { isTime, runField } from './runFields';

/** Says of a run whether a filter lets it through. */
export type RunFilter = (run: StandInRun) => boolean;

/**
 * The filter that a client sent as JSON: the part of MongoDB's language that W&B documents. As there, `$ne`, `$nin` and
 * `$nor` let runs through that have no such field, comparisons hold only between values of one type, and a list matches
 * when one of its elements does. Throws a GraphQLError for what is no filter.
 */
export function parseFilter(text: string | null | undefined): RunFilter {
  if (text === null || text === undefined || text === '') return () => true;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new GraphQLError('filters is not JSON');
  }
  return compile(parsed);
}

function compile(filter: unknown): RunFilter {
  const parts = entriesOf(filter).map(([key, value]): RunFilter => {
    switch (key) {
      case '$and':
        return all(listOf(key, value).map(compile));
      case '$or':
        return any(listOf(key, value).map(compile));
      case '$nor':
        return not(any(listOf(key, value).map(compile)));
      default:
        if (key.startsWith('$')) throw new GraphQLError(`unknown operator: ${key}`);
        return compileField(key, value as Value);
    }
  });
  return all(parts);
}

function compileField(field: string, condition: Value): RunFilter {
  const operators = operatorsOf(condition) ?? [['$eq', condition] as const];
  const tests = operators.map(([operator, operand]) => compileOperator(operator, comparable(field, operand)));
  return (run) => {
    const value = runField(run, field);
    return tests.every((test) => test(value));
  };
}

type ValueTest = (value: Value | undefined) => boolean;

function compileOperator(operator: string, operand: Value): ValueTest {
  switch (operator) {
    case '$eq':
      return (value) => someElement(value, (item) => isEqual(item, operand));
    case '$ne':
      return not(compileOperator('$eq', operand));
    case '$in': {
      const tests = listOf(operator, operand).map((item) => compileOperator('$eq', item as Value));
      return (value) => tests.some((test) => test(value));
    }
    case '$nin':
      return not(compileOperator('$in', operand));
    case '$gt':
      return ordered(operand, (order) => order > 0);
    case '$gte':
      return ordered(operand, (order) => order >= 0);
    case '$lt':
      return ordered(operand, (order) => order < 0);
    case '$lte':
      return ordered(operand, (order) => order <= 0);
    case '$exists':
      return (value) => (value !== undefined) === Boolean(operand);
    case '$regex': {
      const pattern = regularExpression(operand);
      return (value) => someElement(value, (item) => typeof item === 'string' && pattern.test(item));
    }
    default:
      throw new GraphQLError(`unknown operator: ${operator}`);
  }
}

/** Where a field holds a time, its operand as milliseconds; a time without a zone is UTC. */
function comparable(field: string, operand: Value): Value {
  if (!isTime(field)) return operand;
  if (Array.isArray(operand)) return operand.map((item: Value) => comparable(field, item));
  if (typeof operand !== 'string') return operand;
  const time = Date.parse(/(Z|[-+]\d\d:?\d\d)$/.test(operand) || !operand.includes('T') ? operand : `${operand}Z`);
  if (Number.isNaN(time)) throw new GraphQLError(`${field} is compared with ${operand}, which is no time`);
  return time;
}

/** Compares values of one type; never true for two types, or for not-a-number. */
function ordered(operand: Value, holds: (order: number) => boolean): ValueTest {
  return (value) =>
    someElement(value, (item) => {
      if (typeof item === 'number' && typeof operand === 'number') return holds(item - operand);
      if (typeof item === 'string' && typeof operand === 'string')
        return holds(item < operand ? -1 : Number(item > operand));
      return false;
    });
}

function regularExpression(operand: Value): RegExp {
  if (typeof operand !== 'string') throw new GraphQLError('$regex takes a text');
  // RE2 writes flags at the front; JavaScript takes them beside the pattern.
  const [, flags = '', pattern = ''] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(operand) ?? [];
  try {
    return new RegExp(pattern, flags);
  } catch {
    throw new GraphQLError(`$regex is not a regular expression: ${operand}`);
  }
}

function isEqual(value: Value | undefined, operand: Value): boolean {
  if (operand === null) return value === null || value === undefined;
  return typeof operand === 'object' ? JSON.stringify(value) === JSON.stringify(operand) : value === operand;
}

function someElement(value: Value | undefined, test: (item: Value | undefined) => boolean): boolean {
  return test(value) || (Array.isArray(value) && value.some((item: Value) => test(item)));
}

/** The operators of a condition such as `{"$gt": 1}`; `null` where it is a plain value. */
function operatorsOf(condition: Value): readonly (readonly [string, Value])[] | null {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) return null;
  const entries = Object.entries(condition);
  return entries.some(([key]) => key.startsWith('$')) ? entries : null;
}

function entriesOf(filter: unknown): readonly (readonly [string, unknown])[] {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter))
    throw new GraphQLError('a filter is an object');
  return Object.entries(filter);
}

function listOf(operator: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new GraphQLError(`${operator} takes a list`);
  return value;
}

function all(filters: readonly RunFilter[]): RunFilter {
  return (run) => filters.every((filter) => filter(run));
}

function any(filters: readonly RunFilter[]): RunFilter {
  return (run) => filters.some((filter) => filter(run));
}

function not<Item>(test: (item: Item) => boolean): (item: Item) => boolean {
  return (item) => !test(item);
}
