import { frameworks } from '../knowledge/frameworks';
import { rules } from '../rules/all';
import { readRuleFile, type ReadRuleFile, type RuleFileWords } from '../rules/ruleFile';

/** The words that a rule file may use, by the rules and frameworks that there are. */
export function ruleFileWords(): RuleFileWords {
  return { codes: rules.map(({ code }) => code), frameworks: frameworks.map(({ id }) => id) };
}

/** What a team's `.sweepguard.yaml` says, and what is wrong in it. */
export function checkRuleFile(text: string): ReadRuleFile {
  return readRuleFile(text, ruleFileWords());
}
