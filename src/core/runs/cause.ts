/** Whose fault an end was; decides whether parameters may be blamed for it. */
export type CauseCategory = 'hyperparameter' | 'either' | 'infrastructure' | 'code' | 'user' | 'unknown';

/** Why a run died, as its log tells. */
export interface Cause {
  /** Stable id such as `nan-loss` or `cuda-out-of-memory`; `unknown` where no line tells. */
  readonly id: string;
  readonly category: CauseCategory;
  /** The log line that tells, with secrets removed; `null` where there is none. */
  readonly line: string | null;
}
