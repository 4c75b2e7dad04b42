import type { Value } from '../../runs/run';
import { entriesOf, withoutInternalKeys } from '../config';
import { parseJson } from '../json';
import { parsePythonLiteral } from './pythonLiteral';

/** Configuration as `logs/debug.log` tells it: written at the start, so that it survives every crash. */
export interface DebugConfig {
  /** What the agent handed out; empty outside a sweep. */
  readonly sweep: Map<string, Value>;
  /** What the script passed to `wandb.init` and set later. */
  readonly script: Map<string, Value>;
}

const SWEEP_CONFIG = 'wandb.init called with sweep_config: ';
const CONFIG_LINE = /\nconfig: (?=\{)/y;
const CONFIG_UPDATE = /config_cb None None (?=\{)/g;
const CONFIG_ITEM = /config_cb (\([^\n]*?\)|\S+) /g;

/** Reads the Python `repr`s in `debug.log`. What is cut off or no literal is left out. */
export function readDebugConfig(text: string): DebugConfig {
  let sweep = new Map<string, Value>();
  const script = new Map<string, Value>();
  const mark = text.lastIndexOf(SWEEP_CONFIG);
  if (mark >= 0) {
    const parsed = parsePythonLiteral(text, mark + SWEEP_CONFIG.length);
    sweep = withoutInternalKeys(entriesOf(parsed?.value) ?? []);
    const behind = parsed?.end ?? text.indexOf('\n', mark);
    CONFIG_LINE.lastIndex = text[behind] === '\r' ? behind + 1 : behind;
    const line = CONFIG_LINE.exec(text);
    if (line !== null) addAll(script, parsePythonLiteral(text, CONFIG_LINE.lastIndex)?.value);
  }
  for (const update of text.matchAll(CONFIG_UPDATE)) {
    addAll(script, parsePythonLiteral(text, update.index + update[0].length)?.value);
  }
  for (const item of text.matchAll(CONFIG_ITEM)) {
    const name = itemName(item[1]!);
    const parsed = name === null ? null : parsePythonLiteral(text, item.index + item[0].length);
    if (name !== null && parsed !== null && text.startsWith(' None', parsed.end))
      addAll(script, { [name]: parsed.value });
  }
  return { sweep, script };
}

function addAll(target: Map<string, Value>, value: Value | undefined): void {
  for (const [key, item] of withoutInternalKeys(entriesOf(value) ?? [])) target.set(key, item);
}

/** `lr` or `('lr',)`; a nested path is not followed. */
function itemName(source: string): string | null {
  if (source === 'None') return null;
  if (!source.startsWith('(')) return source;
  const path = parsePythonLiteral(source)?.value;
  const only: unknown = Array.isArray(path) && path.length === 1 ? path[0] : null;
  return typeof only === 'string' ? only : null;
}

/** What `logs/debug-internal.log` tells about life and end of a run. Times are milliseconds since 1970. */
export interface InternalLog {
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  /** Exit code that the client sent to the server with its last request. */
  readonly exitCode: number | null;
  /** Whether the client closed the run in an orderly way. */
  readonly isClosed: boolean;
}

/** Reads the JSON lines of `debug-internal.log`, or of its end; lines that are no JSON are passed over. */
export function readInternalLog(text: string): InternalLog {
  let firstTime: number | null = null;
  let lastTime: number | null = null;
  let exitCode: number | null = null;
  let isClosed = false;
  for (const line of text.split('\n')) {
    if (!line.startsWith('{')) continue;
    const parsed = parseJson(line);
    const entries = parsed.ok ? entriesOf(parsed.value) : null;
    if (entries === null) continue;
    const fields = new Map(entries);
    const time = timeOf(fields.get('time'));
    firstTime ??= time;
    if (time !== null) lastTime = Math.max(lastTime ?? time, time);
    const code = fields.get('exit_code');
    if (fields.get('complete') === true && typeof code === 'number') exitCode = code;
    if (fields.get('msg') === 'stream: all finished') isClosed = true;
    // The directory of a run that is resumed in place is written on.
    if (fields.get('msg') === 'stream: starting') [exitCode, isClosed] = [null, false];
  }
  return { firstTime, lastTime, exitCode, isClosed };
}

/** An RFC 3339 time in milliseconds since 1970; `null` for anything else. */
export function timeOf(value: Value | undefined): number | null {
  if (typeof value !== 'string') return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}
