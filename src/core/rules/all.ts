import { bareBody } from './bareBody';
import { conflictingKeys, missingArgument, unknownParameterKey } from './bodyRules';
import { minNotBelowMax } from './bounds';
import { knowsFramework, onlyWhere } from './conditions';
import { degenerateArgument } from './degenerate';
import { unknownDistribution } from './distributionName';
import { isGrid } from './draws';
import { duplicateKey } from './duplicateKeys';
import { reachesCrashRegion } from './crashRegions';
import { reachesCrashes } from './evidence';
import { wrongFieldType } from './fieldTypes';
import { capBelowGrid, gridLeavesOutMax, gridNeedsValues, gridOfConstants, hugeGrid } from './grid';
import { inertSetting, unusualRange } from './knowledge';
import {
  deprecatedLogDistribution,
  exponentOverflow,
  invLogIsLog,
  limitsAsExponents,
  logNeedsPositiveMin,
} from './logDistributions';
import { neverEnds, unknownMethod } from './method';
import { mixedBounds } from './mixedBounds';
import { dottedAndNested, invalidName, namedLikeSection, nameIsNoText, similarNames } from './names';
import { nestedWithoutParameters } from './nestedBody';
import { base60Number, exponentReadAsText, leadingZero, quotedNumber } from './numbers';
import { learningRateRange, uniformOverDecades } from './orderOfMagnitude';
import { badProbabilities, zeroProbability } from './probabilities';
import { countNotPositive, probabilityOutside, rateNegative, unboundedDraws } from './riskRanges';
import { roundingLeavesBounds, roundingLeavesNothing, stepNotPositive, wholeAsFloat } from './rounding';
import type { Rule } from './rule';
import { launchConflict, schedulerConflict } from './scheduler';
import { searchRules } from './searchRules';
import { epochsUnderHyperband, fractionOfCount, oddBatchSizes, seedUnderBayes } from './searchChoices';
import { unknownCodeInComment } from './suppression';
import { unreadableYaml } from './syntax';
import { reachesTeamRule } from './teamRules';
import { badRunCap, nothingToSearch, unknownKey } from './topLevel';
import { invalidForFramework } from './validRange';
import { duplicateValue, listAsValue, singleValue, valuesNotAList } from './values';
import { continuousAsInt, intUniformFloatBounds } from './wholeNumbers';
import { pythonNone, tupleReadAsText, unsendableValue, wordReadAsBoolean } from './words';

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
  unsendableValue,
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
  deprecatedLogDistribution,
  limitsAsExponents,
  exponentOverflow,
  logNeedsPositiveMin,
  intUniformFloatBounds,
  roundingLeavesNothing,
  roundingLeavesBounds,
  wholeAsFloat,
  continuousAsInt,
  invLogIsLog,
  unknownDistribution,
  stepNotPositive,
  degenerateArgument,
  ...onlyWhere(isGrid, [gridNeedsValues, gridLeavesOutMax, hugeGrid, capBelowGrid, gridOfConstants]),
  uniformOverDecades,
  unboundedDraws,
  learningRateRange,
  probabilityOutside,
  fractionOfCount,
  countNotPositive,
  rateNegative,
  seedUnderBayes,
  oddBatchSizes,
  epochsUnderHyperband,
  ...searchRules,
  reachesCrashes,
  reachesCrashRegion,
  reachesTeamRule,
  ...onlyWhere(knowsFramework, [invalidForFramework, unusualRange, inertSetting]),
];

/** Every rule, in the order in which problems at the same place are shown. */
export const rules: readonly Rule[] = [...aboutSweeps, unknownCodeInComment(aboutSweeps.map(({ code }) => code))];
