/** Rounds in which the stretch and its rates settle; more change nothing to speak of. */
const ROUNDS = 8;

/**
 * The stretch of a row of ends (1: bad) that is likeliest to have a bad rate of its own, higher than before and behind it,
 * searched from `from` to `to` (both included, as the result is): for given rates the largest sum of log-likelihood ratios
 * (J. Bentley, "Programming pearls: algorithm design techniques", Communications of the ACM 27 (1984) 865–873, in one
 * pass), with the rates estimated anew from each stretch found. `null` where the rate is no higher there.
 */
export function likeliestStretch(
  bad: ArrayLike<number>,
  from: number,
  to: number,
): readonly [first: number, last: number] | null {
  let all = 0;
  for (let i = 0; i < bad.length; i++) all += bad[i]!;
  let stretch: readonly [number, number] = [from, to];
  for (let round = 0; round < ROUNDS; round++) {
    let inside = 0;
    for (let i = stretch[0]; i <= stretch[1]; i++) inside += bad[i]!;
    const size = stretch[1] - stretch[0] + 1;
    // Half an end more of either kind keeps the logarithms finite.
    const within = (inside + 0.5) / (size + 1);
    const without = (all - inside + 0.5) / (bad.length - size + 1);
    if (within <= without) return null;
    const [hit, miss] = [Math.log(within / without), Math.log((1 - within) / (1 - without))];
    let [sum, start, most] = [0, 0, 0];
    let best: readonly [number, number] | null = null;
    for (let i = 0; i < bad.length; i++) {
      if (sum <= 0) [sum, start] = [0, i];
      sum += bad[i] === 1 ? hit : miss;
      if (sum > most) [most, best] = [sum, [start, i]];
    }
    if (best === null) return null;
    if (best[0] === stretch[0] && best[1] === stretch[1]) break;
    stretch = best;
  }
  return stretch;
}
