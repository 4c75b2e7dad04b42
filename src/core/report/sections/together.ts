import type { Analysis, Interaction } from '../../analysis/analysis';
import { runHolds } from '../../analysis/regionRuns';
import { countOf } from '../../analysis/statistics/proportion';
import type { Column, RunTable } from '../../runs/table';
import { termWords } from '../combinations';
import { countWords } from '../findings';
import { section, table, paragraph, type Section } from '../section';

const MAX_INTERACTIONS = 5;

/**
 * For each pair of settings that crashes together, all four combinations with their counts: which are safe, which are
 * dangerous. Says so where no combination stands out.
 */
export function combinationsSection(analysis: Analysis, runs: RunTable): Section | null {
  const { interactions, parameters } = analysis;
  if (analysis.runs.crashed === 0 || analysis.runs.completed === 0) return null;
  if (interactions.length === 0) {
    const compared = parameters.filter(({ p, verdict }) => p !== null && verdict !== 'inert').length;
    return compared < 2
      ? null
      : section('Combinations', [
          paragraph(
            'No combination of settings crashes beyond what each of them explains alone. With few runs, only a very clear one would show.',
          ),
        ]);
  }
  const columns = new Map<string, Column>(runs.columns.map((column) => [column.name, column]));
  const blocks = interactions
    .slice(0, MAX_INTERACTIONS)
    .map((interaction) =>
      table(
        [...interaction.terms.map(termWords), 'Crashed', 'Reading'],
        [],
        combinationRows(interaction, columns, runs),
      ),
    );
  return section('Combinations', [
    ...blocks,
    paragraph(
      'dangerous: the lower end of the interval is above the overall rate; safe: the upper end is below it; open: too few runs to say. W&B knows no conditions between parameters: a guard in the training script or one parameter with the safe pairs does what ranges can’t.',
    ),
  ]);
}

/** Each combination of the terms holding or not, with its runs; those without a value count nowhere. */
function combinationRows(
  { terms }: Interaction,
  columns: ReadonlyMap<string, Column>,
  { rows }: RunTable,
): readonly (readonly string[])[] {
  const tallies = Array.from({ length: 2 ** terms.length }, () => ({ crashed: 0, total: 0 }));
  const overall = { crashed: 0, total: 0 };
  rows.forEach(({ group }, row) => {
    if (group === 'excluded') return;
    const held = terms.map((term) => runHolds(term, columns.get(term.parameter), row));
    if (held.includes(null)) return;
    const place = held.reduce<number>((code, one) => code * 2 + (one === true ? 0 : 1), 0);
    for (const tally of [tallies[place]!, overall]) {
      tally.total++;
      if (group === 'crashed') tally.crashed++;
    }
  });
  const rate = overall.total === 0 ? 0 : overall.crashed / overall.total;
  return tallies.flatMap(({ crashed, total }, place) => {
    if (total === 0) return [];
    const cells = terms.map((_, i) => ((place >> (terms.length - 1 - i)) % 2 === 0 ? 'yes' : 'no'));
    const count = countOf(crashed, total);
    return [[...cells, countWords(count), count.low > rate ? 'dangerous' : count.high < rate ? 'safe' : 'open']];
  });
}
