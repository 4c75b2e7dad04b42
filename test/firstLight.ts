/** What the first walk through the product expects of the example: the same in the browser's VS Code and on the desktop. */

/** A mistake that people make: a bare list where the key `values` is meant. The quick fix of P03 turns `bare` into `meant`. */
export const BARE_LIST = {
  key: 'warmup_epochs',
  meant: '{values: [1, 3, 5]}',
  bare: '[1, 3, 5]',
  code: 'P03',
  fixTitle: /values/,
} as const;

/** A parameter with a known meaning, that most of the example's crashes go with. */
export const MIXUP = {
  key: 'mixup',
  range: '{min: 0.0, max: 0.3}',
  /** What the hover says: that it is a probability, and its default. */
  facts: [/probability/i, /default 0(\.0)?\b/i],
  /** The code of the problem that past runs give it. */
  code: 'V01',
} as const;

/** The example's runs. */
export const RUNS = { total: 21, completed: 8, crashed: 13 } as const;

/** The palette's name for the command. */
export const ANALYZE = { id: 'sweepGuard.analyze', title: 'Sweep Guard: Analyze Sweep' } as const;
