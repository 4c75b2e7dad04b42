import type { ParameterFact } from '../knowledge/parameter';
import { DISTRIBUTIONS, type DistributionSpec } from '../sweep/keys';
import { writeNumber } from '../sweep/scalar';
import { createPlaces, mapping, value, type Content, type Places } from './snippet';

/** A body that a parameter can be given, in words and as it is written. */
export interface Body {
  readonly label: string;
  readonly detail: string;
  readonly content: Content;
}

type Entry = readonly [key: string, content: Content];

/** Above this ratio between the ends of a range, its orders of magnitude are searched rather than its values. */
const WIDE = 100;

/** The bodies that fit any parameter: a value, values, a range, and each distribution. */
export function generalBodies(): readonly Body[] {
  const places = createPlaces;
  return [
    { label: 'values', detail: 'one of these', content: mapping(['values', value(`[${places().empty()}]`)]) },
    { label: 'min … max', detail: 'any number between', content: rangeBody() },
    { label: 'value', detail: 'always this', content: mapping(['value', value(places().empty())]) },
    ...DISTRIBUTIONS.filter(isCurrent).map((spec) => ({
      label: spec.name,
      detail: 'distribution',
      content: { kind: 'mapping', entries: distributionEntries(spec, createPlaces()) } as const,
    })),
  ];
}

/** Whether a distribution is one to write in a new file. */
export function isCurrent({ docs }: DistributionSpec): boolean {
  return !docs.startsWith('Deprecated');
}

function rangeBody(): Content {
  const places = createPlaces();
  return mapping(['min', value(places.filled('0.0'))], ['max', value(places.filled('1.0'))]);
}

/** `distribution: name` and its arguments, those in `present` left out. */
export function distributionEntries(
  spec: DistributionSpec,
  places: Places,
  present: readonly string[] = [],
): readonly Entry[] {
  return [['distribution', value(spec.name)], ...argumentEntries(spec, places, present)];
}

/** The arguments of a distribution that are not in `present`, with values to start from. */
export function argumentEntries(spec: DistributionSpec, places: Places, present: readonly string[]): readonly Entry[] {
  return [...spec.required, ...spec.optional]
    .filter((name) => !present.includes(name))
    .map((name) => [name, value(argument(spec, name, places))] as const);
}

function argument({ name: distribution }: DistributionSpec, name: string, places: Places): string {
  switch (name) {
    case 'value':
      return places.empty();
    case 'values':
    case 'probabilities':
      return `[${places.empty()}]`;
    default:
      return places.filled(START[distribution]?.[name] ?? COMMON_START[name] ?? '1.0');
  }
}

/** Values that W&B takes as they stand and that show what kind of number is wanted. */
const COMMON_START: Readonly<Record<string, string>> = {
  min: '0.0',
  max: '1.0',
  mu: '0.0',
  sigma: '1.0',
  a: '2.0',
  b: '2.0',
  q: '0.1',
};
const LOG = { min: '0.0001', max: '0.1' };
const START: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  int_uniform: { min: '1', max: '10' },
  q_uniform: { min: '0.0', max: '1.0', q: '0.1' },
  log_uniform_values: LOG,
  inv_log_uniform_values: LOG,
  q_log_uniform_values: { min: '8', max: '256', q: '8' },
  log_uniform: { min: '-9.0', max: '-2.0' },
  inv_log_uniform: { min: '2.0', max: '9.0' },
  q_log_uniform: { min: '2.0', max: '5.0', q: '1' },
};

/** The body that what is known of a parameter suggests: its usual range, its default, or nothing in particular. */
export function bodyOfFact({ usual, default: fallback }: ParameterFact): Content {
  const places = createPlaces();
  if (typeof fallback === 'boolean') return mapping(['values', value('[true, false]')]);
  if (usual) {
    const bounds: readonly Entry[] = [
      ['min', value(places.filled(writeNumber(usual.low)))],
      ['max', value(places.filled(writeNumber(usual.high)))],
    ];
    const isWide = usual.low > 0 && usual.high / usual.low >= WIDE;
    return mapping(...(isWide ? [['distribution', value('log_uniform_values')] as const] : []), ...bounds);
  }
  if (fallback === undefined || fallback === null) return mapping(['values', value(`[${places.empty()}]`)]);
  return mapping(['values', value(`[${places.filled(scalarText(fallback))}]`)]);
}

/** The body that fixes a parameter to a value that a past run had; `null` for lists and mappings. */
export function bodyOfValue(past: unknown): Content | null {
  if (typeof past !== 'string' && typeof past !== 'number' && typeof past !== 'boolean') return null;
  return mapping(['value', value(createPlaces().filled(scalarText(past)))]);
}

function scalarText(scalar: string | number | boolean): string {
  if (typeof scalar === 'number') return writeNumber(scalar, Number.isInteger(scalar) ? 'int' : 'float');
  if (typeof scalar === 'boolean') return String(scalar);
  return /^[A-Za-z][\w.-]*$/.test(scalar) && !/^(?:y|yes|n|no|on|off|true|false|null|none)$/i.test(scalar)
    ? scalar
    : JSON.stringify(scalar);
}
