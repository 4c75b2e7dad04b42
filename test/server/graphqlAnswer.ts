import { execute, GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { AnswerContext } from './context';
import { faultOf, type Fault } from './faults';
import { RESOLVE } from './resolvers';
import { standInSchema, type SchemaCoordinate } from './schema';

/** A GraphQL request as clients post it. */
export interface GraphQLRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly operationName: string | null;
}

/** Status and body of an answer. */
export interface GraphQLAnswer {
  readonly status: number;
  readonly body: string;
}

/** Answers requests; keeps schemas and parsed documents, as clients send few different ones. */
export interface GraphQLService {
  answer(request: GraphQLRequest, context: AnswerContext, faults: readonly Fault[]): GraphQLAnswer;
}

/** A service whose schema lacks what `without` names; throws where that was never there. */
export function createGraphQLService(without: readonly SchemaCoordinate[]): GraphQLService {
  const schemas = new Map<string, KnownSchema>();
  const schemaWithout = (coordinates: readonly SchemaCoordinate[]): KnownSchema => {
    const name = coordinates.join(' ');
    const known = schemas.get(name) ?? { schema: standInSchema(coordinates), documents: new Map() };
    schemas.set(name, known);
    return known;
  };
  // At once, so that a misspelt one is seen.
  schemaWithout(without);
  return {
    answer: (request, context, faults) => {
      const lacking = [...new Set([...without, ...(faultOf(faults, 'unknown-field')?.coordinates ?? [])])];
      const { schema, document } = documentOf(request.query, schemaWithout(lacking));
      if (document instanceof Array) return { status: 400, body: JSON.stringify({ errors: document }) };
      const result = execute({
        schema,
        document,
        contextValue: context,
        variableValues: request.variables,
        // The Python client sends an empty name where the document has one operation.
        operationName: request.operationName === '' ? null : request.operationName,
        fieldResolver: RESOLVE,
      });
      if (result instanceof Promise) throw new Error('A resolver of the stand-in server is asynchronous.');
      return { status: result.data === undefined ? 400 : 200, body: bodyOf(result, faults) };
    },
  };
}

interface KnownSchema {
  readonly schema: GraphQLSchema;
  readonly documents: Map<string, DocumentNode | readonly GraphQLError[]>;
}

function documentOf(query: string, { schema, documents }: KnownSchema) {
  const document = documents.get(query) ?? checkedDocument(query, schema);
  documents.set(query, document);
  return { schema, document };
}

function checkedDocument(query: string, schema: GraphQLSchema): DocumentNode | readonly GraphQLError[] {
  try {
    const document = parse(query);
    const errors = validate(schema, document);
    return errors.length > 0 ? errors : document;
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

/** Name of the operation that a request is about, for logs and faults. */
export function operationOf({ operationName, query }: GraphQLRequest): string {
  if (operationName !== null && operationName !== '') return operationName;
  return /\b(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? 'anonymous';
}

function bodyOf(result: { readonly data?: unknown; readonly errors?: readonly unknown[] }, faults: readonly Fault[]) {
  const nulls = faultOf(faults, 'nulls');
  const errors = faultOf(faults, 'errors');
  const bare = faultOf(faults, 'bare-number');
  const told = {
    ...result,
    ...(nulls === undefined ? {} : { data: withNulls(result.data, nulls.field, countTo(nulls.every ?? 1)) }),
    ...(errors === undefined ? {} : { errors: [...(result.errors ?? []), { message: errors.message }] }),
  };
  const text = bare === undefined ? JSON.stringify(told) : withBareNumbers(told, bare.token);
  return faultOf(faults, 'truncated') === undefined ? text : text.slice(0, Math.floor(text.length / 2));
}

/** True every so many calls. */
function countTo(every: number): () => boolean {
  let count = 0;
  return () => ++count % every === 0;
}

function withNulls(value: unknown, field: string, isTurn: () => boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => withNulls(item, field, isTurn));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === field && isTurn() ? null : withNulls(item, field, isTurn),
    ]),
  );
}

/** Whole numbers by their type in the schema: no server could write anything else there. */
const COUNTS = /(Count|Expected|^totalSweeps|^number|^exitcode)$/;
const PLACE = '\u0000bare\u0000';

function withBareNumbers(result: object, token: string): string {
  const place = (told: object): string =>
    JSON.stringify(told, (key, value: unknown) => (typeof value === 'number' && !COUNTS.test(key) ? PLACE : value));
  const text = place(result);
  const marked = text.includes(JSON.stringify(PLACE)) ? text : place({ ...result, extensions: { cost: 1 } });
  return marked.replaceAll(JSON.stringify(PLACE), token);
}
