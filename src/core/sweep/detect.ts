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
const RULE_FILE = /(?:^|[\\/])\.sweepguard\.yaml$/;
const VETOES = ['wandb_version', 'gha_enabled', 'hydra', 'defaults', 'openapi', 'jobs'];
/** Keys of pipelines and schemas, whose templates have parameters too. Beside a method of a sweep they are a slip. */
const WEAK_VETOES = ['swagger', '$schema', 'stages', 'steps', 'pool', 'trigger', 'extends'];
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
/** One of these is sign enough in a file that is called a sweep. */
const DISTINCTIVE = new Set(['parameters', 'early_terminate', 'early_termination', 'run_cap']);
/** Keys that W&B does not know and sweep files have (wandb/sweeps and wild files). */
const MISSPELT = new Set(['parameter', 'early_termination', 'programm', 'methods', 'runcap']);
/** `parameter`, `params`, `hyperparameters`, and what fingers make of them. */
const LIKE_PARAMETERS = /^\W*(?:hyper[-_]?)?p?[aer]{1,4}m[aetrs]{0,7}[\W_]*$/i;
const SCHEDULER_KEYS = new Set(['engine', 'source', 'optimizer', 'search_space']);

/** What is known about a file besides its text. */
export interface FileHint {
  /** Its path below the workspace or repository, as far as that is known. */
  readonly path?: string;
  /** Somebody passed this file to be checked, perhaps among others (`sweep-guard check *.yaml`). */
  readonly isNamed?: boolean;
  /** Somebody's settings say that this file is a sweep; then only the keys of other tools speak against it. */
  readonly isForced?: boolean;
}

/**
 * Decides whether a text is a W&B sweep file. Not every sign is needed, so that a broken or half-written file is still
 * recognised; keys that belong to other tools (Sweep AI, Hydra, Argo, run configurations) veto. Of a file that is named
 * as a sweep, or called one, less is asked: it may even be empty. Its name alone is not enough, since `sweep.yaml` is
 * also a file of other tools.
 */
export function detect(text: string, root: SweepNode | null, hint: FileHint = {}): Detection {
  const fields = fieldsOf(root);
  const verdict = (isSweep: boolean, reason: string): Detection => ({ isSweep, dialect: dialectOf(fields), reason });
  if (FORCED.test(text)) return verdict(true, 'a comment says so');

  const isSlip = hasMethod(fields) && hasParameterBody(fields.get('parameters')?.value);
  const veto = [...VETOES, ...(isSlip ? [] : WEAK_VETOES)].find((key) => fields.has(key));
  if (veto !== undefined) return verdict(false, `the key ${veto} belongs to another tool`);
  if (textOf(fields.get('apiVersion')?.value)?.includes('/')) return verdict(false, 'apiVersion names another tool');
  if (hint.path !== undefined && RULE_FILE.test(hint.path)) return verdict(false, 'our own rule file');
  if (hint.isForced) return verdict(true, 'the settings say so');
  if (!hint.isNamed && isRunConfig(hint.path)) return verdict(false, 'a run’s configuration, by its path');

  const spelt = inLowerCase(fields);
  const sign = signInContent(text, spelt);
  if (sign !== null) return verdict(true, sign);
  const isCalledSweep = hint.path !== undefined && /sweep/i.test(hint.path);
  if (hint.isNamed || isCalledSweep) {
    const weak = weakSign(root, spelt, hint.isNamed === true);
    if (weak !== null) return verdict(true, `${hint.isNamed ? 'named as a sweep' : 'called a sweep'}, and ${weak}`);
  }
  return verdict(false, 'no method with parameters');
}

/** The fields with keys of a sweep that are written in capitals, such as `Method`, under the name that is meant. */
function inLowerCase(fields: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> {
  const found = new Map<string, Entry>();
  for (const [name, entry] of fields) {
    const lower = name.toLowerCase();
    const isMeant = !fields.has(lower) && (COMPANIONS.includes(lower) || lower === 'method');
    found.set(isMeant ? lower : name, entry);
  }
  return found;
}

/** What W&B's client writes into its run folders: `wandb/sweep-ID/config-RUN.yaml`, `wandb/run-…/files/config.yaml`. */
function isRunConfig(path: string | undefined): boolean {
  return path !== undefined && /(?:^|[\\/])wandb[\\/](?:.*[\\/])?config[^\\/]*\.ya?ml$/.test(path);
}

/** What in a file says by itself that it is a sweep; `null` where nothing does. */
function signInContent(text: string, fields: ReadonlyMap<string, Entry>): string | null {
  const method = textOf(fields.get('method')?.value)?.toLowerCase() ?? null;
  const companion = COMPANIONS.find((key) => fields.has(key));
  if (method !== null && METHODS.has(method) && companion !== undefined) return `method ${method} and ${companion}`;
  if (hasParameterBody(fields.get('parameters')?.value)) {
    const others = ['method', ...COMPANIONS].filter((key) => key !== 'parameters' && fields.has(key));
    if (others.length > 0) return `parameters with bodies, and ${others[0]!}`;
  }
  const onlySweepKeys = hasOnlySweepKeys(fields);
  if (onlySweepKeys && method !== null && METHODS.has(method)) return `method ${method} and no foreign key`;
  if (onlySweepKeys && hasParameterBody(fields.get('parameters')?.value, ['values', 'distribution'])) {
    return 'parameters with values and no foreign key';
  }
  // Keys at the start of a line, for texts that do not parse into a mapping that holds both.
  if (/^method[ \t]*:/m.test(text) && /^parameters?[ \t]*:/m.test(text)) return 'the lines method: and parameters:';
  return method !== null && fields.has('metric') && fields.has('program') ? 'method, metric and program' : null;
}

/**
 * What is enough in a file that is expected to be a sweep; `null` where it rather belongs to something else: settings
 * and playbooks pass through `sweep-guard check **.yaml` too, and home-made grids are called `sweep.yaml` as well.
 */
function weakSign(root: SweepNode | null, fields: ReadonlyMap<string, Entry>, isNamed: boolean): string | null {
  const node = root && resolveAlias(root);
  if (node?.kind === 'sequence') {
    const mappings = node.items.map((item) => fieldsOf(item)).filter(({ size }) => size > 0);
    if (mappings.length === 0) return 'a list of no other tool';
    return mappings.some((one) => signsOf(one).length > 0) ? 'a list of sweeps' : null;
  }
  if (node?.kind !== 'mapping') return 'no content of another tool';
  if (node.entries.length === 0 || (fields.size > 0 && hasOnlySweepKeys(fields))) return 'no foreign key';
  const signs = signsOf(fields);
  if (signs.length >= 2) return listedKeys(signs);
  const strong = signs.find((key) => DISTINCTIVE.has(key));
  if (strong !== undefined) return listedKeys([strong]);
  const misspelt = misspeltParameters(fields);
  if (misspelt !== null) return `the key ${misspelt} for parameters`;
  // Read from Python, a wrapper is all right; handed to W&B it is not.
  return isNamed && signsOf(fieldsOf(fields.get('sweep')?.value)).length > 0 ? 'the wrapper sweep' : null;
}

/** A key that is `parameters` misspelt: it holds bodies, and no key of another tool stands beside it. */
function misspeltParameters(fields: ReadonlyMap<string, Entry>): string | null {
  const [first, ...more] = [...fields].filter(([key]) => !isSweepKey(key));
  if (first === undefined || more.length > 0 || fields.has('parameters')) return null;
  const [key, { value }] = first;
  // Beside a method of a sweep, what holds bodies is meant for the parameters whatever it is called.
  if (hasMethod(fields)) return hasParameterBody(value) ? key : null;
  return LIKE_PARAMETERS.test(key) && hasParameterBody(value, ['values', 'distribution', 'min']) ? key : null;
}

function hasMethod(fields: ReadonlyMap<string, Entry>): boolean {
  return METHODS.has(textOf(fields.get('method')?.value)?.toLowerCase() ?? '');
}

function listedKeys(keys: readonly string[]): string {
  return `the ${keys.length === 1 ? 'key' : 'keys'} ${keys.slice(0, 3).join(', ')}`;
}

/** The keys of a mapping that speak for a sweep, misspelt ones that people write included. */
function signsOf(fields: ReadonlyMap<string, Entry>): readonly string[] {
  return [...fields.keys()].filter((key) => key === 'method' || COMPANIONS.includes(key) || MISSPELT.has(key));
}

function hasOnlySweepKeys(fields: ReadonlyMap<string, Entry>): boolean {
  return [...fields.keys()].every(isSweepKey);
}

function isSweepKey(key: string): boolean {
  return OTHER_KEYS.includes(key) || COMPANIONS.includes(key);
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
