/**
 * What a parameter's name says about its values, whatever the framework:
 * - `learning-rate`: a step size, usually between 1e-6 and 1, best searched by orders of magnitude
 * - `decay`: strength of a regularisation, zero or above
 * - `temperature`: zero or above
 * - `probability`: from 0 to 1
 * - `below-one`: a probability for which 1 itself makes no sense: nothing would ever be forgotten
 * - `count`: a whole number of at least one
 * - `whole`: a whole number, counts and seeds included
 * - `batch-size`, `epochs`, `seed`: these
 */
export type NameClass =
  | 'learning-rate'
  | 'decay'
  | 'temperature'
  | 'probability'
  | 'below-one'
  | 'count'
  | 'whole'
  | 'batch-size'
  | 'epochs'
  | 'seed';

/** Names as words joined by `_`, in lower case; the first pattern that matches decides. */
const PATTERNS: readonly (readonly [pattern: RegExp, classes: readonly NameClass[]])[] = [
  // Names that only look like one of those below: exponents, policies, shares of a data set, bounded otherwise.
  [/^log(?:10|2)?_|_log(?:10|2)?$/, []],
  [
    /_(?:scheduler|schedule|policy|type|mode|name|fn|func|act|activation|init|strategy|method|(?<!drop_)path|file|dir)$/,
    [],
  ],
  [/^(?:mlp|aspect|expand|expansion|width|depth|mask|bottleneck|squeeze|se|compression|gear)_ratio$/, []],
  [/^(?:test|val|valid|validation|train|eval|dev|holdout|step|voxel|grid|bin|cell|leaf|tick|perturbation)_size$/, []],
  [/^(?:num|n)_(?:train|val|test)_ratio$|^num_(?:jobs|workers|gpus|threads|processes)$|^n_jobs$/, ['whole']],

  [/^(?:.+_)?(?:lr|learning_rate)(?:0|_init|_initial|_start|_max|_min|_base)?$/, ['learning-rate']],
  [
    /^lr_(?:max|min|init|start|base|peak|actor|critic|policy|encoder|decoder|backbone|head|g|d|gen|disc)$/,
    ['learning-rate'],
  ],
  [/^(?:.+_)?(?:weight_?decay|wd|l1|l2|l1_reg|l2_reg|reg|reg_lambda|reg_alpha|regularization)$/, ['decay']],
  [/^(?:.+_)?(?:temperature|softmax_temp)$/, ['temperature']],

  [/^(?:.+_)?momentum$|^(?:.+_)?beta_?[12]$|^gamma$|^discount(?:_factor)?$/, ['probability', 'below-one']],
  [
    /^(?:.+_)?(?:dropout|drop_out|droprate|drop_rate|drop_path|droppath|attn_drop)(?:_(?:p|prob|probability|rate|ratio))?$/,
    ['probability'],
  ],
  [
    /^(?:.+_)?dropout_?(?:\d+|in|out|emb|embedding|attn|attention|mlp|head|fc|cls)$|^p_(?:drop|dropout)$/,
    ['probability'],
  ],
  [/^(?:.+_)?(?:label_)?smoothing$|^tau$|^gae_lambda$|^(?:clip_)?quantile$/, ['probability']],
  [/^(?:.+_)?(?:prob|probability|ratio|fraction|frac)$|^prob_.+$|^(?:subsample|colsample_by\w+)$/, ['probability']],

  [/^(?:.+_)?(?:batch_?size|batchsize|bs)$|^(?:train|per_device_train)_batch$/, ['batch-size', 'count', 'whole']],
  [/^(?:(?:num|n|max|total|train|training)_)*epochs?$/, ['epochs', 'count', 'whole']],
  [/^(?:.+_)?(?:seed|random_state)$/, ['seed', 'whole']],
  [
    /^(?:(?:num|n)_)?(?:(?:hidden|dense|conv|fc|encoder|decoder|lstm|gru|rnn|gnn|mlp|transformer)_)?(?:layers|units|heads|blocks|filters|channels|neurons|experts)$/,
    ['count', 'whole'],
  ],
  [/^(?:num|n)_(?:hidden_layers|estimators|trees|clusters|components|neighbors|embd|embed)$/, ['count', 'whole']],
  [
    /^(?:hidden|embedding|embed|emb|latent|model|kernel|vocab|hidden_layer|ffn|intermediate|image|img|patch|window|crop|input)_?(?:size|dim|dims|units|width)$/,
    ['count', 'whole'],
  ],
  [/^(?:d_model|d_ff|imgsz|max_len|max_length|seq_len|sequence_length|nhead|hidden_nodes)$/, ['count', 'whole']],
  [/_size$|^(?:num|n)_(?!.*(?:factor|scale|rate|weight|coef|norm|noise|threshold))/, ['whole']],
];

const NONE: ReadonlySet<NameClass> = new Set();
const CLASSES: readonly (readonly [RegExp, ReadonlySet<NameClass>])[] = PATTERNS.map(([pattern, classes]) => [
  pattern,
  new Set(classes),
]);

/** What a name says, by its last dotted segment; `batchSize`, `Batch-Size` and `batch_size` are the same name. */
export function classesOf(name: string): ReadonlySet<NameClass> {
  const words = wordsOf(name);
  return CLASSES.find(([pattern]) => pattern.test(words))?.[1] ?? NONE;
}

/** Whether a name is that of a switch, for which 0 and 1 are all there is. */
export function isSwitchName(name: string): boolean {
  return /^(?:use|is|has|do|with|enable|disable|add|apply|no|if|should|freeze|flag|bi)_|_(?:flag|on|off|enabled|switch)$|^(?:amp|bias|bidirectional|shuffle|augment|normalize|pretrained|nesterov|amsgrad|debug|verbose)$/.test(
    wordsOf(name),
  );
}

function wordsOf(name: string): string {
  return name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
}
