import { PbfReader } from 'pbf';

/**
 * The records of a `.wandb` file that say something about a run's outcome, decoded from protobuf.
 * Field numbers: wandb/proto/wandb_internal.proto of wandb/wandb.
 */
export type LogRecord =
  | { readonly kind: 'run'; readonly run: RunFields; readonly config: ItemChanges; readonly summary: ItemChanges }
  | { readonly kind: 'config' | 'summary'; readonly changes: ItemChanges }
  | { readonly kind: 'history'; readonly items: readonly Item[] }
  | {
      readonly kind: 'output';
      readonly stream: 'stdout' | 'stderr';
      readonly text: string;
      readonly time: number | null;
    }
  | { readonly kind: 'stats'; readonly time: number | null }
  | { readonly kind: 'environment'; readonly host: string | null; readonly startedAt: number | null }
  | { readonly kind: 'exit'; readonly exitCode: number | null; readonly runtimeSeconds: number }
  | { readonly kind: 'preempting' };

/** Who the run is. Times are milliseconds since 1970; what the record does not hold is `null`. */
export interface RunFields {
  readonly id: string | null;
  readonly displayName: string | null;
  readonly sweepId: string | null;
  readonly host: string | null;
  readonly startedAt: number | null;
  /** Of a resumed run, how long it had run before this start; the client's own run times go on from there. */
  readonly earlierSeconds: number;
}

/** One value by its path, as JSON text that may hold bare NaN. */
export interface Item {
  readonly path: readonly string[];
  readonly json: string;
}

export interface ItemChanges {
  readonly update: readonly Item[];
  readonly remove: readonly Item[];
}

/**
 * Decodes one record. `null` for kinds that tell nothing here; `undefined` where the bytes are no such message, which a
 * right checksum does not rule out.
 */
export function decodeRecord(payload: Uint8Array): LogRecord | null | undefined {
  try {
    return new PbfReader(payload).readFields<{ record: LogRecord | null }>(readRecordField, { record: null }).record;
  } catch {
    // pbf reports malformed bytes by whatever exception they lead to.
    return undefined;
  }
}

const WIRE_VARINT = 0;
const WIRE_BYTES = 2;

function readRecordField(tag: number, result: { record: LogRecord | null }, pbf: PbfReader): void {
  if (pbf.type !== WIRE_BYTES) return;
  switch (tag) {
    case 2:
      result.record = { kind: 'history', items: readItems(pbf, 1) };
      break;
    case 3:
      result.record = { kind: 'summary', changes: readChanges(pbf) };
      break;
    case 4:
    case 13:
      result.record = readOutput(pbf);
      break;
    case 5:
      result.record = { kind: 'config', changes: readChanges(pbf) };
      break;
    case 7:
      result.record = { kind: 'stats', time: readTimeAt(pbf, 2) };
      break;
    case 17:
      result.record = readRun(pbf);
      break;
    case 18:
      result.record = readExit(pbf);
      break;
    case 23:
      result.record = { kind: 'preempting' };
      break;
    case 26:
      result.record = readEnvironment(pbf);
      break;
  }
}

/** A nested message as a plain object that `assign` fills field by field. */
function readInto<Fields>(pbf: PbfReader, fields: Fields, assign: (tag: number, pbf: PbfReader) => void): Fields {
  return pbf.readMessage<Fields>((tag) => {
    assign(tag, pbf);
  }, fields);
}

/** The field as text; a field of another wire type is not ours and reads as `null`. */
function text(pbf: PbfReader): string | null {
  return pbf.type === WIRE_BYTES ? pbf.readString() : null;
}

function integer(pbf: PbfReader): number {
  return pbf.type === WIRE_VARINT ? pbf.readVarint(true) : 0;
}

function readItem(pbf: PbfReader): Item {
  let path: string[] = [];
  const nested: string[] = [];
  let json = '';
  readInto(pbf, null, (tag) => {
    if (tag === 1) path = [text(pbf) ?? ''];
    else if (tag === 2) nested.push(text(pbf) ?? '');
    else if (tag === 16) json = text(pbf) ?? '';
  });
  if (nested.length > 0) path = nested;
  return { path, json };
}

/** All items of field `field` of a message. */
function readItems(pbf: PbfReader, field: number): Item[] {
  const items: Item[] = [];
  return readInto(pbf, items, (tag) => {
    if (tag === field && pbf.type === WIRE_BYTES) items.push(readItem(pbf));
  });
}

function readChanges(pbf: PbfReader): ItemChanges {
  const changes = { update: [] as Item[], remove: [] as Item[] };
  return readInto(pbf, changes, (tag) => {
    if (pbf.type !== WIRE_BYTES) return;
    if (tag === 1) changes.update.push(readItem(pbf));
    else if (tag === 2) changes.remove.push(readItem(pbf));
  });
}

/** google.protobuf.Timestamp in milliseconds since 1970. */
function readTimestamp(pbf: PbfReader): number | null {
  if (pbf.type !== WIRE_BYTES) return null;
  let seconds = 0;
  let nanos = 0;
  readInto(pbf, null, (tag) => {
    if (tag === 1) seconds = integer(pbf);
    else if (tag === 2) nanos = integer(pbf);
  });
  return seconds > 0 ? seconds * 1000 + Math.floor(nanos / 1e6) : null;
}

function readTimeAt(pbf: PbfReader, field: number): number | null {
  let time: number | null = null;
  readInto(pbf, null, (tag) => {
    if (tag === field) time = readTimestamp(pbf);
  });
  return time;
}

function readOutput(pbf: PbfReader): LogRecord {
  const output = {
    kind: 'output' as const,
    stream: 'stderr' as 'stdout' | 'stderr',
    text: '',
    time: null as number | null,
  };
  return readInto(pbf, output, (tag) => {
    if (tag === 1) output.stream = integer(pbf) === 1 ? 'stdout' : 'stderr';
    else if (tag === 2) output.time = readTimestamp(pbf);
    else if (tag === 3) output.text = text(pbf) ?? '';
  });
}

function readRun(pbf: PbfReader): LogRecord {
  const none: ItemChanges = { update: [], remove: [] };
  const run = {
    id: null as string | null,
    displayName: null as string | null,
    sweepId: null as string | null,
    host: null as string | null,
    startedAt: null as number | null,
    earlierSeconds: 0,
  };
  const record = { kind: 'run' as const, run, config: none, summary: none };
  return readInto(pbf, record, (tag) => {
    if (tag === 1) run.id = text(pbf);
    else if (tag === 4 && pbf.type === WIRE_BYTES) record.config = readChanges(pbf);
    else if (tag === 5 && pbf.type === WIRE_BYTES) record.summary = readChanges(pbf);
    else if (tag === 8) run.displayName = text(pbf);
    else if (tag === 12) run.sweepId = text(pbf);
    else if (tag === 13) run.host = text(pbf);
    else if (tag === 17) run.startedAt = readTimestamp(pbf);
    else if (tag === 20) run.earlierSeconds = Math.max(0, integer(pbf));
  });
}

function readExit(pbf: PbfReader): LogRecord {
  const exit = { code: 0, runtimeSeconds: 0, isOpen: false };
  readInto(pbf, exit, (tag) => {
    if (tag === 1) exit.code = integer(pbf);
    else if (tag === 2) exit.runtimeSeconds = integer(pbf);
    else if (tag === 3) exit.isOpen = integer(pbf) !== 0;
  });
  return { kind: 'exit', exitCode: exit.isOpen ? null : exit.code, runtimeSeconds: exit.runtimeSeconds };
}

function readEnvironment(pbf: PbfReader): LogRecord {
  const environment = { kind: 'environment' as const, host: null as string | null, startedAt: null as number | null };
  return readInto(pbf, environment, (tag) => {
    if (tag === 3) environment.startedAt = readTimestamp(pbf);
    else if (tag === 12) environment.host = text(pbf);
  });
}
