import { plainText } from '../core/plainText';
import type { Cause } from '../core/runs/cause';
import { causeTitle } from '../core/runs/causeSignatures';

/**
 * A cause in a few words: its title, and for errors that no signature covers the error itself. For the host alone, which
 * sends it with the table: the page does without the signatures.
 */
export function causeHeading({ id, line }: Pick<Cause, 'id' | 'line'>): string {
  return id === 'unclassified' && line !== null ? plainText(line, 80) : plainText(causeTitle(id), 80);
}
