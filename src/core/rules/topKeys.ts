import type { SweepDocument } from '../sweep/document';
import { KEYS, keySpec } from '../sweep/keys';
import { fieldsOf, type Entry, type SweepNode } from '../sweep/node';
import { nearest } from './nearest';

const NAMES = KEYS.filter(({ section }) => section === 'sweep').map(({ name }) => name);
/** What people and other tools call the keys of a sweep. */
const ALIASES: Readonly<Record<string, string>> = {
  parameter: 'parameters',
  params: 'parameters',
  hyperparameters: 'parameters',
  hyperparams: 'parameters',
  search_space: 'parameters',
  early_termination: 'early_terminate',
  early_stopping: 'early_terminate',
  early_stop: 'early_terminate',
  script: 'program',
  entrypoint: 'program',
  algorithm: 'method',
  strategy: 'method',
  search: 'method',
  count: 'run_cap',
  max_runs: 'run_cap',
  num_runs: 'run_cap',
  objective: 'metric',
  desc: 'description',
  cmd: 'command',
};
/** Whether W&B knows a key at the top of a file of this dialect. */
export function isKnown({ detection }: SweepDocument, name: string): boolean {
  return keySpec('sweep', name) !== null || (name === 'launch' && detection.dialect === 'launch');
}

/** The key that a misspelt one at the top stands for; `null` where none is near, or where the right one is there too. */
export function meantKey(root: SweepNode | null, { name }: Entry): string | null {
  const near = nearKey(name);
  return near !== null && !fieldsOf(root).has(near) ? near : null;
}

/** The key that a misspelt one at the top is near to, and that stands there too; `null` where there is none. */
export function twinKey(root: SweepNode | null, { name }: Entry): string | null {
  const near = nearKey(name);
  return near !== null && fieldsOf(root).has(near) ? near : null;
}

function nearKey(name: string | null): string | null {
  if (name === null || keySpec('sweep', name) !== null) return null;
  return ALIASES[name.toLowerCase()] ?? nearest(name, NAMES);
}

/** Whether a scheduler job of `wandb launch-sweep` chooses the configurations by itself. */
export function hasScheduler(fields: ReadonlyMap<string, Entry>): boolean {
  const scheduler = fieldsOf(fields.get('scheduler')?.value);
  return scheduler.has('job') || fieldsOf(scheduler.get('settings')?.value).has('method');
}
