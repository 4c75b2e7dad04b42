import { expect, it } from 'vitest';
import type { Interaction } from '../../../src/core/analysis/analysis';
import { checkSweep } from '../../../src/core/language/check';
import { pairedParameters } from '../../../src/core/nextSweep/pairedParameters';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { textOf } from '../../../src/core/sweep/node';
import { parametersOf } from '../../../src/core/sweep/parameters';

const COUNT = { crashed: 9, total: 9, low: 0.7, high: 1, p: 0.001 };
const sweep = parseSweepDocument(
  'method: random\nparameters:\n  mixup: {min: 0.0, max: 0.3}\n  optimizer: {values: [adam, sgd, lion]}\n  lr: {distribution: log_uniform_values, min: 1.0e-6, max: 1.0e-2}\n  mixup_and_optimizer: {value: 1}\n',
);
const region: Interaction = {
  ...COUNT,
  lift: 2,
  terms: [
    { parameter: 'mixup', op: '>', value: 0.15 },
    { parameter: 'optimizer', op: 'in', value: 'adam' },
  ],
};

it('a region becomes one parameter with the combinations outside of it', () => {
  const paired = pairedParameters(region, sweep)!;
  // Quantiles 0.1, 0.3, …, 0.9 of 0–0.3 are 0.03, 0.09, 0.15, 0.21, 0.27: two of them above 0.15, each with adam.
  expect([paired.kept, paired.dropped, paired.name]).toEqual([13, 2, 'mixup_and_optimizer_pair']);
  expect(paired.yaml).toContain(
    `      - '{"mixup": 0.15, "optimizer": "adam"}'\n      - '{"mixup": 0.15, "optimizer": "sgd"}'\n`,
  );
  expect(paired.yaml).not.toContain('{"mixup": 0.21, "optimizer": "adam"}');
  expect(paired.replaced).toEqual(['mixup', 'optimizer']);
  const file = parseSweepDocument(`method: random\nparameters:\n${paired.yaml}`);
  expect(checkSweep(file, { evidence: null }).filter(({ severity }) => severity === 'error')).toEqual([]);
});

it('numbers that the sweep draws as floats are floats to Python, and whole numbers stay whole', () => {
  const drawn = parseSweepDocument(
    'method: random\nparameters:\n  temp: {min: -5.0, max: 5.0}\n  layers: {min: 1, max: 10}\n  size: {distribution: q_uniform, min: 0, max: 10, q: 2}\n',
  );
  const terms = (name: string): Interaction['terms'] => [
    { parameter: 'temp', op: '>', value: 0.5 },
    { parameter: name, op: '>', value: 5.5 },
  ];
  expect(pairedParameters({ ...region, terms: terms('layers') }, drawn)!.values[0]).toBe('{"temp": -4.0, "layers": 1}');
  expect(pairedParameters({ ...region, terms: terms('size') }, drawn)!.values.at(-1)).toBe('{"temp": 4.0, "size": 4}');
});

it('a safe corner keeps the combinations inside of it, in three dimensions as well', () => {
  const corner: Interaction = {
    ...COUNT,
    lift: 0.2,
    terms: [
      { parameter: 'mixup', op: '<=', value: 0.1 },
      { parameter: 'optimizer', op: 'in', value: ['sgd', 'lion'] },
      { parameter: 'lr', op: '<', value: 0.001 },
    ],
  };
  const paired = pairedParameters(corner, sweep)!;
  // 1 of 3 values of mixup, 2 of 3 optimizers, 2 of 3 values of lr (4.64e-6, 1e-4, 2.15e-3).
  expect([paired.kept, paired.dropped]).toEqual([4, 23]);
  expect(paired.yaml).toContain('{"mixup": 0.05, "optimizer": "sgd", "lr": 0.00000464}');
});

it('is none where the sweep does not search both, or nothing is left to choose', () => {
  const bare = parseSweepDocument(
    'method: random\nparameters:\n  mixup: {min: 0.0, max: 0.3}\n  optimizer: {value: adam}\n',
  );
  expect(pairedParameters(region, bare)).toBeNull();
  expect(pairedParameters(region, parseSweepDocument(''))).toBeNull();
  const everything: Interaction = { ...region, terms: [{ parameter: 'mixup', op: '>=', value: 0 }, region.terms[1]!] };
  expect(
    pairedParameters(
      { ...everything, terms: [everything.terms[0]!, { ...region.terms[1]!, value: ['adam', 'sgd', 'lion'] }] },
      sweep,
    ),
  ).toBeNull();
});

it('writes quotes, line breaks and letters beyond ASCII so that YAML and JSON read them back', () => {
  const odd = parseSweepDocument(
    `method: random\nparameters:\n  a: {values: ["it's", "two\\nlines", "größe \\u2028"]}\n  b: {values: [true, 2]}\n`,
  );
  const paired = pairedParameters(
    {
      ...COUNT,
      lift: 2,
      terms: [
        { parameter: 'a', op: 'in', value: "it's" },
        { parameter: 'b', op: 'in', value: 2 },
      ],
    },
    odd,
  )!;
  const file = parseSweepDocument(`method: random\nparameters:\n${paired.yaml}`);
  const values = parametersOf(file.root)[0]!.fields.get('values')!.value;
  const read = values.kind === 'sequence' ? values.items.map((item) => JSON.parse(textOf(item) ?? '') as unknown) : [];
  expect(read).toEqual([
    { a: "it's", b: true },
    ...[true, 2].map((b) => ({ a: 'two\nlines', b })),
    ...[true, 2].map((b) => ({ a: 'größe \u2028', b })),
  ]);
});
