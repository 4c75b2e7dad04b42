import { resolveAlias, type ScalarNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { writeNumber } from '../sweep/scalar';
import { editableBounds } from './bounds';
import { insertFirst } from './entries';
import { isWrittenHere, replace } from './edits';
import type { Fix, Rule, RuleContext } from './rule';
import { hasSplitValue } from './splitValue';
import { quoted } from './wording';

/** P02: one bound is an int and the other a float, and no distribution says what is meant. */
export const mixedBounds: Rule = {
  code: 'P02',
  name: 'int-beside-float',
  severity: 'error',
  description: 'One bound is an integer, the other a float, without `distribution`: `wandb sweep` refuses to guess.',
  check(context, report) {
    for (const parameter of context.parameters) {
      // The command line looks at parameters at the top only; the engine takes nested ones as uniform.
      const { fields, path, name } = parameter;
      if (path.length > 2 || ['distribution', 'value', 'values'].some((key) => fields.has(key))) continue;
      const [min, max] = ['min', 'max'].map((key) => numberAt(parameter, key));
      if (!min || !max || min.type === max.type || hasSplitValue(context, parameter)) continue;
      const whole = min.type === 'int' ? min : max;
      const fixes = fixesOf(context, parameter, whole);
      const message =
        `One bound of ${quoted(name)} is an integer, the other a float; wandb sweep refuses to guess. ` +
        `Write ${writeNumber(whole.value as number)}, or add distribution: uniform.`;
      report({ message, path: [...path, whole === min ? 'min' : 'max'], span: whole, fixes });
    }
  },
};

function numberAt({ fields }: Parameter, key: string): ScalarNode | null {
  const entry = fields.get(key);
  const node = entry ? resolveAlias(entry.value) : null;
  return node?.kind === 'scalar' && (node.type === 'int' || node.type === 'float') ? node : null;
}

function fixesOf({ document }: RuleContext, parameter: Parameter, whole: ScalarNode): readonly Fix[] {
  const { body } = parameter;
  const { min, max } = editableBounds(parameter);
  const fixes: Fix[] = [];
  if (whole === min?.value || whole === max?.value) {
    const text = writeNumber(whole.value as number);
    fixes.push({ title: `Write ${text}`, edits: [replace(document, whole, text)] });
  }
  const edit =
    body.kind === 'mapping' && isWrittenHere(parameter) ? insertFirst(document, body, 'distribution: uniform') : null;
  if (edit) fixes.push({ title: 'Add distribution: uniform', edits: [edit] });
  return fixes;
}
