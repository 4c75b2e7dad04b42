import type { Values } from '../../runs/run';
import { createConsoleTail } from '../consoleLog';
import { createLastHistory } from './lastHistory';
import { decodeRecord, type ItemChanges, type LogRecord, type RunFields } from './records';
import { createLogReader, type LogReport } from './transactionLog';
import { createValueTree, type ValueTree } from './valueTree';

/** What a `.wandb` file says about its run. */
export interface LogContents {
  readonly run: RunFields;
  readonly config: Values;
  /** The summary records, and the last history value of what they lack. */
  readonly summary: Values;
  /** `null` where the log holds no exit record: the run goes on, or died hard. */
  readonly exit: { readonly exitCode: number | null; readonly runtimeSeconds: number } | null;
  readonly preempting: boolean;
  readonly logTail: readonly string[];
  /** The latest time that a record carries, in milliseconds since 1970. */
  readonly lastActivity: number | null;
  /** Records with the right checksum that are no valid message. */
  readonly undecodable: number;
  readonly report: LogReport;
}

/** Folds a log, piece by piece, into what it says; memory does not grow with the number of records. */
export interface LogFold {
  push(piece: Uint8Array): void;
  end(): LogContents;
}

/** Starts folding a `.wandb` file. */
export function createLogFold(): LogFold {
  const config = createValueTree();
  const summary = createValueTree();
  const history = createValueTree();
  const output = createConsoleTail();
  let run: RunFields = { id: null, displayName: null, sweepId: null, host: null, startedAt: null, earlierSeconds: 0 };
  let exit: LogContents['exit'] = null;
  let preempting = false;
  let lastActivity: number | null = null;
  let undecodable = 0;

  const seenAt = (time: number | null): void => {
    if (time !== null) lastActivity = Math.max(lastActivity ?? time, time);
  };

  const take = (record: LogRecord): void => {
    switch (record.kind) {
      case 'run':
        // Later run records update earlier ones.
        run = overlaid(run, record.run);
        applyChanges(config, record.config);
        applyChanges(summary, record.summary);
        break;
      case 'config':
        applyChanges(config, record.changes);
        break;
      case 'summary':
        applyChanges(summary, record.changes);
        break;
      case 'history':
        for (const { path, json } of record.items) history.set(path, json);
        break;
      case 'output':
        output.write(record.text, record.stream);
        seenAt(record.time);
        break;
      case 'stats':
        seenAt(record.time);
        break;
      case 'environment':
        run = { ...run, host: record.host ?? run.host, startedAt: run.startedAt ?? record.startedAt };
        break;
      case 'exit':
        exit = { exitCode: record.exitCode, runtimeSeconds: record.runtimeSeconds };
        break;
      case 'preempting':
        preempting = true;
        break;
    }
  };

  const decode = (payload: Uint8Array): void => {
    const record = decodeRecord(payload);
    if (record === undefined) undecodable++;
    else if (record !== null) take(record);
  };
  const lastHistory = createLastHistory(decode);
  const reader = createLogReader((payload) => {
    if (!lastHistory.take(payload)) decode(payload);
  });

  return {
    push: (piece) => {
      reader.push(piece);
    },
    end() {
      const report = reader.end();
      lastHistory.flush();
      const summaryValues = new Map([...history.values(), ...summary.values()]);
      const loggedAt = summaryValues.get('_timestamp');
      if (typeof loggedAt === 'number' && Number.isFinite(loggedAt)) seenAt(Math.floor(loggedAt * 1000));
      return {
        run,
        config: config.values(),
        summary: summaryValues,
        exit,
        preempting,
        logTail: output.lines(),
        lastActivity,
        undecodable,
        report,
      };
    },
  };
}

function applyChanges(tree: ValueTree, changes: ItemChanges): void {
  for (const { path, json } of changes.update) tree.set(path, json);
  for (const { path } of changes.remove) tree.remove(path);
}

/** proto3 leaves empty texts out, so that an empty field of an update means "as before". */
function overlaid(before: RunFields, after: RunFields): RunFields {
  return {
    id: after.id ?? before.id,
    displayName: after.displayName ?? before.displayName,
    sweepId: after.sweepId ?? before.sweepId,
    host: after.host ?? before.host,
    startedAt: after.startedAt ?? before.startedAt,
    earlierSeconds: after.earlierSeconds || before.earlierSeconds,
  };
}
