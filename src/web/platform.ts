import { fail, type Http } from '../core/ports';
import type { Platform } from '../vscode/platform';
import { fetchHttp } from './http';
import { timerSleep } from './sleep';

/**
 * A browser: no environment, no home folder, and files only through the editor. Keys are those that were entered. Requests
 * are the page's own, so that a server answers only if it lets pages of this address read its answers.
 */
export const platform: Platform = {
  http: browserHttp(fetchHttp()),
  sleep: timerSleep,
  environment: {},
  netrc: () => Promise.resolve(null),
  wandbSettings: () => Promise.resolve(null),
  fileSystem: () => null,
};

/** `http` of a browser, which keeps the reason of a failure to itself: one that can't be told from a forbidden answer. */
export function browserHttp(http: Http): Http {
  return {
    send: async (request) => {
      const answer = await http.send(request);
      if (answer.ok || !NO_REASON.test(answer.error.message)) return answer;
      return fail({ kind: 'unexplained', message: answer.error.message });
    },
  };
}

/** What Chromium, Firefox and Safari say of every request that failed or whose answer is not for the page. */
const NO_REASON = /^(?:failed to fetch|networkerror when attempting to fetch resource|load failed)/i;
