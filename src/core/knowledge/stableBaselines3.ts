import { COUNT, frameworkOf, NOT_NEGATIVE, SHARE, type Row } from './pack';
import type { Framework, Requirement, SettingValue } from './parameter';

const SDE: Requirement = { setting: 'use_sde', is: [true], default: false };

const gamma: Row = [
  'gamma',
  0.99,
  'Discount of the reward one step later.',
  { usual: [0.9, 0.9999], valid: SHARE, note: 'Values near 1 look far ahead: about 1/(1 − gamma) steps.' },
];

function learningRate(value: number, high: number): Row {
  return ['learning_rate', value, 'Learning rate of the optimizer.', { usual: [1e-5, high], valid: NOT_NEGATIVE }];
}

/** What PPO and A2C, which learn from fresh rollouts, have in common; defaults and usual ranges are in this order. */
function onPolicy(steps: number, lambda: number, rate: number, usualSteps: readonly [number, number]): readonly Row[] {
  return [
    learningRate(rate, 0.002),
    ['n_steps', steps, 'Steps in each environment between two updates.', { usual: usualSteps, valid: COUNT }],
    gamma,
    [
      'gae_lambda',
      lambda,
      'Trade-off of bias (0) and variance (1) in the advantage.',
      { usual: [0.8, 1], valid: SHARE },
    ],
    ['ent_coef', 0, 'Weight of the entropy bonus.', { usual: [0, 0.1] }],
    ['vf_coef', 0.5, 'Weight of the value loss.'],
    ['max_grad_norm', 0.5, 'Gradients are clipped to this norm.', { usual: [0.3, 2], valid: NOT_NEGATIVE }],
    ['use_sde', false, 'Whether exploration depends on the state (gSDE).'],
    ['sde_sample_freq', -1, 'Steps between two draws of the exploration noise; -1 is once a rollout.', { needs: SDE }],
  ];
}

/** What DQN, SAC and TD3, which learn from a replay buffer, have in common. */
function offPolicy(defaults: {
  readonly rate: number;
  readonly starts: number;
  readonly batch: SettingValue | undefined;
  readonly usualBatch: number;
  readonly tau: number;
  readonly usualTau?: readonly [number, number];
  readonly trainFreq: SettingValue | undefined;
  readonly gradientSteps: SettingValue | undefined;
}): readonly Row[] {
  return [
    learningRate(defaults.rate, 1),
    ['buffer_size', 1_000_000, 'Transitions kept for replay.', { usual: [10_000, 1_000_000], valid: COUNT }],
    ['learning_starts', defaults.starts, 'Steps taken before learning starts.', { valid: NOT_NEGATIVE }],
    [
      'batch_size',
      defaults.batch,
      'Transitions in a gradient step.',
      { usual: [16, defaults.usualBatch], valid: COUNT },
    ],
    [
      'tau',
      defaults.tau,
      'How far the target network follows at an update; 1 copies it.',
      { ...(defaults.usualTau && { usual: defaults.usualTau }), valid: SHARE },
    ],
    gamma,
    ['train_freq', defaults.trainFreq, 'Steps between two updates.', { valid: COUNT }],
    ['gradient_steps', defaults.gradientSteps, 'Gradient steps at an update; -1 does as many as steps were taken.'],
  ];
}

const SOURCE = 'https://stable-baselines3.readthedocs.io/en/master/modules';
const USUAL = 'where the RL Zoo searches';

/**
 * Stable-Baselines3: defaults from the constructors (`ppo.py` 02888c6, `a2c.py` 0574e58, `dqn.py` 007105f, `sac.py`
 * 0311b62, `td3.py` 10ca6bd); usual ranges are where the RL Zoo searches (`rl_zoo3/hyperparams_opt.py`, 0a9df50),
 * widened to the default where that lies outside.
 */
export const ppo: Framework = frameworkOf({
  id: 'sb3-ppo',
  name: 'Stable-Baselines3 PPO',
  version: '2',
  source: `${SOURCE}/ppo.html`,
  usualFrom: USUAL,
  rows: [
    ...onPolicy(2048, 0.95, 3e-4, [32, 2048]),
    [
      'batch_size',
      64,
      'Transitions in a gradient step.',
      { usual: [32, 512], valid: COUNT, note: 'It should divide n_steps × environments, else a batch is cut short.' },
    ],
    ['n_epochs', 10, 'Passes over a rollout.', { usual: [1, 20], valid: COUNT }],
    ['clip_range', 0.2, 'How far the policy may move in an update.', { usual: [0.1, 0.4], valid: NOT_NEGATIVE }],
    ['clip_range_vf', null, 'How far the value function may move in an update.', { valid: [0, Infinity, 'low'] }],
    ['target_kl', null, 'An update ends early beyond 1.5 times this divergence.'],
  ],
});

/** A2C of Stable-Baselines3. */
export const a2c: Framework = frameworkOf({
  id: 'sb3-a2c',
  name: 'Stable-Baselines3 A2C',
  version: '2',
  source: `${SOURCE}/a2c.html`,
  usualFrom: USUAL,
  rows: [
    ...onPolicy(5, 1, 7e-4, [5, 2048]),
    ['use_rms_prop', true, 'Whether the optimizer is RMSprop; else it is Adam.'],
    [
      'rms_prop_eps',
      1e-5,
      'Added to the denominator of RMSprop.',
      { valid: NOT_NEGATIVE, needs: { setting: 'use_rms_prop', is: [true], default: true } },
    ],
    ['normalize_advantage', false, 'Whether advantages are normalised.'],
  ],
});

/** DQN of Stable-Baselines3. */
export const dqn: Framework = frameworkOf({
  id: 'sb3-dqn',
  name: 'Stable-Baselines3 DQN',
  version: '2',
  source: `${SOURCE}/dqn.html`,
  usualFrom: USUAL,
  rows: [
    ...offPolicy({ rate: 1e-4, starts: 50_000, batch: 32, usualBatch: 512, tau: 1, trainFreq: 4, gradientSteps: 1 }),
    ['target_update_interval', 10_000, 'Steps between two updates of the target network.', { valid: COUNT }],
    ['exploration_fraction', 0.1, 'Share of the training in which exploration falls.', { valid: SHARE }],
    ['exploration_initial_eps', 1, 'Probability of a random action at the start.', { valid: SHARE }],
    ['exploration_final_eps', 0.05, 'Probability of a random action in the end.', { valid: SHARE }],
    ['max_grad_norm', 10, 'Gradients are clipped to this norm.', { valid: NOT_NEGATIVE }],
  ],
});

/** SAC of Stable-Baselines3. */
export const sac: Framework = frameworkOf({
  id: 'sb3-sac',
  name: 'Stable-Baselines3 SAC',
  version: '2',
  source: `${SOURCE}/sac.html`,
  usualFrom: USUAL,
  rows: [
    ...offPolicy({
      rate: 3e-4,
      starts: 100,
      batch: 256,
      usualBatch: 2048,
      tau: 0.005,
      usualTau: [0.001, 0.08],
      trainFreq: 1,
      gradientSteps: 1,
    }),
    ['ent_coef', 'auto', 'Weight of the entropy; auto learns it.'],
    ['target_update_interval', 1, 'Gradient steps between two updates of the target network.', { valid: COUNT }],
    [
      'target_entropy',
      'auto',
      'Entropy that ent_coef is learned for.',
      { needs: { setting: 'ent_coef', is: ['auto'], default: 'auto' } },
    ],
    ['use_sde', false, 'Whether exploration depends on the state (gSDE).'],
    ['sde_sample_freq', -1, 'Steps between two draws of the exploration noise; -1 is once a rollout.', { needs: SDE }],
    ['use_sde_at_warmup', false, 'Whether gSDE also acts before learning starts.', { needs: SDE }],
  ],
});

/** TD3 of Stable-Baselines3; batch_size, train_freq and gradient_steps have changed between versions. */
export const td3: Framework = frameworkOf({
  id: 'sb3-td3',
  name: 'Stable-Baselines3 TD3',
  version: '2',
  source: `${SOURCE}/td3.html`,
  usualFrom: USUAL,
  rows: [
    ...offPolicy({
      rate: 1e-3,
      starts: 100,
      batch: undefined,
      usualBatch: 2048,
      tau: 0.005,
      usualTau: [0.001, 0.08],
      trainFreq: undefined,
      gradientSteps: undefined,
    }),
    ['policy_delay', 2, 'Updates of the critics for each one of the policy.', { valid: COUNT }],
    ['target_policy_noise', 0.2, 'Noise on the target’s actions.', { valid: NOT_NEGATIVE }],
    ['target_noise_clip', 0.5, 'Limit of that noise.', { valid: NOT_NEGATIVE }],
  ],
});
