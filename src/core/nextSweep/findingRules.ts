import type { Analysis, Count, Interaction, InteractionTerm, ParameterResult } from '../analysis/analysis';
import type { Condition, TeamRule } from '../rules/teamRule';
import { hasValue } from '../runs/sameValue';
import { settingAt } from '../runs/settingAt';
import type { Column, RunTable } from '../runs/table';

/** Where findings come from, for the evidence of a rule: `source` as the user named it. */
export interface FoundIn {
  readonly source: string;
  /** Day of the analysis, `2026-01-25`. */
  readonly date: string;
}

/**
 * The findings of an analysis as rules for `.sweepguard.yaml`, most telling first: thresholds, levels and joint regions.
 * Suggestive ones are informations; inert settings and what shows no difference are left out. Names are unique.
 * `table` has the runs that were analysed.
 */
export function findingRules(
  analysis: Analysis,
  table: RunTable,
  found: FoundIn = { source: '', date: '' },
): readonly TeamRule[] {
  const rules = [
    ...analysis.parameters.flatMap((parameter) => parameterRules(parameter, found)),
    ...analysis.interactions.flatMap((interaction) => regionRules(interaction, table, found)),
  ];
  const taken = new Set<string>();
  return rules.map((rule) => {
    let name = rule.name;
    // A setting may itself be called `lr-2`.
    for (let next = 2; taken.has(name); next++) name = `${rule.name}-${next}`;
    taken.add(name);
    return name === rule.name ? rule : { ...rule, name };
  });
}

function parameterRules(parameter: ParameterResult, found: FoundIn): readonly TeamRule[] {
  const { name, verdict, threshold, levels } = parameter;
  if (verdict !== 'strong' && verdict !== 'suggestive') return [];
  const severity = verdict === 'strong' ? 'warning' : 'info';
  const rule = (prefix: string, condition: Condition, because: string, count: Count): TeamRule => ({
    name: `${prefix}-${slug(name)}`,
    when: [[name, condition]],
    severity,
    because,
    evidence: { source: found.source, crashed: count.crashed, total: count.total, date: found.date },
  });
  if (threshold !== null) {
    const { direction, value, beyond, within } = threshold;
    const elsewhere = within.total === 0 ? '' : `, elsewhere ${within.crashed} of ${within.total}`;
    const counts = `${beyond.crashed} of ${beyond.total} runs`;
    if (typeof value === 'number') {
      if (direction !== 'above' && direction !== 'below') return [];
      const because = `${counts} ${direction} ${value} crashed${elsewhere}`;
      return [rule(direction === 'above' ? 'high' : 'low', { side: direction, value }, because, beyond)];
    }
    if (direction !== 'inside' && direction !== 'outside') return [];
    const [low, high] = value;
    const because = `${counts} ${direction} ${low} to ${high} crashed${elsewhere}`;
    return [rule(direction, { side: direction, low, high }, because, beyond)];
  }
  const all = sum(levels);
  return levels.flatMap((level) => {
    const others = { crashed: all.crashed - level.crashed, total: all.total - level.total };
    if (others.total === 0 || level.low <= others.crashed / others.total) return [];
    const because = `${level.crashed} of ${level.total} runs with it crashed, elsewhere ${others.crashed} of ${others.total}`;
    return [rule(slug(String(level.value)), { side: 'in', values: [level.value] }, because, level)];
  });
}

function sum(counts: readonly Count[]): { readonly crashed: number; readonly total: number } {
  return counts.reduce((all, { crashed, total }) => ({ crashed: all.crashed + crashed, total: all.total + total }), {
    crashed: 0,
    total: 0,
  });
}

/** A region that crashes is one rule; where everything but a region crashes, leaving it by one setting is enough. */
function regionRules(region: Interaction, table: RunTable, found: FoundIn): readonly TeamRule[] {
  const { terms, crashed, total, lift } = region;
  const names = terms.map(({ parameter }) => slug(parameter));
  const whole = { severity: 'warning' as const };
  if (lift > 1) {
    const when = terms.map((term) => [term.parameter, conditionOf(term)] as const);
    const because = `${crashed} of ${total} runs with all of it crashed, more than each setting explains alone`;
    const evidence = { source: found.source, crashed, total, date: found.date };
    return [{ name: names.join('-with-'), when, ...whole, because, evidence }];
  }
  const beyond = countBeyond(terms, table);
  // The crashes may be of runs that lack the settings, of which the region says nothing.
  if (beyond.total === 0 || beyond.crashed / beyond.total <= crashed / total) return [];
  return terms.flatMap((term, index) => {
    const condition = beyondOf(term);
    if (condition === null) return [];
    const because =
      `${beyond.crashed} of ${beyond.total} runs with one of ${names.join(', ')} beyond its bound crashed, ` +
      `inside all of them ${crashed} of ${total}`;
    const evidence = { source: found.source, ...beyond, date: found.date };
    return [{ name: `${names[index]!}-alone`, when: [[term.parameter, condition]], ...whole, because, evidence }];
  });
}

/** Compared runs with a value beyond one of the terms; a term does not concern a run that lacks its setting. */
function countBeyond(
  terms: readonly InteractionTerm[],
  { rows, columns }: RunTable,
): { readonly crashed: number; readonly total: number } {
  const count = { crashed: 0, total: 0 };
  const tested = terms.map((term) => ({ term, column: columns.find(({ name }) => name === term.parameter) }));
  rows.forEach(({ group }, row) => {
    if (group === 'excluded') return;
    if (!tested.some(({ term, column }) => column !== undefined && isBeyond(column, row, term))) return;
    count.total++;
    if (group === 'crashed') count.crashed++;
  });
  return count;
}

function isBeyond(column: Column, row: number, { op, value }: InteractionTerm): boolean {
  if (column.kind === 'category') {
    const level = settingAt(column, row);
    return level !== undefined && !hasValue(typeof value === 'object' ? value : [value], level);
  }
  const number = column.values[row]!;
  if (typeof value !== 'number' || Number.isNaN(number)) return false;
  switch (op) {
    case '>':
      return number <= value;
    case '>=':
      return number < value;
    case '<':
      return number >= value;
    case '<=':
      return number > value;
    case 'in':
      return number !== value;
  }
}

/**
 * A term as the rule file can say it. Its sides leave out the value itself, which no run had: thresholds lie between the
 * values of runs.
 */
function conditionOf({ op, value }: InteractionTerm): Condition {
  if (typeof value !== 'number') return { side: 'in', values: typeof value === 'string' ? [value] : value };
  if (op === 'in') return { side: 'in', values: [value] };
  return { side: op.startsWith('>') ? 'above' : 'below', value };
}

/** What lies beyond a term; `null` for listed values, whose others are not known. */
function beyondOf(term: InteractionTerm): Condition | null {
  const condition = conditionOf(term);
  if (condition.side === 'above') return { ...condition, side: 'below' };
  return condition.side === 'below' ? { ...condition, side: 'above' } : null;
}

/** A name as rules have them: lower case words with dashes. */
function slug(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'setting' : words.slice(0, 40);
}
