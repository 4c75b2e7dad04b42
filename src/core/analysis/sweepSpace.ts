import type { SweepDocument } from '../sweep/document';
import type { Distribution } from '../sweep/distributions';
import { parametersOf } from '../sweep/parameters';
import { readLevels } from '../sweep/readDistribution';
import { sampleSweep, type SweepSamples } from '../sweep/sample';
import type { Result } from '../ports';

/** What a sweep draws from: the distribution of each parameter, and draws of whole configurations. */
export interface SweepSpace {
  /** By name in a run's configuration, lists as JSON; parameters that are too broken to read are left out. */
  readonly distributions: ReadonlyMap<string, Distribution>;
  /** Configurations drawn from the sweep, the same each time; the error is one sentence for the user. */
  readonly draw: () => Result<SweepSamples, string>;
}

/** Draws from which the share that would crash is computed; its own error is then below one in a hundred. */
const DRAWS = 3000;
const SEED = 20_240_603;

/** The space of a sweep file. */
export function sweepSpace(document: SweepDocument): SweepSpace {
  const distributions = new Map(
    parametersOf(document.root).flatMap(({ configName, fields, kind }) => {
      const found = kind === 'nested' ? null : readLevels(fields);
      return found === null ? [] : [[configName, found] as const];
    }),
  );
  return { distributions, draw: () => sampleSweep(document, { count: DRAWS, seed: SEED }) };
}
