import { keras } from './keras';
import { lightgbm } from './lightgbm';
import type { Framework } from './parameter';
import { elasticNet, logisticRegression, nearestNeighbours, perceptron, supportVectors } from './sklearnModels';
import { decisionTree, gradientBoosting, histGradientBoosting, randomForest } from './sklearnTrees';
import { a2c, dqn, ppo, sac, td3 } from './stableBaselines3';
import { timm } from './timm';
import { lightning, torch } from './torch';
import { transformers } from './transformers';
import { xgboost } from './xgboost';
import { yolov5 } from './yolov5';

/** One way in which a framework shows in a sweep. Names are plain ones: last segment, underscores. */
export interface Sign {
  readonly framework: Framework;
  /** Parameter names that all have to be there. */
  readonly all?: readonly string[];
  /** Names that hardly anything else has, and how many of them it takes. */
  readonly any: readonly string[];
  readonly atLeast: number;
  /** Names of its kind, of which two have to be there as well. */
  readonly with?: readonly string[];
  /** Names of something similar: with one of them it is not this framework. */
  readonly not?: readonly string[];
  /** Words of program and command that name the framework; two known parameter names have to confirm them. */
  readonly words?: RegExp;
  /** Values of a setting such as `model` or `algo` that name it; two known parameter names have to confirm them. */
  readonly named?: RegExp;
  /** Only where no other framework shows: what it is about is also part of others. */
  readonly isPart?: boolean;
}

const CATBOOST = [
  'l2_leaf_reg',
  'bagging_temperature',
  'random_strength',
  'border_count',
  'leaf_estimation_iterations',
];
const LIGHTGBM_ONLY = ['num_leaves', 'bagging_fraction', 'bagging_freq', 'feature_fraction', 'lambda_l1', 'lambda_l2'];
const LIGHTGBM_ALSO = [
  'min_child_samples',
  'min_data_in_leaf',
  'min_split_gain',
  'min_gain_to_split',
  'subsample_freq',
];
const XGBOOST_ONLY = [
  'gamma',
  'eta',
  'colsample_bylevel',
  'tree_method',
  'grow_policy',
  'min_split_loss',
  'num_parallel_tree',
];
const BOOSTING = [
  'subsample',
  'colsample_bytree',
  'min_child_weight',
  'reg_alpha',
  'reg_lambda',
  'scale_pos_weight',
  'n_estimators',
  'num_boost_round',
];
const TREE_LIMITS = [
  'min_samples_split',
  'min_samples_leaf',
  'min_weight_fraction_leaf',
  'min_impurity_decrease',
  'ccp_alpha',
];
const OTHER_BOOSTERS = [
  'subsample',
  'colsample_bytree',
  'min_child_weight',
  'reg_alpha',
  ...LIGHTGBM_ONLY,
  ...CATBOOST,
];
const OTHER_RL = ['clip_coef', 'clip_param', 'eps_clip', 'cliprange', 'num_minibatches', 'update_epochs'];

/** Every framework but Ultralytics, whose task matters too (`recogniseUltralytics.ts`). */
export const SIGNS: readonly Sign[] = [
  {
    framework: yolov5,
    any: ['anchor_t', 'fl_gamma', 'cls_pw', 'obj_pw', 'iou_t'],
    atLeast: 1,
    all: ['lr0'],
    not: ['paste_in', 'loss_ota', 'dfl'],
    words: /yolov5/i,
  },
  {
    framework: transformers,
    any: ['per_device_train_batch_size', 'per_device_eval_batch_size'],
    atLeast: 1,
    with: ['learning_rate', 'weight_decay', 'num_train_epochs', 'warmup_ratio', 'warmup_steps', 'max_steps'],
    not: ['num_warmup_steps'],
  },
  {
    framework: transformers,
    any: ['lr_scheduler_type', 'adam_beta1', 'adam_beta2', 'adam_epsilon', 'label_smoothing_factor'],
    atLeast: 2,
    with: ['learning_rate', 'weight_decay', 'num_train_epochs', 'warmup_ratio', 'warmup_steps', 'max_steps'],
    not: ['num_warmup_steps', 'train_batch_size'],
  },
  {
    framework: lightning,
    any: [
      'accumulate_grad_batches',
      'gradient_clip_val',
      'gradient_clip_algorithm',
      'limit_train_batches',
      'limit_val_batches',
      'check_val_every_n_epoch',
      'num_sanity_val_steps',
      'val_check_interval',
      'max_epochs',
    ],
    atLeast: 2,
  },
  {
    framework: timm,
    any: ['lr_base', 'mixup_off_epoch', 'aug_splits', 'jsd_loss', 'bce_loss', 'warmup_prefix', 'sched_on_updates'],
    atLeast: 2,
    not: ['repeated_aug', 'layer_scale_init_value', 'blr'],
    words: /pytorch-image-models|(?:^|[^a-z])timm(?:[^a-z]|$)/i,
  },
  {
    framework: xgboost,
    any: XGBOOST_ONLY,
    atLeast: 1,
    with: BOOSTING,
    not: [...LIGHTGBM_ONLY, ...LIGHTGBM_ALSO, ...CATBOOST],
    words: /xgboost|(?:^|[^a-z])xgb/i,
    named: /^xgb(?:oost)?/i,
  },
  {
    framework: lightgbm,
    any: [...LIGHTGBM_ONLY, ...LIGHTGBM_ALSO],
    atLeast: 2,
    not: CATBOOST,
    words: /lightgbm|lgbm|(?:^|[^a-z])lgb(?:[^a-z]|$)/i,
    named: /^(?:lightgbm|lgbm?)/i,
  },
  {
    framework: ppo,
    all: ['clip_range'],
    any: ['n_steps', 'n_epochs', 'gae_lambda', 'ent_coef', 'vf_coef', 'use_sde', 'target_kl'],
    atLeast: 2,
    not: OTHER_RL,
  },
  { framework: a2c, any: ['use_rms_prop', 'rms_prop_eps'], atLeast: 1, all: ['n_steps'], not: ['clip_range'] },
  {
    framework: dqn,
    any: ['exploration_final_eps', 'exploration_initial_eps', 'exploration_fraction', 'target_update_interval'],
    atLeast: 2,
    not: ['start_e', 'end_e', 'prioritized_replay'],
  },
  {
    framework: sac,
    all: ['ent_coef', 'tau'],
    any: ['learning_starts', 'train_freq', 'gradient_steps', 'target_entropy', 'use_sde_at_warmup'],
    atLeast: 1,
    not: ['policy_delay', 'clip_range'],
  },
  {
    framework: td3,
    all: ['policy_delay'],
    any: ['learning_starts', 'train_freq', 'gradient_steps', 'target_policy_noise', 'target_noise_clip'],
    atLeast: 1,
  },
  {
    framework: histGradientBoosting,
    all: ['l2_regularization'],
    any: ['max_leaf_nodes', 'max_iter', 'max_bins', 'min_samples_leaf'],
    atLeast: 1,
    named: /^hist_?gradient_?boosting/i,
  },
  {
    framework: gradientBoosting,
    all: ['n_estimators', 'learning_rate'],
    any: TREE_LIMITS,
    atLeast: 2,
    not: ['colsample_bytree', 'min_child_weight', ...LIGHTGBM_ONLY, ...CATBOOST],
    named: /^gradient_?boosting/i,
  },
  {
    framework: randomForest,
    all: ['n_estimators'],
    any: [...TREE_LIMITS, 'bootstrap', 'max_samples', 'max_features', 'criterion'],
    atLeast: 2,
    not: ['learning_rate', 'eta', ...OTHER_BOOSTERS],
    words: /random_?forest/i,
    named: /^random_?forest/i,
  },
  {
    framework: decisionTree,
    all: ['max_depth'],
    any: [...TREE_LIMITS, 'splitter'],
    atLeast: 2,
    not: ['n_estimators', 'learning_rate', 'l2_regularization', ...OTHER_BOOSTERS],
    named: /^decision_?tree/i,
  },
  {
    framework: supportVectors,
    all: ['C', 'kernel'],
    any: ['gamma', 'degree', 'coef0', 'epsilon'],
    atLeast: 1,
    named: /^svm$|^nu?sv[cr]$|^sv[cr]$/i,
  },
  {
    framework: logisticRegression,
    all: ['C', 'solver'],
    any: ['penalty', 'l1_ratio', 'max_iter'],
    atLeast: 1,
    not: ['kernel'],
    named: /^logistic/i,
  },
  {
    framework: perceptron,
    any: ['hidden_layer_sizes', 'learning_rate_init', 'n_iter_no_change', 'nesterovs_momentum', 'validation_fraction'],
    atLeast: 2,
    not: ['l2_regularization', 'n_estimators', 'max_depth'],
    named: /^mlp_?(?:classifier|regressor)/i,
  },
  {
    framework: nearestNeighbours,
    all: ['n_neighbors'],
    any: ['weights', 'leaf_size', 'algorithm', 'p'],
    atLeast: 1,
    not: ['min_dist', 'n_components'],
    named: /^k_?n(?:n|eighbors)/i,
  },
  {
    framework: elasticNet,
    all: ['alpha', 'l1_ratio'],
    any: ['max_iter', 'selection', 'fit_intercept', 'tol'],
    atLeast: 1,
    not: ['penalty', 'loss', 'eta0', 'power_t', 'C'],
    named: /^elastic_?net|^lasso$/i,
  },
  {
    framework: keras,
    any: ['clipnorm', 'clipvalue', 'global_clipnorm', 'beta_1', 'beta_2', 'ema_momentum', 'recurrent_dropout'],
    atLeast: 3,
    not: ['learning_rate_init', 'hidden_layer_sizes', 'nesterovs_momentum'],
    words: /keras/i,
  },
  {
    framework: torch,
    all: ['lr'],
    any: ['nesterov', 'dampening', 'amsgrad', 'centered', 'betas', 'weight_decay'],
    atLeast: 2,
    isPart: true,
  },
];
