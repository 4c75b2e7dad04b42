import { bareBody } from './bareBody';
import { conflictingKeys, missingArgument, unknownParameterKey } from './bodyRules';
import { minNotBelowMax } from './bounds';
import { duplicateKey } from './duplicateKeys';
import { reachesCrashes } from './evidence';
import { wrongFieldType } from './fieldTypes';
import { inertSetting, unusualRange } from './knowledge';
import { mixedBounds } from './mixedBounds';
import { dottedAndNested, invalidName, namedLikeSection, nameIsNoText, similarNames } from './names';
import { nestedWithoutParameters } from './nestedBody';
import { base60Number, exponentReadAsText, leadingZero, quotedNumber } from './numbers';
import { badProbabilities, zeroProbability } from './probabilities';
import type { Rule } from './rule';
import { launchConflict, schedulerConflict } from './scheduler';
import { unknownCodeInComment } from './suppression';
import { unreadableYaml } from './syntax';
import { reachesTeamRule } from './teamRules';
import { badRunCap, neverEnds, nothingToSearch, unknownKey, unknownMethod } from './topLevel';
import { invalidForFramework } from './validRange';
import { duplicateValue, listAsValue, singleValue, valuesNotAList } from './values';
import { dateValue, pythonNone, tupleReadAsText, wordReadAsBoolean } from './words';

const aboutSweeps: readonly Rule[] = [
  unreadableYaml,
  unknownKey,
  unknownMethod,
  neverEnds,
  badRunCap,
  wrongFieldType,
  schedulerConflict,
  launchConflict,
  nothingToSearch,
  exponentReadAsText,
  quotedNumber,
  leadingZero,
  pythonNone,
  wordReadAsBoolean,
  base60Number,
  tupleReadAsText,
  duplicateKey,
  dateValue,
  minNotBelowMax,
  mixedBounds,
  bareBody,
  nestedWithoutParameters,
  conflictingKeys,
  valuesNotAList,
  unknownParameterKey,
  missingArgument,
  badProbabilities,
  singleValue,
  duplicateValue,
  zeroProbability,
  listAsValue,
  invalidName,
  nameIsNoText,
  similarNames,
  dottedAndNested,
  namedLikeSection,
  reachesCrashes,
  reachesTeamRule,
  invalidForFramework,
  unusualRange,
  inertSetting,
];

/** Every rule, in the order in which problems at the same place are shown. */
export const rules: readonly Rule[] = [...aboutSweeps, unknownCodeInComment(aboutSweeps.map(({ code }) => code))];
