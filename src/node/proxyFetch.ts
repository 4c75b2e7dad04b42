import { getProxyForUrl } from 'proxy-from-env';
import type { Fetch } from '../web/http';

/**
 * A `fetch` that goes through the proxy which `HTTPS_PROXY` or `HTTP_PROXY` names, except to hosts of `NO_PROXY` (each
 * also in lower case). Node 20's own `fetch`, which is used where there is no proxy, knows none of them.
 */
export function environmentFetch(): Fetch {
  const byProxy = new Map<string, Promise<Fetch>>();
  return async (url, options) => {
    const proxy = getProxyForUrl(url);
    if (proxy === '') return fetch(url, options);
    const made = byProxy.get(proxy) ?? fetchThrough(proxy);
    byProxy.set(proxy, made);
    return (await made)(url, options);
  };
}

async function fetchThrough(proxy: string): Promise<Fetch> {
  // Half a megabyte of code that few need.
  const { ProxyAgent, fetch: undiciFetch } = await import('undici');
  const dispatcher = new ProxyAgent(proxy);
  return (url, options) => undiciFetch(url, { ...options, dispatcher });
}
