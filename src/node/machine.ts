import type { WandbMachine } from '../cli/wandbSource';
import { fetchHttp } from '../web/http';
import { environmentFetch } from './proxyFetch';
import { timerSleep } from '../web/sleep';
import { readNetrc, readWandbSettings } from './wandbHome';

/** This computer, as the command line uses it: without an editor, proxies come from the environment. */
export function nodeMachine(environment: NodeJS.ProcessEnv = process.env): WandbMachine {
  return {
    http: fetchHttp(environmentFetch()),
    sleep: timerSleep,
    clock: Date,
    environment,
    netrc: () => readNetrc(environment),
    wandbSettings: () => readWandbSettings(environment),
  };
}
