import { COUNT, frameworkOf, NOT_NEGATIVE, POSITIVE, SHARE, type Row } from './pack';
import type { Framework, Requirement } from './parameter';

const FACTS = 'https://scikit-learn.org/stable/modules/generated/sklearn.';
const USUAL = 'where auto-sklearn searches';

function kernels(...is: readonly string[]): Requirement {
  return { setting: 'kernel', is, default: 'rbf' };
}

/**
 * Support vector machines of scikit-learn. Defaults and valid ranges of this file are those of the constructors and of
 * `_parameter_constraints` in 1.2.1; usual ranges are where auto-sklearn searches (`libsvm_svc.py` 0d33954, `mlp.py`
 * 01fd70a).
 */
export const supportVectors: Framework = frameworkOf({
  id: 'sklearn-svm',
  name: 'scikit-learn’s SVM',
  version: '1.2',
  source: `${FACTS}svm.SVC.html`,
  usualFrom: USUAL,
  rows: [
    [
      'C',
      1,
      'Weight of errors against a simple model; smaller is more regular.',
      { usual: [0.03125, 32768], valid: POSITIVE },
    ],
    ['kernel', 'rbf', 'linear, poly, rbf, sigmoid or precomputed.'],
    [
      'gamma',
      'scale',
      'Reach of a single sample: larger is nearer. Or scale, or auto.',
      { usual: [3.0517578125e-5, 8], valid: NOT_NEGATIVE, needs: kernels('rbf', 'poly', 'sigmoid') },
    ],
    ['degree', 3, 'Degree of the polynomial kernel.', { usual: [1, 5], valid: NOT_NEGATIVE, needs: kernels('poly') }],
    ['coef0', 0, 'Constant of the kernel.', { usual: [-1, 1], needs: kernels('poly', 'sigmoid') }],
    ['tol', 0.001, 'Tolerance at which the solver stops.', { usual: [1e-5, 0.1], valid: POSITIVE }],
    ['epsilon', 0.1, 'Errors up to this cost nothing (SVR).', { valid: NOT_NEGATIVE }],
    ['nu', 0.5, 'Share of errors at most and of support vectors at least (NuSVC).', { valid: [0, 1, 'low'] }],
    ['shrinking', true, 'Whether the solver drops samples that do not matter.'],
    ['max_iter', -1, 'Iterations of the solver; -1 is no limit.', { valid: [-1, Infinity] }],
  ],
});

/** Logistic regression of scikit-learn, `_logistic.py` of 1.2.1. */
export const logisticRegression: Framework = frameworkOf({
  id: 'sklearn-logistic',
  name: 'scikit-learn’s logistic regression',
  version: '1.2',
  source: `${FACTS}linear_model.LogisticRegression.html`,
  rows: [
    ['C', 1, 'Inverse of the regularisation; smaller is more regular.', { valid: POSITIVE }],
    ['penalty', 'l2', 'l1, l2, elasticnet or none; not every solver has each.'],
    ['solver', 'lbfgs', 'lbfgs, liblinear, newton-cg, newton-cholesky, sag or saga.'],
    [
      'l1_ratio',
      null,
      'Share of L1 in the penalty.',
      { valid: SHARE, needs: { setting: 'penalty', is: ['elasticnet'], default: 'l2' } },
    ],
    ['max_iter', 100, 'Iterations of the solver.', { valid: NOT_NEGATIVE }],
    ['tol', 0.0001, 'Tolerance at which the solver stops.', { valid: NOT_NEGATIVE }],
    ['fit_intercept', true, 'Whether there is an intercept.'],
  ],
});

const PERCEPTRON: readonly Row[] = [
  ['hidden_layer_sizes', undefined, 'Neurons of each hidden layer.', { note: 'The default is one layer of 100.' }],
  ['activation', 'relu', 'identity, logistic, tanh or relu.'],
  ['solver', 'adam', 'lbfgs, sgd or adam.'],
  ['alpha', 0.0001, 'L2 regularisation.', { usual: [1e-5, 1], valid: NOT_NEGATIVE }],
  [
    'learning_rate_init',
    0.001,
    'Initial learning rate.',
    { usual: [0.0001, 0.5], valid: POSITIVE, needs: { setting: 'solver', is: ['sgd', 'adam'], default: 'adam' } },
  ],
  [
    'learning_rate',
    'constant',
    'How the learning rate falls: constant, invscaling or adaptive.',
    { needs: { setting: 'solver', is: ['sgd'], default: 'adam' } },
  ],
  ['batch_size', 'auto', 'Samples in a batch.', { valid: COUNT }],
  ['momentum', 0.9, 'Momentum of SGD.', { valid: SHARE, needs: { setting: 'solver', is: ['sgd'], default: 'adam' } }],
  [
    'beta_1',
    0.9,
    'Decay of Adam’s mean of gradients.',
    { valid: [0, 1, 'high'], needs: { setting: 'solver', is: ['adam'], default: 'adam' } },
  ],
  [
    'beta_2',
    0.999,
    'Decay of Adam’s mean of squared gradients.',
    { valid: [0, 1, 'high'], needs: { setting: 'solver', is: ['adam'], default: 'adam' } },
  ],
  ['max_iter', 200, 'Passes over the data at most.', { valid: COUNT }],
  ['tol', 0.0001, 'Improvement below which training stops.', { valid: NOT_NEGATIVE }],
  ['early_stopping', false, 'Whether training stops by the score on data set aside.'],
  [
    'validation_fraction',
    0.1,
    'Share set aside for early stopping.',
    { valid: [0, 1, 'high'], needs: { setting: 'early_stopping', is: [true], default: false } },
  ],
];

/** Multilayer perceptron of scikit-learn, `_multilayer_perceptron.py` of 1.2.1. */
export const perceptron: Framework = frameworkOf({
  id: 'sklearn-mlp',
  name: 'scikit-learn’s MLP',
  version: '1.2',
  source: `${FACTS}neural_network.MLPClassifier.html`,
  usualFrom: USUAL,
  rows: PERCEPTRON,
});

/** Nearest neighbours of scikit-learn, `neighbors/_base.py` and `_classification.py` of 1.2.1. */
export const nearestNeighbours: Framework = frameworkOf({
  id: 'sklearn-neighbors',
  name: 'scikit-learn’s nearest neighbours',
  version: '1.2',
  source: `${FACTS}neighbors.KNeighborsClassifier.html`,
  rows: [
    ['n_neighbors', 5, 'Neighbours that decide.', { valid: COUNT }],
    ['weights', 'uniform', 'Whether nearer neighbours count more: uniform or distance.'],
    ['leaf_size', 30, 'Points in a leaf of the search tree; it changes speed, not results.', { valid: COUNT }],
    [
      'p',
      2,
      'Power of the Minkowski distance: 1 is Manhattan, 2 Euclidean.',
      { valid: POSITIVE, needs: { setting: 'metric', is: ['minkowski'], default: 'minkowski' } },
    ],
    ['metric', 'minkowski', 'The distance.'],
    ['algorithm', 'auto', 'How neighbours are found: auto, ball_tree, kd_tree or brute.'],
  ],
});

/** Elastic net and lasso of scikit-learn, `_coordinate_descent.py` of 1.2.1. */
export const elasticNet: Framework = frameworkOf({
  id: 'sklearn-elastic-net',
  name: 'scikit-learn’s elastic net',
  version: '1.2',
  source: `${FACTS}linear_model.ElasticNet.html`,
  rows: [
    ['alpha', 1, 'Strength of the penalty.', { valid: NOT_NEGATIVE }],
    ['l1_ratio', 0.5, 'Share of L1 in the penalty: 1 is the lasso, 0 ridge.', { valid: SHARE }],
    ['max_iter', 1000, 'Iterations at most.', { valid: COUNT }],
    ['tol', 0.0001, 'Tolerance at which the solver stops.', { valid: NOT_NEGATIVE }],
    ['fit_intercept', true, 'Whether there is an intercept.'],
    ['selection', 'cyclic', 'In which order coefficients are updated: cyclic or random.'],
  ],
});
