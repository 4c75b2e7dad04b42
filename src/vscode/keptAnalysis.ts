import { frameworkDefaults } from '../core/analysis/analyzeSweep';
import { evidenceOf } from '../core/analysis/evidence';
import { parseSweepDocument } from '../core/sweep/document';
import { fieldsOf, textOf } from '../core/sweep/node';
import type { KeptAnalysis } from '../shared/keptAnalyses';
import type { FinishedAnalysis } from './runAnalysis';
import { keptSource } from './runSource';

/** What is remembered of a finished analysis, with what tells whose runs they were. */
export function keptAnalysisOf(finished: FinishedAnalysis): KeptAnalysis {
  const { analysis, table, request, runSet, sweepText, source, analyzedAt, choices } = finished;
  const sweepUri = request.sweep?.toString() ?? null;
  return {
    evidence: evidenceOf(analysis, table, {
      source,
      analyzedAt,
      project: projectOf(finished),
      framework: frameworkDefaults(runSet, sweepText)?.name ?? null,
      sweepFile: sweepUri,
    }),
    restore: { version: 2, source: keptSource(request.source), sweepUri, choices },
  };
}

/** The project that the runs belong to: where they were read from, or what their sweep says. */
function projectOf({ request: { source }, sweepText }: FinishedAnalysis): string | null {
  if (source.kind === 'wandb') return `${source.reference.entity}/${source.reference.project}`;
  const fields = fieldsOf(sweepText === null ? null : parseSweepDocument(sweepText).root);
  const [entity, project] = ['entity', 'project'].map((key) => textOf(fields.get(key)?.value) ?? '');
  if (project === undefined || project === '') return null;
  return entity === '' ? project : `${String(entity)}/${project}`;
}
