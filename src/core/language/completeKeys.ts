import {
  DISTRIBUTIONS,
  distributionSpec,
  KEYS,
  type DistributionSpec,
  type KeySpec,
  type Section,
} from '../sweep/keys';
import { textOf, fieldsOf } from '../sweep/node';
import { argumentEntries, distributionEntries, isCurrent } from './bodies';
import type { Completion, Site } from './completion';
import { describeDistribution, describeKey } from './describeKey';
import { contentOf } from './keyContent';
import { createPlaces, written, writtenEntries } from './snippet';
import { nodeAt } from './style';

/** Keys of which a file has one at most. */
const EXCLUSIVE: readonly (readonly [string, string])[] = [
  ['metric', 'metrics'],
  ['early_terminate', 'scheduler'],
];

/** The keys of a section that are not there yet and do not exclude one that is. */
export function keyItems(site: Site, section: Section): readonly Completion[] {
  const { siblings } = site.cursor;
  const excluded = section === 'sweep' ? EXCLUSIVE.flatMap(([a, b]) => partnerOf(siblings, a, b)) : [];
  return KEYS.filter((spec) => spec.section === section)
    .filter(({ name }) => !siblings.includes(name) && !excluded.includes(name))
    .map((spec) => keyItem(spec, site));
}

function partnerOf(present: readonly string[], a: string, b: string): readonly string[] {
  return [...(present.includes(a) ? [b] : []), ...(present.includes(b) ? [a] : [])];
}

/** Keys of a parameter's body that go with those present, and in an empty body whole distributions. */
export function argumentItems(site: Site): readonly Completion[] {
  const { siblings } = site.cursor;
  const keys = bodyKeys(siblings, namedDistribution(site));
  const items = KEYS.filter((spec) => spec.section === 'parameter' && keys.has(spec.name)).map((spec) =>
    keyItem(spec, site),
  );
  if (siblings.length > 0 || site.cursor.hasColon) return items;
  return [...items, ...DISTRIBUTIONS.filter(isCurrent).map((spec) => wholeItem(spec, site))];
}

/** The distribution that the body at the cursor names; `null` where it names none that W&B knows. */
function namedDistribution({ document, cursor }: Site): DistributionSpec | null {
  const path = cursor.on === 'key' ? cursor.path : cursor.path.slice(0, -1);
  const named = fieldsOf(nodeAt(document.root, path)).get('distribution');
  return distributionSpec(textOf(named?.value) ?? '');
}

/** Without a distribution, W&B infers one from these. */
const INFERRED = ['constant', 'categorical', 'categorical_w_probabilities', 'uniform'];

function bodyKeys(present: readonly string[], named: DistributionSpec | null): ReadonlySet<string> {
  if (present.includes('parameters')) return new Set();
  const others = present.filter((name) => name !== 'distribution');
  const fits = ({ required, optional }: DistributionSpec): boolean =>
    others.every((name) => required.includes(name) || optional.includes(name));
  const inferred = DISTRIBUTIONS.filter(({ name }) => INFERRED.includes(name)).filter(fits);
  const candidates = named ? [named] : inferred.length > 0 ? inferred : DISTRIBUTIONS.filter(fits);
  const keys = new Set(candidates.flatMap(({ required, optional }) => [...required, ...optional]));
  if (present.length === 0) keys.add('parameters');
  keys.add('distribution');
  for (const name of present) keys.delete(name);
  return keys;
}

/** Distributions behind `distribution:`, each with those of its arguments that are missing; deprecated ones come last. */
export function distributionItems(site: Site): readonly Completion[] {
  const { siblings, isQuoted } = site.cursor;
  const deprecated = DISTRIBUTIONS.filter((spec) => !isCurrent(spec));
  return [...DISTRIBUTIONS.filter(isCurrent), ...deprecated].map((spec): Completion => {
    const entries = argumentEntries(spec, createPlaces(), siblings);
    const separator = site.style.flow ? ', ' : site.style.newline + ' '.repeat(site.style.column);
    const following = isQuoted || entries.length === 0 ? '' : separator + writtenEntries(entries, site.style);
    return { ...distributionItem(spec), snippet: spec.name + following };
  });
}

function wholeItem(spec: DistributionSpec, { style }: Site): Completion {
  return { ...distributionItem(spec), snippet: writtenEntries(distributionEntries(spec, createPlaces()), style) };
}

function distributionItem(spec: DistributionSpec): Omit<Completion, 'snippet'> {
  const detail = [...spec.required, ...spec.optional].join(', ');
  const item = { label: spec.name, kind: 'distribution', detail, documentation: describeDistribution(spec) } as const;
  return isCurrent(spec) ? item : { ...item, isDeprecated: true };
}

function keyItem(spec: KeySpec, { cursor, style }: Site): Completion {
  const snippet = cursor.hasColon ? spec.name : `${spec.name}:${written(contentOf(spec), style)}`;
  const detail = spec.required ? 'required' : '';
  return { label: spec.name, kind: 'key', detail, documentation: describeKey(spec), snippet };
}
