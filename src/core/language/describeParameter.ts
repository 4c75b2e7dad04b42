import { commonFactOf } from '../knowledge/common';
import { effectIn, factOf, requirementInWords, type ParameterFact } from '../knowledge/parameter';
import type { Recognition } from '../knowledge/recognise';
import { conditionOf } from '../rules/crashRegions';
import { evidenceOf, thresholdInWords } from '../rules/evidence';
import type { ForeignEvidence } from '../rules/evidenceFor';
import { conditionInWords } from '../rules/jointConditions';
import { defaultInWords, inertMessage } from '../rules/knowledge';
import type { RuleContext } from '../rules/rule';
import { validInWords } from '../rules/validRange';
import { inWords, interval, listed, quoted } from '../rules/wording';
import type { Evidence, EvidenceRegion, ParameterEvidence } from '../runs/evidence';
import { support } from '../sweep/distributions';
import { fieldsOf, textOf } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { describeDraws } from './describeDraws';
import { code, escapeText, paragraphs } from './markdown';
import { ratePicture } from './ratePicture';

/** All that is known about a parameter, as Markdown: what it is, what will be drawn, what past runs say. */
export function describeParameter(
  parameter: Parameter,
  { document, recognition, evidence, foreign }: RuleContext,
): string {
  const fact = recognition && factOf(recognition.framework, parameter.name);
  const byName = fact ?? (parameter.kind === 'nested' ? null : commonFactOf(parameter.name));
  return paragraphs([
    `**${code(parameter.name)}**${byName ? ` – ${byName.meaning}` : ''}`,
    // First, since an editor shows some ten lines before one has to scroll.
    evidence ? pastRuns(evidence, parameter, fact, recognition) : null,
    evidence ? alongRange(evidence, parameter) : null,
    foreign ? otherRuns(foreign, parameter) : null,
    fact ? usage(fact) : usualByName(byName),
    byName?.note ?? null,
    fact ? effect(parameter, fact, recognition) : null,
    describeDraws(parameter, textOf(fieldsOf(document.root).get('method')?.value)),
    recognition && fact
      ? `[${recognition.framework.name} ${recognition.framework.version}](${recognition.framework.source})`
      : null,
  ]);
}

function usualByName(fact: ParameterFact | null): string | null {
  return fact?.usual ? `Usual: ${inWords(fact.usual.low)}–${inWords(fact.usual.high)}, ${fact.usualFrom ?? ''}.` : null;
}

function usage(fact: ParameterFact): string {
  const usual = fact.usual
    ? ` · usual range ${inWords(fact.usual.low)}–${inWords(fact.usual.high)} (${fact.usualFrom ?? 'usual'})`
    : '';
  const standard = fact.default === undefined ? 'No single default' : `Default ${code(defaultInWords(fact))}`;
  const isSame = fact.valid?.low === fact.usual?.low && fact.valid?.high === fact.usual?.high;
  const valid = fact.valid && !isSame ? ` · takes ${validInWords(fact.valid)}` : '';
  return `${standard}${usual}${valid}`;
}

function effect({ name }: Parameter, fact: ParameterFact, recognition: Recognition): string | null {
  switch (effectIn(fact, recognition)) {
    case 'inert':
      return escapeText(inertMessage(name, fact, recognition));
    case 'unknown':
      return fact.effect.tasks ? `Only ${listed(fact.effect.tasks)} uses it.` : condition(fact);
    case 'effective':
      return null;
  }
}

function condition({ effect: { needs } }: ParameterFact): string | null {
  if (!needs) return null;
  const standard = needs.default === null ? '' : ` (the default is ${code(String(needs.default))})`;
  return `It has an effect only with ${code(requirementInWords(needs))}${standard}.`;
}

function pastRuns(
  evidence: Evidence,
  parameter: Parameter,
  fact: ParameterFact | null,
  recognition: Recognition | null,
): string | null {
  const found = evidenceOf(evidence, parameter);
  if (!found) return null;
  const isInert = found.verdict === 'inert' || (fact && recognition && effectIn(fact, recognition) === 'inert');
  const counts = `${evidence.crashed} crashed, ${evidence.completed} completed in ${code(evidence.source)}`;
  const sentences = [
    `**Past runs** (${counts}): ${verdictInWords(found)}`,
    meansInWords(found),
    found.threshold && (found.verdict === 'strong' || found.verdict === 'suggestive')
      ? thresholdInWords(found.threshold)
      : null,
    isInert ? 'The setting is not used here, so it should not be the cause: something else differed with it.' : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
}

/** A small picture of the crash rate along the range, and the combinations that the parameter is part of. */
function alongRange(evidence: Evidence, parameter: Parameter): string | null {
  const found = evidenceOf(evidence, parameter);
  if (!found) return null;
  const distribution = readDistribution(parameter.fields)?.distribution;
  const range = distribution ? support(distribution) : null;
  const isBounded = range !== null && Number.isFinite(range.high - range.low);
  const picture = ratePicture(found, isBounded ? range : null);
  const together = evidence.interactions
    .filter(({ terms }) => terms.some(({ parameter: name }) => name === parameter.configName))
    .map((region) => escapeText(regionWords(region)));
  return paragraphs([picture && `![${altText(picture.words)}](${picture.address})`, ...together]);
}

/** Words for an image. Editors show escapes there as they are, so that what could end them is left out. */
function altText(words: string): string {
  return words.replace(/[[\]\\()!`<>\s]+/g, ' ');
}

function regionWords({ terms, crashed, total, low, high, lift }: EvidenceRegion): string {
  const where = listed(terms.map((term) => `${quoted(term.parameter)} ${conditionInWords(conditionOf(term))}`));
  const counts = `${crashed} of ${total} past runs crashed (${interval({ low, high })})`;
  return lift < 1 ? `With ${where}, ${counts}; beyond, more did.` : `With ${where} together, ${counts}.`;
}

/** Why runs that know the parameter are not counted. */
function otherRuns({ source, parameters, why }: ForeignEvidence, parameter: Parameter): string | null {
  if (!parameters.includes(parameter.configName)) return null;
  return `The analysis of ${code(source)} is not counted here. ${escapeText(why)}`;
}

function verdictInWords({ verdict, q }: ParameterEvidence): string {
  const how = q === null ? '' : ` (q = ${q < 0.001 ? 'below 0.001' : inWords(Number(q.toPrecision(2)))})`;
  switch (verdict) {
    case 'strong':
      return `crashed and completed runs differ${how}.`;
    case 'suggestive':
      return `crashed and completed runs may differ${how}; this may be chance.`;
    case 'none':
      return `no clear difference between crashed and completed runs${how}.`;
    case 'inert':
      return `not counted as a cause${how}.`;
    case 'constant':
      return 'all had the same value.';
  }
}

function meansInWords({ completedMean, crashedMean }: ParameterEvidence): string | null {
  if (completedMean === null || crashedMean === null) return null;
  return `Mean ${inWords(crashedMean)} in crashed runs, ${inWords(completedMean)} in completed ones.`;
}
