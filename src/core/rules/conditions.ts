import { fieldsOf } from '../sweep/node';
import { methodOf } from './method';
import type { Rule, RuleContext } from './rule';

/** Whether rules about one part of a sweep may find anything. */
export type Condition = (context: RuleContext) => boolean;

/** Rules that are asked only where a condition holds: most files lack most of what there are rules about. */
export function onlyWhere(condition: Condition, rules: readonly Rule[]): readonly Rule[] {
  return rules.map((rule) => ({ ...rule, condition }));
}

/** The sweep searches by bayes, however that is spelt. */
export function isBayes({ document }: RuleContext): boolean {
  return methodOf(document.root) === 'bayes';
}

/** The sweep has a command of its own. */
export function hasCommand({ document }: RuleContext): boolean {
  return fieldsOf(document.root).has('command');
}

/** The sweep stops runs early. */
export function stopsEarly({ document }: RuleContext): boolean {
  return fieldsOf(document.root).has('early_terminate');
}

/** The script was looked for. */
export function knowsProgram({ program }: RuleContext): boolean {
  return program !== null;
}

/** The framework is known. */
export function knowsFramework({ recognition }: RuleContext): boolean {
  return recognition !== null;
}
