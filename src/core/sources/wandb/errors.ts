import type { SourceError } from '../../runs/run';

/** What went wrong, for a host that reacts to it: `key` asks for signing in again, `cancelled` is silent. */
export type WandbErrorKind =
  | 'key'
  | 'permission'
  | 'not-found'
  | 'offline'
  | 'certificate'
  | 'proxy'
  | 'timeout'
  | 'rate-limit'
  | 'server'
  | 'answer'
  | 'cancelled';

/** Why W&B could not be read: a sentence for the cause and one for the next step. Never holds the key. */
export interface WandbError extends SourceError {
  readonly kind: WandbErrorKind;
}
