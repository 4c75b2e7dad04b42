import { quantile, type Continuous } from '../sweep/distributions';
import { gridAxis } from '../sweep/grid';
import { gridSize } from '../sweep/gridSize';
import { distributionSpec } from '../sweep/keys';
import { fieldsOf, numberOf, resolveAlias, textOf, type Entry } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { distributionNameOf } from '../sweep/readDistribution';
import { writeNumber } from '../sweep/scalar';
import { rewrite } from './additions';
import { changeBody } from './bodyEdits';
import { clearDistribution, isGrid } from './draws';
import { replace } from './edits';
import { atKey } from './places';
import type { Fix, Rule, RuleContext } from './rule';
import { countInWords, inWords, quoted } from './wording';

/** The distributions that a grid can list. */
export const LISTABLE: ReadonlySet<string> = new Set(['constant', 'categorical', 'int_uniform', 'q_uniform']);
/** More runs than this are hardly meant. */
const MANY_RUNS = 1_000n;
/** How many values a fix lists at most. */
const MAX_LISTED = 20;
/** What goes where values are listed; the first one that a body has makes room for them. */
const ARGUMENTS = ['min', 'mu', 'sigma', 'a', 'b', 'distribution', 'max', 'q'];
/** How many values stand for a range that has no steps. */
const SAMPLES = 5;

/** G01: a grid with a parameter that it can't list. */
export const gridNeedsValues: Rule = {
  code: 'G01',
  name: 'grid-needs-values',
  severity: 'error',
  description: '`method: grid` with a continuous parameter or one with probabilities, which W&B refuses.',
  check(context, report) {
    if (!isGrid(context)) return;
    for (const parameter of context.parameters) {
      const name = parameter.kind === 'nested' ? null : distributionNameOf(parameter.fields);
      if (name === null || !distributionSpec(name) || LISTABLE.has(name)) continue;
      const isChance = name === 'categorical_w_probabilities';
      const what = isChance ? 'has probabilities' : `is ${name}`;
      const message =
        `A grid tries each value once, and ${quoted(parameter.name)} ${what}: W&B refuses the sweep. ` +
        (isChance ? 'Leave out probabilities, or use method: random.' : 'List its values, or use method: random.');
      const place = isChance ? 'probabilities' : parameter.fields.has('distribution') ? 'distribution' : 'min';
      const list = isChance ? withoutChances(context, parameter) : listFix(context, parameter);
      report({ ...atKey(parameter, place), message, fixes: [list, randomFix(context)].filter((fix) => fix !== null) });
    }
  },
};

/** G03: a grid leaves out max of q_uniform. */
export const gridLeavesOutMax: Rule = {
  code: 'G03',
  name: 'grid-leaves-out-max',
  severity: 'warning',
  description: 'A grid goes through `q_uniform` from `min` in steps of `q` and leaves out `max`.',
  check(context, report) {
    if (!isGrid(context)) return;
    for (const parameter of context.parameters) {
      const distribution = clearDistribution(context, parameter);
      const axis = distribution?.name === 'q_uniform' ? gridAxis(parameter) : null;
      if (!axis || distribution?.kind !== 'continuous' || distribution.q === null) continue;
      const { law, q } = distribution;
      if (!('low' in law) || axis.length === 0 || axis.length > 1e9) continue;
      const last = axis.at(axis.length - 1) as number;
      const isOnStep = Math.abs(last + q - law.high) <= 1e-9 * q;
      if (!isOnStep && axis.length > 1) continue;
      const tried = axis.length === 1 ? `only ${inWords(last)}` : `${inWords(law.low)} to ${inWords(last)}`;
      const step = parameter.fields.has('q') ? '' : ' in steps of 1, the default of q';
      const message = `A grid leaves out max of q_uniform: it tries ${tried}${step}, not ${inWords(law.high)}.`;
      const fixes = [
        stepsFix(context, parameter, axis.length, distribution),
        pastMax(context, parameter, law.high + q / 2),
      ];
      report({ ...atKey(parameter, 'max'), message, fixes: fixes.filter((fix) => fix !== null) });
    }
  },
};

/** G04: a grid of very many runs. */
export const hugeGrid: Rule = {
  code: 'G04',
  name: 'huge-grid',
  severity: 'warning',
  description: 'A grid has more than 1,000 runs.',
  check(context, report) {
    const { document } = context;
    const method = topLevel(context, 'method');
    if (!method || !isGrid(context)) return;
    const { runs, factors } = gridSize(context.parameters);
    const cap = numberOf(topLevel(context, 'run_cap')?.value);
    if (runs === null || runs <= MANY_RUNS || (cap !== null && cap <= Number(MANY_RUNS))) return;
    const shown = factors.slice(0, 6).map(({ parameter, count }) => `${countInWords(count)} ${quoted(parameter.name)}`);
    const product = [...shown, ...(factors.length > shown.length ? ['…'] : [])].join(' × ');
    const message = `This grid has ${countInWords(runs)} runs (${product}). List fewer values, or use method: random with a run_cap.`;
    const fix = randomFix({ document });
    report({ path: ['method'], span: method.value, message, fixes: fix ? [fix] : [] });
  },
};

/** G05: run_cap ends a grid early. */
export const capBelowGrid: Rule = {
  code: 'G05',
  name: 'cap-below-grid',
  severity: 'info',
  description: '`run_cap` ends a grid before it is through.',
  check(context, report) {
    const capped = topLevel(context, 'run_cap');
    const cap = numberOf(capped?.value);
    if (!capped || cap === null || !(cap > 0) || !isGrid(context)) return;
    const { runs } = gridSize(context.parameters);
    if (runs === null || !Number.isFinite(cap) || runs <= BigInt(Math.floor(cap))) return;
    const message =
      `The grid has ${countInWords(runs)} runs, and run_cap ends it after ${inWords(cap)}: ` +
      'parameters whose names come early in the alphabet are hardly varied.';
    const isEditable =
      capped.value.kind === 'scalar' && !capped.value.decorated && runs <= BigInt(Number.MAX_SAFE_INTEGER);
    const edits = [replace(context.document, capped.value, runs.toString())];
    const fixes: Fix[] = isEditable ? [{ title: `Set run_cap to ${runs}`, edits, isSuggestion: true }] : [];
    report({ path: ['run_cap'], span: capped.value, message, fixes });
  },
};

/** G06: a grid of constants. */
export const gridOfConstants: Rule = {
  code: 'G06',
  name: 'grid-of-constants',
  severity: 'info',
  description: 'A grid in which every parameter is fixed makes exactly one run.',
  check(context, report) {
    const method = topLevel(context, 'method');
    if (!method || !isGrid(context) || context.parameters.length === 0) return;
    const { runs, factors } = gridSize(context.parameters);
    // Of a range with a single step G03 speaks.
    const isFixed = context.parameters.every(({ kind }) => kind !== 'continuous');
    if (runs !== 1n || factors.length > 0 || !isFixed) return;
    report({
      path: ['method'],
      span: method.value,
      message: 'Every parameter has one value: this grid makes exactly one run.',
    });
  },
};

function topLevel({ document }: Pick<RuleContext, 'document'>, key: string): Entry | undefined {
  return fieldsOf(document.root).get(key);
}

function randomFix({ document }: Pick<RuleContext, 'document'>): Fix | null {
  const method = fieldsOf(document.root).get('method');
  const scalar = method ? resolveAlias(method.value) : null;
  if (!method || scalar?.kind !== 'scalar' || scalar !== method.value || textOf(scalar) !== 'grid') return null;
  const edit = rewrite(document, scalar, 'random');
  return edit && { title: 'Use method: random', edits: [edit], isSuggestion: true };
}

/** `probabilities` goes, and `distribution` says what is left. */
function withoutChances({ document }: RuleContext, parameter: Parameter): Fix | null {
  const named = parameter.fields.has('distribution') && { distribution: 'categorical' };
  const edits = changeBody(document, parameter, { ...named, probabilities: null });
  return edits && { title: 'Leave out probabilities', edits, isSuggestion: true };
}

/** A range as a list: all its whole numbers where they are few, else values that are equally likely steps apart. */
function listFix(context: RuleContext, parameter: Parameter): Fix | null {
  const distribution = clearDistribution(context, parameter);
  if (distribution?.kind !== 'continuous') return null;
  const { fields } = parameter;
  const whole = ['min', 'max'].every((key) => fields.has(key) && isInt(fields.get(key)!));
  const values = [...new Set(stepsOf(distribution, whole))];
  if (values.length < 2 || !values.every(Number.isFinite)) return null;
  const type = whole && values.every(Number.isSafeInteger) ? 'int' : 'float';
  return asValues(
    context,
    parameter,
    values.map((value) => writeNumber(value, type)),
  );
}

function isInt({ value }: Entry): boolean {
  const scalar = resolveAlias(value);
  return scalar.kind === 'scalar' && scalar.type === 'int';
}

function stepsOf(distribution: Continuous, whole: boolean): readonly number[] {
  const { law } = distribution;
  const isBounded = 'low' in law;
  if (isBounded && whole && law.kind === 'uniform' && law.high - law.low < 10) {
    return Array.from({ length: law.high - law.low + 1 }, (_, i) => law.low + i);
  }
  const decades = isBounded && law.kind === 'log-uniform' ? Math.log10(law.high / law.low) : 0;
  const isDecades = decades >= 2 && decades < 10 && Math.abs(decades - Math.round(decades)) < 1e-9;
  const count = isDecades ? Math.round(decades) + 1 : SAMPLES;
  // Of a law without bounds the middle 90 %.
  const [from, to] = isBounded ? [0, 1] : [0.05, 0.95];
  const at = (i: number): number => quantile(distribution, from + ((to - from) * i) / (count - 1))!;
  const values = Array.from({ length: count }, (_, i) => at(i));
  // Next to the others, the middle of a symmetric law is zero but for rounding.
  const smallest = 1e-9 * Math.max(...values.map(Math.abs));
  return values.map((value) => (Math.abs(value) < smallest ? 0 : Number(value.toPrecision(3))));
}

/** All steps of a q_uniform, max included. */
function stepsFix(context: RuleContext, parameter: Parameter, length: number, { law, q }: Continuous): Fix | null {
  if (!('low' in law) || q === null || length >= MAX_LISTED) return null;
  const type = [law.low, law.high, q].every(Number.isSafeInteger) ? 'int' : 'float';
  const last = Number((law.low + length * q).toPrecision(12));
  if (last > law.high) return null;
  const values = Array.from({ length: length + 1 }, (_, i) => Number((law.low + i * q).toPrecision(12)));
  return asValues(
    context,
    parameter,
    values.map((value) => writeNumber(value, type)),
  );
}

/** Half a step beyond max, so that rounding can't leave it out. */
function pastMax({ document }: RuleContext, parameter: Parameter, max: number): Fix | null {
  const written = writeNumber(Number(max.toPrecision(12)));
  const edits = changeBody(document, parameter, { max: written });
  return edits && { title: `Set max to ${written}, which takes it in`, edits, isSuggestion: true };
}

function asValues({ document }: RuleContext, parameter: Parameter, values: readonly string[]): Fix | null {
  const list = `[${values.join(', ')}]`;
  const [first, ...rest] = ARGUMENTS.filter((key) => parameter.fields.has(key));
  if (first === undefined) return null;
  const changes = Object.fromEntries(rest.map((key) => [key, null] as const));
  const edits = changeBody(document, parameter, { ...changes, [first]: { name: 'values', value: list } });
  return edits && { title: `List ${list}`, edits, isSuggestion: true };
}
