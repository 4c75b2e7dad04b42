import type { Evidence } from './evidence';

type Check = (value: unknown) => boolean;

/** Whether `value`, read back from storage, is evidence in all its parts: a file that was cut or edited is not. */
export function isEvidence(value: unknown): value is Evidence {
  return evidence(value) && runsFit((value as Evidence).runs);
}

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const pair =
  (first: Check, second: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([key, check]) => check((value as Readonly<Record<string, unknown>>)[key]));
const absentOr =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

const setting = orNull(either(text, number, (value) => typeof value === 'boolean'));
const count = { crashed: number, total: number, low: number, high: number };
const numbers = pair(number, number);
const threshold = record({
  direction: oneOf('above', 'below', 'inside', 'outside'),
  value: either(number, numbers),
  beyond: record(count),
  within: record(count),
  p: number,
});
const parameter = record({
  name: text,
  verdict: oneOf('strong', 'suggestive', 'none', 'inert', 'constant'),
  p: orNull(number),
  q: orNull(number),
  scale: absentOr(oneOf('linear', 'log')),
  completedMean: orNull(number),
  crashedMean: orNull(number),
  threshold: orNull(threshold),
  tried: orNull(numbers),
  bins: list(record({ ...count, from: number, to: number })),
  levels: list(record({ ...count, value: setting })),
});
const term = record({
  parameter: text,
  op: oneOf('>', '>=', '<', '<=', 'in'),
  value: either(number, text, list(setting)),
});
const extent = either(record({ min: number, max: number }), record({ values: list(setting) }));
const column = either(
  record({ kind: oneOf('number'), name: text, values: list(orNull(number)) }),
  record({ kind: oneOf('category'), name: text, levels: list(setting), codes: list(Number.isInteger) }),
);
const evidence = record({
  source: text,
  analyzedAt: number,
  origin: record({ project: orNull(text), framework: orNull(text), sweepFile: orNull(text) }),
  completed: number,
  crashed: number,
  parameters: list(parameter),
  interactions: list(record({ ...count, terms: list(term), lift: number, p: number })),
  safeBounds: list(record({ parameter: text, from: extent, to: extent, reason: text })),
  settings: list(pair(text, setting)),
  runs: record({ crashed: list(oneOf(0, 1)), columns: list(column) }),
});

/** Whether every column has a value for each run, or one for all. */
function runsFit({ crashed, columns }: Evidence['runs']): boolean {
  return columns.every((one) => {
    const length = one.kind === 'number' ? one.values.length : one.codes.length;
    const codesFit = one.kind === 'number' || one.codes.every((code) => code >= -1 && code < one.levels.length);
    return (length === crashed.length || length === 1) && codesFit;
  });
}
