import { effectIn, factOf, isMet } from '../knowledge/parameter';
import { recognise, type Recognition } from '../knowledge/recognise';
import { judgeOutcomes } from '../runs/judgeOutcomes';
import { createKnownKeys, PackedValues } from '../runs/packedValues';
import type { Outcome, Run, RunSet, Value } from '../runs/run';
import type { RunTable } from '../runs/table';
import { parseSweepDocument, type SweepDocument } from '../sweep/document';
import { fieldsOf, resolveAlias, textOf } from '../sweep/node';
import { commandOf, fixedValue, parametersOf } from '../sweep/parameters';
import { distributionNameOf } from '../sweep/readDistribution';
import type { Analysis, RecognisedFramework } from './analysis';
import { analyze, type AnalyzeOptions } from './analyze';
import type { ParameterNote } from './compare';
import { sweepSpace } from './sweepSpace';
import { chooseMetric, loggedMetrics, type TargetMetric } from './metric';

/** What a person says besides the runs. `sweepText` may be any text; what can't be read in it is left out. */
export interface SweepAnalysisOptions extends Pick<AnalyzeOptions, 'crashed' | 'baselineRun' | 'progress'> {
  readonly sweepText: string | null;
  readonly metric?: string | null;
  readonly predict?: boolean;
}

/**
 * Analyses runs together with the sweep file that they came from, where there is one, and with what is known of the
 * framework that they use.
 */
export function analyzeSweep(
  runSet: RunSet,
  { sweepText, metric = null, predict = false, ...rest }: SweepAnalysisOptions,
): { readonly analysis: Analysis; readonly table: RunTable } {
  const document = sweepText === null ? null : parseSweepDocument(sweepText);
  const recognition = recogniseFramework(document, runSet.runs);
  const { analysis, table } = analyze(runSet, {
    ...rest,
    metric,
    predict,
    sweep: document && sweepOptions(document),
    notPredicted: whyNotDrawn(document),
    ...(recognition && {
      facts: (parameter: string) => noteOf(recognition, parameter),
      framework: defaultsOf(recognition),
    }),
  });
  return { analysis: { ...analysis, framework: recognition && recognised(recognition) }, table };
}

function recognised({ framework, task, frameworkFrom }: Recognition): RecognisedFramework {
  const { id, name, version, source } = framework;
  return { id, name, version, source, task, recognisedBy: frameworkFrom };
}

/** Why nothing can be drawn from a sweep file, in one sentence; `null` where nothing speaks against it. */
function whyNotDrawn(document: SweepDocument | null): string | null {
  if (document === null) return 'No sweep file is known: give one with --sweep FILE.';
  const [error] = document.syntaxErrors;
  if (error !== undefined) {
    const line = document.lines.positionAt(error.start).line + 1;
    return `The sweep file can’t be read, see its line ${String(line)}: ${error.message}`;
  }
  return parametersOf(document.root).length > 0 ? null : 'The sweep file has no parameters.';
}

/** The target metric that an analysis of these runs has, and the other metrics that could be chosen. */
export function metricsOf(
  runSet: RunSet,
  { sweepText, metric = null }: Pick<SweepAnalysisOptions, 'sweepText' | 'metric'>,
): { readonly target: TargetMetric | null; readonly logged: readonly string[] } {
  const sweepMetric = sweepText === null ? null : sweepOptions(parseSweepDocument(sweepText)).metric;
  return {
    target: chooseMetric(runSet.runs, runSet.baseline, { metric, sweepMetric }),
    logged: loggedMetrics(runSet.runs),
  };
}

/** What became of each run, judged as {@link analyzeSweep} does it with the sweep's own file and metric. */
export function judgedOutcomes(runSet: RunSet): readonly Outcome[] {
  const { sweepText } = runSet;
  const sweep = sweepText === null ? null : sweepOptions(parseSweepDocument(sweepText));
  const target = chooseMetric(runSet.runs, runSet.baseline, { sweepMetric: sweep?.metric });
  return judgeOutcomes(runSet.runs, {
    metric: target?.name ?? null,
    metricIsStated: target !== null && target.name === sweep?.metric?.name,
    terminatesEarly: sweep?.terminatesEarly,
  });
}

/** The defaults of the framework that the runs use; `null` where none is recognised. */
export function frameworkDefaults(
  runSet: RunSet,
  sweepText: string | null,
): NonNullable<AnalyzeOptions['framework']> | null {
  const recognition = recogniseFramework(sweepText === null ? null : parseSweepDocument(sweepText), runSet.runs);
  return recognition && defaultsOf(recognition);
}

function defaultsOf({ framework }: Recognition): NonNullable<AnalyzeOptions['framework']> {
  return { name: framework.name, defaultOf: (parameter) => factOf(framework, parameter)?.default };
}

function sweepOptions(document: SweepDocument): NonNullable<AnalyzeOptions['sweep']> {
  const { root } = document;
  const fields = fieldsOf(root);
  const metric = fieldsOf(fields.get('metric')?.value);
  const name = textOf(metric.get('name')?.value);
  const goal = textOf(metric.get('goal')?.value);
  const distributions = new Map(
    parametersOf(root).map(({ configName, kind, fields: body }) => [
      configName,
      kind === 'continuous' ? distributionNameOf(body) : null,
    ]),
  );
  return {
    parameters: parametersOf(root)
      .filter((parameter) => parameter.kind !== 'nested' && fixedValue(parameter) === null)
      .map(({ configName }) => configName),
    // W&B takes any goal but `maximize` for `minimize`.
    metric: name === null ? null : { name, goal: goal === 'maximize' ? 'maximize' : 'minimize' },
    method: textOf(fields.get('method')?.value),
    terminatesEarly: fields.has('early_terminate'),
    space: sweepSpace(document),
    scaleOf: (parameter) => {
      const distribution = distributions.get(parameter);
      if (distribution === undefined || distribution === null) return null;
      return distribution.includes('log') ? 'log' : 'linear';
    },
  };
}

function recogniseFramework(document: SweepDocument | null, runs: readonly Run[]): Recognition | null {
  const root = document?.root ?? null;
  const parameters = parametersOf(root);
  const logged = loggedSettings(runs);
  const fixed = new Map(
    parameters.flatMap((parameter) => {
      const node = fixedValue(parameter);
      return node ? [[parameter.configName, node.value] as const] : [];
    }),
  );
  const program = fieldsOf(root).get('program')?.value;
  return recognise({
    parameterNames: parameters.length > 0 ? parameters.map(({ configName }) => configName) : namesIn(runs),
    program: program ? textOf(resolveAlias(program)) : null,
    command: commandOf(root),
    fixed,
    varied: new Set([
      ...parameters.map(({ configName }) => configName).filter((name) => !fixed.has(name)),
      ...logged.differing,
    ]),
    pastConfig: logged.common,
  });
}

function namesIn(runs: readonly Run[]): readonly string[] {
  const names = new Set<string>();
  for (const { config } of runs) for (const name of config.keys()) names.add(name);
  return [...names];
}

/** A setting, its first value, and whether some run has another one. */
interface LoggedSetting {
  readonly name: string;
  readonly value: Value;
  differs: boolean;
}

/** The settings that all runs which have them agree on, and the names of the others. */
function loggedSettings(runs: readonly Run[]): {
  readonly common: ReadonlyMap<string, Value>;
  readonly differing: readonly string[];
} {
  const known = new Map<string, LoggedSetting>();
  const take = (value: Value, name: string): void => {
    const setting = known.get(name);
    if (setting === undefined) known.set(name, { name, value, differs: false });
    else if (!Object.is(setting.value, value)) setting.differs = true;
  };
  interface Target {
    readonly name: string;
    setting: LoggedSetting | null;
  }
  const keysOf = createKnownKeys((name): Target => ({ name, setting: null }));
  for (const { config } of runs) {
    if (!(config instanceof PackedValues)) {
      config.forEach(take);
      continue;
    }
    for (const { slot, target } of keysOf(config)) {
      if (target.setting?.differs === true) continue;
      take(slot >= 0 ? config.numbers[slot]! : config.others[~slot]!, target.name);
      target.setting ??= known.get(target.name)!;
    }
  }
  const settings = [...known.values()];
  return {
    common: new Map(settings.flatMap(({ name, value, differs }) => (differs ? [] : [[name, value] as const]))),
    differing: settings.flatMap(({ name, differs }) => (differs ? [name] : [])),
  };
}

function noteOf(recognition: Recognition, parameter: string): ParameterNote | null {
  const { framework, task } = recognition;
  const fact = factOf(framework, parameter);
  if (!fact) return null;
  const { tasks, needs } = fact.effect;
  const effect = effectIn(fact, recognition);
  if (effect === 'effective') return null;
  if (tasks) {
    const only = tasks.join(', ');
    return effect === 'inert' && task !== null
      ? {
          inert: true,
          note: `${framework.name} uses ${fact.name} only for ${only}; these runs ${task}, so ${notTheCause(recognition)}.`,
        }
      : {
          inert: false,
          note: `${framework.name} uses ${fact.name} only for ${only}; the task of these runs is not known.`,
        };
  }
  if (!needs) return null;
  if (effect === 'inert') {
    const given = recognition.setting(needs.setting);
    const value = typeof given === 'string' ? given : JSON.stringify(given);
    const note = `${framework.name} ignores ${fact.name} with ${needs.setting}: ${value}, so ${notTheCause(recognition)}.`;
    return { inert: true, note };
  }
  // What runs did not log has most likely its default; what differs between them counts in some of them.
  if (isMet(needs, needs.default) || recognition.varies(needs.setting)) return null;
  const note = `${framework.name} ignores ${fact.name} with ${needs.setting}: ${String(needs.default)}, its default; these runs did not log ${needs.setting}. If it was that, ${fact.name} did nothing.`;
  return { inert: false, note };
}

/** A framework that was recognised by names and values only is most likely, not surely, the one that ran. */
function notTheCause({ framework, frameworkFrom }: Recognition): string {
  return isNamed(frameworkFrom)
    ? 'it should not be the cause'
    : `it should not be the cause, if this is ${framework.name} (recognised by ${frameworkFrom})`;
}

/** Whether somebody named the framework, rather than used names that it has. */
function isNamed(from: string): boolean {
  return from === 'the rule file' || from.startsWith('the command');
}
