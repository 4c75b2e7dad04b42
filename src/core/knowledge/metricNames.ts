/** Which way a metric is better, judging by its name. */
export type MetricDirection = 'minimize' | 'maximize';

const SCORES = new Set(
  (
    'acc accuracy auc auroc auprc rocauc prauc f1 f1score fscore iou miou jaccard map reward rewards return returns precision ' +
    'recall sensitivity specificity dice r2 r2score bleu rouge meteor psnr ssim mcc kappa ndcg mrr winrate sharpe'
  ).split(' '),
);
const LOSSES = new Set(
  (
    'loss losses error err mse rmse rmsle mae mape smape nll ce bce perplexity ppl wer cer fid brier logloss crossentropy regret ' +
    'mpjpe epe'
  ).split(' '),
);
/** Words beside which the direction is anyone's guess: turned signs, differences, spreads, times. */
const UNSURE = new Set(
  (
    'neg negative minus inverse inv inverted one reduction drop diff difference gap delta improvement gain ratio std var variance ' +
    'time size count scale weight threshold coef lr minimized negated'
  ).split(' '),
);

/**
 * Whether a metric of this name is better high or low: `val_acc` high, `val/loss` low. `null` where the name does not say
 * or says both; `dice_loss` is a loss, since the last such word counts.
 */
export function directionOf(name: string): MetricDirection | null {
  const words = wordsOf(name);
  if (words.some((word) => UNSURE.has(word)) || /^\s*(?:-|1\s*-)/.test(name)) return null;
  let direction: MetricDirection | null = null;
  for (const word of words) {
    // Glued names: valloss, testacc.
    if (LOSSES.has(word) || /(?:loss|error|mse)$/.test(word)) direction = 'minimize';
    else if ((SCORES.has(word) || /(?:accuracy|acc)$/.test(word)) && direction === null) direction = 'maximize';
    else if (/^map\d+$/.test(word) && direction === null) direction = 'maximize';
    else if (SCORES.has(word)) return null;
  }
  return direction;
}

/** `valAcc`, `val/acc`, `metrics/mAP50-95(B)` → lower-case words; `mAP`, `R2` and `F1` stay whole. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/m(?:AP|IoU|IOU)/g, (word) => ` ${word.toLowerCase()}`)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
