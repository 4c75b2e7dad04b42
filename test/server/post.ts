import { STAND_IN_KEY } from './model';
import type { StandInServer } from './standInServer';

/** What a test posts; the stand-in's own key unless another is given, none where it is null. */
export interface Post {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly key?: string | null;
}

/** Credentials as W&B wants them. */
export function authorization(key: string): Readonly<Record<string, string>> {
  return { Authorization: `Basic ${Buffer.from(`api:${key}`).toString('base64')}` };
}

/** Posts one GraphQL request and does not follow redirects; rejects where the connection is cut. */
export async function post(
  server: StandInServer,
  { key = STAND_IN_KEY.key, ...body }: Post,
  signal?: AbortSignal,
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(key === null ? {} : authorization(key)) },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal: signal ?? null,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The data of an answer that has no errors. */
export async function dataOf<Data>(server: StandInServer, body: Post): Promise<Data> {
  const { status, text } = await post(server, body);
  const { data, errors } = JSON.parse(text) as { readonly data: Data; readonly errors?: readonly unknown[] };
  if (status !== 200 || errors !== undefined) throw new Error(`${String(status)} ${text}`);
  return data;
}

const RUN_NAMES = `query Runs($first: Int, $after: String, $order: String, $filters: JSONString) {
  project(name: "detector", entityName: "team") {
    runs(first: $first, after: $after, order: $order, filters: $filters) {
      edges { node { name } cursor } pageInfo { endCursor hasNextPage } totalCount
    }
  }
}`;

/** One page of names of runs of the generated project. */
export interface NamePage {
  readonly names: readonly string[];
  readonly lastCursor: string | null;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  readonly totalCount: number;
}

/** Asks for one page of the generated project's runs. */
export async function namePage(server: StandInServer, variables: Readonly<Record<string, unknown>>): Promise<NamePage> {
  interface Page {
    readonly edges: readonly { readonly node: { readonly name: string }; readonly cursor: string }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    readonly totalCount: number;
  }
  const data = await dataOf<{ readonly project: { readonly runs: Page } }>(server, { query: RUN_NAMES, variables });
  const { edges, pageInfo, totalCount } = data.project.runs;
  return {
    ...pageInfo,
    names: edges.map(({ node }) => node.name),
    lastCursor: edges.at(-1)?.cursor ?? null,
    totalCount,
  };
}

/** Names of all runs, page after page, as the pages have them. */
export async function allPages(
  server: StandInServer,
  variables: Readonly<Record<string, unknown>>,
): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let after: string | null = null;
  for (;;) {
    const page = await namePage(server, { ...variables, after });
    pages.push(page.names);
    if (!page.hasNextPage) return pages;
    after = page.lastCursor;
  }
}
