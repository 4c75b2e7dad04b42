import { parseSweepDocument } from '../../sweep/document';
import { fieldsOf, resolveAlias, textOf } from '../../sweep/node';
import type { ProjectReference, WandbReference } from './reference';

/** What a machine shows of the sweeps that an open sweep file may have started. */
export interface SweepTraces {
  /** Text of the open sweep file; it may name entity and project. */
  readonly sweepText: string | null;
  /** Ids from the `wandb/sweep-*` folders of agents that ran here, the newest first. */
  readonly sweepIds: readonly string[];
  /** W&B's settings files, the nearer over the farther: `entity`, `project`. */
  readonly settings: ReadonlyMap<string, string>;
  /** What was analysed last with this file. */
  readonly lastChoice: WandbReference | null;
}

/** A sweep, or a project whose sweeps are to be listed; `entity` is `null` where the key's default entity is meant. */
export interface Guess {
  readonly entity: string | null;
  readonly project: string;
  readonly sweep: string | null;
  /** In words: `analyzed last with this file`, `its agent ran here`. */
  readonly because: string;
}

/** The sweeps that the traces point to, the likeliest first and each once; last the project itself, where it is known. */
export function guessSweeps({ sweepText, sweepIds, settings, lastChoice }: SweepTraces): readonly Guess[] {
  const { entity, project } = projectOf(sweepText, settings);
  const guesses: Guess[] = [];
  const add = (guess: Guess): void => {
    const isKnown = guesses.some((one) => one.project === guess.project && one.sweep === guess.sweep);
    if (!isKnown) guesses.push(guess);
  };
  if (lastChoice && lastChoice.kind !== 'run') {
    add({
      entity: lastChoice.entity,
      project: lastChoice.project,
      sweep: lastChoice.kind === 'sweep' ? lastChoice.sweep : null,
      because: 'analyzed last with this file',
    });
  }
  if (project === null) return guesses;
  for (const sweep of sweepIds) add({ entity, project, sweep, because: 'its agent ran here' });
  add({
    entity,
    project,
    sweep: null,
    because: sweepText === null ? 'from W&B’s settings' : 'the project of this file',
  });
  return guesses;
}

/** Entity and project as `wandb sweep` would take them: from the sweep file, else from W&B's settings files. */
function projectOf(
  sweepText: string | null,
  settings: ReadonlyMap<string, string>,
): { readonly [Name in keyof ProjectReference]: string | null } {
  const fields = sweepText === null ? null : fieldsOf(parseSweepDocument(sweepText).root);
  const named = (key: 'entity' | 'project'): string | null => {
    const node = fields?.get(key)?.value;
    return (node && textOf(resolveAlias(node))) || settings.get(key) || null;
  };
  return { entity: named('entity'), project: named('project') };
}

/** The sweep's id, where `name` is that of a folder in which an agent keeps a sweep's configurations. */
export function sweepIdOf(name: string): string | null {
  return /^sweep-(.+)$/.exec(name)?.[1] ?? null;
}
