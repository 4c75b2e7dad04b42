import { classesOf } from '../knowledge/commonNames';
import { shareUpTo, type Continuous } from '../sweep/distributions';
import type { Parameter } from '../sweep/parameters';
import { changeBody } from './bodyEdits';
import { drawsOf, isGrid } from './draws';
import { isUnusual } from './knowledge';
import { findingInRegion, isFixed, isNormal, namedParameters, type Named } from './namedRanges';
import { atKey } from './places';
import { shareIn, type Region } from './reach';
import { isRoundedDown } from './rounding';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { inWords, quoted, shareOfDraws } from './wording';

/** A range of two orders of magnitude. */
const WIDE = 100;
/** A learning rate above 1 lets most training diverge; below 1e-8 nothing is learned; six orders are more than anyone searches. */
const RATE = { high: 1, low: 1e-8, decades: 6 };
/** A uniform distribution from 0 always has a few draws below any number. */
const NOTHING = 0.005;

/** R01: a uniform distribution over orders of magnitude. */
export const uniformOverDecades: Rule = {
  code: 'R01',
  name: 'uniform-over-decades',
  severity: 'info',
  description: 'A uniform distribution spans two orders of magnitude or more, so that almost all draws are near `max`.',
  check(context, report) {
    if (isGrid(context)) return;
    for (const parameter of context.parameters) {
      const distribution = drawsOf(context, parameter);
      if (distribution?.kind !== 'continuous' || distribution.law.kind !== 'uniform') continue;
      const { low, high } = distribution.law;
      // Steps of q are the smallest values that are told apart.
      const smallest = Math.max(low, distribution.q ?? 0);
      if (!(low > 0) || high / smallest < WIDE * (1 - 1e-9) || isLinearByName(parameter)) continue;
      // The framework's own range says more (K01).
      if (isUnusual(context, parameter)) continue;
      const tenth = high / 10;
      const share = 1 - shareUpTo(distribution, tenth)!;
      const log = distribution.q === null ? 'log_uniform_values' : 'q_log_uniform_values';
      const message =
        `${quoted(parameter.name)} uniform ${inWords(low)}–${inWords(high)}: ${shareOfDraws(share)} are above ` +
        `${inWords(tenth)}. To search each order of magnitude alike, use ${log}.`;
      const fix = logFix(context, parameter, distribution, log);
      report({ ...atKey(parameter, 'min'), message, fixes: fix ? [fix] : [] });
    }
  },
};

/** R03: a learning rate beyond what trains, or searched over more orders of magnitude than useful. */
export const learningRateRange: Rule = {
  code: 'R03',
  name: 'learning-rate-range',
  severity: 'info',
  description: 'A learning rate reaches above 1 or below 1e-8, or spans more than six orders of magnitude.',
  check(context, report) {
    for (const named of namedParameters(context)) {
      if (!named.classes.has('learning-rate') || isFixed(named.distribution)) continue;
      const above = findingInRegion(
        context,
        named,
        { side: 'above', value: RATE.high },
        { because: 'where training rarely stays stable.', into: { low: -Infinity, high: RATE.high } },
      );
      if (above) report(above);
      const below = tooSmall(context, named);
      if (below) report(below);
      const wide = above || below ? null : tooWide(named);
      if (wide) report(wide);
    }
  },
};

/** Names whose small values are no orders of magnitude: probabilities, and whole numbers. */
function isLinearByName({ name }: Parameter): boolean {
  const classes = classesOf(name);
  return classes.has('probability') || classes.has('whole');
}

function logFix({ document }: RuleContext, parameter: Parameter, { name }: Continuous, log: string): Fix | null {
  if (name !== 'uniform' && name !== 'q_uniform') return null;
  const edits = changeBody(document, parameter, { distribution: log });
  return edits && { title: `Use ${log}`, edits, isSuggestion: true };
}

/** Negative rates are R07's, and normal laws R02's. */
function tooSmall(context: RuleContext, named: Named): Finding | null {
  const { parameter, distribution } = named;
  // Draws that rounding makes 0 have rules of their own (D06, D07).
  if (isRoundedDown(context, parameter)) return null;
  const region: Region = { side: 'below', value: RATE.low };
  const share = shareIn(distribution, region);
  if (share === null || share < NOTHING || isNormal(distribution)) return null;
  if (shareIn(distribution, { side: 'below', value: 0 })! > 0) return null;
  return findingInRegion(context, named, region, {
    because: 'where practically nothing is learned.',
    into: { low: RATE.low, high: Infinity },
  });
}

function tooWide({ parameter, distribution }: Named): Finding | null {
  if (distribution.kind !== 'continuous' || distribution.law.kind !== 'log-uniform') return null;
  const { low, high } = distribution.law;
  const decades = Math.log10(high / low);
  if (decades <= RATE.decades + 1e-9) return null;
  const message =
    `${quoted(parameter.name)} spans ${inWords(Number(decades.toPrecision(2)))} orders of magnitude ` +
    `(${inWords(low)}–${inWords(high)}): few draws fall into any one of them. Narrow the range.`;
  return { ...atKey(parameter, 'min'), message };
}
