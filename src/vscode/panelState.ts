import { frameworkDefaults, metricsOf } from '../core/analysis/analyzeSweep';
import { pageUrl, parseServer } from '../core/sources/wandb/server';
import { findingRules } from '../core/nextSweep/findingRules';
import { parseSweepDocument } from '../core/sweep/document';
import { encodeTable } from '../shared/encodeTable';
import type { PanelAction, PanelState } from '../shared/protocol';
import { runDetails, type RunDetails } from '../shared/runDetails';
import { searchSpace } from '../shared/searchSpace';
import type { FinishedAnalysis } from './runAnalysis';
import type { RunSource } from './runSource';

/** An analysis as the page draws it. */
export function panelState(finished: FinishedAnalysis): PanelState {
  const { source, analyzedAt, changes, runSet, sweepText, choices, analysis, table } = finished;
  const { target, logged } = metricsOf(runSet, { sweepText, metric: choices.metric });
  return {
    phase: 'ready',
    source,
    analyzedAt,
    ...(changes !== null && { changes }),
    analysis,
    table: encodeTable(table, runSet.runs),
    space: sweepText === null ? [] : searchSpace(parseSweepDocument(sweepText)),
    metrics: { chosen: target?.name ?? null, goal: target?.goal ?? null, logged },
    actions: actionsOf(finished),
    problems: runSet.problems,
  };
}

/** What can be done with an analysis: bounds and next sweeps need the file that they are for. */
function actionsOf({ analysis, table, request }: FinishedAnalysis): readonly PanelAction[] {
  const hasFile = request.sweep !== null;
  const offered: readonly (readonly [PanelAction, boolean])[] = [
    ['applySafeBounds', hasFile],
    ['nextSweep', hasFile],
    ['saveRules', findingRules(analysis, table).length > 0],
    ['reproduce', analysis.causes.length > 0],
  ];
  return offered.flatMap(([action, isPossible]) => (isPossible ? [action] : []));
}

/** All that is known of one run of the analysis; `null` where there is no such run. */
export function runDetailsOf({ runSet, table, sweepText, request }: FinishedAnalysis, id: string): RunDetails | null {
  const place = table.rows.findIndex((row) => row.id === id);
  const run = runSet.runs[place];
  const row = table.rows[place];
  if (run === undefined || row === undefined) return null;
  return runDetails(run, {
    row,
    link: linkOf(request.source, id),
    framework: frameworkDefaults(runSet, sweepText),
  });
}

/** The run's page on the server it was read from. */
function linkOf(source: RunSource, run: string): string | null {
  if (source.kind !== 'wandb') return null;
  const server = parseServer(source.baseUrl);
  const { entity, project } = source.reference;
  return server.ok ? pageUrl(server.value, { entity, project, run }) : null;
}
