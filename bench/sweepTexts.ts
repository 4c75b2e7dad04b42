/** A sweep file of about so many lines, as people write them: mixed bodies, a few comments, a few mistakes. */
export function sweepOf(lines: number): string {
  const written = HEAD.split('\n');
  for (let i = 0; written.length < lines; i++) {
    const body = BODIES[i % BODIES.length]!;
    written.push(...body.replaceAll('NAME', `p${i}_${NAMES[i % NAMES.length]!}`).split('\n'));
  }
  return `${written.slice(0, Math.max(lines, 12)).join('\n')}\n`;
}

/** The same text after a keystroke: one digit of it is another one. The same `step` gives the same edit. */
export function edited(text: string, step: number): string {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const at = digits[(step * 7919) % digits.length]!;
  const digit = (Number(text[at]) + 1 + (step % 8)) % 10;
  return text.slice(0, at) + String(digit || 1) + text.slice(at + 1);
}

const HEAD = `# Search for a detector that trains to its end
program: train.py
project: cones
method: random
run_cap: 200
metric:
  name: metrics/mAP50
  goal: maximize
early_terminate:
  type: hyperband
  min_iter: 5
parameters:`;

const NAMES = ['lr', 'dropout', 'weight_decay', 'batch_size', 'hidden', 'momentum', 'optimizer', 'warmup'];

const BODIES = [
  `  NAME:
    distribution: log_uniform_values
    min: 0.0001
    max: 0.1`,
  '  NAME: {min: 0.0, max: 0.5}',
  `  NAME:
    values: [16, 32, 64, 128]  # powers of two`,
  `  NAME:
    min: 1
    max: 9`,
  `  NAME:
    value: 0.9`,
  `  NAME:
    distribution: q_uniform
    min: 8
    max: 256
    q: 8`,
  `  NAME:
    values:
      - adam
      - sgd`,
  `  NAME:
    distribution: normal
    mu: 0.3
    sigma: 0.1`,
];
