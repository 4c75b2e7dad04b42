import { COUNT, frameworkOf, NOT_NEGATIVE, POSITIVE, SOME_SHARE, type Row } from './pack';
import type { Framework, SettingValue } from './parameter';

const COUNT_OR_SHARE = 'A whole number counts, a fraction is a share.';

/** What all estimators made of single trees take; `depth` and `features` are their defaults. */
function trees(depth: SettingValue, features: SettingValue | undefined): readonly Row[] {
  return [
    ['max_depth', depth, 'Depth of a tree at most; none is no limit.', { valid: COUNT }],
    ['min_samples_split', 2, 'Samples that a node needs to be split.', { valid: POSITIVE, note: COUNT_OR_SHARE }],
    ['min_samples_leaf', 1, 'Samples that a leaf needs.', { valid: POSITIVE, note: COUNT_OR_SHARE }],
    ['min_weight_fraction_leaf', 0, 'Share of all weights that a leaf needs.', { valid: [0, 0.5] }],
    ['max_features', features, 'Features looked at for a split.', { valid: POSITIVE, note: COUNT_OR_SHARE }],
    ['max_leaf_nodes', null, 'Leaves of a tree at most; none is no limit.', { valid: [2, Infinity] }],
    ['min_impurity_decrease', 0, 'Decrease of the impurity that a split has to bring.', { valid: NOT_NEGATIVE }],
    ['ccp_alpha', 0, 'Strength of the pruning by cost and complexity.', { valid: NOT_NEGATIVE }],
  ];
}

const FACTS = 'https://scikit-learn.org/stable/modules/generated/sklearn.';
const USUAL = 'where auto-sklearn searches';

/**
 * scikit-learn's decision tree. Defaults and valid ranges of this file are those of the constructors and of
 * `_parameter_constraints` in 1.2.1; usual ranges are where auto-sklearn searches.
 */
export const decisionTree: Framework = frameworkOf({
  id: 'sklearn-tree',
  name: 'scikit-learn’s decision tree',
  version: '1.2',
  source: `${FACTS}tree.DecisionTreeClassifier.html`,
  rows: [...trees(null, null), ['splitter', 'best', 'How a split is chosen: best or random.']],
});

/** Random forests of scikit-learn, `_forest.py` of 1.2.1. */
export const randomForest: Framework = frameworkOf({
  id: 'sklearn-forest',
  name: 'scikit-learn’s random forest',
  version: '1.2',
  source: `${FACTS}ensemble.RandomForestClassifier.html`,
  rows: [
    ['n_estimators', 100, 'Trees of the forest.', { valid: COUNT }],
    ...trees(null, undefined),
    ['bootstrap', true, 'Whether each tree sees a sample drawn with replacement.'],
    [
      'max_samples',
      null,
      'Samples drawn for each tree; none is as many as there are.',
      { valid: POSITIVE, needs: { setting: 'bootstrap', is: [true], default: true }, note: COUNT_OR_SHARE },
    ],
    ['criterion', undefined, 'How good a split is: gini, entropy or log_loss, or an error for regression.'],
  ],
});

/** Gradient boosting of scikit-learn, `_gb.py` of 1.2.1. */
export const gradientBoosting: Framework = frameworkOf({
  id: 'sklearn-gradient-boosting',
  name: 'scikit-learn’s gradient boosting',
  version: '1.2',
  source: `${FACTS}ensemble.GradientBoostingClassifier.html`,
  rows: [
    ['n_estimators', 100, 'Rounds of boosting.', { valid: COUNT }],
    ['learning_rate', 0.1, 'Share of each new tree that is added.', { valid: NOT_NEGATIVE }],
    ['subsample', 1, 'Share of the samples drawn for each tree.', { valid: SOME_SHARE }],
    ...trees(3, null),
    [
      'validation_fraction',
      0.1,
      'Share set aside for early stopping.',
      { valid: [0, 1, 'both'], needs: { setting: 'n_iter_no_change', isNot: [null], default: null } },
    ],
    [
      'n_iter_no_change',
      null,
      'Rounds without improvement after which training stops; none is never.',
      { valid: COUNT },
    ],
  ],
});

/** Histogram gradient boosting of scikit-learn, `_hist_gradient_boosting/gradient_boosting.py` of 1.2.1. */
export const histGradientBoosting: Framework = frameworkOf({
  id: 'sklearn-hist-gradient-boosting',
  name: 'scikit-learn’s histogram gradient boosting',
  version: '1.2',
  source: `${FACTS}ensemble.HistGradientBoostingClassifier.html`,
  usualFrom: USUAL,
  rows: [
    ['learning_rate', 0.1, 'Share of each new tree that is added.', { usual: [0.01, 1], valid: POSITIVE }],
    ['max_iter', 100, 'Rounds of boosting.', { valid: COUNT }],
    ['max_leaf_nodes', 31, 'Leaves of a tree at most.', { usual: [3, 2047], valid: [2, Infinity] }],
    ['max_depth', null, 'Depth of a tree at most; none is no limit.', { valid: COUNT }],
    ['min_samples_leaf', 20, 'Samples that a leaf needs.', { usual: [1, 200], valid: COUNT }],
    ['l2_regularization', 0, 'L2 regularisation.', { usual: [0, 1], valid: NOT_NEGATIVE }],
    ['max_bins', 255, 'Bins that a feature is divided into.', { valid: [2, 255] }],
    ['early_stopping', 'auto', 'Whether training stops early; auto is from 10,000 samples on.'],
    [
      'n_iter_no_change',
      10,
      'Rounds without improvement after which training stops.',
      { usual: [1, 20], valid: COUNT, needs: { setting: 'early_stopping', isNot: [false], default: 'auto' } },
    ],
    [
      'validation_fraction',
      0.1,
      'Share set aside for early stopping.',
      { usual: [0.01, 0.4], valid: POSITIVE, needs: { setting: 'early_stopping', isNot: [false], default: 'auto' } },
    ],
  ],
});
