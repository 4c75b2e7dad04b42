/** Runs with the same features: `crashed` of `total`; features without the constant. */
export interface LogisticCell {
  readonly features: readonly number[];
  readonly crashed: number;
  readonly total: number;
}

/** Keeps the coefficients finite where a feature separates crashed from completed runs completely. */
const RIDGE = 1e-3;
const MAX_STEPS = 30;

/**
 * Deviance (−2 × log-likelihood) of the logistic model with a constant and the given features, fitted by Newton's method
 * (iteratively reweighted least squares; P. McCullagh and J. A. Nelder, "Generalized Linear Models", 2nd ed. 1989, §4.4)
 * with a ridge of {@link RIDGE}, which changes it by less than 0.1 short of complete separation.
 */
export function logisticDeviance(cells: readonly LogisticCell[]): number {
  const size = (cells[0]?.features.length ?? 0) + 1;
  const beta = new Float64Array(size);
  let deviance = Infinity;
  for (let step = 0; step < MAX_STEPS; step++) {
    const gradient = Float64Array.from(beta, (value, i) => (i === 0 ? 0 : -RIDGE * value));
    const hessian = Array.from({ length: size }, (_, i) => {
      const row = new Float64Array(size);
      row[i] = i === 0 ? 1e-9 : RIDGE;
      return row;
    });
    let now = 0;
    for (const { features, crashed, total } of cells) {
      const x = (i: number): number => (i === 0 ? 1 : features[i - 1]!);
      let eta = beta[0]!;
      for (let i = 1; i < size; i++) eta += beta[i]! * x(i);
      const p = 1 / (1 + Math.exp(-eta));
      // log(1 + e^η) without overflow.
      const softplus = eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta));
      now += 2 * (total * softplus - crashed * eta);
      const weight = Math.max(1e-12, total * p * (1 - p));
      for (let i = 0; i < size; i++) {
        gradient[i]! += (crashed - total * p) * x(i);
        for (let j = 0; j < size; j++) hessian[i]![j]! += weight * x(i) * x(j);
      }
    }
    if (Math.abs(deviance - now) < 1e-8) return now;
    deviance = Math.min(deviance, now);
    const change = solve(hessian, gradient);
    // Long steps overshoot where rates are near 0 or 1.
    const longest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = longest > 4 ? 4 / longest : 1;
    for (let i = 0; i < size; i++) beta[i]! += scale * change[i]!;
  }
  return deviance;
}

/** Solves a small symmetric positive definite system by Gaussian elimination; overwrites its arguments. */
function solve(matrix: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length;
  for (let i = 0; i < size; i++) {
    for (let row = i + 1; row < size; row++) {
      const factor = matrix[row]![i]! / matrix[i]![i]!;
      for (let column = i; column < size; column++) matrix[row]![column]! -= factor * matrix[i]![column]!;
      right[row]! -= factor * right[i]!;
    }
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let column = i + 1; column < size; column++) right[i]! -= matrix[i]![column]! * right[column]!;
    right[i]! /= matrix[i]![i]!;
  }
  return right;
}
