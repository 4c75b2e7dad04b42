import { fail, ok, type Result } from '../../ports';
import type { ReadProblem, Value } from '../../runs/run';
import { fieldOf, pageOf } from './answers';
import { decodeRun, type DecodedRun } from './decode';
import { answerError, type WandbError } from './errors';
import { RUNS, RUNS_WITH_KEYS, type GraphqlDocument } from './queries';
import { formatReference, type WandbReference } from './reference';
import type { Call, Transport, Variables } from './transport';

/** A page of runs. */
export interface RunPage {
  readonly runs: readonly DecodedRun[];
  /** Runs that W&B counts but gives nothing for. */
  readonly nulls: number;
  /** `after` for the next page; `null` on the last one. */
  readonly next: string | null;
}

/** What is read in pages. */
export interface RunList {
  readonly reference: WandbReference;
  /** W&B's `filters`, as text. */
  readonly filters: string;
  readonly order: '+created_at' | '-heartbeat_at';
  /** Metrics that are enough; `null` reads summaries whole. */
  readonly summaryKeys: readonly string[] | null;
}

/** How many runs a page asks for; shrinks where the server can't give so many at once. */
export interface PageSize {
  runs: number;
}

/** Fewer than this at once would help no server. */
const SMALLEST_PAGE = 25;

/** The variables of a page of `list`; after failures that may come from its size it is halved, and stays so. */
export function pageVariables(list: RunList, cursor: string | null, size: PageSize): (tooMuch: number) => Variables {
  const start = size.runs;
  return (tooMuch) => {
    const first = Math.max(Math.min(start, SMALLEST_PAGE), Math.floor(start / 2 ** tooMuch));
    size.runs = Math.min(size.runs, first);
    const { entity, project } = list.reference;
    const keys = list.summaryKeys === null ? {} : { summaryKeys: list.summaryKeys };
    return { entity, project, filters: list.filters, order: list.order, cursor, first, ...keys };
  };
}

/** The document for pages of `list`. */
function pageDocument(list: RunList): GraphqlDocument {
  return list.summaryKeys === null ? RUNS : RUNS_WITH_KEYS;
}

/** Reads `runs` of a project; the error continues "an answer that …". */
export function decodeRunPage(project: Value | undefined): Result<RunPage, string> {
  if (project === null) return fail('has no project any more');
  const page = pageOf(fieldOf(project, 'runs'));
  if (typeof page === 'string') return fail(page);
  const runs: DecodedRun[] = [];
  for (const node of page.nodes) {
    const run = decodeRun(node);
    if (!run.ok) return run;
    runs.push(run.value);
  }
  return ok({ runs, nulls: page.nulls, next: page.next });
}

/** Asks for one page; for one with runs that W&B gives nothing for, a second time. */
export async function askPage(
  transport: Transport,
  call: Call,
  list: RunList,
  cursor: string | null,
  size: PageSize,
): Promise<Result<RunPage, WandbError>> {
  const ask = (): Promise<Result<RunPage, WandbError>> =>
    transport.ask(
      {
        document: pageDocument(list),
        variables: pageVariables(list, cursor, size),
        decode: (data) => decodeRunPage(fieldOf(data, 'project')),
      },
      call,
    );
  const page = await ask();
  return page.ok && page.value.nulls > 0 ? ask() : page;
}

/** Runs gathered from pages, each once: W&B's pages can overlap while runs are added. */
export interface Collection {
  /** Adds a page; how many of its runs are new. A later copy of a run replaces an earlier one. */
  add(page: RunPage): number;
  readonly runs: ReadonlyMap<string, DecodedRun>;
  readonly nulls: () => number;
}

/** An empty collection; `added` hears its size after each page. */
export function createCollection(added: (size: number) => void = () => undefined): Collection {
  const runs = new Map<string, DecodedRun>();
  let nulls = 0;
  return {
    runs,
    nulls: () => nulls,
    add(page) {
      const before = runs.size;
      for (const run of page.runs) runs.set(run.pulled.run.id, run);
      nulls += page.nulls;
      added(runs.size);
      return runs.size - before;
    },
  };
}

/** Pages in a row without a new run, after which a server is not believed that more follows. */
const BARREN_PAGES = 3;

/**
 * Reads the pages of `list` from `cursor` on, until the server says that no more follows. `endless` where it goes on
 * saying so but sends nothing new; whether that was all, only a count can tell.
 */
export async function readPages(
  ask: (cursor: string | null) => Promise<Result<RunPage, WandbError>>,
  start: string | null,
  collection: Collection,
): Promise<Result<'complete' | 'endless', WandbError>> {
  const used = new Set<string | null>();
  let barren = 0;
  for (let cursor = start; !used.has(cursor);) {
    used.add(cursor);
    const page = await ask(cursor);
    if (!page.ok) return page;
    barren = collection.add(page.value) === 0 ? barren + 1 : 0;
    if (page.value.next === null) return ok('complete');
    if (barren === BARREN_PAGES) break;
    cursor = page.value.next;
  }
  return ok('endless');
}

/** For a list that never ends and is not complete either. */
export function endlessError(transport: Transport, reference: WandbReference): WandbError {
  return answerError(transport.server, `says that ${formatReference(reference)} has more runs, but sends no new ones`);
}

/** What of a collection could not be read. */
export function collectionProblems(collection: Collection, reference: WandbReference): readonly ReadProblem[] {
  const nulls = collection.nulls();
  return [
    ...[...collection.runs.values()].flatMap((run) => run.problems),
    ...(nulls === 0
      ? []
      : [
          {
            where: formatReference(reference),
            message: `W&B gives nothing for ${nulls} of the runs; they are left out`,
          },
        ]),
  ];
}
