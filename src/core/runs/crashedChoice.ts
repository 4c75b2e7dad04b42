import type { Cause } from './cause';
import type { OutcomeKind } from './run';

/** Ends that a person may count as crashed: outcomes, and ends by causes that are no setting's fault. */
export type CountsAsCrashed =
  | Extract<OutcomeKind, 'crashed' | 'failed' | 'broken' | 'lost-contact' | 'stopped' | 'preempted'>
  | 'infrastructure'
  | 'code'
  | 'user';

/** All of them, in the order in which they are listed to a person. */
export const CRASHED_CHOICES: readonly CountsAsCrashed[] = [
  'crashed',
  'failed',
  'broken',
  'lost-contact',
  'stopped',
  'preempted',
  'infrastructure',
  'code',
  'user',
];

/** What counts as crashed unless somebody chooses: bad ends that a setting can have caused. */
export const DEFAULT_CRASHED: readonly CountsAsCrashed[] = ['crashed', 'failed', 'broken'];

/** Which side of the comparison a run is on; `excluded` runs are shown but not compared. */
export type Group = 'completed' | 'crashed' | 'excluded';

/**
 * The side of a run by what became of it. A run that crashed, failed or broke by a cause of the machine, the program or
 * a person counts only where that category is chosen as well; a cause that is not known may be a setting's.
 */
export function groupOf(outcome: OutcomeKind, cause: Cause | null, chosen: readonly CountsAsCrashed[]): Group {
  switch (outcome) {
    case 'finished':
      return 'completed';
    case 'running':
    case 'unknown':
      return 'excluded';
    case 'lost-contact':
    case 'stopped':
    case 'preempted':
      return chosen.includes(outcome) ? 'crashed' : 'excluded';
    default:
      return chosen.includes(outcome) && (!isBlameless(cause) || chosen.includes(cause.category))
        ? 'crashed'
        : 'excluded';
  }
}

type Blameless = Cause & { readonly category: 'infrastructure' | 'code' | 'user' };

function isBlameless(cause: Cause | null): cause is Blameless {
  return cause !== null && ['infrastructure', 'code', 'user'].includes(cause.category);
}
