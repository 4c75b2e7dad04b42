import { GraphQLError } from 'graphql';

/** What a client asks of a list. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** How a server cuts lists into pages, and what it gets wrong about it. */
export interface PagingRules {
  /** The most that a page holds, whatever was asked for. */
  readonly maxPageSize: number;
  /** So many of each page's first edges repeat the end of the page before. */
  readonly repeats?: number;
  /** There is always a next page: empty ones, or the last one again. */
  readonly endless?: 'empty' | 'repeat';
}

/** One page of a list, as GraphQL servers give it. */
export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: {
    readonly startCursor: string | null;
    readonly endCursor: string | null;
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
  };
  readonly totalCount: number;
}

const DEFAULT_PAGE_SIZE = 50;

/** The page of `items` that follows the cursor. Throws a GraphQLError for a cursor that this server did not make. */
export function pageOf<Item, Node>(
  items: readonly Item[],
  { first, after }: PageArguments,
  rules: PagingRules,
  toNode: (item: Item) => Node,
): Connection<Node> {
  if (typeof first === 'number' && first < 0) throw new GraphQLError('first must not be negative');
  const asked = Math.min(first ?? DEFAULT_PAGE_SIZE, rules.maxPageSize);
  const position = after === null || after === undefined || after === '' ? 0 : positionOf(after);
  const start = rules.endless === 'repeat' && position >= items.length ? Math.max(0, items.length - asked) : position;
  const end = Math.min(items.length, start + asked);
  const from = Math.max(0, start - (start === 0 ? 0 : (rules.repeats ?? 0)));
  const edges = items.slice(from, end).map((item, i) => ({ node: toNode(item), cursor: cursorOf(from + i + 1) }));
  return {
    edges,
    pageInfo: {
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? (rules.endless === undefined ? null : cursorOf(position)),
      hasNextPage: rules.endless !== undefined || end < items.length,
      hasPreviousPage: from > 0,
    },
    totalCount: items.length,
  };
}

/** Cursors are opaque to clients: the number of items up to and with this one, dressed up. */
function cursorOf(position: number): string {
  return Buffer.from(`cursor:v1:${String(position)}`).toString('base64');
}

function positionOf(cursor: string): number {
  const match = /^cursor:v1:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString('utf8'));
  if (match === null) throw new GraphQLError('invalid cursor');
  return Number(match[1]);
}
