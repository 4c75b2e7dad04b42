import type { Platform } from '../vscode/platform';
import { nodeFileSystem } from './fileSystem';
import { fetchHttp } from '../web/http';
import { timerSleep } from '../web/sleep';
import { readNetrc, readWandbSettings } from './wandbHome';

/** The computer that the extension host runs on: this one, or the server at the other end of Remote-SSH. */
export const platform: Platform = {
  http: fetchHttp(),
  sleep: timerSleep,
  environment: process.env,
  netrc: () => readNetrc(process.env),
  wandbSettings: () => readWandbSettings(process.env),
  fileSystem: nodeFileSystem,
};
