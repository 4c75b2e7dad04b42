import type { Fetch } from './http';

/**
 * A `fetch` that goes through the proxy which `HTTPS_PROXY` and `HTTP_PROXY` name, except to hosts of `NO_PROXY` (each
 * also in lower case); Node 20's own knows none of them. Without such a variable it is Node's own.
 */
export function environmentFetch(environment: NodeJS.ProcessEnv): Fetch {
  const named = (...names: readonly string[]): string | undefined =>
    names.map((name) => environment[name]).find((value) => value !== undefined && value !== '');
  const httpsProxy = named('https_proxy', 'HTTPS_PROXY');
  const httpProxy = named('http_proxy', 'HTTP_PROXY');
  if (httpsProxy === undefined && httpProxy === undefined) return fetch;
  const noProxy = named('no_proxy', 'NO_PROXY') ?? '';
  let made: Promise<Fetch> | undefined;
  const make = async (): Promise<Fetch> => {
    const { EnvHttpProxyAgent, fetch: proxyFetch } = await import('undici');
    const dispatcher = new EnvHttpProxyAgent({
      // The agent falls back to the HTTP proxy; empty texts would be taken for addresses.
      ...(httpsProxy !== undefined && { httpsProxy }),
      ...(httpProxy !== undefined && { httpProxy }),
      noProxy,
    });
    return (url, options) => proxyFetch(url, { ...options, dispatcher });
  };
  return async (url, options) => (await (made ??= make()))(url, options);
}
