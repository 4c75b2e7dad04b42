import type { WandbMachine } from '../cli/wandbSource';
import { fetchHttp } from './http';
import { environmentFetch } from './proxyFetch';
import { nodeSleep } from './sleep';
import { readNetrc, readWandbSettings } from './wandbHome';

/** This computer, as the command line uses it: without an editor, proxies come from the environment. */
export function nodeMachine(environment: NodeJS.ProcessEnv = process.env): WandbMachine {
  return {
    http: fetchHttp(environmentFetch()),
    sleep: nodeSleep,
    clock: Date,
    environment,
    netrc: () => readNetrc(environment),
    wandbSettings: () => readWandbSettings(environment),
  };
}
