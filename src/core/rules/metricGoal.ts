import { directionOf, type MetricDirection } from '../knowledge/metricNames';
import { resolveAlias, textOf, type Entry } from '../sweep/node';
import type { SweepDocument } from '../sweep/document';
import { addEntry, rewrite } from './additions';
import { afterColon, replace } from './edits';
import { readsMetric, schemaSeverity } from './layers';
import { nameOf, objectivesOf } from './metric';
import { nearest } from './nearest';
import type { Fix, Rule } from './rule';
import { quoted } from './wording';

const GOALS: readonly MetricDirection[] = ['minimize', 'maximize'];
const MEANS_MAXIMIZE = /^(?:max|higher|high|up|increas|ascend|asc$|greater|more|larger|best)/i;
const MEANS_MINIMIZE = /^(?:min|lower|low$|down|decreas|descend|desc$|less|smaller)/i;

/** M03: a goal that W&B does not know, which it takes for minimize. */
export const unknownGoal: Rule = {
  code: 'M03',
  name: 'unknown-goal',
  severity: 'warning',
  description: '`goal` is neither `minimize` nor `maximize`: W&B ignores it and minimizes.',
  check(context, report) {
    const { document } = context;
    for (const objective of objectivesOf(context)) {
      const goal = objective.fields.get('goal');
      const written = goal && textOf(goal.value);
      if (!goal || isGoal(written)) continue;
      const likely = meantBy(written ?? '') ?? directionOf(nameOf(objective) ?? '');
      const isKnown = written !== null && written !== undefined && meantBy(written) !== null;
      const order = likely === 'maximize' ? [...GOALS].reverse() : GOALS;
      const node = resolveAlias(goal.value);
      const what = node.kind === 'scalar' && node.start < node.end ? `goal ${quoted(node.source)}` : 'this goal';
      const consequence = objective.isSingle ? 'ignores it and minimizes' : 'refuses it';
      const fixes = (isKnown ? order.slice(0, 1) : order).map((one) => writeGoal(document, goal, one));
      report({
        severity: schemaSeverity(document),
        message: `W&B does not know ${what}: it ${consequence}. Write ${isKnown ? order[0]! : 'minimize or maximize'}.`,
        path: [...objective.path, 'goal'],
        span: goal.value.start === goal.value.end ? goal.key : goal.value,
        fixes: fixes.filter((fix) => fix !== null),
      });
    }
  },
};

/** M04: a score without goal, which W&B minimizes. */
export const scoreWithoutGoal: Rule = {
  code: 'M04',
  name: 'score-without-goal',
  severity: 'warning',
  description: 'A metric that sounds like a score has no `goal`: W&B minimizes it.',
  check(context, report) {
    const { document } = context;
    for (const objective of objectivesOf(context)) {
      const name = objective.fields.get('name');
      const text = nameOf(objective);
      if (!name || text === null || objective.fields.has('goal') || directionOf(text) !== 'maximize') continue;
      if ([...objective.fields.keys()].some((key) => nearest(key, ['goal']) !== null || GOAL_ALIASES.has(key)))
        continue;
      const edit = addEntry(document, objective.node, name, 'goal: maximize');
      report({
        // Where no search reads the goal, it only sorts W&B's pages.
        severity: readsMetric(document) ? 'warning' : 'info',
        message: `${quoted(text)} sounds like a score, and W&B minimizes a metric without goal. Add goal: maximize.`,
        path: [...objective.path, 'name'],
        span: name.value,
        fixes: edit ? [{ title: 'Add goal: maximize', edits: [edit], isSuggestion: true }] : [],
      });
    }
  },
};

/** M05: the goal goes against the name. */
export const contraryGoal: Rule = {
  code: 'M05',
  name: 'goal-against-name',
  severity: 'warning',
  description: 'A metric that sounds like a loss is maximized, or one that sounds like a score is minimized.',
  check(context, report) {
    const { document } = context;
    for (const objective of objectivesOf(context)) {
      const goal = objective.fields.get('goal');
      const name = nameOf(objective);
      const written = goal && textOf(goal.value);
      if (!goal || name === null || !isGoal(written)) continue;
      const better = directionOf(name);
      if (better === null || better === written) continue;
      const fix = writeGoal(document, goal, better);
      const kind = better === 'minimize' ? 'loss, and it is maximized' : 'score, and it is minimized';
      report({
        severity: readsMetric(document) ? 'warning' : 'info',
        message: `${quoted(name)} sounds like a ${kind}: the search would look for the worst runs. Check the goal.`,
        path: [...objective.path, 'goal'],
        span: goal.value,
        fixes: fix ? [{ ...fix, isSuggestion: true }] : [],
      });
    }
  },
};

/** Keys by which other tools call the goal. */
export const GOAL_ALIASES: ReadonlySet<string> = new Set(['direction', 'mode', 'objective', 'optimize']);

/** The goal that a word means, such as `max`; `null` where it says nothing. */
function meantBy(word: string): MetricDirection | null {
  const trimmed = word.trim();
  if (MEANS_MAXIMIZE.test(trimmed)) return 'maximize';
  if (MEANS_MINIMIZE.test(trimmed)) return 'minimize';
  return nearest(trimmed, GOALS) as MetricDirection | null;
}

function isGoal(word: string | null | undefined): word is MetricDirection {
  return word === 'minimize' || word === 'maximize';
}

function writeGoal(document: SweepDocument, { key, value, ...entry }: Entry, goal: MetricDirection): Fix | null {
  const title = `Write goal: ${goal}`;
  if (value.kind !== 'scalar') return null;
  if (value.start < value.end) {
    const edit = rewrite(document, value, goal);
    return edit && { title, edits: [edit] };
  }
  const colon = afterColon(document, { ...entry, key, value });
  // What stands behind the colon of an empty value is a comment or nothing.
  return colon === null || value.decorated
    ? null
    : { title, edits: [replace(document, { start: colon, end: colon }, ` ${goal}`)] };
}
