import { effectIn, factOf, isMet, type ParameterFact } from '../knowledge/parameter';
import type { Recognition } from '../knowledge/recognise';
import type { Parameter } from '../sweep/parameters';
import { drawsOf } from './draws';
import { hasLimitsAsExponents } from './logDistributions';
import { findingInRegion } from './namedRanges';
import type { Region } from './reach';
import type { Finding, Rule, RuleContext } from './rule';
import { leavesValid } from './validRange';
import { inWords, listed, quoted } from './wording';

/** K01: a range reaches beyond where the framework's own tuner searches. */
export const unusualRange: Rule = {
  code: 'K01',
  name: 'unusual-range',
  severity: 'info',
  description: 'A range reaches outside the usual range of the framework that is used.',
  check(context, report) {
    for (const finding of context.once(unusualRanges).values()) report(finding);
  },
};

/** Whether K01 speaks of a parameter: what is searched then changes anyway. */
export function isUnusual(context: RuleContext, parameter: Parameter): boolean {
  return context.once(unusualRanges).has(parameter);
}

function unusualRanges(context: RuleContext): ReadonlyMap<Parameter, Finding> {
  const found = new Map<Parameter, Finding>();
  for (const { parameter, fact, recognition } of known(context)) {
    if (!fact.usual || effectIn(fact, recognition) === 'inert') continue;
    const distribution = drawsOf(context, parameter);
    // What is refused (K03) is not merely unusual.
    if (!distribution || hasLimitsAsExponents(parameter) || leavesValid(distribution, fact)) continue;
    const outside: Region = { side: 'outside', ...fact.usual };
    const standard = fact.default === undefined ? '' : ` (default ${defaultInWords(fact)})`;
    const finding = findingInRegion(context, { parameter, distribution, classes: new Set() }, outside, {
      because: `${fact.usualFrom ?? 'the usual range'}${standard}.`,
      into: fact.usual,
    });
    if (finding) found.set(parameter, finding);
  }
  return found;
}

/** K02: a setting that is searched has no effect for the task at hand, or has one only for certain tasks. */
export const inertSetting: Rule = {
  code: 'K02',
  name: 'inert-setting',
  severity: 'info',
  description: 'A setting is searched that the framework ignores, for the task at hand or because of another setting.',
  check(context, report) {
    for (const { parameter, fact, recognition } of known(context)) {
      const effect = effectIn(fact, recognition);
      // Whether an optimizer is set elsewhere can't be seen here: of that only the hover speaks.
      const depends = effect === 'unknown' && fact.effect.tasks !== undefined;
      if (effect !== 'inert' && !depends) continue;
      report({
        severity: effect === 'inert' ? 'info' : 'hint',
        message: inertMessage(parameter.name, fact, recognition),
        path: parameter.path,
        span: parameter.entry.key,
      });
    }
  },
};

/** Why a setting has no effect, or when it has one. */
export function inertMessage(parameterName: string, fact: ParameterFact, recognition: Recognition): string {
  const { framework, task, taskFrom } = recognition;
  const { tasks, needs } = fact.effect;
  const name = quoted(parameterName);
  const given = needs && recognition.setting(needs.setting);
  if (needs && given !== undefined && !isMet(needs, given)) {
    const value = quoted(typeof given === 'string' ? given : JSON.stringify(given));
    return `${name} has no effect: ${framework.name} ignores it with ${needs.setting}: ${value}.`;
  }
  const only = `only ${listed(tasks ?? [])} uses it`;
  if (task === null) return `${name}: in ${framework.name} ${only}. For another task, searching it changes nothing.`;
  return `${name} has no effect on ${task} (task known from ${taskFrom ?? 'the file'}): in ${framework.name} ${only}.`;
}

/** A fact's default as text. */
export function defaultInWords(fact: ParameterFact): string {
  if (fact.default === null || fact.default === undefined) return fact.default === null ? 'none' : 'not known';
  return typeof fact.default === 'number' ? inWords(fact.default) : String(fact.default);
}

function known({
  parameters,
  recognition,
}: RuleContext): readonly { parameter: Parameter; fact: ParameterFact; recognition: Recognition }[] {
  if (!recognition) return [];
  return parameters.flatMap((parameter) => {
    // A fixed value is a choice, not a search.
    if (parameter.kind !== 'categorical' && parameter.kind !== 'continuous') return [];
    const fact = factOf(recognition.framework, parameter.name);
    return fact ? [{ parameter, fact, recognition }] : [];
  });
}
