import { bareBody } from './bareBody';
import { minNotBelowMax } from './bounds';
import { reachesCrashes } from './evidence';
import { inertSetting, unusualRange } from './knowledge';
import type { Rule } from './rule';
import { unknownCodeInComment } from './suppression';
import { unreadableYaml } from './syntax';
import { reachesTeamRule } from './teamRules';
import { invalidForFramework } from './validRange';

const aboutSweeps: readonly Rule[] = [
  unreadableYaml,
  minNotBelowMax,
  bareBody,
  reachesCrashes,
  reachesTeamRule,
  invalidForFramework,
  unusualRange,
  inertSetting,
];

/** Every rule, in the order in which problems at the same place are shown. */
export const rules: readonly Rule[] = [...aboutSweeps, unknownCodeInComment(aboutSweeps.map(({ code }) => code))];
