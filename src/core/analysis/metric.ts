import { PackedValues } from '../runs/packedValues';
import type { Baseline, Run } from '../runs/run';

/** Which summary value says how good a run is, and which way is better. */
export interface TargetMetric {
  readonly name: string;
  readonly goal: 'maximize' | 'minimize';
}

/** What is known of the target metric before looking at the runs. */
export interface MetricHints {
  /** Named by the user; wins. */
  readonly metric?: string | null | undefined;
  readonly goal?: 'maximize' | 'minimize' | null | undefined;
  /** The sweep's own `metric`. */
  readonly sweepMetric?: { readonly name: string; readonly goal: 'maximize' | 'minimize' | null } | null | undefined;
}

const SMALLER_IS_BETTER =
  /(?:^|[^a-z])(?:loss|err|error|perplexity|ppl|mse|mae|rmse|mape|nll|bpb|bpc|wer|cer|fid|kld?|regret|latency|cost)(?:$|[^a-z])|loss$|error$/i;

/** W&B's own values, and counters. */
const COUNTER = /^_|^(?:epochs?|(?:global_)?step|iteration)$/i;

/** Names of scores in the order in which they are preferred when nobody says what the target is. */
const SCORE_NAMES: readonly RegExp[] = [
  /\bmAP/i,
  /accuracy|\bacc\b|_acc\b/i,
  /\bf1\b|f1[_-]?score/i,
  /\b(?:roc[_-]?)?auc\b|auroc/i,
  /\b(?:m?iou|dice|bleu|rouge|r2|ndcg|psnr|ssim)\b/i,
  /reward|return|score|fitness/i,
  /(?:val|valid|validation|test|eval)\w*[/_.-].*loss|loss.*(?:val|test|eval)/i,
  /loss/i,
];

/**
 * The target metric: the user's, else the sweep's, else the first one of the baseline that completed runs have, else a
 * guess by name among what completed runs logged; `null` when nothing fits. Of names that fit equally well the shortest
 * is taken, so `metrics/mAP50(B)` before `metrics/mAP50-95(B)`. Without a stated goal the name decides: losses and
 * errors are minimised, all else is maximised.
 */
export function chooseMetric(
  runs: readonly Run[],
  baseline: Baseline | null,
  { metric, goal, sweepMetric }: MetricHints,
): TargetMetric | null {
  const logged = loggedMetrics(runs);
  const fromBaseline = [...(baseline?.metrics.keys() ?? [])].find((name) => logged.includes(name));
  const name = metric ?? sweepMetric?.name ?? fromBaseline ?? guess(logged);
  if (name === null) return null;
  const statedGoal = goal ?? (sweepMetric?.name === name ? sweepMetric.goal : null);
  return { name, goal: statedGoal ?? (SMALLER_IS_BETTER.test(name) ? 'minimize' : 'maximize') };
}

/** Names of the numbers that completed runs logged, the shortest first; without W&B's own and without counters. */
export function loggedMetrics(runs: readonly Run[]): readonly string[] {
  const names = new Set<string>();
  const shapes = new Set<unknown>();
  for (const { outcome, summary } of runs) {
    if (outcome.kind !== 'finished') continue;
    // Runs that share their keys have numbers under the same ones: the first of them tells it for all.
    if (summary instanceof PackedValues) {
      if (shapes.has(summary.slots)) continue;
      shapes.add(summary.slots);
    }
    summary.forEach((value, name) => {
      if (typeof value === 'number') names.add(name);
    });
  }
  for (const name of names) if (COUNTER.test(name)) names.delete(name);
  return [...names].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
}

function guess(names: readonly string[]): string | null {
  for (const pattern of SCORE_NAMES) {
    const found = names.find((name) => pattern.test(name));
    if (found !== undefined) return found;
  }
  return null;
}
