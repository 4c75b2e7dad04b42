/** The mapping that a key belongs to. */
export type Section = 'sweep' | 'parameter' | 'metric' | 'early_terminate' | 'controller' | 'scheduler';

/** What a key takes. */
export type KeyType =
  'string' | 'number' | 'integer' | 'boolean' | 'list' | 'mapping' | 'any' | 'parameters' | 'metric' | 'metrics';

/** One key of a sweep file: all that rules, hover and completion know about it. */
export interface KeySpec {
  readonly section: Section;
  readonly name: string;
  readonly type: KeyType;
  readonly required: boolean;
  /** What W&B uses where the key is absent, as it would be written; `null` for nothing. */
  readonly default: string | null;
  /** The only values allowed, where they are few. */
  readonly values: readonly string[] | null;
  readonly docs: string;
  readonly link: string;
}

const DOCS = 'https://docs.wandb.ai/guides/sweeps/sweep-config-keys';
const LINKS: Readonly<Record<Section, string>> = {
  sweep: DOCS,
  parameter: `${DOCS}#parameters`,
  metric: `${DOCS}#metric`,
  early_terminate: `${DOCS}#early_terminate`,
  controller: DOCS,
  scheduler: DOCS,
};

type Options = Partial<Pick<KeySpec, 'required' | 'default' | 'values'>>;

function key(section: Section, name: string, type: KeyType, docs: string, options: Options = {}): KeySpec {
  return { section, name, type, required: false, default: null, values: null, docs, link: LINKS[section], ...options };
}

const IMPUTE = ['latest', 'best', 'worst'];

/** Every key that W&B's schema (wandb/sweeps b1dfc5f) knows, section by section, in the order in which files have them. */
export const KEYS: readonly KeySpec[] = [
  key(
    'sweep',
    'program',
    'string',
    'The script that each run starts. Needed unless `command` does without `${program}`.',
  ),
  key('sweep', 'method', 'string', 'How the next configuration is chosen. Upper and lower case matter.', {
    required: true,
    values: ['grid', 'random', 'bayes', 'custom'],
  }),
  key('sweep', 'metric', 'metric', 'What to optimise. Needed for `bayes` and for `early_terminate`.'),
  key('sweep', 'metrics', 'metrics', 'Two or more objectives; needs `method: custom` and excludes `metric`.'),
  key(
    'sweep',
    'parameters',
    'parameters',
    'What is searched: a name for each parameter, with its values or distribution.',
    {
      required: true,
    },
  ),
  key('sweep', 'early_terminate', 'mapping', 'Stops runs that do badly, by Hyperband. Excludes `scheduler`.'),
  key('sweep', 'command', 'list', 'The command line of a run. A macro counts only where it is a whole item.', {
    default: '[${env}, ${interpreter}, ${program}, ${args}]',
  }),
  key('sweep', 'run_cap', 'integer', 'The sweep ends after this many runs. `random` and `bayes` never end without it.'),
  key('sweep', 'name', 'string', 'Name of the sweep.'),
  key('sweep', 'description', 'string', 'A text about the sweep.'),
  key('sweep', 'project', 'string', 'W&B project that the sweep belongs to.'),
  key('sweep', 'entity', 'string', 'W&B user or team that the sweep belongs to.'),
  key('sweep', 'job', 'string', 'Launch job that the runs are started from.'),
  key('sweep', 'image_uri', 'string', 'Container image that the runs are started in, by Launch.'),
  key('sweep', 'apiVersion', 'string', 'Version of the file format.'),
  key('sweep', 'kind', 'string', 'Kind of the file.', { values: ['sweep'] }),
  key('sweep', 'controller', 'mapping', 'Who chooses the next configuration: W&B or a local process.'),
  key('sweep', 'scheduler', 'mapping', 'Who schedules the runs. `wandb launch-sweep` reads other keys here.'),

  key('parameter', 'value', 'any', 'The one value of the parameter. Makes it a constant.'),
  key('parameter', 'values', 'list', 'The values to try. Makes it categorical, each equally likely.'),
  key('parameter', 'probabilities', 'list', 'Chance of each of `values`; they sum to 1. For `random` only.'),
  key('parameter', 'distribution', 'string', 'How values are drawn. Inferred from the other keys where it is absent.'),
  key('parameter', 'min', 'number', 'Lower bound. For `log_uniform` an exponent of e, not a value.'),
  key('parameter', 'max', 'number', 'Upper bound. For `log_uniform` an exponent of e, not a value.'),
  key('parameter', 'mu', 'number', 'Mean of the normal distribution, or of the logarithm for `log_normal`.', {
    default: '0.0',
  }),
  key('parameter', 'sigma', 'number', 'Standard deviation of the normal distribution, or of the logarithm.', {
    default: '1.0',
  }),
  key('parameter', 'a', 'number', 'First shape of the beta distribution.', { default: '1' }),
  key('parameter', 'b', 'number', 'Second shape of the beta distribution.', { default: '1' }),
  key('parameter', 'q', 'number', 'Draws are rounded to multiples of q, not clipped to the bounds.', {
    default: '1.0',
  }),
  key('parameter', 'parameters', 'parameters', 'Nested parameters; nothing else may stand beside it.'),

  key('metric', 'name', 'string', 'The metric as the script logs it.', { required: true }),
  key('metric', 'goal', 'string', 'Any other spelling, such as `max`, is ignored and the metric minimized.', {
    default: 'minimize',
    values: ['minimize', 'maximize'],
  }),
  key('metric', 'target', 'number', 'The sweep ends when a run reaches it.'),
  key('metric', 'impute', 'string', 'What `bayes` takes as the metric of failed, crashed and killed runs.', {
    default: 'worst',
    values: IMPUTE,
  }),
  key('metric', 'impute_while_running', 'string', 'What `bayes` takes as the metric of runs that have not ended.', {
    default: '"false"',
    values: [...IMPUTE, 'false'],
  }),

  key('early_terminate', 'type', 'string', 'The method that stops runs.', { required: true, values: ['hyperband'] }),
  key(
    'early_terminate',
    'min_iter',
    'integer',
    'First check after this many logs of the metric, then times `eta` each.',
  ),
  key(
    'early_terminate',
    'max_iter',
    'integer',
    'Most logs of the metric; checks are at it divided by `eta`, `s` times.',
  ),
  key('early_terminate', 's', 'integer', 'Number of checks; goes with `max_iter`.'),
  key('early_terminate', 'eta', 'number', 'Ratio between checks; above 1.', { default: '3' }),
  key('early_terminate', 'strict', 'boolean', 'Stops every run that is not among the best. W&B’s pages say false.', {
    default: 'true',
  }),

  key('controller', 'type', 'string', 'Where configurations are chosen.', {
    required: true,
    default: 'cloud',
    values: ['cloud', 'local'],
  }),

  key('scheduler', 'engine', 'string', 'Library that chooses; only `wandb` is supported so far.', {
    required: true,
    values: ['wandb', 'optuna', 'ax'],
  }),
  key('scheduler', 'source', 'string', 'Where the code of the search is.'),
  key('scheduler', 'optimizer', 'string', 'Optimizer in the source.'),
  key('scheduler', 'search_space', 'string', 'Search space in the source.'),
];

const BY_NAME = new Map(KEYS.map((spec) => [`${spec.section} ${spec.name}`, spec]));

/** What is known about a key in a section; `null` where W&B does not know it. */
export function keySpec(section: Section, name: string): KeySpec | null {
  return BY_NAME.get(`${section} ${name}`) ?? null;
}

/** One distribution: its arguments, whether W&B infers it, and what it draws. */
export interface DistributionSpec {
  readonly name: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly docs: string;
}

function distribution(name: string, required: string, optional: string, docs: string): DistributionSpec {
  return { name, required: required.split(' ').filter(Boolean), optional: optional.split(' ').filter(Boolean), docs };
}

/** Every distribution that W&B accepts, with the arguments that may stand beside it. */
export const DISTRIBUTIONS: readonly DistributionSpec[] = [
  distribution('constant', 'value', '', 'Always the same value.'),
  distribution('categorical', 'values', '', 'One of the values, each equally likely.'),
  distribution(
    'categorical_w_probabilities',
    'values probabilities',
    '',
    'One of the values, each with its own chance.',
  ),
  distribution('int_uniform', 'min max', '', 'Whole numbers from min to max, both included. Bounds must be integers.'),
  distribution('uniform', 'min max', '', 'Any number between min and max, all equally likely.'),
  distribution('q_uniform', 'min max', 'q', 'Uniform, rounded to multiples of q; a draw can leave the bounds.'),
  distribution('log_uniform', 'min max', '', 'Deprecated: min and max are exponents of e. Use log_uniform_values.'),
  distribution('inv_log_uniform', 'min max', '', 'Deprecated: min and max are exponents of e, with the sign turned.'),
  distribution('q_log_uniform', 'min max', 'q', 'Deprecated: log_uniform, rounded to multiples of q.'),
  distribution('log_uniform_values', 'min max', '', 'Every order of magnitude between min and max is equally likely.'),
  distribution('inv_log_uniform_values', 'min max', '', 'Draws exactly what log_uniform_values draws.'),
  distribution('q_log_uniform_values', 'min max', 'q', 'log_uniform_values, rounded to multiples of q.'),
  distribution('normal', '', 'mu sigma', 'Normal distribution; it has no bounds.'),
  distribution('q_normal', '', 'mu sigma q', 'Normal distribution, rounded to multiples of q.'),
  distribution('log_normal', '', 'mu sigma', 'The logarithm is normal with mean mu and standard deviation sigma.'),
  distribution('q_log_normal', '', 'mu sigma q', 'log_normal, rounded to multiples of q.'),
  distribution('beta', '', 'a b', 'Beta distribution between 0 and 1.'),
  distribution('q_beta', '', 'a b q', 'Beta distribution, rounded to multiples of q: with the default only 0 and 1.'),
];

/** What is known about a distribution; `null` where W&B does not know it. Upper and lower case matter to W&B. */
export function distributionSpec(name: string): DistributionSpec | null {
  return DISTRIBUTIONS.find((spec) => spec.name === name) ?? null;
}

/** One macro of `command`, and what W&B's agent puts in its place. */
export interface MacroSpec {
  readonly name: string;
  readonly docs: string;
}

/** The macros that the agent expands where one is a whole item of `command` (wandb b6e2950). */
export const MACROS: readonly MacroSpec[] = [
  { name: 'env', docs: '`/usr/bin/env`; nothing on Windows.' },
  { name: 'interpreter', docs: '`python`.' },
  { name: 'program', docs: 'The script named by `program`.' },
  { name: 'args', docs: 'All parameters as `--name=value`. Booleans become `--flag=True` or `--flag=False`.' },
  { name: 'args_no_equals', docs: 'All parameters as `args` writes them, without the equals sign.' },
  { name: 'args_no_hyphens', docs: 'All parameters as `name=value`.' },
  { name: 'args_no_boolean_flags', docs: 'As `args`, but `--flag` for true and nothing for false.' },
  { name: 'args_json', docs: 'All parameters as one JSON text.' },
  { name: 'args_json_file', docs: 'Path of a JSON file with all parameters.' },
  { name: 'args_append_hydra', docs: 'All parameters, to be appended to a Hydra configuration.' },
  { name: 'args_override_hydra', docs: 'All parameters, to override a Hydra configuration.' },
];
