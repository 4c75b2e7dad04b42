import type { Analysis, CauseCount, ParameterResult } from '../../analysis/analysis';
import { causeInWords, mechanismOf, type CrashMechanism } from '../../knowledge/crashMechanisms';
import { frameworks } from '../../knowledge/frameworks';
import { factOf } from '../../knowledge/parameter';
import { plainText } from '../../plainText';
import { causeTitle } from '../../runs/causeSignatures';
import { formatCount } from '../format';
import { list, paragraph, section, type Section } from '../section';

/** Causes that are explained: the most frequent ones. */
const MAX_CAUSES = 3;
const MAX_PARAMETERS = 5;
/** Runs of one end below which nothing is said of what goes with it. */
const FEW = 5;

/**
 * What is known of how such ends come about, held against what the runs show. Three things are kept apart: what goes with
 * crashing here, what is known to cause such an end, and what can't have done it.
 */
export function whySection(analysis: Analysis): Section | null {
  const explained = analysis.causes.filter(({ category }) => category === 'hyperparameter' || category === 'either');
  if (explained.length === 0 || analysis.runs.crashed === 0) return null;
  const blocks = explained.slice(0, MAX_CAUSES).flatMap((cause) => {
    const words =
      causeInWords(cause.cause) ?? 'What usually brings it about is not in the facts that this report goes by.';
    return [
      paragraph(`${causeTitle(cause.cause)}, ${formatCount(cause.runs, 'run')}. ${words}`),
      list(cause.runs < FEW ? generally(analysis, cause) : partsOf(analysis, cause, cause === explained[0])),
    ];
  });
  const inert = analysis.parameters.filter(({ verdict, p }) => verdict === 'inert' && p !== null && p <= 0.05);
  return section('Why it happens', [
    ...blocks,
    list(
      inert.map(
        ({ name, notes }) =>
          `${plainText(name, 60)} differs between crashed and completed runs, and still can’t be why: ${plainText(notes[0] ?? 'the framework does not use it here.', 400)} Something that moved along with it is, or chance.`,
      ),
    ),
    paragraph(
      'The runs show what goes together. What causes what, only a run tells that differs in this one setting: start a crashed configuration again with nothing else changed.',
    ),
  ]);
}

/** What goes with an end that enough runs have. */
function partsOf(analysis: Analysis, cause: CauseCount, isFirst: boolean): readonly string[] {
  const telling = tellingOf(analysis, cause);
  return [
    ...telling.map((parameter) => partOf(parameter, cause, analysis)),
    ...(telling.length === 0 && isFirst
      ? ['No setting goes with crashing by more than chance would give, so that none can be named here.']
      : []),
    ...suspects(analysis, cause, telling),
  ];
}

/** What is known of an end that too few runs have for a comparison. */
function generally({ parameters, framework }: Analysis, { cause, runs }: CauseCount): readonly string[] {
  const known = parameters.flatMap(({ name, kind, verdict }) => {
    const mechanism =
      kind === 'constant' || verdict === 'inert' ? null : mechanismOf(framework?.id ?? null, cause, name);
    return mechanism === null ? [] : [`${plainText(name, 60)}: ${mechanism.because}${sourceOf(mechanism)}`];
  });
  const few = `${runs === 1 ? 'One run does' : `${String(runs)} runs do`} not show what goes with this end.`;
  return known.length === 0 ? [few] : [`${few} Known in general:`, ...known.slice(0, MAX_PARAMETERS)];
}

function sourceOf({ source }: CrashMechanism): string {
  return source === null ? '' : ` (${source})`;
}

/** Settings that go with this end: within its runs where these were compared alone, else within all crashed runs. */
function tellingOf(analysis: Analysis, { parameters = [] }: CauseCount): readonly ParameterResult[] {
  const isTelling = ({ verdict }: Pick<ParameterResult, 'verdict'>): boolean =>
    verdict === 'strong' || verdict === 'suggestive';
  const within = new Set(parameters.filter(isTelling).map(({ name }) => name));
  return analysis.parameters
    .filter((parameter) =>
      within.size > 0 ? within.has(parameter.name) && parameter.verdict !== 'inert' : isTelling(parameter),
    )
    .slice(0, MAX_PARAMETERS);
}

function partOf({ name, verdict }: ParameterResult, { cause }: CauseCount, { framework }: Analysis): string {
  const shown = `${plainText(name, 60)} ${verdict === 'strong' ? 'goes' : 'may go'} with crashing here.`;
  const mechanism = mechanismOf(framework?.id ?? null, cause, name);
  if (mechanism !== null) {
    return `${shown} ${mechanism.because}${sourceOf(mechanism)}`;
  }
  const meaning = meaningOf(framework?.id ?? null, name);
  return `${shown}${meaning === null ? '' : ` ${meaning}`} No way is known in which it leads to this end; it may stand for something else.`;
}

/** Settings that are known to lead to this end and vary here, but do not go with it. */
function suspects(analysis: Analysis, { cause }: CauseCount, telling: readonly ParameterResult[]): readonly string[] {
  const known = analysis.parameters.filter(
    (parameter) =>
      parameter.verdict === 'none' &&
      !telling.includes(parameter) &&
      mechanismOf(analysis.framework?.id ?? null, cause, parameter.name) !== null,
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
