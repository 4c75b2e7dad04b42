import { effectIn, factOf, type Interval, type ParameterFact } from '../knowledge/parameter';
import { OLD_EVIDENCE, type Evidence, type EvidenceThreshold, type ParameterEvidence } from '../runs/evidence';
import { hasValue, isSameValue } from '../runs/sameValue';
import { support, type Distribution } from '../sweep/distributions';
import type { Span } from '../sweep/node';
import { methodOf, type Parameter } from '../sweep/parameters';
import { readDistribution } from '../sweep/readDistribution';
import { placeOf, reachedInWords, termOf, wayOut } from './jointConditions';
import { contains, narrow, offender, reachInWords, regionInWords, shareIn, type Region } from './reach';
import type { Fix, Rule, RuleContext } from './rule';
import { isLeftWithoutCrashes } from './runsLeft';
import { inWords, interval, listed, quoted } from './wording';

/** Below this share of draws a range does not reach into the region in any way that matters. */
const NOTHING = 0.005;

/** Fewer compared runs are no ground for a warning, whatever they say. */
export const FEWEST_RUNS = 10;

/** V01: a range reaches where past runs crashed. */
export const reachesCrashes: Rule = {
  code: 'V01',
  name: 'reaches-crashes',
  severity: 'warning',
  description: 'A range reaches where runs of the last analysis crashed.',
  check(context, report) {
    const { evidence } = context;
    if (!evidence) return;
    for (const parameter of context.parameters) {
      const found = evidenceOf(evidence, parameter);
      if (!found || !isTelling(found)) continue;
      const distribution = readDistribution(parameter.fields)?.distribution;
      const fact = context.recognition && factOf(context.recognition.framework, parameter.name);
      if (!distribution || (fact && effectIn(fact, context.recognition) === 'inert')) continue;
      const reach =
        found.threshold === null
          ? reachOfLevels(context, parameter, distribution, found)
          : reachOfRange(context, parameter, distribution, found, found.threshold);
      if (!reach) continue;
      const { sentence, isUntried, ...place } = reach;
      // A setting that perhaps is not used at all is no ground for a warning.
      const isSure =
        found.verdict === 'strong' &&
        !isUntried &&
        !dependsOnTask(fact, context) &&
        !isOld(context) &&
        evidence.crashed + evidence.completed >= FEWEST_RUNS;
      report({
        ...place,
        severity: isSure ? 'warning' : 'info',
        message: [sentence, ...caveats(found, fact, context)].join(' '),
      });
    }
  },
};

/** How a parameter reaches into what crashed. */
interface Reach {
  readonly sentence: string;
  /** Whether no run tried what the sweep draws. */
  readonly isUntried: boolean;
  readonly path: readonly string[];
  readonly span: Span;
  readonly fixes: readonly Fix[];
}

function reachOfRange(
  context: RuleContext,
  parameter: Parameter,
  distribution: Distribution,
  { tried }: ParameterEvidence,
  threshold: EvidenceThreshold,
): Reach | null {
  const region = regionOf(threshold);
  const share = region && shareIn(distribution, region);
  if (!region || share === null || share < NOTHING) return null;
  const place = placeAmongTried(distribution, tried);
  if (place === 'elsewhere') return null;
  if (
    isLeftWithoutCrashes(
      context,
      parameter,
      threshold.beyond,
      (value) => typeof value === 'number' && contains(region, value),
    )
  )
    return null;
  const { span, key } = offender(parameter, region);
  const safe = safeSide(threshold);
  const fix = safe && narrow(context, parameter, distribution, safe);
  const untried =
    place === 'beyond' && tried
      ? ` No run tried what this sweep draws: they had ${inWords(tried[0])} to ${inWords(tried[1])}.`
      : '';
  const words = reachInWords(quoted(parameter.name), distribution, region, share);
  return {
    sentence: `${words}, ${crashesInWords(threshold)}${untried}`,
    isUntried: place === 'beyond',
    path: key === null ? parameter.path : [...parameter.path, key],
    span,
    fixes: fix ? [fix] : [],
  };
}

/**
 * Where draws lie beside what runs tried: `among` it, `beyond` it, or `elsewhere`, so far away that the setting can hardly
 * mean the same (other units, exponents instead of values).
 */
function placeAmongTried(
  distribution: Distribution,
  tried: ParameterEvidence['tried'],
): 'among' | 'beyond' | 'elsewhere' {
  const range = support(distribution);
  if (!tried || !range) return 'among';
  const [least, greatest] = tried;
  if (range.low <= greatest && range.high >= least) return 'among';
  const gap = range.low > greatest ? range.low - greatest : least - range.high;
  return gap > FAR * (greatest - least) && gap > FAR * Math.abs(greatest) ? 'elsewhere' : 'beyond';
}

/** So many times the width of what was tried, and so many times its values, is another meaning. */
const FAR = 10;

function reachOfLevels(
  context: RuleContext,
  parameter: Parameter,
  distribution: Distribution,
  { levels }: ParameterEvidence,
): Reach | null {
  const crashing = levels.filter((level) => isCrashing(level, levels));
  // As the file writes them: text such as `1e-5` is a number in the runs.
  const values =
    distribution.kind === 'discrete'
      ? distribution.values.filter((drawn) => crashing.some(({ value }) => isSameValue(drawn, value)))
      : crashing.map(({ value }) => value);
  const term = termOf(context, parameter.configName, { side: 'in', values });
  if (!term || term.share < NOTHING || distribution.kind === 'continuous') return null;
  const drawn = crashing.filter(
    ({ value }) => distribution.kind !== 'discrete' || hasValue(distribution.values, value),
  );
  const drawnCount = countOf(drawn);
  if (
    isLeftWithoutCrashes(context, parameter, drawnCount, (value) => drawn.some((one) => isSameValue(value, one.value)))
  )
    return null;
  const counts = drawn.slice(0, 3).map((level) => {
    const there = `${level.crashed} of ${level.total} past runs with ${quoted(String(level.value))} crashed`;
    return `${there} (${interval(level)})`;
  });
  const { crashed, total } = without(drawn, levels);
  const elsewhere = total === 0 ? '' : `; with others ${crashed} of ${total} did`;
  const { span, key } = placeOf(term);
  const fix = wayOut(context, term);
  return {
    sentence: `${reachedInWords([term])}: ${listed(counts)}${elsewhere}.`,
    isUntried: false,
    path: key === null ? parameter.path : [...parameter.path, key],
    span,
    fixes: fix ? [fix] : [],
  };
}

type Level = ParameterEvidence['levels'][number];

/** Whether runs with a level crash more often than the others, beyond the uncertainty of its own rate. */
function isCrashing(level: Level, levels: readonly Level[]): boolean {
  const { crashed, total } = without([level], levels);
  return total > 0 && level.low > crashed / total;
}

function without(some: readonly Level[], levels: readonly Level[]): { crashed: number; total: number } {
  return countOf(levels.filter((level) => !some.includes(level)));
}

function countOf(levels: readonly Level[]): { crashed: number; total: number } {
  const sum = (key: 'crashed' | 'total'): number => levels.reduce((all, level) => all + level[key], 0);
  return { crashed: sum('crashed'), total: sum('total') };
}

/** Whether the evidence is so old that code, data and machines have most likely changed since. */
export function isOld({ evidence, now }: Pick<RuleContext, 'evidence' | 'now'>): boolean {
  return evidence !== null && now !== null && now - evidence.analyzedAt > OLD_EVIDENCE;
}

/** What past runs say about a parameter, by its name in their configuration; `null` where they don't. */
export function evidenceOf(evidence: Evidence, parameter: Parameter): ParameterEvidence | null {
  return evidence.parameters.find(({ name }) => name === parameter.configName) ?? null;
}

/** The side of a threshold on which runs crash. */
function regionOf({ direction, value }: EvidenceThreshold): Region | null {
  if (direction === 'above' || direction === 'below') {
    return typeof value === 'number' ? { side: direction, value } : null;
  }
  return typeof value === 'number' ? null : { side: direction, low: value[0], high: value[1] };
}

/** `where 10 of 11 runs crashed (95 %: 62–98 %); elsewhere 3 of 10 did.` */
function crashesInWords({ beyond, within }: EvidenceThreshold): string {
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
  if (isOld(context)) sentences.push('The analysis is more than three months old.');
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
