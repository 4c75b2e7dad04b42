import { classesOf, isSwitchName } from '../knowledge/commonNames';
import { resolveAlias, textOf, type ScalarNode, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { writeNumber } from '../sweep/scalar';
import { changeBody } from './bodyEdits';
import { clearDistribution, isGrid } from './draws';
import { atKey } from './places';
import type { Fix, Rule, RuleContext } from './rule';
import { quoted } from './wording';

/** D05: int_uniform with bounds that are floats to YAML. */
export const intUniformFloatBounds: Rule = {
  code: 'D05',
  name: 'int-uniform-float-bounds',
  severity: 'error',
  description: '`int_uniform` has a bound with a decimal point, such as `2.0`; W&B refuses it.',
  check(context, report) {
    for (const parameter of context.parameters) {
      if (textOf(parameter.fields.get('distribution')?.value) !== 'int_uniform') continue;
      const [min, max] = [scalarAt(parameter, 'min'), scalarAt(parameter, 'max')];
      const wrong = (['min', 'max'] as const).filter((key) => isFloat(key === 'min' ? min : max));
      const first = wrong[0];
      if (first === undefined) continue;
      const are = wrong.length === 2 ? 'min and max are floats' : `${first} is a float`;
      const message = `${are}, and int_uniform takes only integers. Write them without a decimal point, or use uniform.`;
      report({ ...atKey(parameter, first), message, fixes: boundFixes(context, parameter, min, max) });
    }
  },
};

/** D09: bounds that look continuous, of which W&B draws whole numbers only. */
export const continuousAsInt: Rule = {
  code: 'D09',
  name: 'continuous-as-int',
  severity: 'warning',
  description: 'Integer bounds without `distribution` draw whole numbers only, though fractions seem to be meant.',
  check(context, report) {
    for (const parameter of context.parameters) {
      const [min, max] = [scalarAt(parameter, 'min'), scalarAt(parameter, 'max')];
      if (parameter.fields.has('distribution') || min?.type !== 'int' || max?.type !== 'int') continue;
      const [low, high] = [min.value as number, max.value as number];
      if (!(low < high) || !clearDistribution(context, parameter) || !looksContinuous(parameter.name, low, high))
        continue;
      const drawn = high - low === 1 ? `only ${low} and ${high} are drawn` : `only whole numbers are drawn`;
      const [from, to] = [writeNumber(low), writeNumber(high)];
      const message = `min and max of ${quoted(parameter.name)} are integers: ${drawn}. For fractions write ${from} and ${to}.`;
      const floats = isGrid(context) ? null : changeBody(context.document, parameter, { min: from, max: to });
      const whole = changeBody(context.document, parameter, { distribution: 'int_uniform' });
      const fixes: (Fix | null)[] = [
        floats && { title: `Write ${from} and ${to}`, edits: floats, isSuggestion: true },
        whole && { title: 'Say that whole numbers are meant', edits: whole, isSuggestion: true },
      ];
      report({ ...atKey(parameter, 'max'), message, fixes: fixes.filter((fix) => fix !== null) });
    }
  },
};

function looksContinuous(name: string, low: number, high: number): boolean {
  const classes = classesOf(name);
  if (classes.has('learning-rate') || classes.has('probability') || classes.has('decay')) return true;
  return low === 0 && high === 1 && !classes.has('whole') && !isSwitchName(name);
}

function boundFixes(
  context: RuleContext,
  parameter: Parameter,
  min: ScalarNode | null,
  max: ScalarNode | null,
): readonly Fix[] {
  if (typeof min?.value !== 'number' || typeof max?.value !== 'number' || !(min.value < max.value)) return [];
  const fixes: Fix[] = [];
  if (Number.isSafeInteger(min.value) && Number.isSafeInteger(max.value)) {
    const [low, high] = [writeNumber(min.value, 'int'), writeNumber(max.value, 'int')];
    const edits = changeBody(context.document, parameter, { min: low, max: high });
    if (edits) fixes.push({ title: `Write ${low} and ${high}`, edits });
  }
  const edits = isGrid(context) ? null : changeBody(context.document, parameter, { distribution: 'uniform' });
  if (edits) fixes.push({ title: 'Use uniform', edits, isSuggestion: true });
  return fixes;
}

function scalarAt({ fields }: Parameter, key: string): ScalarNode | null {
  const value: SweepNode | undefined = fields.get(key)?.value;
  const scalar = value ? resolveAlias(value) : null;
  return scalar?.kind === 'scalar' ? scalar : null;
}

function isFloat(scalar: ScalarNode | null): boolean {
  return scalar?.type === 'float' && Number.isFinite(scalar.value);
}
