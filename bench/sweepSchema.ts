import { DISTRIBUTIONS, KEYS, type KeySpec, type Section } from '../src/core/sweep/keys';

/** A JSON schema of sweep files made from the table of keys: what an editor with a schema could check at best. */
export function sweepSchema(): object {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...section('sweep'),
    definitions: {
      parameters: { type: 'object', additionalProperties: { anyOf: bodies() } },
      metric: section('metric'),
    },
  };
}

function section(name: Section): object {
  const keys = KEYS.filter((spec) => spec.section === name);
  return {
    type: 'object',
    properties: Object.fromEntries(keys.map((spec) => [spec.name, typeOf(spec)])),
    required: keys.filter(({ required }) => required).map((spec) => spec.name),
    additionalProperties: false,
  };
}

function typeOf({ name, type, values }: KeySpec): object {
  if (values) return { enum: values };
  switch (type) {
    case 'list':
      return { type: 'array' };
    case 'any':
      return {};
    case 'parameters':
    case 'metric':
      return { $ref: `#/definitions/${type}` };
    case 'metrics':
      return { type: 'array', items: { $ref: '#/definitions/metric' } };
    case 'mapping':
      return section(name as Section);
    default:
      return { type };
  }
}

/** One alternative for each distribution, as W&B's own schema has them. */
function bodies(): readonly object[] {
  const spec = (name: string): object => typeOf(KEYS.find((key) => key.section === 'parameter' && key.name === name)!);
  const nested = { type: 'object', properties: { parameters: spec('parameters') }, required: ['parameters'] };
  const bodyOf = ({ name, required, optional }: (typeof DISTRIBUTIONS)[number]): object => ({
    type: 'object',
    properties: {
      distribution: { enum: [name] },
      ...Object.fromEntries([...required, ...optional].map((key) => [key, spec(key)])),
    },
    required,
    additionalProperties: false,
  });
  return [...DISTRIBUTIONS.map(bodyOf), { ...nested, additionalProperties: false }];
}
