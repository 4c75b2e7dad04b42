import type { CauseCategory } from './cause';

/**
 * What a matching line is worth. `root`: the failure itself. `symptom`: a failure that often follows another one, so any
 * root beats it. `cascade`: other processes or wrappers reporting that something else failed.
 */
export type SignatureRole = 'root' | 'symptom' | 'cascade';

/** One known way to die, and how a log line shows it. */
export interface CauseSignature {
  /** Stable: part of the JSON contract. */
  readonly id: string;
  /** A few words for a heading. */
  readonly title: string;
  readonly category: CauseCategory;
  readonly role: SignatureRole;
  /** Matched against one cleaned line of bounded length; `null` where the circumstances decide, not a line. */
  readonly pattern: RegExp | null;
  /** Process exit codes that say the same where the log is silent; negative ones are signals. */
  readonly exitCodes?: readonly number[];
}

/** A failure itself. */
export const root = (id: string, title: string, category: CauseCategory, pattern: RegExp): CauseSignature => ({
  id,
  title,
  category,
  role: 'root',
  pattern,
});

/** A failure that often follows another one. */
export const symptom = (
  id: string,
  title: string,
  category: CauseCategory,
  pattern: RegExp,
  exitCodes: readonly number[] = [],
): CauseSignature => ({ id, title, category, role: 'symptom', pattern, exitCodes });

/** A report that something else failed. */
export const cascade = (id: string, title: string, category: CauseCategory, pattern: RegExp): CauseSignature => ({
  id,
  title,
  category,
  role: 'cascade',
  pattern,
});
