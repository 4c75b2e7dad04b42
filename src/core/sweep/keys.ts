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
  /** What each of `values` means. */
  readonly meanings: Readonly<Record<string, string>>;
  readonly docs: string;
  /** What else W&B does with it, also where its documentation says otherwise. */
  readonly note: string | null;
  readonly link: string;
}

const DOCS = 'https://docs.wandb.ai/models/sweeps/sweep-config-keys';
/** The keys at the top that have a section of their own in W&B's documentation. */
const DOCUMENTED = ['method', 'metric', 'parameters', 'early_terminate', 'command'];
const LINKS: Readonly<Record<Section, string>> = {
  sweep: DOCS,
  parameter: `${DOCS}#parameters`,
  metric: `${DOCS}#metric`,
  early_terminate: `${DOCS}#early_terminate`,
  controller: DOCS,
  scheduler: DOCS,
};

type Options = Partial<Pick<KeySpec, 'required' | 'default' | 'meanings' | 'note'>>;

function key(section: Section, name: string, type: KeyType, docs: string, options: Options = {}): KeySpec {
  const { required = false, default: fallback = null, meanings = {}, note = null } = options;
  const names = Object.keys(meanings);
  const values = names.length > 0 ? names : null;
  const link = section === 'sweep' && DOCUMENTED.includes(name) ? `${DOCS}#${name}` : LINKS[section];
  return { section, name, type, required, default: fallback, values, meanings, docs, note, link };
}

const IMPUTE = {
  latest: 'The last value that the run logged; 0 where it logged none.',
  best: 'The best value that the run logged; 0 where it logged none.',
  worst: 'The worst value that any ended run logged.',
};
const UNDOCUMENTED = 'W&B’s code reads it; its documentation does not mention it.';

/** Every key that W&B's schema (wandb/sweeps b1dfc5f) knows, section by section, in the order in which files have them. */
export const KEYS: readonly KeySpec[] = [
  key(
    'sweep',
    'program',
    'string',
    'The script that each run starts. Needed unless `command` does without `${program}`.',
    { note: 'W&B’s pages call it required; a sweep whose agents call `wandb.agent(function=…)` does without it.' },
  ),
  key('sweep', 'method', 'string', 'How the next configuration is chosen. Upper and lower case matter.', {
    required: true,
    meanings: {
      grid: 'Every combination of the listed values, once. Continuous distributions are refused.',
      random: 'Each configuration is drawn anew, with replacement. It never ends by itself: set `run_cap`.',
      bayes:
        'A Gaussian process over past runs proposes the next configuration; the first two are random. It needs `metric` ' +
        'and never ends by itself: set `run_cap`.',
      custom: 'The configurations come from elsewhere: several `metrics`, or the scheduler job of a launch sweep.',
    },
    note: 'W&B’s pages say that a grid over a continuous range runs forever; W&B in fact refuses it.',
  }),
  key('sweep', 'metric', 'metric', 'What to optimise. Needed for `bayes` and for `early_terminate`.'),
  key('sweep', 'metrics', 'metrics', 'Two or more objectives; needs `method: custom` and excludes `metric`.', {
    note: UNDOCUMENTED,
  }),
  key(
    'sweep',
    'parameters',
    'parameters',
    'What is searched: a name for each parameter, with its values or distribution.',
    {
      required: true,
      note: 'A name starts with a letter or underscore; behind it come letters, digits, `_`, `.` and `-`.',
    },
  ),
  key('sweep', 'early_terminate', 'mapping', 'Stops runs that do badly, by Hyperband. Excludes `scheduler`.', {
    note:
      'An iteration is one logging of the metric, not the step number. W&B looks every few minutes. On W&B’s pages the ' +
      'examples for `min_iter` and `max_iter` are swapped.',
  }),
  key('sweep', 'command', 'list', 'The command line of a run. A macro counts only where it is a whole item.', {
    default: '[${env}, ${interpreter}, ${program}, ${args}]',
    note:
      'No shell reads it: `&&`, `|`, `$VAR` and quotes are passed on as they stand, and each item is one argument. ' +
      'W&B’s pages show macros of one’s own such as `${batch_size}`; nothing expands those.',
  }),
  key('sweep', 'run_cap', 'integer', 'The sweep ends after this many runs. `random` and `bayes` never end without it.'),
  key('sweep', 'name', 'string', 'Name of the sweep.'),
  key('sweep', 'description', 'string', 'A text about the sweep.'),
  key('sweep', 'project', 'string', 'W&B project that the sweep belongs to.', {
    note: 'Without it, W&B names a project after the repository and `program`.',
  }),
  key('sweep', 'entity', 'string', 'W&B user or team that the sweep belongs to.'),
  key('sweep', 'job', 'string', 'Launch job that the runs are started from.', { note: UNDOCUMENTED }),
  key('sweep', 'image_uri', 'string', 'Container image that the runs are started in, by Launch.', {
    note: UNDOCUMENTED,
  }),
  key('sweep', 'apiVersion', 'string', 'Version of the file format.', { note: UNDOCUMENTED }),
  key('sweep', 'kind', 'string', 'Kind of the file.', {
    meanings: { sweep: 'The only kind there is.' },
    note: UNDOCUMENTED,
  }),
  key('sweep', 'controller', 'mapping', 'Who chooses the next configuration: W&B or a local process.', {
    note: UNDOCUMENTED,
  }),
  key('sweep', 'scheduler', 'mapping', 'Who schedules the runs. `wandb launch-sweep` reads other keys here.', {
    note: UNDOCUMENTED,
  }),

  key('parameter', 'value', 'any', 'The one value of the parameter. Makes it a constant.'),
  key('parameter', 'values', 'list', 'The values to try. Makes it categorical, each equally likely.', {
    note: 'With `bayes` their order matters, and a value such as 0 or false is only understood where it comes first.',
  }),
  key('parameter', 'probabilities', 'list', 'Chance of each of `values`; they sum to 1. For `random` only.', {
    note: 'Goes without `distribution`, or with `categorical_w_probabilities`; `bayes` and `grid` fail with it.',
  }),
  key('parameter', 'distribution', 'string', 'How values are drawn. Inferred from the other keys where it is absent.', {
    note: 'Two integer bounds infer `int_uniform`, so 0 and 1 draw only 0 or 1; two floats infer `uniform`.',
  }),
  key('parameter', 'min', 'number', 'Lower bound. For `log_uniform` an exponent of e, not a value.', {
    note: 'Written as `1e-5` it is text to W&B: the number needs a dot, as in `1.0e-5`.',
  }),
  key('parameter', 'max', 'number', 'Upper bound. For `log_uniform` an exponent of e, not a value.', {
    note: 'Written as `1e-1` it is text to W&B: the number needs a dot, as in `1.0e-1`.',
  }),
  key('parameter', 'mu', 'number', 'Mean of the normal distribution, or of the logarithm for `log_normal`.', {
    default: '0.0',
  }),
  key('parameter', 'sigma', 'number', 'Standard deviation of the normal distribution, or of the logarithm.', {
    default: '1.0',
    note: 'A normal distribution has no bounds: `min` and `max` are refused beside it.',
  }),
  key('parameter', 'a', 'number', 'First shape of the beta distribution.', { default: '1', note: UNDOCUMENTED }),
  key('parameter', 'b', 'number', 'Second shape of the beta distribution.', { default: '1', note: UNDOCUMENTED }),
  key('parameter', 'q', 'number', 'Draws are rounded to multiples of q, not clipped to the bounds.', {
    default: '1.0',
    note: 'Multiples of q itself, not steps from `min`. An integer q gives integers, a float or none gives floats.',
  }),
  key('parameter', 'parameters', 'parameters', 'Nested parameters; nothing else may stand beside it.', {
    note: 'The run gets a nested dictionary, which replaces one of the same name in `wandb.init(config=…)`.',
  }),

  key('metric', 'name', 'string', 'The metric as the script logs it.', { required: true }),
  key('metric', 'goal', 'string', 'Any other spelling, such as `max`, is ignored and the metric minimized.', {
    default: 'minimize',
    meanings: { minimize: 'Lower is better, as for a loss.', maximize: 'Higher is better, as for an accuracy.' },
  }),
  key('metric', 'target', 'number', 'The sweep ends when a run reaches it.'),
  key('metric', 'impute', 'string', 'What `bayes` takes as the metric of failed, crashed and killed runs.', {
    default: 'worst',
    meanings: IMPUTE,
    note: `Any other value is ignored. ${UNDOCUMENTED}`,
  }),
  key('metric', 'impute_while_running', 'string', 'What `bayes` takes as the metric of runs that have not ended.', {
    default: '"false"',
    meanings: { ...IMPUTE, false: 'Such runs have no metric yet. In quotes: a bare `false` makes `bayes` fail.' },
    note: UNDOCUMENTED,
  }),

  key('early_terminate', 'type', 'string', 'The method that stops runs.', {
    required: true,
    meanings: { hyperband: 'At each check, runs whose metric is not among the best are stopped.' },
  }),
  key(
    'early_terminate',
    'min_iter',
    'integer',
    'First check after this many logs of the metric, then times `eta` each.',
    { note: 'Ignored beside `max_iter`, which then needs `s` as well.' },
  ),
  key(
    'early_terminate',
    'max_iter',
    'integer',
    'Most logs of the metric; checks are at it divided by `eta`, `s` times.',
    { note: 'With 27, `s: 2` and `eta: 3` the checks are after 3 and 9 logs.' },
  ),
  key('early_terminate', 's', 'integer', 'Number of checks; goes with `max_iter`.', {
    note: 'Ignored with `min_iter` alone. It must be an integer: `2.0` fails.',
  }),
  key('early_terminate', 'eta', 'number', 'Ratio between checks; above 1.', { default: '3' }),
  key('early_terminate', 'strict', 'boolean', 'Stops every run that is not among the best. W&B’s pages say false.', {
    default: 'true',
    note: 'The code has had the default true since April 2024.',
  }),

  key('controller', 'type', 'string', 'Where configurations are chosen.', {
    required: true,
    default: 'cloud',
    meanings: {
      cloud: 'W&B’s servers choose.',
      local: 'A process of yours chooses (`wandb controller`). It refuses what W&B’s servers only warn about.',
    },
    note: UNDOCUMENTED,
  }),

  key('scheduler', 'engine', 'string', 'Library that chooses; only `wandb` is supported so far.', {
    required: true,
    meanings: {
      wandb: 'W&B’s own engine, with the method grid, random or bayes.',
      optuna: 'Known to the schema, refused so far.',
      ax: 'Known to the schema, refused so far.',
    },
    note: UNDOCUMENTED,
  }),
  key('scheduler', 'source', 'string', 'Where the code of the search is.', { note: UNDOCUMENTED }),
  key('scheduler', 'optimizer', 'string', 'Optimizer in the source.', { note: UNDOCUMENTED }),
  key('scheduler', 'search_space', 'string', 'Search space in the source.', { note: UNDOCUMENTED }),
];

const BY_NAME = new Map<Section, Map<string, KeySpec>>();
for (const spec of KEYS) {
  BY_NAME.set(spec.section, (BY_NAME.get(spec.section) ?? new Map<string, KeySpec>()).set(spec.name, spec));
}

/** What is known about a key in a section; `null` where W&B does not know it. */
export function keySpec(section: Section, name: string): KeySpec | null {
  return BY_NAME.get(section)?.get(name) ?? null;
}

/** One distribution: its arguments, whether W&B infers it, and what it draws. */
export interface DistributionSpec {
  readonly name: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly docs: string;
  /** What else W&B does with it, also where its documentation says otherwise. */
  readonly note: string | null;
}

function distribution(
  name: string,
  required: string,
  optional: string,
  docs: string,
  note: string | null = null,
): DistributionSpec {
  const words = (list: string): readonly string[] => list.split(' ').filter(Boolean);
  return { name, required: words(required), optional: words(optional), docs, note };
}

/** Where W&B documents its distributions. */
export const DISTRIBUTIONS_LINK = `${DOCS}#distribution-options-for-random-and-bayesian-search`;

/** Every distribution that W&B accepts, with the arguments that may stand beside it. */
export const DISTRIBUTIONS: readonly DistributionSpec[] = [
  distribution('constant', 'value', '', 'Always the same value.'),
  distribution('categorical', 'values', '', 'One of the values, each equally likely.'),
  distribution(
    'categorical_w_probabilities',
    'values probabilities',
    '',
    'One of the values, each with its own chance.',
    'For `random` only. W&B’s documentation does not mention the name; `probabilities` alone infers it.',
  ),
  distribution('int_uniform', 'min max', '', 'Whole numbers from min to max, both included. Bounds must be integers.'),
  distribution(
    'uniform',
    'min max',
    '',
    'Any number between min and max, all equally likely.',
    'W&B’s pages ask for floats; with `distribution: uniform` written out, integers do as well.',
  ),
  distribution(
    'q_uniform',
    'min max',
    'q',
    'Uniform, rounded to multiples of q; a draw can leave the bounds.',
    'With `method: grid`: min, min + q, … without max itself.',
  ),
  distribution('log_uniform', 'min max', '', 'Deprecated: min and max are exponents of e. Use log_uniform_values.'),
  distribution('inv_log_uniform', 'min max', '', 'Deprecated: min and max are exponents of e, with the sign turned.'),
  distribution('q_log_uniform', 'min max', 'q', 'Deprecated: log_uniform, rounded to multiples of q.'),
  distribution('log_uniform_values', 'min max', '', 'Every order of magnitude between min and max is equally likely.'),
  distribution(
    'inv_log_uniform_values',
    'min max',
    '',
    'Draws exactly what log_uniform_values draws.',
    'It does not draw more often near max. For values such as 0.999, draw 1 − x and subtract in the script.',
  ),
  distribution('q_log_uniform_values', 'min max', 'q', 'log_uniform_values, rounded to multiples of q.'),
  distribution('normal', '', 'mu sigma', 'Normal distribution; it has no bounds.'),
  distribution('q_normal', '', 'mu sigma q', 'Normal distribution, rounded to multiples of q.'),
  distribution('log_normal', '', 'mu sigma', 'The logarithm is normal with mean mu and standard deviation sigma.'),
  distribution('q_log_normal', '', 'mu sigma q', 'log_normal, rounded to multiples of q.'),
  distribution('beta', '', 'a b', 'Beta distribution between 0 and 1.', UNDOCUMENTED),
  distribution(
    'q_beta',
    '',
    'a b q',
    'Beta distribution, rounded to multiples of q: with the default only 0 and 1.',
    UNDOCUMENTED,
  ),
];

/** What is known about a distribution; `null` where W&B does not know it. Upper and lower case matter to W&B. */
export function distributionSpec(name: string): DistributionSpec | null {
  return DISTRIBUTION_BY_NAME.get(name) ?? null;
}

const DISTRIBUTION_BY_NAME: ReadonlyMap<string, DistributionSpec> = new Map(
  DISTRIBUTIONS.map((spec) => [spec.name, spec]),
);

/** One macro of `command`, and what W&B's agent puts in its place. */
export interface MacroSpec {
  readonly name: string;
  readonly docs: string;
}

/** Where W&B documents `command`. */
export const COMMAND_LINK = `${DOCS}#command`;

/** The macros that the agent expands where one is a whole item of `command` (wandb b6e2950). */
export const MACROS: readonly MacroSpec[] = [
  { name: 'env', docs: '`/usr/bin/env`; nothing on Windows.' },
  { name: 'interpreter', docs: '`python`.' },
  { name: 'program', docs: 'The script named by `program`.' },
  { name: 'args', docs: 'All parameters as `--name=value`. Booleans become `--flag=True` or `--flag=False`.' },
  { name: 'args_no_equals', docs: `All parameters as \`--name value\`, two items each. ${UNDOCUMENTED}` },
  { name: 'args_no_hyphens', docs: 'All parameters as `name=value`.' },
  { name: 'args_no_boolean_flags', docs: 'As `args`, but `--flag` for true and nothing for false.' },
  { name: 'args_json', docs: 'All parameters as one JSON text.' },
  { name: 'args_json_file', docs: 'Path of a JSON file with all parameters.' },
  { name: 'args_append_hydra', docs: `All parameters as \`+name=value\`, which Hydra appends. ${UNDOCUMENTED}` },
  { name: 'args_override_hydra', docs: `All parameters as \`++name=value\`, for Hydra. ${UNDOCUMENTED}` },
];

/** `${envvar:NAME}`, the one macro that also works inside of an item; NAME has capitals, digits and `_` only. */
export const ENVVAR: MacroSpec = {
  name: 'envvar',
  docs: 'An environment variable, also in the middle of an item. Unset, its own name; the name must be in capitals.',
};
