import { fieldsOf, resolveAlias, textOf, type Entry, type SweepNode } from './node';

/** Whether a text is a sweep file, and what says so. */
export interface Detection {
  readonly isSweep: boolean;
  /** `launch` files are read by `wandb launch-sweep`, which accepts other keys at the top. */
  readonly dialect: 'sweep' | 'launch';
  /** The sign that decided, in words for a log. */
  readonly reason: string;
}

const FORCED = /^[ \t]*#[ \t]*(?:sweep-guard:[ \t]*sweep|wandb-sweep)[ \t]*$/m;
const VETOES = ['wandb_version', 'gha_enabled', 'hydra', 'defaults', 'openapi', 'swagger', 'jobs', '$schema'];
const METHODS = new Set(['grid', 'random', 'bayes', 'custom']);
const COMPANIONS = [
  'program',
  'command',
  'metric',
  'metrics',
  'early_terminate',
  'run_cap',
  'scheduler',
  'launch',
  'controller',
  'parameters',
];
const OTHER_KEYS = ['method', 'name', 'description', 'project', 'entity', 'job', 'image_uri', 'kind', 'apiVersion'];
const BODY_KEYS = ['value', 'values', 'min', 'max', 'distribution', 'mu', 'sigma', 'probabilities', 'parameters'];
const SCHEDULER_KEYS = new Set(['engine', 'source', 'optimizer', 'search_space']);

/**
 * Decides by content whether a text is a W&B sweep file. Not every sign is needed, so that a broken or half-written
 * file is still recognised; keys that belong to other tools (Sweep AI, Hydra, Argo, run configurations) veto.
 */
export function detect(text: string, root: SweepNode | null): Detection {
  const fields = fieldsOf(root);
  const verdict = (isSweep: boolean, reason: string): Detection => ({ isSweep, dialect: dialectOf(fields), reason });
  if (FORCED.test(text)) return verdict(true, 'a comment says so');

  const veto = VETOES.find((key) => fields.has(key));
  if (veto !== undefined) return verdict(false, `the key ${veto} belongs to another tool`);
  if (textOf(fields.get('apiVersion')?.value)?.includes('/')) return verdict(false, 'apiVersion names another tool');

  const method = textOf(fields.get('method')?.value);
  const companion = COMPANIONS.find((key) => fields.has(key));
  if (method !== null && METHODS.has(method) && companion !== undefined) {
    return verdict(true, `method ${method} and ${companion}`);
  }
  if (hasParameterBody(fields.get('parameters')?.value)) {
    const others = ['method', ...COMPANIONS].filter((key) => key !== 'parameters' && fields.has(key));
    if (others.length > 0) return verdict(true, `parameters with bodies, and ${others[0]!}`);
  }
  const onlySweepKeys = [...fields.keys()].every((key) => OTHER_KEYS.includes(key) || COMPANIONS.includes(key));
  if (onlySweepKeys && method !== null && METHODS.has(method))
    return verdict(true, `method ${method} and no foreign key`);
  if (onlySweepKeys && hasParameterBody(fields.get('parameters')?.value, ['values', 'distribution'])) {
    return verdict(true, 'parameters with values and no foreign key');
  }
  // Keys at the start of a line, for texts that do not parse into a mapping that holds both.
  if (/^method[ \t]*:/m.test(text) && /^parameters?[ \t]*:/m.test(text)) {
    return verdict(true, 'the lines method: and parameters:');
  }
  if (method !== null && fields.has('metric') && fields.has('program')) {
    return verdict(true, 'method, metric and program');
  }
  return verdict(false, 'no method with parameters');
}

/** Bodies are looked for among the first parameters only: detection runs on every YAML file that is opened. */
function hasParameterBody(parameters: SweepNode | undefined, keys: readonly string[] = BODY_KEYS): boolean {
  let looked = 0;
  for (const { value } of fieldsOf(parameters).values()) {
    const body = fieldsOf(value);
    if (keys.some((key) => body.has(key))) return true;
    if (++looked === 50) break;
  }
  return false;
}

function dialectOf(fields: ReadonlyMap<string, Entry>): 'sweep' | 'launch' {
  if (fields.has('launch')) return 'launch';
  const scheduler = fields.get('scheduler');
  if (!scheduler || resolveAlias(scheduler.value).kind !== 'mapping') return 'sweep';
  return [...fieldsOf(scheduler.value).keys()].some((key) => !SCHEDULER_KEYS.has(key)) ? 'launch' : 'sweep';
}
