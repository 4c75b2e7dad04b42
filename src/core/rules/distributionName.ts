import type { DistributionName } from '../sweep/distributions';
import { DISTRIBUTIONS, distributionSpec } from '../sweep/keys';
import { resolveAlias, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { distributionAs } from '../sweep/readDistribution';
import { rewrite } from './additions';
import { isWrittenHere } from './edits';
import { isGrid } from './draws';
import { LISTABLE } from './grid';
import { nearest } from './nearest';
import { atKey } from './places';
import type { Fix, Rule, RuleContext } from './rule';
import { quoted } from './wording';

/** What other libraries and people call the distributions, without `_`, `-` and upper case. Several mean the same. */
const ALIASES: ReadonlyMap<string, readonly string[]> = new Map([
  ['loguniform', ['log_uniform_values', 'q_log_uniform_values']],
  ['loguniformvalue', ['log_uniform_values']],
  ['reciprocal', ['log_uniform_values']],
  ['log', ['log_uniform_values']],
  ['qloguniform', ['q_log_uniform_values']],
  ['intloguniform', ['q_log_uniform_values']],
  ['loguniformint', ['q_log_uniform_values']],
  ['lognormal', ['log_normal']],
  ['qlognormal', ['q_log_normal']],
  ['gaussian', ['normal']],
  ['norm', ['normal']],
  ['randn', ['normal']],
  ['qgaussian', ['q_normal']],
  ['quniform', ['q_uniform']],
  ['step', ['q_uniform']],
  ['discreteuniform', ['q_uniform', 'int_uniform']],
  ['float', ['uniform']],
  ['double', ['uniform']],
  ['real', ['uniform']],
  ['continuous', ['uniform']],
  ['linear', ['uniform']],
  ['range', ['int_uniform', 'uniform', 'q_uniform']],
  ['int', ['int_uniform']],
  ['integer', ['int_uniform']],
  ['randint', ['int_uniform']],
  ['uniformint', ['int_uniform']],
  ['intrange', ['int_uniform']],
  ['choice', ['categorical', 'categorical_w_probabilities']],
  ['choices', ['categorical', 'categorical_w_probabilities']],
  ['category', ['categorical', 'categorical_w_probabilities']],
  ['cat', ['categorical']],
  ['discrete', ['categorical', 'int_uniform', 'q_uniform']],
  ['list', ['categorical']],
  ['values', ['categorical']],
  ['grid', ['categorical', 'int_uniform', 'q_uniform']],
  ['const', ['constant']],
  ['fixed', ['constant']],
  ['value', ['constant']],
]);
const NAMES = DISTRIBUTIONS.map(({ name }) => name);

/** D11: a distribution that W&B does not know. */
export const unknownDistribution: Rule = {
  code: 'D11',
  name: 'unknown-distribution',
  severity: 'error',
  description: '`distribution` names none that W&B knows; upper and lower case matter.',
  check(context, report) {
    for (const parameter of context.parameters) {
      const entry = parameter.fields.get('distribution');
      const node = entry && parameter.kind !== 'nested' ? resolveAlias(entry.value) : null;
      if (!node) continue;
      const written = node.kind === 'scalar' ? String(node.value ?? '') : '';
      if (node.kind === 'scalar' && node.type === 'str' && distributionSpec(written)) continue;
      const meant = meantBy(written, parameter);
      const is = written === '' ? 'distribution has no name' : `W&B knows no distribution ${quoted(written)}`;
      const advice = meant ? `Write ${meant}.` : `It knows ${examplesFor(parameter)}.`;
      const fix = meant ? renameFix(context, parameter, meant) : null;
      report({ ...atKey(parameter, 'distribution'), message: `${is}. ${advice}`, fixes: fix ? [fix] : [] });
    }
  },
};

/** The distribution that a wrong name stands for: of those that it may mean, the first that goes with the body. */
function meantBy(written: string, parameter: Parameter): string | null {
  const plain = written.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === '') return null;
  const spelt = NAMES.find((name) => name.replaceAll('_', '') === plain);
  // `loguniform` is log_uniform in letters only: its exponents are hardly ever meant.
  const candidates = ALIASES.get(plain) ?? [spelt ?? nearest(written, NAMES)].filter((name) => name !== null);
  return candidates.find((name) => fits(name, parameter)) ?? candidates[0] ?? null;
}

/** Whether a distribution takes exactly the keys of a body, and its numbers. */
function fits(name: string, { fields }: Parameter): boolean {
  const spec = distributionSpec(name);
  if (!spec?.required.every((key) => fields.has(key))) return false;
  const allowed = new Set([...spec.required, ...spec.optional, 'distribution']);
  if (![...fields.keys()].every((key) => allowed.has(key))) return false;
  if (name === 'int_uniform' && !['min', 'max'].every((key) => isInt(fields.get(key)?.value))) return false;
  return distributionAs(name as DistributionName, fields) !== null;
}

function isInt(node: SweepNode | undefined): boolean {
  const scalar = node ? resolveAlias(node) : null;
  return scalar?.kind === 'scalar' && scalar.type === 'int';
}

function examplesFor({ fields }: Parameter): string {
  if (fields.has('values')) return 'categorical for values';
  if (fields.has('value')) return 'constant for value';
  if (fields.has('mu') || fields.has('sigma')) return 'normal and log_normal for mu and sigma';
  return 'uniform, int_uniform, q_uniform, log_uniform_values, normal and others';
}

/** Only a name that goes with the rest of the body: another one would be refused as well. */
function renameFix(context: RuleContext, parameter: Parameter, name: string): Fix | null {
  const entry = parameter.fields.get('distribution');
  const isOwn = parameter.body.kind === 'mapping' && entry !== undefined && parameter.body.entries.includes(entry);
  if (!isOwn || !isWrittenHere(parameter) || entry.value.kind !== 'scalar' || !fits(name, parameter)) return null;
  if (isGrid(context) && !LISTABLE.has(name)) return null;
  const edit = rewrite(context.document, entry.value, name);
  return edit && { title: `Write ${name}`, edits: [edit] };
}
