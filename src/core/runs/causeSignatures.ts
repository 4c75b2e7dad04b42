import type { CauseSignature } from './causeSignature';
import { ENVIRONMENT_SIGNATURES } from './environmentSignatures';
import { TRAINING_SIGNATURES } from './trainingSignatures';

/**
 * Known causes, in the order in which they are tried on a line. The order, the lines they were taken from and most
 * categories follow error tables of NVIDIA's resiliency extension, gpualert, Determined and Slurm's own sources, and
 * issue threads of Ultralytics, PyTorch and W&B. Alternatives are literal and repetitions bounded: matching is linear.
 */
export const CAUSE_SIGNATURES: readonly CauseSignature[] = [...TRAINING_SIGNATURES, ...ENVIRONMENT_SIGNATURES];

const BY_ID: ReadonlyMap<string, CauseSignature> = new Map(CAUSE_SIGNATURES.map((known) => [known.id, known]));

/** Causes that no signature stands for: what the circumstances of a run tell. */
const OTHER_TITLES: Readonly<Record<string, string>> = {
  unclassified: 'Other error',
  'no-result': 'Finished without a usable result',
};

/** A cause in a few words, such as `CUDA out of memory`. */
export function causeTitle(id: string): string {
  return BY_ID.get(id)?.title ?? OTHER_TITLES[id] ?? id;
}
