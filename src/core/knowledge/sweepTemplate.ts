/** A sweep file to begin with, for somebody who has none: random search over two usual parameters, with a limit on runs. */
export const SWEEP_TEMPLATE = `# Save as sweep.yaml beside the training script, then start it with: wandb sweep sweep.yaml
program: train.py
method: random
run_cap: 30
metric:
  name: val_loss
  goal: minimize
parameters:
  lr:
    distribution: log_uniform_values
    min: 1.0e-5
    max: 1.0e-2
  batch_size:
    values: [16, 32, 64]
`;
