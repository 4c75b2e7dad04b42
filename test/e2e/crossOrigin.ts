/** A server in front of another one, as a browser meets it: its answers are for pages of other sites only when it says so. */
import { createServer, request as passOn, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The server; `allow` may be changed while it runs. */
export interface CrossOriginServer {
  readonly url: string;
  allow: boolean;
  close(): Promise<void>;
}

/** Starts it in front of the server at `target`; at first it allows no page to read its answers. */
export async function createCrossOriginServer(target: string): Promise<CrossOriginServer> {
  const allowed = (): OutgoingHttpHeaders =>
    self.allow ? { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*, authorization' } : {};
  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, allowed()).end();
      return;
    }
    const { method, headers, url } = request;
    request.pipe(
      passOn(`${target}${url ?? '/'}`, { method, headers: { ...headers, host: new URL(target).host } }, (answer) => {
        answer.pipe(response.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...allowed() }));
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: CrossOriginServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    allow: false,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}
