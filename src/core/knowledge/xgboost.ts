import { COUNT, frameworkOf, NOT_NEGATIVE, SHARE, SOME_SHARE, type Row } from './pack';
import type { Framework, Requirement } from './parameter';

const DART: Requirement = { setting: 'booster', is: ['dart'], default: 'gbtree' };
const TREES: Requirement = { setting: 'booster', isNot: ['gblinear'], default: 'gbtree' };

const ROWS: readonly Row[] = [
  [
    'learning_rate',
    0.3,
    'Share of each new tree’s weights that is added; smaller values need more trees.',
    { usual: [1 / 1024, 1], valid: SHARE, aliases: ['eta'] },
  ],
  [
    'gamma',
    0,
    'Loss reduction that a split has to bring.',
    { valid: NOT_NEGATIVE, needs: TREES, aliases: ['min_split_loss'] },
  ],
  [
    'max_depth',
    6,
    'Depth of a tree at most; 0 is no limit, where the tree method allows that.',
    { valid: NOT_NEGATIVE, needs: TREES, note: 'Memory grows fast with the depth.' },
  ],
  [
    'min_child_weight',
    1,
    'Sum of instance weights (hessian) that a child needs.',
    { usual: [0.001, 128], valid: NOT_NEGATIVE, needs: TREES },
  ],
  [
    'max_delta_step',
    0,
    'Limit on the output of a leaf; 0 is none. 1 to 10 may help with very unequal classes.',
    { valid: NOT_NEGATIVE, needs: TREES },
  ],
  ['subsample', 1, 'Share of the rows drawn for each tree.', { usual: [0.1, 1], valid: SOME_SHARE, needs: TREES }],
  [
    'colsample_bytree',
    1,
    'Share of the columns drawn for each tree.',
    { usual: [0.01, 1], valid: SOME_SHARE, needs: TREES, note: 'The three colsample_by* multiply.' },
  ],
  [
    'colsample_bylevel',
    1,
    'Share of the tree’s columns drawn at each level.',
    { usual: [0.01, 1], valid: SOME_SHARE, needs: TREES, note: 'The three colsample_by* multiply.' },
  ],
  [
    'colsample_bynode',
    1,
    'Share of the level’s columns drawn at each split.',
    { valid: SOME_SHARE, needs: TREES, note: 'The three colsample_by* multiply.' },
  ],
  [
    'reg_lambda',
    1,
    'L2 regularisation of the weights.',
    {
      usual: [0, 1024],
      valid: NOT_NEGATIVE,
      aliases: ['lambda'],
      note: 'The default is 0 with booster: gblinear.',
    },
  ],
  ['reg_alpha', 0, 'L1 regularisation of the weights.', { usual: [0, 1024], valid: NOT_NEGATIVE, aliases: ['alpha'] }],
  [
    'max_leaves',
    0,
    'Leaves of a tree at most; 0 is no limit.',
    { valid: NOT_NEGATIVE, needs: TREES, note: 'Older versions heed it only with grow_policy: lossguide.' },
  ],
  [
    'max_bin',
    256,
    'Bins that a feature is divided into.',
    {
      valid: [2, Infinity],
      needs: { setting: 'tree_method', isNot: ['exact'], default: 'auto' },
    },
  ],
  ['scale_pos_weight', 1, 'Weight of the positive class against the negative one.'],
  ['n_estimators', undefined, 'Rounds of boosting.', { valid: COUNT, aliases: ['num_boost_round', 'num_round'] }],
  ['num_parallel_tree', 1, 'Trees grown in each round; more than one makes a random forest.', { needs: TREES }],
  ['rate_drop', 0, 'Share of the earlier trees dropped in a round.', { valid: SHARE, needs: DART }],
  ['skip_drop', 0, 'Probability that a round drops no tree.', { valid: SHARE, needs: DART }],
  ['one_drop', 0, 'Whether at least one tree is dropped in each round.', { needs: DART }],
  ['sample_type', 'uniform', 'How trees to drop are chosen: uniform or weighted.', { needs: DART }],
  ['normalize_type', 'tree', 'How new trees are weighted against dropped ones: tree or forest.', { needs: DART }],
  ['booster', 'gbtree', 'gbtree, gblinear or dart.'],
  ['tree_method', 'auto', 'How trees are built: auto, exact, approx or hist.', { needs: TREES }],
  ['grow_policy', 'depthwise', 'Where the next node is added: depthwise or lossguide.', { needs: TREES }],
  [
    'tweedie_variance_power',
    1.5,
    'Variance of the Tweedie distribution: towards 2 gamma, towards 1 Poisson.',
    {
      valid: [1, 2, 'both'],
      needs: { setting: 'objective', is: ['reg:tweedie'], default: 'reg:squarederror' },
    },
  ],
];

/**
 * XGBoost: names, defaults and ranges from `doc/parameter.rst` (0015031, 1.6 line) and `src/tree/param.h` (0012f2e);
 * usual ranges are the search space of FLAML's XGBoostEstimator, down to 0 where 0 turns a setting off.
 */
export const xgboost: Framework = frameworkOf({
  id: 'xgboost',
  name: 'XGBoost',
  version: '1.6',
  source: 'https://xgboost.readthedocs.io/en/stable/parameter.html',
  usualFrom: 'where FLAML searches',
  rows: ROWS,
});
