import { effectIn, factOf, type Interval, type ParameterFact } from '../knowledge/parameter';
import type { Evidence, EvidenceThreshold, ParameterEvidence } from '../runs/evidence';
import { methodOf, type Parameter } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { narrow, offender, reachInWords, regionInWords, shareIn, type Region } from './reach';
import type { Rule, RuleContext } from './rule';
import { inWords, interval, listed, quoted } from './wording';

/** Below this share of draws a range does not reach into the region in any way that matters. */
const NOTHING = 0.005;

/** V01: a range reaches where past runs crashed. */
export const reachesCrashes: Rule = {
  code: 'V01',
  name: 'reaches-crashes',
  severity: 'warning',
  description: 'A range reaches where runs of the last analysis crashed.',
  check(context, report) {
    if (!context.evidence) return;
    for (const parameter of context.parameters) {
      const found = evidenceOf(context.evidence, parameter);
      const region = found?.threshold ? regionOf(found.threshold) : null;
      const distribution = readDistribution(parameter.fields)?.distribution;
      if (!found?.threshold || !region || !distribution || !isTelling(found)) continue;
      const fact = context.recognition && factOf(context.recognition.framework, parameter.name);
      if (fact && effectIn(fact, context.recognition) === 'inert') continue;
      const share = shareIn(distribution, region);
      if (share === null || share < NOTHING) continue;

      // A setting that perhaps is not used at all is no ground for a warning.
      const isSure = found.verdict === 'strong' && !dependsOnTask(fact, context);
      const { span, key } = offender(parameter, region);
      const reach = reachInWords(quoted(parameter.name), distribution, region, share);
      const safe = safeSide(found.threshold);
      const fix = safe && narrow(context, parameter, distribution, safe);
      report({
        severity: isSure ? 'warning' : 'info',
        message: [`${reach}, ${crashesInWords(found.threshold)}`, ...caveats(found, fact, context)].join(' '),
        path: key === null ? parameter.path : [...parameter.path, key],
        span,
        fixes: fix ? [fix] : [],
      });
    }
  },
};

/** What past runs say about a parameter, by its name in their configuration; `null` where they don't. */
export function evidenceOf(evidence: Evidence, parameter: Parameter): ParameterEvidence | null {
  return evidence.parameters.find(({ name }) => name === parameter.configName) ?? null;
}

/** The side of a threshold on which runs crash. */
export function regionOf({ direction, value }: EvidenceThreshold): Region | null {
  if (direction === 'above' || direction === 'below') {
    return typeof value === 'number' ? { side: direction, value } : null;
  }
  return typeof value === 'number' ? null : { side: direction, low: value[0], high: value[1] };
}

/** `where 10 of 11 runs crashed (95 %: 62–98 %); elsewhere 3 of 10 did.` */
export function crashesInWords({ beyond, within }: EvidenceThreshold): string {
  const there = `where ${beyond.crashed} of ${beyond.total} past runs crashed (${interval(beyond)})`;
  return within.total === 0 ? `${there}.` : `${there}; elsewhere ${within.crashed} of ${within.total} did.`;
}

/** Whether the evidence is more than what chance and inert settings bring about. */
function isTelling({ verdict }: ParameterEvidence): boolean {
  return verdict === 'strong' || verdict === 'suggestive';
}

/** Whether only certain tasks use the setting, and the task is not known. */
function dependsOnTask(fact: ParameterFact | null, { recognition }: RuleContext): boolean {
  return fact?.effect.tasks !== undefined && recognition?.task === null;
}

function caveats(
  { verdict, threshold }: ParameterEvidence,
  fact: ParameterFact | null,
  context: RuleContext,
): readonly string[] {
  const sentences: string[] = [];
  if (verdict === 'suggestive') {
    const p = threshold && threshold.p >= 0.001 ? ` (p = ${inWords(Number(threshold.p.toPrecision(2)))})` : '';
    sentences.push(`This is suggestive only; it may be chance${p}.`);
  }
  if (methodOf(context.document.root) === 'bayes') {
    sentences.push('A bayes sweep draws like this only at first, then by what its runs reached.');
  }
  if (fact?.effect.tasks && dependsOnTask(fact, context)) {
    sentences.push(
      `Only ${listed(fact.effect.tasks)} uses this setting: for another task something else is the cause.`,
    );
  }
  return sentences;
}

/** The side where runs completed; `null` where it is not one interval. */
function safeSide(threshold: EvidenceThreshold): Interval | null {
  const region = regionOf(threshold);
  switch (region?.side) {
    case 'above':
      return { low: -Infinity, high: region.value };
    case 'below':
      return { low: region.value, high: Infinity };
    case 'outside':
      return { low: region.low, high: region.high };
    default:
      return null;
  }
}

/** A threshold as one sentence for a hover. */
export function thresholdInWords(threshold: EvidenceThreshold): string | null {
  const region = regionOf(threshold);
  return region && `The crash rate changes ${regionInWords(region)}, ${crashesInWords(threshold)}`;
}
