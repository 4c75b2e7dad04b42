import { generateData } from '../../test/server/generator';
import { createLiveSweep } from '../../test/server/liveSweep';
import { STAND_IN_KEY } from '../../test/server/model';
import { authorization } from '../../test/server/post';
import { createStandInServer } from '../../test/server/standInServer';
import { createAnswerMemory, type Passed } from './answerMemory';
import type { Role } from './role';

/** The stand-in server's process. With `changing`, so many runs are still on, for `advance`. */
export interface ServerOptions {
  readonly runs: number;
  readonly parameters: number;
  readonly latencyMs: number;
  readonly changing?: number;
}

/** What the server's process is asked: what passed since it was last asked, and what `kind` says. */
export type ServerRequest =
  | { readonly kind: 'passed' }
  /** So many runs end, and all that are on give a sign of life. */
  | { readonly kind: 'advance'; readonly ends: number }
  /** The answer to this request becomes what `/kept` sends. */
  | { readonly kind: 'keep'; readonly body: string };

/** What it answers. */
export interface ServerAnswer extends Passed {
  readonly url: string;
}

/** Serves generated runs until the parent ends it. */
export const wandbServer: Role<ServerOptions, ServerRequest, ServerAnswer> = async ({ changing = 0, ...options }) => {
  const { runs, parameters, latencyMs } = options;
  const live = changing > 0 ? createLiveSweep({ runs, parameters, ended: runs - changing, running: changing }) : null;
  const server = await createStandInServer({
    data: live?.data() ?? generateData({ runs, parameters }),
    // The single answer that pages are compared with holds all runs.
    maxPageSize: Infinity,
  });
  const memory = await createAnswerMemory(server.url, latencyMs);
  const { Authorization } = authorization(STAND_IN_KEY.key);

  const answer = async (request: ServerRequest): Promise<ServerAnswer> => {
    if (request.kind === 'advance') {
      live!.advance(request.ends);
      server.setData(live!.data());
      memory.forget();
    }
    if (request.kind === 'keep') await memory.keep(request.body, { authorization: Authorization! });
    return { url: memory.url, ...memory.passed() };
  };
  return { answer };
};
