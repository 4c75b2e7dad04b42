import { resolveAlias, textOf, type Entry, type SequenceNode, type SweepNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { changeBody } from './bodyEdits';
import { bodyKeys } from './bodyKeys';
import { isWrittenHere, replace } from './edits';
import { meantNumber } from './misreadNumber';
import { removeItem } from './entries';
import { methodOf } from './method';
import type { Fix, Report, Rule, RuleContext } from './rule';
import { isUnreadable } from './syntax';
import { inWords, quoted } from './wording';

/** S05: probabilities that do not go with the values. */
export const badProbabilities: Rule = {
  code: 'S05',
  name: 'bad-probabilities',
  severity: 'error',
  description: 'Probabilities need `values`, one for each, none negative, and the sum 1.',
  check(context, report) {
    for (const parameter of context.parameters) {
      const entry = parameter.fields.get('probabilities');
      const keys = entry ? bodyKeys(context, parameter) : null;
      if (!entry || !keys || keys.conflicting.includes(entry) || isUnreadable(context.document, parameter.entry))
        continue;
      judge(context, parameter, entry, report);
    }
  },
};

function judge(context: RuleContext, parameter: Parameter, entry: Entry, report: Report): void {
  const { fields } = parameter;
  const name = quoted(parameter.name);
  const path = [...parameter.path, 'probabilities'];
  const at = (span: SweepNode): SweepNode => (span.end > span.start ? span : entry.key);
  const list = resolveAlias(entry.value);
  if (!fields.has('values')) {
    report({ message: `probabilities of ${name} need values beside them.`, path, span: entry.key });
    return;
  }
  const named = fields.get('distribution');
  if (named && textOf(named.value) === 'categorical') {
    const method = methodOf(context.document.root);
    const takesNone = method === 'bayes' || method === 'grid';
    const advice = takesNone ? `${method} takes none: leave them out.` : 'Write categorical_w_probabilities.';
    report({
      message: `W&B refuses probabilities with distribution: categorical. ${advice}`,
      path: [...parameter.path, 'distribution'],
      span: named.value,
      fixes: takesNone ? withoutFix(context, parameter) : nameFix(context, parameter, named),
    });
  }
  if (list.kind !== 'sequence') {
    report({
      message: `probabilities of ${name} is no list; W&B needs one number for each value.`,
      path,
      span: at(entry.value),
    });
    return;
  }
  judgeList(context, parameter, list, entry, report);
}

function nameFix({ document }: RuleContext, parameter: Parameter, { value }: Entry): readonly Fix[] {
  if (value.kind !== 'scalar' || value.decorated || !isWrittenHere(parameter)) return [];
  const edits = [replace(document, value, 'categorical_w_probabilities')];
  return [{ title: 'Write categorical_w_probabilities', edits }];
}

function withoutFix({ document }: RuleContext, parameter: Parameter): readonly Fix[] {
  const edits = changeBody(document, parameter, { probabilities: null });
  return edits ? [{ title: 'Remove probabilities', edits, isSuggestion: true }] : [];
}

function judgeList(context: RuleContext, parameter: Parameter, list: SequenceNode, entry: Entry, report: Report): void {
  const path = [...parameter.path, 'probabilities'];
  const name = quoted(parameter.name);
  const numbers = list.items.map(meantNumber);
  const wrong = list.items.filter((_, index) => numbers[index] === null || numbers[index]! < 0);
  for (const item of wrong) {
    const written = quoted(context.document.text.slice(item.start, item.end));
    const span = item.end > item.start ? item : entry.key;
    report({ message: `${written || 'Nothing'} is no probability; W&B needs a number of at least 0.`, path, span });
  }
  const values = resolveAlias(parameter.fields.get('values')!.value);
  if (values.kind === 'sequence' && values.items.length > 0 && values.items.length !== list.items.length) {
    const [have, need] = [list.items.length, values.items.length];
    report({
      message: `${name} has ${need} values and ${have} probabilities; W&B needs one for each.`,
      path,
      span: entry.value,
    });
    return;
  }
  const sum = numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
  // The tolerance of numpy.isclose, with which W&B compares.
  if (wrong.length > 0 || Math.abs(sum - 1) <= 1e-8 + 1e-5) return;
  const fixes = shareFix(context, parameter, list, sum);
  report({
    message: `The probabilities of ${name} sum to ${inWords(sum)}; W&B needs 1.`,
    path,
    span: entry.value,
    fixes,
  });
}

function shareFix({ document }: RuleContext, parameter: Parameter, list: SequenceNode, sum: number): readonly Fix[] {
  const isEditable =
    isWrittenHere(parameter) && list.items.every(({ kind, decorated }) => kind === 'scalar' && !decorated);
  if (!isEditable || !(sum > 0) || !Number.isFinite(sum)) return [];
  const shares = list.items.map((item) => (meantNumber(item)! / sum).toFixed(6).replace(/(\.\d+?)0+$/, '$1'));
  const isClose = Math.abs(shares.reduce((total, share) => total + Number(share), 0) - 1) <= 1e-5;
  if (!isClose) return [];
  const edits = list.items.map((item, index) => replace(document, item, shares[index]!));
  return [{ title: 'Divide each by the sum', edits, isSuggestion: true }];
}

/** S08: a value that is never drawn. */
export const zeroProbability: Rule = {
  code: 'S08',
  name: 'zero-probability',
  severity: 'info',
  description: 'A value has the probability 0, so it is never drawn.',
  check({ document, parameters }, report) {
    for (const parameter of parameters) {
      const chances = listAt(parameter, 'probabilities');
      const values = listAt(parameter, 'values');
      if (!chances || values?.items.length !== chances.items.length) continue;
      for (const [index, chance] of chances.items.entries()) {
        if (meantNumber(chance) !== 0) continue;
        const value = values.items[index]!;
        const edits = isWrittenHere(parameter)
          ? [removeItem(document, values, value), removeItem(document, chances, chance)]
          : [];
        const done = edits.filter((edit) => edit !== null);
        const fixes: readonly Fix[] =
          done.length === 2 ? [{ title: 'Remove the value', edits: done, isSuggestion: true }] : [];
        const written = quoted(document.text.slice(value.start, value.end));
        const message = `${written} has the probability 0 and is never drawn. Leave it out.`;
        report({ message, path: [...parameter.path, 'probabilities'], span: chance, fixes });
      }
    }
  },
};

function listAt({ fields }: Parameter, key: string): SequenceNode | null {
  const entry = fields.get(key);
  const node = entry ? resolveAlias(entry.value) : null;
  return node?.kind === 'sequence' ? node : null;
}
