import type { Value, Values } from '../../src/core/runs/run';
import { parseFilter } from './filters';
import { pythonJson } from './jsonText';
import type { StandInData, StandInKey, StandInProject, StandInRun } from './model';
import { inOrder } from './orders';
import type { PagingRules } from './paging';

/** What the answer to one request is made from. */
export interface AnswerContext {
  readonly data: StandInData;
  readonly key: StandInKey;
  readonly paging: PagingRules;
  /** The most lines of a log that one answer holds. */
  readonly maxLogLines: number;
  /** Times without a zone, as older servers wrote them; they are UTC all the same. */
  readonly zoneless: boolean;
  /** Where files are served: with the key, and by signed links without one. */
  readonly filesUrl: string;
  readonly bucketUrl: string;
  readonly texts: RunTexts;
  readonly selections: Selections;
}

/** Runs of a project by filter and order. */
export type Selections = (project: StandInProject, filters: Filters, order: string | null | undefined) => RunList;
type RunList = readonly StandInRun[];
type Filters = string | null | undefined;

/** Selects runs and keeps the lists, so that the pages of one pull are cut from one list. */
export function createSelections(): Selections {
  const known = new WeakMap<RunList, Map<string, RunList>>();
  return (project, filters, order) => {
    const ofProject = known.get(project.runs) ?? new Map<string, RunList>();
    known.set(project.runs, ofProject);
    const name = JSON.stringify([filters, order]);
    const runs = ofProject.get(name) ?? inOrder(project.runs.filter(parseFilter(filters)), order);
    ofProject.set(name, runs);
    return runs;
  };
}

/** Configuration and summary of runs as the JSON texts that W&B gives, reduced to `keys` where some are named. */
export interface RunTexts {
  config(run: StandInRun, keys: readonly string[] | null | undefined): string;
  summary(run: StandInRun, keys: readonly string[] | null | undefined): string | null;
}

/** Writes the texts and keeps the whole ones, so that a benchmark measures its client and not this server. */
export function createRunTexts(): RunTexts {
  const configs = new WeakMap<StandInRun, string>();
  const summaries = new WeakMap<StandInRun, string>();
  const kept = (texts: WeakMap<StandInRun, string>, run: StandInRun, write: () => string): string => {
    const text = texts.get(run) ?? write();
    texts.set(run, text);
    return text;
  };
  return {
    config: (run, keys) =>
      isAll(keys)
        ? kept(configs, run, () => configText(run))
        : configText({ ...run, config: only(run.config, keys) }, keys),
    summary: (run, keys) => {
      const { summary } = run;
      if (summary === null) return null;
      return isAll(keys) ? kept(summaries, run, () => pythonJson(summary)) : pythonJson(only(summary, keys));
    },
  };
}

/** What W&B's own client notes about itself; a run that never began has none of it. */
export function wandbEntry(run: StandInRun): Values {
  return new Map<string, Value>(
    run.initialised
      ? [
          ['cli_version', '0.30.0'],
          ['python_version', '3.11.2'],
          ['m', []],
          ['t', { 12: '0.30.0' }],
        ]
      : [],
  );
}

function configText(run: StandInRun, keys?: readonly string[]): string {
  const entries = [...run.config].map(([key, value]) => `${JSON.stringify(key)}:{"value":${pythonJson(value)}}`);
  if (run.initialised && (keys === undefined || keys.includes('_wandb')))
    entries.push(`"_wandb":{"value":${pythonJson(wandbEntry(run))}}`);
  return `{${entries.join(',')}}`;
}

function isAll(keys: readonly string[] | null | undefined): keys is null | undefined {
  return keys === null || keys === undefined;
}

function only(values: Values, keys: readonly string[]): Values {
  return new Map([...values].filter(([key]) => keys.includes(key)));
}
