import type { Analysis, ParameterResult } from '../../analysis/analysis';
import { MOST_MORE_RUNS, roundedRuns } from '../../analysis/wording';
import { plainText } from '../../plainText';
import { formatInteger } from '../format';
import { countWords, placeOf, splitParameters, verdictWords } from '../findings';
import { boundsText } from '../boundsText';
import { paragraph, section, table, type Section } from '../section';
import { shownBounds, valuesBeyond } from '../triedValues';

const MAX_ROWS = 40;

/** How much each setting matters, and what to do with its range: the table that one reads first. */
export function severitySection(analysis: Analysis): Section | null {
  const { varying } = splitParameters(analysis);
  const compared = varying.filter(({ p }) => p !== null);
  const bounds = shownBounds(analysis);
  const rows = compared.slice(0, MAX_ROWS).map((parameter) => {
    const { name, verdict, threshold } = parameter;
    const bound = bounds.find((one) => one.parameter === name);
    const isShown = threshold !== null && (verdict === 'strong' || verdict === 'suggestive');
    return [
      plainText(name, 60),
      severityOf(parameter, analysis),
      verdictWords(parameter),
      isShown ? `${placeOf(threshold)}${valuesBeyond(parameter)}` : '–',
      isShown ? countWords(threshold.beyond) : '–',
      isShown ? countWords(threshold.within) : '–',
      bound === undefined ? actionOf(parameter) : `keep to ${boundsText(bound.to)}`,
    ];
  });
  const more = compared.length - rows.length;
  return section('Severity', [
    table(
      ['Parameter', 'Severity', 'Evidence', 'Crashes where', 'Crashed there', 'Crashed elsewhere', 'What to do'],
      [],
      rows,
    ),
    rows.length === 0
      ? null
      : paragraph(
          'Severity is how much reason there is to change a setting, not how bad its crashes are. high: strong evidence and a range to leave. medium: strong evidence without such a range, or suggestive evidence, as chance could give. low: these runs show no difference, which does not prove that there is none. none: the framework does not use it here.' +
            (more > 0 ? ` ${formatInteger(more)} further parameters show no more than these.` : ''),
        ),
  ]);
}

function severityOf({ name, verdict }: ParameterResult, { safeBounds }: Analysis): 'high' | 'medium' | 'low' | 'none' {
  if (verdict === 'inert') return 'none';
  const isBounded = safeBounds.some(({ parameter }) => parameter === name);
  if (isBounded && verdict !== 'none') return verdict === 'strong' ? 'high' : 'medium';
  return verdict === 'strong' || verdict === 'suggestive' ? 'medium' : 'low';
}

function actionOf({ verdict, moreRuns }: ParameterResult): string {
  if (verdict === 'inert') return 'leave out of the sweep';
  if (verdict === 'suggestive') {
    return typeof moreRuns === 'number' && moreRuns <= MOST_MORE_RUNS
      ? `watch; some ${roundedRuns(moreRuns)} further runs may tell`
      : 'watch';
  }
  return verdict === 'strong' ? 'look at its chart' : 'keep';
}
