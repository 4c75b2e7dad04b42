import { buildASTSchema, parse, visit, type GraphQLSchema } from 'graphql';

/** W&B publishes no schema: these are the fields that its public clients ask for, with the types that they declare. */
const SCHEMA = `
  scalar DateTime
  scalar Duration
  scalar Int64
  scalar JSON
  scalar JSONString

  type Query {
    viewer: User
    models(entityName: String, after: String, first: Int = 50): ProjectConnection
    projects(entityName: String, after: String, first: Int = 50): ProjectConnection
    project(name: String, entityName: String): Project
    model(name: String, entityName: String): Project
    entity(name: String!): Entity
    serverInfo: ServerInfo
  }

  type ServerInfo {
    features: [ServerFeature!]!
    cliVersionInfo: JSON
    latestLocalVersionInfo: LocalVersionInfo
  }
  type ServerFeature { name: String! isEnabled: Boolean! }
  type LocalVersionInfo { outOfDate: Boolean! latestVersionString: String! versionOnThisInstanceString: String! }

  type User {
    id: ID!
    name: String
    username: String
    email: String
    admin: Boolean
    flags: JSONString
    entity: String
    deletedAt: DateTime
    apiKeys: ApiKeyConnection
    teams: EntityConnection
  }
  type ApiKey { id: ID! name: String description: String }
  type ApiKeyConnection { edges: [ApiKeyEdge!]! }
  type ApiKeyEdge { node: ApiKey }
  type Entity { id: ID! name: String! isTeam: Boolean! projectCount: Int! }
  type EntityConnection { edges: [EntityEdge!]! }
  type EntityEdge { node: Entity }

  type PageInfo { startCursor: String endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! }

  type ProjectConnection { edges: [ProjectEdge] pageInfo: PageInfo! }
  type ProjectEdge { node: Project cursor: String! }
  type Project {
    id: ID!
    internalId: String!
    name: String!
    entityName: String!
    createdAt: DateTime!
    isBenchmark: Boolean!
    readOnly: Boolean!
    user: User
    runCount(filters: JSONString): Int!
    runs(filters: JSONString, after: String, first: Int = 50, order: String): RunConnection
    run(name: String!): Run
    bucket(name: String!): Run
    totalSweeps: Int!
    sweeps(filters: JSONString, after: String, first: Int = 50): SweepConnection
    sweep(sweepName: String!): Sweep
  }

  type SweepConnection { edges: [SweepEdge] pageInfo: PageInfo! }
  type SweepEdge { node: Sweep cursor: String! }
  type Sweep {
    id: ID!
    name: String!
    displayName: String
    method: String!
    state: String!
    description: String
    bestLoss: Float
    config: String!
    createdAt: DateTime!
    updatedAt: DateTime
    heartbeatAt: DateTime
    earlyStopJobRunning: Boolean
    controller: String
    scheduler: String
    runCount: Int!
    runCountExpected: Int
    runs(filters: JSONString, after: String, first: Int = 50, order: String): RunConnection
  }

  type RunConnection { edges: [RunEdge] pageInfo: PageInfo! totalCount: Int! }
  type RunEdge { node: Run cursor: String! }
  type Run {
    id: ID!
    projectId: Int64
    name: String!
    displayName: String
    sweepName: String
    state: String
    config(keys: [String!]): JSONString
    wandbConfig(keys: [String!]): JSONString
    summaryMetrics(keys: [String!]): JSONString
    systemMetrics: JSONString
    historyKeys: JSON
    tags: [String!]
    group: String
    jobType: String
    commit: String
    host: String
    readOnly: Boolean
    description: String
    notes: String
    user: User
    createdAt: DateTime!
    updatedAt: DateTime
    heartbeatAt: DateTime
    computeSeconds: Duration!
    exitcode: Int
    stopped: Boolean
    shouldStop: Boolean
    failed: Boolean
    running: Boolean
    runInfo: RunInfo
    historyLineCount: Int
    eventsLineCount: Int
    history(samples: Int, minStep: Int64, maxStep: Int64): [JSONString!]
    events(samples: Int): [JSONString!]
    sampledHistory(specs: [JSONString!]!): [JSON!]
    parquetHistory(liveKeys: [String!]!): ParquetHistory
    logLineCount: Int
    logLines(first: Int, last: Int, after: String, useImprovedPagination: Boolean): LogLineConnection
    fileCount: Int
    files(names: [String], after: String, first: Int = 50, pattern: String): FileConnection
    project: Project
  }
  type ParquetHistory { parquetUrls: [String!]! liveData: [JSON!]! }
  type RunInfo {
    program: String
    args: [String!]
    os: String
    python: String
    colab: String
    executable: String
    codeSaved: Boolean
    cpuCount: Int
    gpuCount: Int
    git: GitInfo
  }
  type GitInfo { remote: String commit: String }

  type LogLineConnection { edges: [LogLineEdge] pageInfo: PageInfo! }
  type LogLineEdge { node: LogLine cursor: String! }
  type LogLine { number: Int! timestamp: DateTime level: String label: String line: String! }

  type FileConnection { edges: [FileEdge] pageInfo: PageInfo! }
  type FileEdge { node: File cursor: String! }
  type File {
    id: ID!
    name: String!
    url(upload: Boolean): String
    directUrl: String
    sizeBytes: Int64
    mimetype: String
    updatedAt: DateTime
    md5: String
  }
`;

/** Something that older servers do not have: `Run.exitcode`, or an argument as in `Run.config(keys:)`. */
export type SchemaCoordinate = `${string}.${string}`;

/** The schema without the fields and arguments that this server is not to know. Throws on one that is not there. */
export function standInSchema(without: readonly SchemaCoordinate[] = []): GraphQLSchema {
  const missing = new Set<string>(without);
  /** Whether to leave it out; what is left in `missing` at the end was misspelt. */
  const isLeftOut = (coordinate: string): boolean => missing.delete(coordinate);
  const document = visit(parse(SCHEMA), {
    ObjectTypeDefinition: (type) => ({
      ...type,
      fields: (type.fields ?? [])
        .filter((field) => !isLeftOut(`${type.name.value}.${field.name.value}`))
        .map((field) => ({
          ...field,
          arguments: (field.arguments ?? []).filter(
            (argument) => !isLeftOut(`${type.name.value}.${field.name.value}(${argument.name.value}:)`),
          ),
        })),
    }),
  });
  if (missing.size > 0) throw new Error(`The schema has no ${[...missing].join(', ')}.`);
  return buildASTSchema(document);
}
