import { fieldsOf, textOf } from '../sweep/node';
import type { SweepDocument } from '../sweep/document';
import type { Severity } from './rule';

/**
 * How bad it is that only W&B's schema complains: W&B's servers create the sweep all the same and the command line
 * prints a warning, but a local controller stops.
 */
export function schemaSeverity({ root }: SweepDocument): Severity {
  const controller = fieldsOf(fieldsOf(root).get('controller')?.value);
  return textOf(controller.get('type')?.value) === 'local' ? 'error' : 'warning';
}
