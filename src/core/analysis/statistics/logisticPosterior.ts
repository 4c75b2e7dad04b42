import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/**
 * Standard deviations of the coefficients before seeing any run, features having a standard deviation of one half: wide
 * enough for crash rates from 1 to 99 % within a range (after A. Gelman et al., "A weakly informative default prior
 * distribution for logistic and other regression models", Annals of Applied Statistics 2 (2008) 1360–1383, whose Cauchy
 * scales are 10 and 2.5).
 */
const CONSTANT_SD = 3;
const SLOPE_SD = 4;
const MAX_STEPS = 50;

/** The logistic model of some runs, as Laplace's approximation to its posterior distribution. */
export interface LogisticPosterior {
  /** log of the probability of the runs under the model. */
  readonly logEvidence: number;
  /** Equally likely means of the crash rates (0–1) over the rows of `features`, `count` of them. */
  readonly sample: (features: readonly Float64Array[], count: number, random: () => number) => Float64Array;
}

/**
 * Logistic regression on `features` (a row for each run) with independent normal priors. Mode by Newton's method; the
 * evidence and the posterior are Laplace's approximation (D. J. C. MacKay, "The evidence framework applied to
 * classification networks", Neural Computation 4 (1992) 720–736).
 */
export function logisticPosterior(features: readonly Float64Array[], crashed: Uint8Array): LogisticPosterior {
  const size = (features[0]?.length ?? 0) + 1;
  const precisions = Float64Array.from({ length: size }, (_, i) => (i === 0 ? CONSTANT_SD : SLOPE_SD) ** -2);
  const mode = new Float64Array(size);
  let step = derivatives(features, crashed, precisions, mode);
  for (let round = 0; round < MAX_STEPS; round++) {
    const change = solved(step.factor, step.gradient);
    // Halved while it leads downhill.
    let next = step;
    let scale = 1;
    const tried = new Float64Array(size);
    for (; scale > 1e-6; scale /= 2) {
      for (let i = 0; i < size; i++) tried[i] = mode[i]! + scale * change[i]!;
      next = derivatives(features, crashed, precisions, tried);
      if (next.logDensity >= step.logDensity) break;
    }
    if (scale <= 1e-6 || next.logDensity - step.logDensity < 1e-9) break;
    mode.set(tried);
    step = next;
  }
  const { factor } = step;
  let logEvidence = step.logDensity;
  // The normalising constants of prior and posterior: log √(2π) cancels.
  for (let i = 0; i < size; i++) logEvidence += 0.5 * Math.log(precisions[i]!) - Math.log(factor[i]![i]!);
  return {
    logEvidence,
    sample: (rows, count, random) =>
      Float64Array.from({ length: count }, () => {
        const beta = drawn(mode, factor, random);
        let sum = 0;
        for (const row of rows) sum += rate(row, beta);
        return rows.length === 0 ? 0 : sum / rows.length;
      }),
  };
}

interface Step {
  /** log of likelihood times prior, without the prior's constants. */
  readonly logDensity: number;
  readonly gradient: Float64Array;
  /** Cholesky factor (lower) of the negative second derivatives. */
  readonly factor: readonly Float64Array[];
}

function derivatives(
  features: readonly Float64Array[],
  crashed: Uint8Array,
  precisions: Float64Array,
  beta: Float64Array,
): Step {
  const size = beta.length;
  const gradient = beta.map((value, i) => -precisions[i]! * value);
  const hessian = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    row[i] = precisions[i]!;
    return row;
  });
  let logDensity = -0.5 * beta.reduce((sum, value, i) => sum + precisions[i]! * value * value, 0);
  features.forEach((row, run) => {
    const eta = linear(row, beta);
    const p = 1 / (1 + Math.exp(-eta));
    const hit = crashed[run]!;
    logDensity += hit * eta - (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta)));
    const weight = p * (1 - p);
    for (let i = 0; i < size; i++) {
      const x = i === 0 ? 1 : row[i - 1]!;
      gradient[i]! += (hit - p) * x;
      for (let j = 0; j <= i; j++) hessian[i]![j]! += weight * x * (j === 0 ? 1 : row[j - 1]!);
    }
  });
  return { logDensity, gradient, factor: cholesky(hessian) };
}

function linear(row: Float64Array, beta: Float64Array): number {
  let eta = beta[0]!;
  for (let i = 0; i < row.length; i++) eta += beta[i + 1]! * row[i]!;
  return eta;
}

function rate(row: Float64Array, beta: Float64Array): number {
  return 1 / (1 + Math.exp(-linear(row, beta)));
}

/** Lower factor L of a symmetric positive definite matrix L·Lᵀ given by its lower half, in place. */
function cholesky(matrix: readonly Float64Array[]): readonly Float64Array[] {
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let k = 0; k < j; k++) sum -= matrix[i]![k]! * matrix[j]![k]!;
      matrix[i]![j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[j]![j]!;
    }
  }
  return matrix;
}

/** x with L·Lᵀ·x = right. */
function solved(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const x = right.slice();
  for (let i = 0; i < x.length; i++) {
    for (let k = 0; k < i; k++) x[i]! -= factor[i]![k]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  return solvedUpper(factor, x);
}

/** x with Lᵀ·x = right, in place. */
function solvedUpper(factor: readonly Float64Array[], x: Float64Array): Float64Array {
  for (let i = x.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < x.length; k++) x[i]! -= factor[k]![i]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  return x;
}

/** A draw from the normal distribution around the mode whose precision is L·Lᵀ. */
function drawn(mode: Float64Array, factor: readonly Float64Array[], random: () => number): Float64Array {
  const noise = mode.map(() => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random())), 0, 1));
  const offset = solvedUpper(factor, noise);
  return mode.map((value, i) => value + offset[i]!);
}
