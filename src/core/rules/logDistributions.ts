import { textOf, type Entry } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { intendedNumber } from '../sweep/readDistribution';
import { writeNumber } from '../sweep/scalar';
import { changeBody } from './bodyEdits';
import { isGrid } from './draws';
import { schemaSeverity } from './layers';
import { atKey } from './places';
import type { Fix, Rule, RuleContext } from './rule';
import { inWords } from './wording';

/** The distributions whose bounds are exponents of e, and what replaces each. */
const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ['log_uniform', 'log_uniform_values'],
  ['inv_log_uniform', 'log_uniform_values'],
  ['q_log_uniform', 'q_log_uniform_values'],
]);
/** Above this, e to the power of x is infinite in double precision. */
const LARGEST_EXPONENT = Math.log(Number.MAX_VALUE);
/** A count drawn by `q_log_uniform` is below e to the power of this, about 160,000; a larger bound is no exponent. */
const LARGEST_COUNT_EXPONENT = 12;

/** A parameter with one of the old log distributions, as far as its body can be read. */
interface OldLog {
  readonly parameter: Parameter;
  readonly name: string;
  readonly distribution: Entry;
  /** The bounds as written, and the limits between which values are drawn; `null` where they can't be told. */
  readonly bounds: { readonly low: number; readonly high: number; readonly from: number; readonly to: number } | null;
}

/** D01: a distribution that W&B has replaced, since its bounds are exponents. */
export const deprecatedLogDistribution: Rule = {
  code: 'D01',
  name: 'deprecated-log-distribution',
  severity: 'warning',
  description: '`log_uniform` takes exponents of e as bounds and is deprecated; `log_uniform_values` takes the limits.',
  check(context, report) {
    for (const old of oldLogs(context)) {
      const { parameter, name, distribution, bounds } = old;
      const replacement = REPLACEMENTS.get(name)!;
      const isMisused = isRaw(old) || overflows(old);
      const drawn =
        bounds && !isMisused
          ? `${name} takes exponents of e: ${inWords(bounds.low)} and ${inWords(bounds.high)} draw from ` +
            `${inWords(bounds.from)} to ${inWords(bounds.to)}. Use ${replacement} with these limits.`
          : `${name} is deprecated and takes exponents of e as bounds. Use ${replacement}, which takes the limits.`;
      const [convert, keep] = [isMisused ? null : convertFix(context, old), keepFix(context, old)];
      report({
        severity: schemaSeverity(context.document),
        message: drawn,
        path: [...parameter.path, 'distribution'],
        span: distribution.value,
        fixes: [convert, keep].filter((fix) => fix !== null),
      });
    }
  },
};

/** D02: limits are given where exponents are taken. */
export const limitsAsExponents: Rule = {
  code: 'D02',
  name: 'limits-as-exponents',
  severity: 'error',
  description: 'A log distribution that takes exponents of e is given the limits themselves.',
  check(context, report) {
    for (const old of oldLogs(context)) {
      const { parameter, name, bounds } = old;
      if (!bounds || overflows(old) || !isRaw(old)) continue;
      const { low, high, from, to } = bounds;
      const message =
        `${name} takes min and max as exponents of e: it draws from ${limit(from)} to ${limit(to)}, not from ` +
        `${inWords(low)} to ${inWords(high)}. Use ${REPLACEMENTS.get(name)!} for these limits.`;
      // From zero on, exponents may be meant all the same.
      const severity = low > 0 ? 'error' : 'warning';
      const fix = keepFix(context, old) ?? convertFix(context, old);
      report({ severity, ...atKey(parameter, 'min'), message, fixes: fix ? [fix] : [] });
    }
  },
};

/** D03: e to the power of a bound is infinite. */
export const exponentOverflow: Rule = {
  code: 'D03',
  name: 'exponent-overflow',
  severity: 'error',
  description: 'A bound of a log distribution is an exponent of e, and so large that infinity is drawn.',
  check(context, report) {
    for (const old of oldLogs(context)) {
      const { parameter, name, bounds } = old;
      if (!bounds || !overflows(old)) continue;
      const key = name === 'inv_log_uniform' ? 'min' : 'max';
      const exponent = key === 'min' ? -bounds.low : bounds.high;
      const message =
        `${key} is an exponent of e, and e to the power of ${inWords(exponent)} is infinite, on which W&B fails. ` +
        `Use ${REPLACEMENTS.get(name)!}, which takes the limits themselves.`;
      const fix = keepFix(context, old);
      report({ ...atKey(parameter, key), message, fixes: fix ? [fix] : [] });
    }
  },
};

/** D04: a log scale that starts at zero or below. */
export const logNeedsPositiveMin: Rule = {
  code: 'D04',
  name: 'log-needs-positive-min',
  severity: 'error',
  description: 'A `…log_uniform_values` distribution has a `min` of zero or below.',
  check(context, report) {
    for (const parameter of context.parameters) {
      const name = textOf(parameter.fields.get('distribution')?.value);
      const min = intendedNumber(parameter.fields.get('min')?.value);
      if (!name || !/^(?:inv_|q_)?log_uniform_values$/.test(name) || min === null || min > 0) continue;
      const linear = name.startsWith('q_') ? 'q_uniform' : 'uniform';
      const max = intendedNumber(parameter.fields.get('max')?.value);
      if (max !== null && min < max && max < 0) {
        const message =
          `min and max are ${inWords(min)} and ${inWords(max)}, and ${name} takes the limits themselves, not exponents: ` +
          'W&B refuses the sweep. Write limits above 0.';
        report({ ...atKey(parameter, 'min'), message, fixes: powerFixes(context, parameter, min, max) });
        continue;
      }
      const edits =
        max !== null && min < max ? changeBody(context.document, parameter, { distribution: linear }) : null;
      const message =
        `min is ${inWords(min)}, and a log scale has no place for it: W&B refuses the sweep. Write a min above 0; ` +
        'to try 0 as well, add a parameter that switches it off.';
      const fix: Fix | null = edits && { title: `Use ${linear}`, edits, isSuggestion: true };
      report({ ...atKey(parameter, 'min'), message, fixes: fix && !isGrid(context) ? [fix] : [] });
    }
  },
};

/** Exponents as the limits they stand for, to base 10 and to base e, which the numbers alone do not tell apart. */
function powerFixes({ document }: RuleContext, parameter: Parameter, low: number, high: number): readonly Fix[] {
  const bases = [
    ['10', (x: number) => 10 ** x],
    ['e', Math.exp],
  ] as const;
  return bases.flatMap(([base, power]) => {
    const [from, to] = [low, high].map((bound) => Number(power(bound).toPrecision(4))) as [number, number];
    if (!(from > 0 && from < to)) return [];
    const [min, max] = [writeNumber(from), writeNumber(to)];
    const edits = changeBody(document, parameter, { min, max });
    const title = `Write ${min} and ${max}, which is ${base}^${inWords(low)} and ${base}^${inWords(high)}`;
    return edits ? [{ title, edits, isSuggestion: true as const }] : [];
  });
}

/** D10: `inv_log_uniform_values`, which is `log_uniform_values`. */
export const invLogIsLog: Rule = {
  code: 'D10',
  name: 'inv-log-is-log',
  severity: 'info',
  description: '`inv_log_uniform_values` draws exactly what `log_uniform_values` draws.',
  check({ document, parameters }, report) {
    for (const parameter of parameters) {
      if (textOf(parameter.fields.get('distribution')?.value) !== 'inv_log_uniform_values') continue;
      const message =
        'inv_log_uniform_values draws exactly what log_uniform_values draws. To draw more values near 1, let the script use 1 − x.';
      const edits = changeBody(document, parameter, { distribution: 'log_uniform_values' });
      report({
        ...atKey(parameter, 'distribution'),
        message,
        fixes: edits ? [{ title: 'Use log_uniform_values', edits }] : [],
      });
    }
  },
};

/** Whether limits are given to a parameter where exponents are taken: then what it draws is not what is meant. */
export function hasLimitsAsExponents(parameter: Parameter): boolean {
  const old = oldLogOf(parameter);
  return old !== null && (isRaw(old) || overflows(old));
}

function oldLogs({ parameters }: RuleContext): readonly OldLog[] {
  return parameters.map(oldLogOf).filter((old) => old !== null);
}

function oldLogOf(parameter: Parameter): OldLog | null {
  const distribution = parameter.fields.get('distribution');
  const name = textOf(distribution?.value);
  if (!distribution || name === null || !REPLACEMENTS.has(name)) return null;
  return { parameter, name, distribution, bounds: boundsOf(parameter, name) };
}

function boundsOf({ fields }: Parameter, name: string): OldLog['bounds'] {
  const low = intendedNumber(fields.get('min')?.value);
  const high = intendedNumber(fields.get('max')?.value);
  if (low === null || high === null || !(low < high) || !Number.isFinite(high - low)) return null;
  if (name === 'inv_log_uniform') return { low, high, from: Math.exp(-high), to: Math.exp(-low) };
  return { low, high, from: Math.exp(low), to: Math.exp(high) };
}

function overflows({ name, bounds }: OldLog): boolean {
  return bounds !== null && (name === 'inv_log_uniform' ? -bounds.low : bounds.high) > LARGEST_EXPONENT;
}

/** Whether the bounds look like limits: exponents of values below 1 are negative, those of counts small. */
function isRaw({ name, bounds }: OldLog): boolean {
  if (!bounds) return false;
  const { low, high } = bounds;
  if (name === 'log_uniform') return low >= 0;
  // Exponents of counts are positive, and inv_log_uniform turns the sign: here only what makes no sense counts.
  const isFraction = low > 0 && high <= 1;
  return isFraction || (name === 'q_log_uniform' && low >= 0 && high > LARGEST_COUNT_EXPONENT);
}

/** The same draws by the new distribution, limits rounded to four digits. */
function convertFix({ document }: RuleContext, { parameter, name, bounds }: OldLog): Fix | null {
  if (!bounds || !(bounds.from > 0) || !Number.isFinite(bounds.to)) return null;
  const rounded = [bounds.from, bounds.to].map((value) => Number(value.toPrecision(4))) as [number, number];
  const [from, to] = rounded[0] < rounded[1] ? rounded : [bounds.from, bounds.to];
  const [min, max] = [writeNumber(from), writeNumber(to)];
  const replacement = REPLACEMENTS.get(name)!;
  const edits = changeBody(document, parameter, { distribution: replacement, min, max });
  return edits && { title: `Use ${replacement} from ${min} to ${max}`, edits };
}

/** The new distribution with the bounds as they stand. */
function keepFix({ document }: RuleContext, { parameter, name, bounds }: OldLog): Fix | null {
  if (!bounds || !(bounds.low > 0)) return null;
  const replacement = REPLACEMENTS.get(name)!;
  const edits = changeBody(document, parameter, { distribution: replacement });
  const title = `Use ${replacement} with these bounds as limits`;
  return edits && { title, edits, isSuggestion: true };
}

/** A limit with five digits: `1.0001` would else read as 1. */
function limit(value: number): string {
  return String(Number(value.toPrecision(5)));
}
