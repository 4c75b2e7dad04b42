import { recognise } from '../knowledge/recognise';
import type { Evidence } from '../runs/evidence';
import type { SweepDocument } from '../sweep/document';
import { fieldsOf, textOf } from '../sweep/node';
import { commandOf, fixedValue, parametersOf } from '../sweep/parameters';
import { listed, quoted } from './wording';

/** An analysis that knows parameters of a sweep file and yet does not speak for it; `why` is one sentence. */
export interface ForeignEvidence {
  readonly source: string;
  /** Parameters of the file that it knows. */
  readonly parameters: readonly string[];
  readonly why: string;
}

/** Of all analyses that are kept, the one that speaks for a sweep file; without one, the newest that does not and why. */
export interface EvidenceChoice {
  readonly evidence: Evidence | null;
  readonly foreign: ForeignEvidence | null;
}

/**
 * Chooses the analysis that speaks for a sweep file: the newest that was started from this very file, else the newest of
 * the same things. Analyses are not added up: runs may be in several of them, each threshold was searched on its own, and
 * the newest knows the code as it is now. `file` is the sweep file as the host names files.
 */
export function evidenceFor(document: SweepDocument, file: string | null, kept: readonly Evidence[]): EvidenceChoice {
  const identity = identityOf(document);
  const related = kept
    .map((evidence) => ({ evidence, known: knownParameters(identity, evidence) }))
    .filter(({ known }) => known.length > 0)
    .sort((a, b) => b.evidence.analyzedAt - a.evidence.analyzedAt);
  const isOwn = ({ evidence }: (typeof related)[number]): boolean =>
    file !== null && evidence.origin.sweepFile === file && otherFramework(identity, evidence) === null;
  const own = related.find(isOwn);
  if (own) return { evidence: own.evidence, foreign: null };
  const judged = related.map(({ evidence, known }) => ({
    evidence,
    known,
    why: whyForeign(identity, evidence, known),
  }));
  const same = judged.find(({ why }) => why === null);
  if (same) return { evidence: same.evidence, foreign: null };
  const [newest] = judged;
  return {
    evidence: null,
    foreign: newest ? { source: newest.evidence.source, parameters: newest.known, why: newest.why! } : null,
  };
}

/** What a sweep file says about what it is. */
interface Identity {
  readonly project: string | null;
  readonly framework: string | null;
  /** Names that it varies. */
  readonly varied: readonly string[];
}

function identityOf({ root }: SweepDocument): Identity {
  const fields = fieldsOf(root);
  const [entity, project] = ['entity', 'project'].map((key) => textOf(fields.get(key)?.value));
  const parameters = parametersOf(root).filter(({ kind }) => kind !== 'nested');
  const fixed = new Map(
    parameters.flatMap((parameter) => {
      const node = fixedValue(parameter);
      return node ? [[parameter.configName, node.value] as const] : [];
    }),
  );
  const recognition = recognise({
    parameterNames: parameters.map(({ configName }) => configName),
    program: textOf(fields.get('program')?.value),
    command: commandOf(root),
    fixed,
  });
  return {
    project: project === null || project === undefined ? null : entity ? `${entity}/${project}` : project,
    framework: recognition?.framework.name ?? null,
    varied: parameters.map(({ configName }) => configName).filter((name) => !fixed.has(name)),
  };
}

/** Names that the file varies and the runs varied too. */
function knownParameters({ varied }: Identity, { parameters }: Evidence): readonly string[] {
  const known = new Set(parameters.filter(({ verdict }) => verdict !== 'constant').map(({ name }) => name));
  return varied.filter((name) => known.has(name));
}

function otherFramework({ framework }: Identity, { origin }: Evidence): string | null {
  if (framework === null || origin.framework === null || framework === origin.framework) return null;
  return `Its runs use ${origin.framework}, this sweep ${framework}.`;
}

/** Why an analysis is of something else, in one sentence; `null` where it is of the same. */
function whyForeign(identity: Identity, evidence: Evidence, known: readonly string[]): string | null {
  const framework = otherFramework(identity, evidence);
  if (framework !== null) return framework;
  const { project } = evidence.origin;
  if (project !== null && identity.project !== null) {
    if (isSameProject(project, identity.project)) return null;
    return `Its runs are of the project ${quoted(project)}, this sweep of ${quoted(identity.project)}.`;
  }
  // Where nothing else tells what the runs were of, names such as lr alone don't: most parameters must be the same.
  if (2 * known.length >= identity.varied.length) return null;
  return `Its runs share only ${listed(known.slice(0, 3).map(quoted))} with this sweep.`;
}

function isSameProject(a: string, b: string): boolean {
  const [nameA, entityA] = a.split('/').reverse();
  const [nameB, entityB] = b.split('/').reverse();
  return nameA === nameB && (entityA === undefined || entityB === undefined || entityA === entityB);
}
