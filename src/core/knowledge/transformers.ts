import { frameworkOf, SHARE, type Row } from './pack';
import type { Framework, Requirement } from './parameter';

const ADAM: Requirement = {
  setting: 'optim',
  isNot: ['adafactor', 'sgd', 'adagrad', 'rmsprop'],
  default: 'adamw_torch',
};

const ROWS: readonly Row[] = [
  [
    'learning_rate',
    5e-5,
    'Peak learning rate of AdamW.',
    // hp_space of the Trainer: 1e-6 to 1e-4. LoRA's authors train RoBERTa on MNLI with 5e-4: examples/NLU/roberta_base_mnli.sh
    // of microsoft/LoRA c18b175.
    { usual: [1e-6, 5e-4], from: 'the range of the Trainer’s own search, up to what LoRA takes' },
  ],
  ['weight_decay', 0, 'Weight decay of all weights but biases and layer norms.'],
  [
    'num_train_epochs',
    3,
    'Passes over the training set; fractions are allowed.',
    {
      usual: [1, 5],
      needs: { setting: 'max_steps', is: [-1, 0], default: -1 },
      note: 'A max_steps above 0 overrides it.',
    },
  ],
  ['max_steps', -1, 'Optimizer steps in all; above 0 it overrides num_train_epochs.'],
  [
    'per_device_train_batch_size',
    8,
    'Samples in a batch on each device.',
    { usual: [4, 64], note: 'The usual cause of CUDA out of memory, with the sequence length.' },
  ],
  ['per_device_eval_batch_size', 8, 'Samples in a batch on each device when evaluating.'],
  [
    'gradient_accumulation_steps',
    1,
    'Batches whose gradients are added up before a step.',
    { note: 'The batch that counts is per_device_train_batch_size × devices × this.' },
  ],
  [
    'warmup_ratio',
    0,
    'Share of all steps in which the learning rate rises from 0.',
    {
      valid: SHARE,
      needs: { setting: 'warmup_steps', is: [0], default: 0 },
      note: 'A warmup_steps above 0 overrides it.',
    },
  ],
  ['warmup_steps', 0, 'Steps in which the learning rate rises from 0; above 0 it overrides warmup_ratio.'],
  ['adam_beta1', 0.9, 'Decay of AdamW’s mean of gradients.', { valid: [0, 1, 'high'], needs: ADAM }],
  ['adam_beta2', 0.999, 'Decay of AdamW’s mean of squared gradients.', { valid: [0, 1, 'high'], needs: ADAM }],
  ['adam_epsilon', 1e-8, 'Added to the denominator of AdamW.', { valid: [0, Infinity], needs: ADAM }],
  ['max_grad_norm', 1, 'Gradients are clipped to this norm.'],
  ['label_smoothing_factor', 0, 'Share of the label that is spread over all classes; 0 turns it off.'],
  ['lr_scheduler_type', 'linear', 'How the learning rate falls, such as linear, cosine or constant.'],
  ['optim', 'adamw_torch', 'The optimizer, such as adamw_torch, adafactor or sgd.'],
  ['fp16', false, 'Mixed precision with float16.', { note: 'Its small range is a known source of NaN losses.' }],
  ['bf16', false, 'Mixed precision with bfloat16.'],
  ['gradient_checkpointing', false, 'Saves memory for activations; the backward pass takes longer.'],
  ['group_by_length', false, 'Whether samples of similar length share a batch.'],
  ['neftune_noise_alpha', null, 'Noise on the embeddings when tuning on instructions.'],
  ['dataloader_num_workers', 0, 'Processes that load data; 0 is none besides the main one.'],
  ['seed', 42, 'Seed of the random numbers.'],
];

/**
 * Hugging Face Trainer: `training_args.py` (fd79833, 4.50 line, 2025), where warmup_ratio is refused outside 0–1; betas
 * and epsilon are refused by `torch.optim.AdamW`. Usual ranges are the default search space of the Trainer's own
 * hyperparameter search (`default_hp_space_optuna` in `trainer_utils.py`).
 */
export const transformers: Framework = frameworkOf({
  id: 'transformers',
  name: 'Hugging Face Trainer',
  version: '4.50',
  source: 'https://huggingface.co/docs/transformers/main_classes/trainer#transformers.TrainingArguments',
  usualFrom: 'the default range of the Trainer’s own search',
  rows: ROWS,
});
