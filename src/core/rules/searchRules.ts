import {
  bayesOfCategories,
  bayesOfCollections,
  bayesOfConstants,
  bayesOfOneValue,
  bayesWithProbabilities,
  falsyNotFirst,
} from './bayes';
import { commandWithoutArgs, commandWithoutProgram, nothingToRun } from './command';
import {
  booleanArgument,
  listArgument,
  nestedArgument,
  nullArgument,
  optionTwice,
  twoArgsMacros,
} from './commandArguments';
import { embeddedMacro, lowerCaseVariable, severalArguments, shellSyntax, unknownMacro } from './commandItems';
import { hasCommand, isBayes, knowsProgram, onlyWhere, stopsEarly } from './conditions';
import { maxIterWithoutS, noIterations, noStoppingType } from './earlyTerminate';
import { stoppingSettings } from './earlyTerminateKeys';
import { minIterIgnored, noBands, sIgnored } from './hyperbandBands';
import { bayesWithoutMetric, noMetric, stoppingWithoutMetric } from './metric';
import { contraryGoal, scoreWithoutGoal, unknownGoal } from './metricGoal';
import { dottedMetric, paddedMetric } from './metricName';
import { metricShape, unknownImpute } from './metricSection';
import { metricNotLogged, programMissing, unknownOption } from './program';
import type { Report, Rule } from './rule';

const all: readonly Rule[] = [
  bayesWithoutMetric,
  stoppingWithoutMetric,
  metricShape,
  unknownGoal,
  scoreWithoutGoal,
  contraryGoal,
  dottedMetric,
  paddedMetric,
  noMetric,
  ...onlyWhere(knowsProgram, [metricNotLogged]),
  noStoppingType,
  ...onlyWhere(stopsEarly, [noIterations, maxIterWithoutS, minIterIgnored, sIgnored, noBands, stoppingSettings]),
  ...onlyWhere(isBayes, [bayesOfConstants, bayesWithProbabilities, falsyNotFirst]),
  unknownImpute,
  ...onlyWhere(isBayes, [bayesOfOneValue, bayesOfCategories, bayesOfCollections]),
  nothingToRun,
  ...onlyWhere(hasCommand, [
    commandWithoutProgram,
    unknownMacro,
    embeddedMacro,
    commandWithoutArgs,
    severalArguments,
    lowerCaseVariable,
  ]),
  booleanArgument,
  ...onlyWhere(hasCommand, [twoArgsMacros, optionTwice, shellSyntax]),
  nestedArgument,
  nullArgument,
  listArgument,
  ...onlyWhere(knowsProgram, [programMissing, unknownOption]),
];

/** The rules about what is optimised, when runs are stopped, how bayes searches, and what is run. */
export const searchRules: readonly Rule[] = all.map(withFixesWhereIntact);

function withoutFixes(report: Report): Report {
  return (finding) => {
    report({ ...finding, fixes: [] });
  };
}

/** Where the file does not parse, what a section holds is the parser's guess: problems stay, repairs wait. */
function withFixesWhereIntact(rule: Rule): Rule {
  return {
    ...rule,
    check(context, report) {
      if (context.document.syntaxErrors.length === 0) rule.check(context, report);
      else rule.check(context, withoutFixes(report));
    },
  };
}
