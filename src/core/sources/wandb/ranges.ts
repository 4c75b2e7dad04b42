import { ok, type Result } from '../../ports';
import { CANCELLED, type WandbError } from './errors';
import { madeBetween, runFilters } from './filters';
import { askPage, readPages, type Collection, type PageSize, type RunList, type RunPage } from './runPages';
import type { Call, Transport } from './transport';

/** Requests in flight at once; W&B's own client allows itself ten. */
export const REQUESTS_IN_FLIGHT = 6;

/** Times of creation, in milliseconds since 1970: `from` is included, `to` is not; `null` is open. */
interface Range {
  readonly from: number;
  readonly to: number | null;
}

/** Times in answers may be cut to whole seconds. */
const RESOLUTION = 1000;

/** Splits below this length gain nothing: runs are rarely made so close to each other by the hundreds. */
const SHORTEST_RANGE = 4 * RESOLUTION;

/**
 * Reads the runs made from `from` on by several requests at once, each for a range of creation times. A range that
 * turns out to hold more than a page is split where workers are idle, so that bursts do not end in one long line.
 * `not-understood` where the server gave runs from outside a range: its filters can't be relied on.
 */
export async function readRanges(
  transport: Transport,
  call: Call,
  list: RunList,
  span: { readonly from: number; readonly newest: number; readonly count: number },
  size: PageSize,
  collection: Collection,
): Promise<Result<'complete' | 'endless' | 'not-understood', WandbError>> {
  const abort = linkedAbort(call.signal);
  const inner: Call = { ...call, signal: abort.signal };
  let verdict: Result<'complete' | 'endless' | 'not-understood', WandbError> = ok('complete');
  const end = (worse: typeof verdict): void => {
    if (verdict.ok) verdict = worse;
    if (!worse.ok || worse.value === 'not-understood') abort.now();
  };

  const queue = initialRanges(span, Math.ceil(span.count / size.runs));
  let active = 0;
  const work = async (range: Range): Promise<void> => {
    const filters = runFilters(list.reference, madeBetween(range.from, range.to));
    const ask = (cursor: string | null): Promise<Result<RunPage, WandbError>> =>
      askPage(transport, inner, { ...list, filters }, cursor, size);
    const page = await ask(null);
    if (!page.ok) {
      end(page);
      return;
    }
    if (page.value.runs.some((run) => !isWithin(run.pulled.createdAt, range))) {
      end(ok('not-understood'));
      return;
    }
    collection.add(page.value);
    if (page.value.next === null) return;
    const last = page.value.runs.at(-1)?.pulled.createdAt ?? range.from;
    const middle = (last + (range.to ?? Math.max(span.newest, last))) / 2;
    if (
      queue.length + active < REQUESTS_IN_FLIGHT &&
      last - range.from >= RESOLUTION &&
      middle - last >= SHORTEST_RANGE
    ) {
      queue.push({ from: last, to: middle }, { from: middle, to: range.to });
      return;
    }
    const rest = await readPages(ask, page.value.next, collection);
    if (!rest.ok || rest.value === 'endless') end(rest);
  };

  await new Promise<void>((resolve) => {
    const launch = (): void => {
      while (active < REQUESTS_IN_FLIGHT && queue.length > 0 && !abort.signal.aborted) {
        active++;
        void work(queue.shift()!).finally(() => {
          active--;
          launch();
        });
      }
      if (active === 0) resolve();
    };
    launch();
  });
  abort.release();
  return call.signal?.aborted === true ? { ok: false, error: CANCELLED } : verdict;
}

/** Ranges of equal length from `from` to the newest run; the last one is open, for runs made meanwhile. */
function initialRanges({ from, newest }: { readonly from: number; readonly newest: number }, count: number): Range[] {
  const wanted = Math.max(1, Math.min(count, Math.floor((newest - from) / SHORTEST_RANGE)));
  const edge = (i: number): number => from + Math.round(((newest + RESOLUTION - from) * i) / wanted);
  return Array.from({ length: wanted }, (_, i) => ({ from: edge(i), to: i === wanted - 1 ? null : edge(i + 1) }));
}

function isWithin(createdAt: number | null, { from, to }: Range): boolean {
  if (createdAt === null) return false;
  return createdAt >= from - RESOLUTION && (to === null || createdAt <= to + RESOLUTION);
}

/** A signal of its own that is aborted with the outer one. */
function linkedAbort(outer: AbortSignal | undefined) {
  const controller = new AbortController();
  const abort = (): void => {
    controller.abort();
  };
  if (outer?.aborted === true) abort();
  outer?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    now: abort,
    release: (): void => {
      outer?.removeEventListener('abort', abort);
    },
  };
}
