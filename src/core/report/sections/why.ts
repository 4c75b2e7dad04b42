import type { Analysis, CauseCount, ParameterResult } from '../../analysis/analysis';
import { causeInWords, mechanismOf, type CrashMechanism } from '../../knowledge/crashMechanisms';
import { frameworks } from '../../knowledge/frameworks';
import { factOf, isMet } from '../../knowledge/parameter';
import { plainText } from '../../plainText';
import { causeTitle } from '../../runs/causeSignatures';
import { listOf } from '../findings';
import { formatCount, formatInteger } from '../format';
import { list, paragraph, section, type Block, type Section } from '../section';

/** Causes that are explained: the most frequent ones. */
const MAX_CAUSES = 3;
const MAX_PARAMETERS = 5;
/** Runs of one end below which nothing is said of what goes with it. */
const FEW = 5;

/**
 * What is known of how such ends come about, held against what the runs show. Three things are kept apart: what goes with
 * crashing here, what is known to cause such an end, and what can't have done it. What goes with one end comes from its runs
 * alone; what goes with crashing whatever the end is said apart, below.
 */
export function whySection(analysis: Analysis): Section | null {
  const explained = analysis.causes.filter(({ category }) => category === 'hyperparameter' || category === 'either');
  if (explained.length === 0 || analysis.runs.crashed === 0) return null;
  const shown = explained.slice(0, MAX_CAUSES);
  const blocks = shown.flatMap((cause) => {
    const words =
      causeInWords(cause.cause) ?? 'What usually brings it about is not in the facts that this report goes by.';
    return [
      paragraph(`${causeTitle(cause.cause)}, ${formatCount(cause.runs, 'run')}. ${words}`),
      ...(cause.runs < FEW ? generally(analysis, cause) : [list(partsOf(analysis, cause))]),
    ];
  });
  const inert = analysis.parameters.filter(({ verdict, p }) => verdict === 'inert' && p !== null && p <= 0.05);
  return section('Why it happens', [
    ...blocks,
    ...togetherBlock(analysis, shown),
    ...inert.map(({ name }) =>
      paragraph(
        `${plainText(name, 60)} differs between crashed and completed runs, and still should not be why: ` +
          `${unused(analysis)} Something that moved along with it is, or chance.`,
      ),
    ),
    paragraph(
      'The runs show what goes together. What causes what, only a run tells that differs in this one setting: start a crashed configuration again with nothing else changed.',
    ),
  ]);
}

/** That the framework does not use a setting; which framework it is was recognised, not told. */
function unused({ framework }: Analysis): string {
  return framework
    ? `${framework.name} does not use it in such runs, if this is ${framework.name} (recognised by ${plainText(framework.recognisedBy, 200)}).`
    : 'the framework does not use it here.';
}

/** Whether the runs of an end are all that crashed: then what goes with crashing goes with it. */
function isOnly({ runs }: Analysis, cause: CauseCount): boolean {
  return cause.runs - (cause.leftOut ?? 0) === runs.crashed;
}

/** What goes with an end that enough runs have. */
function partsOf(analysis: Analysis, cause: CauseCount): readonly string[] {
  const alone = isOnly(analysis, cause) ? analysis.parameters : cause.parameters;
  if (alone === undefined) {
    return ['What goes with this end alone was not compared; see below.', ...suspects(analysis, cause, [])];
  }
  const telling = alone.filter(isTelling).slice(0, MAX_PARAMETERS);
  const these = isOnly(analysis, cause) ? 'all crashed runs ended so' : 'these runs alone against the completed ones';
  return [
    ...telling.map((parameter) => partOf(parameter, cause, analysis, these)),
    ...(telling.length === 0
      ? [`No setting goes with this end by more than chance would give (${these}), so that none can be named here.`]
      : []),
    ...suspects(analysis, cause, telling),
  ];
}

function isTelling({ verdict }: Pick<ParameterResult, 'verdict'>): boolean {
  return verdict === 'strong' || verdict === 'suggestive';
}

/** What goes with crashing whatever the end, where that is another comparison than those of the ends. */
function togetherBlock(analysis: Analysis, shown: readonly CauseCount[]): readonly (Block | null)[] {
  if (shown.some((cause) => cause.runs >= FEW && isOnly(analysis, cause))) return [];
  const telling = analysis.parameters.filter(isTelling).slice(0, MAX_PARAMETERS);
  if (telling.length === 0) return [];
  return [
    paragraph(
      `All ${formatCount(analysis.runs.crashed, 'crashed run')} together, whatever their end, against the completed ones:`,
    ),
    list(
      telling.map(({ name, verdict }) => {
        const under = shown.filter(
          ({ runs, parameters = [] }) => runs >= FEW && parameters.some((one) => one.name === name && isTelling(one)),
        );
        const shows = `${plainText(name, 60)} ${verdict === 'strong' ? 'goes' : 'may go'} with crashing`;
        if (under.length > 0)
          return `${shows}, as it does with ${listOf(under.map(({ cause }) => causeTitle(cause)))} alone.`;
        const meaning = meaningOf(analysis.framework?.id ?? null, name);
        return `${shows}; with no end alone do these runs show it.${meaning === null ? '' : ` ${meaning}`}${condition(analysis, name)}`;
      }),
    ),
  ];
}

/** What is known of an end that too few runs have for a comparison; what holds for several settings is said once. */
function generally(analysis: Analysis, { cause, runs }: CauseCount): readonly (Block | null)[] {
  const { parameters, framework } = analysis;
  const known = new Map<string, string[]>();
  for (const { name, kind, verdict } of parameters) {
    const mechanism =
      kind === 'constant' || verdict === 'inert' || condition(analysis, name) !== ''
        ? null
        : mechanismOf(framework?.id ?? null, cause, name);
    if (mechanism === null) continue;
    const why = `${mechanism.because}${sourceOf(mechanism)}`;
    known.set(why, [...(known.get(why) ?? []), plainText(name, 60)]);
  }
  const few = `${runs === 1 ? 'One run does' : `${formatInteger(runs)} runs do`} not show what goes with this end.`;
  const items = [...known].slice(0, MAX_PARAMETERS).map(([why, names]) => `${listOf(names)}: ${why}`);
  return [paragraph(items.length === 0 ? few : `${few} Known in general:`), list(items)];
}

function sourceOf({ source }: CrashMechanism): string {
  return source === null ? '' : ` (${source})`;
}

function partOf(
  { name, verdict }: Pick<ParameterResult, 'name' | 'verdict'>,
  { cause }: CauseCount,
  analysis: Analysis,
  these: string,
): string {
  const id = analysis.framework?.id ?? null;
  const shown = `${plainText(name, 60)} ${verdict === 'strong' ? 'goes' : 'may go'} with crashing here (${these}).`;
  const mechanism = mechanismOf(id, cause, name);
  if (mechanism !== null) return `${shown} ${mechanism.because}${sourceOf(mechanism)}${condition(analysis, name)}`;
  const meaning = meaningOf(id, name);
  return `${shown}${meaning === null ? '' : ` ${meaning}`} No way is known in which it leads to this end; it may stand for something else.${condition(analysis, name)}`;
}

/** That a setting does nothing by the framework's defaults, where the runs do not say otherwise; else empty. */
function condition({ framework, parameters }: Analysis, parameter: string): string {
  const known = frameworks.find(({ id }) => id === framework?.id);
  const needs = known && factOf(known, parameter)?.effect.needs;
  if (!known || !needs || isMet(needs, needs.default)) return '';
  if (parameters.some(({ name }) => factOf(known, name) === factOf(known, needs.setting))) return '';
  return ` ${known.name} ignores it with ${needs.setting}: ${String(needs.default)}, its default, which these runs did not log.`;
}

/** Settings that are known to lead to this end and vary here, but do not go with it. */
function suspects(
  analysis: Analysis,
  { cause }: CauseCount,
  telling: readonly Pick<ParameterResult, 'name'>[],
): readonly string[] {
  const named = new Set(telling.map(({ name }) => name));
  const known = analysis.parameters.filter(
    ({ name, verdict }) =>
      verdict === 'none' &&
      !named.has(name) &&
      // What most likely did nothing is no suspect.
      condition(analysis, name) === '' &&
      mechanismOf(analysis.framework?.id ?? null, cause, name) !== null,
  );
  return known.length === 0
    ? []
    : [
        `Known to lead to this end, but not seen to do so here: ${known
          .slice(0, MAX_PARAMETERS)
          .map(({ name }) => plainText(name, 60))
          .join(
            ', ',
          )}. Within the ranges tried, that is; ${formatCount(analysis.runs.crashed + analysis.runs.completed, 'run')} may be too few to see it.`,
      ];
}

function meaningOf(id: string | null, parameter: string): string | null {
  const framework = frameworks.find((known) => known.id === id);
  return (framework && factOf(framework, parameter)?.meaning) ?? null;
}
