import type { Http } from '../../../../src/core/ports';
import { createWandbClient, type WandbClient } from '../../../../src/core/sources/wandb/client';
import { parseServer } from '../../../../src/core/sources/wandb/server';
import { fetchHttp } from '../../../../src/web/http';
import { STAND_IN_KEY } from '../../../server/model';
import type { StandInServer } from '../../../server/standInServer';
import { virtualTime } from './virtualTime';

/** The sweep that the stand-in's generated data holds. */
export const SWEEP = { kind: 'sweep', entity: 'team', project: 'detector', sweep: 'sw33p001' } as const;

/** A client of a stand-in server over real HTTP, whose waits pass at once; `sleeps` are those waits. */
export function clientOf(
  server: Pick<StandInServer, 'url'>,
  {
    key = STAND_IN_KEY.key,
    timeoutMs = 5000,
    http = fetchHttp(),
  }: { readonly key?: string | null; readonly timeoutMs?: number; readonly http?: Http } = {},
): WandbClient & { readonly sleeps: readonly number[] } {
  const parsed = parseServer(server.url);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const { clock, sleep, sleeps } = virtualTime();
  const client = createWandbClient({
    http,
    clock,
    sleep,
    server: parsed.value,
    key,
    random: () => 0,
    timeoutMs,
  });
  return { ...client, sleeps };
}
