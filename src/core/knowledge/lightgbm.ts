import { frameworkOf, NOT_NEGATIVE, POSITIVE, SHARE, SOME_SHARE, type Row } from './pack';
import type { Framework, Requirement } from './parameter';

const BAGGING: Requirement = { setting: 'bagging_freq', above: 0, default: 0 };
const DART: Requirement = { setting: 'boosting', is: ['dart'], default: 'gbdt' };
const GOSS: Requirement = { setting: 'boosting', is: ['goss'], default: 'gbdt' };

const ROWS: readonly Row[] = [
  [
    'num_iterations',
    100,
    'Rounds of boosting.',
    {
      valid: NOT_NEGATIVE,
      aliases: ['n_estimators', 'num_boost_round', 'num_iteration', 'num_trees', 'num_round', 'num_rounds', 'n_iter'],
    },
  ],
  [
    'learning_rate',
    0.1,
    'Share of each new tree that is added; smaller values need more rounds.',
    { valid: POSITIVE, aliases: ['eta', 'shrinkage_rate'] },
  ],
  [
    'num_leaves',
    31,
    'Leaves of a tree at most.',
    {
      usual: [2, 256],
      valid: [1, 131072, 'low'],
      aliases: ['max_leaves', 'num_leaf', 'max_leaf'],
      note: 'With max_depth set, values above 2^max_depth have no further effect.',
    },
  ],
  ['max_depth', -1, 'Depth of a tree at most; 0 or less is no limit.'],
  [
    'min_data_in_leaf',
    20,
    'Rows that a leaf needs.',
    {
      usual: [5, 100],
      valid: NOT_NEGATIVE,
      aliases: ['min_child_samples', 'min_data', 'min_data_per_leaf'],
    },
  ],
  [
    'min_sum_hessian_in_leaf',
    0.001,
    'Sum of hessians that a leaf needs.',
    {
      valid: NOT_NEGATIVE,
      aliases: ['min_child_weight', 'min_sum_hessian', 'min_hessian', 'min_sum_hessian_per_leaf'],
    },
  ],
  [
    'bagging_fraction',
    1,
    'Share of the rows drawn when bagging.',
    {
      usual: [0.4, 1],
      valid: SOME_SHARE,
      needs: BAGGING,
      aliases: ['subsample', 'bagging', 'sub_row'],
      note: 'With bagging_freq: 0, the default, no bagging takes place and this one is ignored.',
    },
  ],
  [
    'bagging_freq',
    0,
    'Rounds between two draws of rows; 0 turns bagging off.',
    {
      usual: [0, 7],
      aliases: ['subsample_freq'],
      needs: { setting: 'bagging_fraction', isNot: [1], default: 1 },
    },
  ],
  [
    'feature_fraction',
    1,
    'Share of the features drawn for each tree.',
    { usual: [0.4, 1], valid: SOME_SHARE, aliases: ['colsample_bytree', 'sub_feature'] },
  ],
  [
    'feature_fraction_bynode',
    1,
    'Share of the tree’s features drawn at each node.',
    { valid: SOME_SHARE, aliases: ['colsample_bynode', 'sub_feature_bynode'] },
  ],
  ['lambda_l1', 0, 'L1 regularisation.', { usual: [0, 10], valid: NOT_NEGATIVE, aliases: ['reg_alpha'] }],
  ['lambda_l2', 0, 'L2 regularisation.', { usual: [0, 10], valid: NOT_NEGATIVE, aliases: ['reg_lambda', 'lambda'] }],
  ['min_gain_to_split', 0, 'Gain that a split has to bring.', { valid: NOT_NEGATIVE, aliases: ['min_split_gain'] }],
  ['max_delta_step', 0, 'Limit on the output of a leaf; 0 or less is none.', { aliases: ['max_leaf_output'] }],
  [
    'drop_rate',
    0.1,
    'Share of the earlier trees dropped in a round.',
    { valid: SHARE, needs: DART, aliases: ['rate_drop'] },
  ],
  ['max_drop', 50, 'Trees dropped in a round at most; 0 or less is no limit.', { needs: DART }],
  ['skip_drop', 0.5, 'Probability that a round drops no tree.', { valid: SHARE, needs: DART }],
  ['top_rate', 0.2, 'Share of the rows with large gradients that is kept.', { valid: SHARE, needs: GOSS }],
  ['other_rate', 0.1, 'Share of the rows with small gradients that is kept.', { valid: SHARE, needs: GOSS }],
  ['boosting', 'gbdt', 'gbdt, rf, dart or goss.', { aliases: ['boosting_type', 'boost'] }],
  ['min_data_per_group', 100, 'Rows that a group of categories needs.', { valid: POSITIVE }],
  ['max_cat_threshold', 32, 'Split points tried for a categorical feature.', { valid: POSITIVE }],
  ['cat_l2', 10, 'L2 regularisation of splits by category.', { valid: NOT_NEGATIVE }],
  ['cat_smooth', 10, 'Smoothing of rare categories.', { valid: NOT_NEGATIVE }],
  ['extra_trees', false, 'Whether only one random threshold is tried for each feature.'],
  ['num_threads', 0, 'Threads; 0 is one for each core.', { aliases: ['n_jobs', 'nthread', 'num_thread'] }],
];

/**
 * LightGBM: names, aliases, defaults and constraints from `docs/Parameters.rst` (4d80291, 3.3 line); usual ranges are
 * those of Optuna's LightGBMTuner (`_lightgbm_tuner/optimize.py`, 00866b2), down to 0 where 0 turns a setting off.
 */
export const lightgbm: Framework = frameworkOf({
  id: 'lightgbm',
  name: 'LightGBM',
  version: '3.3',
  source: 'https://lightgbm.readthedocs.io/en/stable/Parameters.html',
  usualFrom: 'where Optuna’s tuner for LightGBM searches',
  rows: ROWS,
});
