import { effectIn, factOf, type ParameterFact } from '../knowledge/parameter';
import type { Recognition } from '../knowledge/recognise';
import { evidenceOf, thresholdInWords } from '../rules/evidence';
import { defaultInWords, inertMessage } from '../rules/knowledge';
import type { RuleContext } from '../rules/rule';
import { inWords, listed } from '../rules/wording';
import type { Evidence, ParameterEvidence } from '../runs/evidence';
import { quantile, support, type Distribution } from '../sweep/distributions';
import type { Parameter } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { code, escapeText, paragraphs } from './markdown';

/** All that is known about a parameter, as Markdown: what it is, what will be drawn, what past runs say. */
export function describeParameter(parameter: Parameter, { recognition, evidence }: RuleContext): string {
  const fact = recognition && factOf(recognition.framework, parameter.name);
  return paragraphs([
    `**${code(parameter.name)}**${fact ? ` – ${fact.meaning}` : ''}`,
    fact ? usage(fact) : null,
    fact?.note ?? null,
    fact ? effect(parameter, fact, recognition) : null,
    draws(parameter),
    evidence ? pastRuns(evidence, parameter, fact, recognition) : null,
    recognition && fact
      ? `[${recognition.framework.name} ${recognition.framework.version}](${recognition.framework.source})`
      : null,
  ]);
}

function usage(fact: ParameterFact): string {
  const usual = fact.usual
    ? ` · usual range ${inWords(fact.usual.low)}–${inWords(fact.usual.high)} (${fact.usualFrom ?? 'usual'})`
    : '';
  return `Default ${code(defaultInWords(fact))}${usual}`;
}

function effect({ name }: Parameter, fact: ParameterFact, recognition: Recognition): string | null {
  switch (effectIn(fact, recognition)) {
    case 'inert':
      return escapeText(inertMessage(name, fact, recognition));
    case 'unknown':
      return fact.effect.tasks ? `Only ${listed(fact.effect.tasks)} uses it.` : null;
    case 'effective':
      return null;
  }
}

/** What will be drawn: the law, and for numbers range, median and 5–95 %. */
function draws(parameter: Parameter): string | null {
  if (parameter.kind === 'nested') return 'Holds nested parameters.';
  const read = readDistribution(parameter.fields);
  if (!read) return null;
  const { distribution, implied } = read;
  const law = `${code(distribution.name)}${implied && distribution.kind !== 'discrete' ? ' (inferred)' : ''}`;
  if (distribution.kind === 'discrete') return discreteDraws(distribution);
  const range = support(distribution);
  const middle = [0.5, 0.05, 0.95].map((p) => quantile(distribution, p));
  const [median, low, high] = middle;
  const bounds = range && Number.isFinite(range.high - range.low);
  const from = bounds ? ` from ${inWords(range.low)} to ${inWords(range.high)}` : '';
  if (median === null || low === null || high === null) return `Draws ${law}${from}.`;
  return `Draws ${law}${from}: median ${inWords(median!)}, 5–95 % ${inWords(low!)} to ${inWords(high!)}.`;
}

function discreteDraws({ values, chances, name }: Extract<Distribution, { kind: 'discrete' }>): string {
  if (name === 'constant') return `Always ${code(String(values[0]))}.`;
  const shown = values.slice(0, 10).map((value, i) => {
    const chance = name === 'categorical' ? '' : ` (${inWords(chances[i]! * 100)} %)`;
    return code(String(value)) + chance;
  });
  const more = values.length > shown.length ? ` and ${values.length - shown.length} more` : '';
  return `Draws one of ${shown.join(', ')}${more}.`;
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
    isInert ? 'The setting is not used here, so it can’t be the cause: something else differed with it.' : null,
  ];
  return sentences.filter((sentence) => sentence !== null).join(' ');
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
