import { frameworks } from '../knowledge/frameworks';
import { rules } from '../rules/all';
import { readRuleFile, type ReadRuleFile } from '../rules/ruleFile';

/** What a team's `.sweepguard.yaml` says, and what is wrong in it by the rules and frameworks that there are. */
export function checkRuleFile(text: string): ReadRuleFile {
  return readRuleFile(text, {
    codes: rules.map(({ code }) => code),
    frameworks: frameworks.map(({ id }) => id),
  });
}
