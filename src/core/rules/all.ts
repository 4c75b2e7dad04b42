import { bareBody } from './bareBody';
import { minNotBelowMax } from './bounds';
import { reachesCrashes } from './evidence';
import { inertSetting, unusualRange } from './knowledge';
import type { Rule } from './rule';
import { unreadableYaml } from './syntax';
import { invalidForFramework } from './validRange';

/** Every rule, in the order in which problems at the same place are shown. */
export const rules: readonly Rule[] = [
  unreadableYaml,
  minNotBelowMax,
  bareBody,
  reachesCrashes,
  invalidForFramework,
  unusualRange,
  inertSetting,
];
