/**
 * A question to the server. W&B publishes no schema and servers differ by version: `optional` names the fields that are
 * left out, one by one, for a server that does not know them.
 */
export interface GraphqlDocument {
  /** Also the operation's name in the text. */
  readonly name: string;
  readonly optional: readonly string[];
  /** The document with those optional fields for which `has` is true. */
  readonly text: (has: (field: string) => boolean) => string;
}

/** Whom the key belongs to. */
export const VIEWER: GraphqlDocument = {
  name: 'SweepGuardViewer',
  optional: ['teams'],
  text: (has) => `query SweepGuardViewer {
  viewer { username entity ${has('teams') ? 'teams { edges { node { name } } }' : ''} }
}`,
};

/** A page of an entity's projects. */
export const PROJECTS: GraphqlDocument = {
  name: 'SweepGuardProjects',
  optional: ['createdAt'],
  text: (has) => `query SweepGuardProjects($entity: String, $cursor: String, $first: Int) {
  viewer { username }
  models(entityName: $entity, after: $cursor, first: $first) {
    edges { node { name entityName ${has('createdAt') ? 'createdAt' : ''} } }
    pageInfo { endCursor hasNextPage }
  }
}`,
};

/** Optional fields of a sweep. */
const SWEEP_OPTIONAL = ['displayName', 'method', 'createdAt', 'runCount'] as const;

function sweepFields(has: (field: string) => boolean): string {
  return `name state config ${SWEEP_OPTIONAL.filter(has).join(' ')}`;
}

/** A page of a project's sweeps. */
export const SWEEPS: GraphqlDocument = {
  name: 'SweepGuardSweeps',
  optional: SWEEP_OPTIONAL,
  text: (has) => `query SweepGuardSweeps($entity: String!, $project: String!, $cursor: String, $first: Int) {
  viewer { username }
  project(name: $project, entityName: $entity) {
    sweeps(after: $cursor, first: $first) {
      edges { node { ${sweepFields(has)} } }
      pageInfo { endCursor hasNextPage }
    }
  }
}`,
};

/** One sweep. */
export const SWEEP: GraphqlDocument = {
  name: 'SweepGuardSweep',
  optional: SWEEP_OPTIONAL,
  text: (has) => `query SweepGuardSweep($entity: String!, $project: String!, $sweep: String!) {
  viewer { username }
  project(name: $project, entityName: $entity) { sweep(sweepName: $sweep) { ${sweepFields(has)} } }
}`,
};

/** The sweep that a run belongs to. */
export const RUN_SWEEP: GraphqlDocument = {
  name: 'SweepGuardRunSweep',
  optional: [],
  text: () => `query SweepGuardRunSweep($entity: String!, $project: String!, $run: String!) {
  viewer { username }
  project(name: $project, entityName: $entity) { run(name: $run) { name sweepName } }
}`,
};

const RUN_OPTIONAL = [
  'displayName',
  'sweepName',
  'heartbeatAt',
  'exitcode',
  'stopped',
  'host',
  'computeSeconds',
] as const;

/**
 * A page of runs with configuration and summary in it; W&B's own client asks once more for each run. `summaryKeys`
 * limits the summaries to some metrics where it is given.
 */
function runsPage(has: (field: string) => boolean): string {
  const summary = has('summaryKeys') ? 'summaryMetrics(keys: $summaryKeys)' : 'summaryMetrics';
  return `runs(filters: $filters, after: $cursor, first: $first, order: $order) {
      edges { cursor node { name state createdAt config ${summary} ${RUN_OPTIONAL.filter(has).join(' ')} } }
      pageInfo { endCursor hasNextPage }
    }`;
}

const RUNS_VARIABLES =
  '$entity: String!, $project: String!, $filters: JSONString, $cursor: String, $first: Int, $order: String';

/** A page of runs. */
export const RUNS: GraphqlDocument = {
  name: 'SweepGuardRuns',
  optional: RUN_OPTIONAL,
  text: (has) => `query SweepGuardRuns(${RUNS_VARIABLES}) {
  project(name: $project, entityName: $entity) {
    ${runsPage((field) => field !== 'summaryKeys' && has(field))}
  }
}`,
};

/** A page of runs with a few metrics of each. */
export const RUNS_WITH_KEYS: GraphqlDocument = {
  name: 'SweepGuardRunsWithKeys',
  optional: [...RUN_OPTIONAL, 'summaryKeys'],
  text: (
    has,
  ) => `query SweepGuardRunsWithKeys(${RUNS_VARIABLES}${has('summaryKeys') ? ', $summaryKeys: [String!]' : ''}) {
  project(name: $project, entityName: $entity) {
    ${runsPage(has)}
  }
}`,
};

/**
 * The first page of runs, and what the rest of a pull needs to know: whether the key is known, the sweep, how many runs
 * there are and when the newest was made.
 */
export const FIRST_RUNS: GraphqlDocument = {
  name: 'SweepGuardFirstRuns',
  optional: [...RUN_OPTIONAL, ...SWEEP_OPTIONAL.map((field) => `sweep.${field}`), 'totalRuns', 'newest'],
  text: (has) => `query SweepGuardFirstRuns(${RUNS_VARIABLES}, $sweep: String!, $withSweep: Boolean!) {
  viewer { username }
  project(name: $project, entityName: $entity) {
    sweep(sweepName: $sweep) @include(if: $withSweep) { ${sweepFields((field) => has(`sweep.${field}`))} }
    ${has('totalRuns') ? 'runCount(filters: $filters)' : ''}
    ${has('newest') ? 'newest: runs(filters: $filters, first: 1, order: "-created_at") { edges { node { createdAt } } }' : ''}
    ${runsPage((field) => field !== 'summaryKeys' && has(field))}
  }
}`,
};

/** The last log lines of so many runs at once, each under a name of its own (`run0`, …); a single one is `run`. */
export function logTailsDocument(count: number): GraphqlDocument {
  const name = `SweepGuardLogTails${count}`;
  const indices = Array.from({ length: count }, (_, i) => i);
  const runs = indices.map(
    (i) => `${count === 1 ? '' : `run${i}: `}run(name: $run${i}) { logLines(last: $last) { edges { node { line } } } }`,
  );
  return {
    name,
    optional: [],
    text: () => `query ${name}($entity: String!, $project: String!, $last: Int!, ${indices
      .map((i) => `$run${i}: String!`)
      .join(', ')}) {
  project(name: $project, entityName: $entity) {
    ${runs.join('\n    ')}
  }
}`,
  };
}
