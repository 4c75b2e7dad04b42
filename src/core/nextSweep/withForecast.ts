import type { Analysis } from '../analysis/analysis';
import { evidenceOf, forecastSweep } from '../analysis/evidence';
import type { RunTable } from '../runs/table';
import { parseSweepDocument } from '../sweep/document';
import { narrowSweep } from './narrowSweep';

/**
 * The analysis with the forecast of its sweep file within the safe bounds, for a report: the same figure as the header of
 * a next sweep and the editor's line above the file have. Unchanged where there is nothing to narrow.
 */
export function withForecast(analysis: Analysis, table: RunTable, sweepText: string | null): Analysis {
  const { safeBounds, safeBoundsEffect } = analysis;
  if (sweepText === null || safeBoundsEffect === null || safeBounds.length === 0) return analysis;
  const { text, narrowed } = narrowSweep(parseSweepDocument(sweepText), safeBounds);
  if (narrowed.length === 0) return analysis;
  const from = { source: '', analyzedAt: 0, project: null, framework: null, sweepFile: null };
  const { rate, warning } = forecastSweep(evidenceOf(analysis, table, from), parseSweepDocument(text));
  const reason = rate === null ? (warning?.message ?? null) : null;
  return { ...analysis, safeBoundsEffect: { ...safeBoundsEffect, forecast: { rate, reason } } };
}
