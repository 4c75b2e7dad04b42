import { fieldsOf, resolveAlias, textOf } from '../sweep/node';
import type { SweepDocument } from '../sweep/document';
import { methodOf } from './method';
import type { Severity } from './rule';

/**
 * How bad it is that only W&B's schema complains: W&B's servers create the sweep all the same and the command line
 * prints a warning, but a local controller stops.
 */
export function schemaSeverity({ root }: SweepDocument): Severity {
  const controller = fieldsOf(root).get('controller')?.value;
  // `controller: local` is no mapping, and means one.
  const type = textOf(controller) ?? textOf(fieldsOf(controller).get('type')?.value);
  return type === 'local' ? 'error' : 'warning';
}

/**
 * How bad a fault of `metric` is that W&B's engine stumbles over: `bayes` and `early_terminate` read the section and end
 * with an error, other methods only show it.
 */
export function metricSeverity(document: SweepDocument): Severity {
  return readsMetric(document) ? 'error' : schemaSeverity(document);
}

/** Whether W&B's engine reads the metric: to choose the next configuration, or to stop runs. */
export function readsMetric({ root }: SweepDocument): boolean {
  const fields = fieldsOf(root);
  const stopping = fields.get('early_terminate');
  const stops = stopping !== undefined && !isNull(resolveAlias(stopping.value));
  return methodOf(root) === 'bayes' || stops;
}

function isNull(node: ReturnType<typeof resolveAlias>): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}
