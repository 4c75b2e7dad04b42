import { numberOf, textOf } from '../sweep/node';
import { distributionSpec } from '../sweep/keys';
import { intendedNumber } from '../sweep/readDistribution';
import type { Parameter } from '../sweep/parameters';
import { writeNumber } from '../sweep/scalar';
import { changeBody } from './bodyEdits';
import { atKey } from './places';
import type { Finding, Report, Rule, RuleContext } from './rule';
import { inWords, listed } from './wording';

/** Arguments of which zero makes every draw NaN, and below zero is refused. */
const SPREADS = ['sigma', 'a', 'b'];

/** D13: arguments with which W&B draws NaN or infinity, or refuses to draw. */
export const degenerateArgument: Rule = {
  code: 'D13',
  name: 'degenerate-argument',
  severity: 'warning',
  description:
    'A distribution has an argument that yields no numbers: `sigma`, `a` or `b` of zero or below, infinite bounds or values.',
  check(context, report) {
    for (const parameter of context.parameters) {
      const { fields } = parameter;
      const name =
        textOf(fields.get('distribution')?.value) ?? (fields.has('min') && fields.has('max') ? 'uniform' : '');
      const spec = distributionSpec(name);
      for (const key of [...(spec?.required ?? []), ...(spec?.optional ?? [])]) {
        const value = fields.has(key) ? fields.get(key)!.value : undefined;
        const finding = SPREADS.includes(key)
          ? checkSpread(context, parameter, key, intendedNumber(value))
          : checkFinite(parameter, key, numberOf(value));
        if (finding) report(finding);
      }
    }
    unsendable(context, report);
  },
};

/** JSON has no NaN and no infinity, so W&B can't send a configuration with one to an agent. */
function unsendable({ scalars }: RuleContext, report: Report): void {
  for (const { node, role, path } of scalars) {
    const isValue = role === 'value' || role === 'inside';
    if (!isValue || node.type !== 'float' || Number.isFinite(node.value)) continue;
    const message = `${node.source} can’t be sent to a run as a number. Put it in quotes, and let the script read the text.`;
    report({ message, path, span: node });
  }
}

function checkSpread(context: RuleContext, parameter: Parameter, key: string, value: number | null): Finding | null {
  if (value === null || value > 0) return value === Infinity ? checkFinite(parameter, key, value) : null;
  if (Number.isNaN(value)) return checkFinite(parameter, key, value);
  if (value === 0) {
    const instead = key === 'sigma' ? ' For one fixed value, use value.' : '';
    return { ...atKey(parameter, key), message: `${key} is 0: every draw is NaN. Write a number above 0.${instead}` };
  }
  const written = parameter.fields.get(key)!.value;
  const positive = writeNumber(-value, written.kind === 'scalar' && written.type === 'int' ? 'int' : 'float');
  const edits = Number.isFinite(value) ? changeBody(context.document, parameter, { [key]: positive }) : null;
  return {
    ...atKey(parameter, key),
    severity: 'error',
    message: `${key} is ${inWords(value)}, and W&B refuses one below 0. Write a number above 0.`,
    fixes: edits ? [{ title: `Write ${positive}`, edits, isSuggestion: true }] : [],
  };
}

function checkFinite(parameter: Parameter, key: string, value: number | null): Finding | null {
  if (value === null || Number.isFinite(value)) return null;
  const drawn = Number.isNaN(value) ? ['NaN'] : ['NaN', 'infinity'];
  const message = `${key} is ${inWords(value)}: W&B draws ${listed(drawn).replace(' and ', ' or ')}, and runs fail on it. Write a number.`;
  return { ...atKey(parameter, key), message };
}
