import { plainText } from '../../plainText';
import type { HttpError } from '../../ports';
import type { SourceError } from '../../runs/run';
import { formatReference, type WandbReference } from './reference';
import type { WandbServer } from './server';

/** What went wrong, for a host that reacts to it: `key` asks for signing in again, `cancelled` is silent. */
export type WandbErrorKind =
  | 'key'
  | 'permission'
  | 'not-found'
  | 'no-runs'
  | 'offline'
  | 'certificate'
  | 'proxy'
  | 'timeout'
  | 'rate-limit'
  | 'server'
  | 'answer'
  | 'cancelled';

/** Why W&B could not be read: a sentence for the cause and one for the next step. Never holds the key. */
export interface WandbError extends SourceError {
  readonly kind: WandbErrorKind;
}

/** The person changed their mind. */
export const CANCELLED: WandbError = {
  kind: 'cancelled',
  message: 'Reading from W&B was cancelled.',
  advice: 'Start it again to read all runs.',
};

/** No answer came. */
export function networkError(server: WandbServer, { kind, message }: HttpError): WandbError {
  const { host } = server;
  if (/\b407\b|proxy auth/i.test(message)) return statusError(server, 407, '', true);
  switch (kind) {
    case 'cancelled':
      return CANCELLED;
    case 'timeout':
      return {
        kind: 'timeout',
        message: `${host} did not answer in time, several times.`,
        advice: 'Check the connection, or try again later.',
      };
    case 'unknown-host':
      return {
        kind: 'offline',
        message: `${host} is unknown to the network.`,
        advice: 'Check the connection, the proxy, and the address of the W&B server.',
      };
    case 'refused':
      return {
        kind: 'offline',
        message: `${host} accepts no connection.`,
        advice: 'Check that the server runs, and its address with the port.',
      };
    case 'certificate':
      return {
        kind: 'certificate',
        message: `The certificate of ${host} is not trusted (${plainText(message, 120)}).`,
        advice: 'Behind a company proxy, add its certificate to the system’s (command line: NODE_EXTRA_CA_CERTS).',
      };
    case 'cut':
      return {
        kind: 'offline',
        message: `The connection to ${host} was cut, several times.`,
        advice: 'Check the connection and the proxy, then try again.',
      };
    case 'unexplained':
      return {
        kind: 'offline',
        message: `The browser got no answer from ${host}: it can't be reached, or lets no page of another site read its answers.`,
        advice: 'Read these runs in VS Code on a computer, or export them to a file and analyze that here.',
      };
    case 'other':
      return {
        kind: 'offline',
        message: `${host} could not be reached (${plainText(message, 120)}).`,
        advice: 'Check the connection, the proxy, and the address of the W&B server.',
      };
  }
}

/** The server said no: its status, and what its answer says (`said` is empty where it says nothing). */
export function statusError(server: WandbServer, status: number, said: string, hasKey: boolean): WandbError {
  const { host } = server;
  const quoted = said === '' ? '' : ` (${plainText(said, 200)})`;
  switch (status) {
    case 401:
      return hasKey
        ? {
            kind: 'key',
            message: `${host} does not accept the API key: it is wrong, expired, or for another server.`,
            advice: `Copy a key from ${server.appUrl}/authorize and sign in again.`,
          }
        : signInError(server);
    case 403:
      return {
        kind: 'permission',
        message: `${host} does not permit this with the API key in use${quoted}.`,
        advice: 'Ask for access to the project, or sign in with another key.',
      };
    case 404:
      return {
        kind: 'answer',
        message: `There is no W&B API at ${server.baseUrl} (status 404).`,
        advice: 'Check the address of the W&B server.',
      };
    case 407:
      return {
        kind: 'proxy',
        message: 'The proxy asks for a user and a password (status 407).',
        advice: 'Write them into the proxy’s address (http.proxy in VS Code, HTTPS_PROXY on the command line).',
      };
    case 429:
      return {
        kind: 'rate-limit',
        message: `${host} has had too many requests (status 429).`,
        advice: 'Wait a few minutes, then try again.',
      };
    default:
      if (status >= 300 && status < 400) {
        return {
          kind: 'answer',
          message: `${server.baseUrl} sends requests on to another address, which the API key may not follow.`,
          advice: 'Set the address of the W&B server to where it is now.',
        };
      }
      return status >= 500
        ? {
            kind: 'server',
            message: `${host} failed with status ${status}${quoted}.`,
            advice: 'Try again later; status.wandb.com tells about W&B’s own server.',
          }
        : {
            kind: 'answer',
            message: `${host} refused the request with status ${status}${quoted}.`,
            advice: 'The server may be older than this version can read; try to export the runs to a file.',
          };
  }
}

/** The server asks for a longer wait than anybody would watch. */
export function longWaitError({ host }: WandbServer, milliseconds: number): WandbError {
  const minutes = Math.ceil(milliseconds / 60_000);
  return {
    kind: 'rate-limit',
    message: `${host} asks to be left alone for ${minutes} minutes.`,
    advice: 'Try again then.',
  };
}

/** An answer with status 200 that is not what was asked for; `what` continues "the answer …". */
export function answerError({ host }: WandbServer, what: string): WandbError {
  return {
    kind: 'answer',
    message: `${host} gave an answer that ${plainText(what, 200)}.`,
    advice: 'Try again; if it stays so, check the address of the server and what proxy stands before it.',
  };
}

/** Errors inside an answer of GraphQL. */
export function graphqlError(server: WandbServer, said: string): WandbError {
  if (/permission|forbidden|not authorized|unauthorized|access denied/i.test(said)) {
    return statusError(server, 403, said, true);
  }
  return {
    kind: 'server',
    message: `${server.host} reports an error: ${plainText(said, 200) || 'no text'}.`,
    advice: 'Try again later; if it stays so, export the runs to a file.',
  };
}

/** Nothing is shown without a key. */
export function signInError({ host, appUrl }: WandbServer): WandbError {
  return {
    kind: 'key',
    message: `${host} needs an API key for this.`,
    advice: `Sign in to W&B, or set WANDB_API_KEY; the key is at ${appUrl}/authorize.`,
  };
}

/**
 * W&B answers alike for what does not exist and for what the key may not see. `place` is where it was looked for;
 * `known` are names that do exist there.
 */
export function notFoundError(
  { host }: WandbServer,
  missing: 'entity' | 'project' | 'sweep' | 'run',
  name: string,
  place: string | null,
  known: readonly string[] = [],
): WandbError {
  const some = known.slice(0, 5).map((item) => plainText(item, 60));
  const there = some.length > 0 ? ` There is ${some.join(', ')}${known.length > some.length ? ', …' : ''}.` : '';
  const where = place === null ? '' : ` in ${plainText(place, 120)}`;
  return {
    kind: 'not-found',
    message: `${host} has no ${missing} ${plainText(name, 80)}${where} that the key in use may see.`,
    advice: `Check the spelling, and which account the key belongs to.${there}`,
  };
}

/** There is nothing to compare. */
export function noRunsError(reference: WandbReference): WandbError {
  const name = plainText(formatReference(reference), 200);
  return {
    kind: 'no-runs',
    message: `${name} has no runs yet.`,
    advice:
      reference.kind === 'sweep' ? `Start some with: wandb agent ${name}` : 'Start some, or choose another project.',
  };
}
