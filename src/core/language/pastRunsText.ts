import { conditionOf } from '../rules/crashRegions';
import { thresholdInWords } from '../rules/evidence';
import { conditionInWords } from '../rules/jointConditions';
import { inWords, interval, listed, quoted } from '../rules/wording';
import type { Evidence, EvidenceExtent } from '../runs/evidence';
import { ageInWords } from './lens';

/**
 * What past runs say, as the lines of a text that a problem leads to: findings with their counts, regions, safe bounds.
 * `today` is the present in milliseconds since 1970.
 */
export function pastRunsText(evidence: Evidence, today: number): string {
  const { source, analyzedAt, crashed, completed, parameters, interactions, safeBounds } = evidence;
  const runs = crashed + completed;
  const telling = parameters.filter(({ verdict }) => verdict === 'strong' || verdict === 'suggestive');
  const findings = telling.flatMap((found) => {
    const q =
      found.q === null ? '' : ` (q = ${found.q < 0.001 ? 'below 0.001' : inWords(Number(found.q.toPrecision(2)))})`;
    const where = found.threshold === null ? null : thresholdInWords(found.threshold);
    const levels = found.levels.map(
      (level) => `  ${quoted(String(level.value))}: ${level.crashed} of ${level.total} crashed (${interval(level)})`,
    );
    return [`${quoted(found.name)}: ${found.verdict}${q}`, ...(where === null ? [] : [`  ${where}`]), ...levels, ''];
  });
  const regions = interactions.map((region) => {
    const terms = region.terms.map((term) => `${quoted(term.parameter)} ${conditionInWords(conditionOf(term))}`);
    return `${listed(terms)}: ${region.crashed} of ${region.total} crashed (${interval(region)})`;
  });
  const bounds = safeBounds.map(
    ({ parameter, from, to, reason }) => `${quoted(parameter)}: ${extent(to)} instead of ${extent(from)}. ${reason}`,
  );
  const section = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [title, '', ...lines, ''];
  return [
    `What past runs say: ${crashed} of ${runs} crashed in ${source}, analyzed ${ageInWords(analyzedAt, today)}.`,
    '',
    ...(findings.length > 0 ? findings : ['No setting differs clearly between crashed and completed runs.', '']),
    ...section('Together', regions),
    ...section('Safer bounds', bounds),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

function extent(range: EvidenceExtent): string {
  return 'values' in range ? listed(range.values.map(String)) : `${inWords(range.min)} to ${inWords(range.max)}`;
}
