/** The page's side of the line to the extension: typed messages out, answers in, and what survives a window reload. */
import type { HostMessage, PageMessage, RestoreState } from '../src/shared/protocol';
import type { RunDetails } from '../src/shared/runDetails';
import { encodeKept, readKept, type KeptPage } from './keptPage';

/** What VS Code gives a page; `acquireVsCodeApi` may be called only once in a page's life. */
interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension as the page sees it. */
export interface Host {
  post(message: PageMessage): void;
  /** Asks for one run; `null` where it is gone. */
  detailsOf(id: string): Promise<RunDetails | null>;
  /** Takes in the answer to `detailsOf`. */
  answered(message: Extract<HostMessage, { type: 'run' }>): void;
  /** What the page's former life kept. */
  readonly kept: KeptPage;
  /** Keeps the page beside the host's part, with which the host rebuilds the panel. */
  keep(restore: RestoreState, page: KeptPage): void;
}

/** Takes hold of the extension. Call once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  const waiting = new Map<string, ((details: RunDetails | null) => void)[]>();
  const former = api.getState();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    detailsOf: (id) =>
      new Promise((resolve) => {
        const others = waiting.get(id);
        if (others !== undefined) {
          others.push(resolve);
          return;
        }
        waiting.set(id, [resolve]);
        api.postMessage({ type: 'run', id });
      }),
    answered: ({ id, details }) => {
      const resolvers = waiting.get(id) ?? [];
      waiting.delete(id);
      for (const resolve of resolvers) resolve(details);
    },
    kept: readKept(typeof former === 'object' && former !== null && 'page' in former ? former.page : null),
    keep: (restore, page) => {
      api.setState({ ...restore, page: encodeKept(page) });
    },
  };
}
