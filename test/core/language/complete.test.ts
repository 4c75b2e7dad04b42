import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import { completeAt } from '../../../src/core/language/complete';
import type { Completion } from '../../../src/core/language/completion';
import { UNREAD_PROGRAM } from '../../../src/core/knowledge/programFile';
import { withDefaults } from '../../../src/core/language/snippet';
import type { Knowledge } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { DISTRIBUTIONS, KEYS, MACROS } from '../../../src/core/sweep/keys';
import { createLineMap } from '../../../src/core/text';

const NOTHING: Knowledge = { evidence: null };

/** What is offered at the `|` in a text, and the text after one of them was accepted as it stands. */
function complete(
  marked: string,
  known: Knowledge = NOTHING,
): { readonly items: readonly Completion[]; readonly labels: readonly string[]; accept(label: string): string } {
  const at = marked.indexOf('|');
  const text = marked.slice(0, at) + marked.slice(at + 1);
  const found = completeAt(parseSweepDocument(text), createLineMap(text).positionAt(at), known);
  const items = found?.items ?? [];
  return {
    items,
    labels: items.map(({ label }) => label),
    accept(label) {
      const item = items.find((one) => one.label === label);
      if (!found || !item) throw new Error(`${label} is not offered`);
      return text.slice(0, found.replaces.start) + withDefaults(item.snippet) + text.slice(found.replaces.end);
    },
  };
}
const labels = (marked: string, known?: Knowledge): readonly string[] => complete(marked, known).labels;
const BODY_KEYS = ['value', 'values', 'probabilities', 'distribution', 'min', 'max', 'parameters'];

describe('completion of keys', () => {
  it('offers the keys that are not there yet, each section its own', () => {
    const top = labels('method: grid\nparameters:\n  x: {value: 1}\n|\n');
    expect(top).toContain('program');
    expect(top).toContain('early_terminate');
    expect(top).not.toContain('method');
    expect(top).not.toContain('parameters');
    expect(labels('metric:\n  name: loss\n  |\n')).toEqual(['goal', 'target', 'impute', 'impute_while_running']);
    expect(labels('early_terminate:\n  type: hyperband\n  |\nmethod: grid\n')).toEqual([
      ...['min_iter', 'max_iter', 's', 'eta', 'strict'],
    ]);
    expect(labels('controller:\n  |')).toEqual(['type']);
    expect(labels('metrics:\n  - name: a\n    |\n')).toEqual(['goal', 'target', 'impute', 'impute_while_running']);
    expect(labels('metrics:\n- name: a\n  |\n')).toEqual(['goal', 'target', 'impute', 'impute_while_running']);
  });

  it('leaves out what excludes a key that is there', () => {
    expect(labels('metric: {name: a}\n|')).not.toContain('metrics');
    expect(labels('scheduler: {engine: wandb}\n|')).not.toContain('early_terminate');
  });

  it('offers only what goes with the body so far', () => {
    const body = (keys: string): readonly string[] => labels(`parameters:\n  x:\n${keys}    |\n`);
    expect(body('').slice(0, 7)).toEqual(BODY_KEYS);
    expect(body('')).toContain('log_uniform_values');
    expect(body('    min: 0.1\n')).toEqual(['distribution', 'max']);
    expect(body('    values: [1]\n')).toEqual(['probabilities', 'distribution']);
    expect(body('    distribution: q_normal\n')).toEqual(['mu', 'sigma', 'q']);
    expect(body('    distribution: normal\n    mu: 1\n')).toEqual(['sigma']);
    expect(body('    q: 2\n')).toEqual(['distribution', 'min', 'max', 'mu', 'sigma', 'a', 'b']);
    expect(body('    parameters: {}\n')).toEqual([]);
  });

  it('works in braces, closed or not, and over several lines', () => {
    expect(labels('parameters:\n  x: {min: 0.1, |}\n')).toEqual(['distribution', 'max']);
    expect(labels('parameters:\n  x: {min: 0.1, |\n  y: {value: 1}\n')).toEqual(['distribution', 'max']);
    expect(labels('parameters:\n  x: {|, max: 1.0}\n')).toEqual(['distribution', 'min']);
    expect(labels('parameters: {x: {min: 0.1,\n   |}}\n')).toEqual(['distribution', 'max']);
    expect(labels('metric: {|}\n')).toEqual(['name', 'goal', 'target', 'impute', 'impute_while_running']);
    expect(labels('parameters:\n  x: {parameters: {y: {values: [1, 2], |}}}\n')).toEqual([
      ...['probabilities', 'distribution'],
    ]);
  });

  it('works in nested parameters', () => {
    const nested = 'parameters:\n  m:\n    parameters:\n      lr:\n        |\n';
    expect(labels(nested).slice(0, 7)).toEqual(BODY_KEYS);
  });

  it('writes the key with what it needs, in the style of the file', () => {
    expect(complete('me|\nname: a\n').accept('metric')).toBe('metric:\n  name: \n  goal: minimize\nname: a\n');
    const wide = 'parameters:\n    x:\n        value: 1\n|';
    expect(complete(wide).accept('early_terminate')).toBe(
      `${wide.slice(0, -1)}early_terminate:\n    type: hyperband\n    min_iter: 3`,
    );
    expect(complete('name: a\r\nco|\r\n').accept('command')).toBe(
      'name: a\r\ncommand:\r\n  - ${env}\r\n  - ${interpreter}\r\n  - ${program}\r\n  - ${args}\r\n',
    );
    expect(complete('{name: a, |}').accept('metric')).toBe('{name: a, metric: {name: , goal: minimize}}');
    expect(complete('na|me: a\n').accept('name')).toBe('name: a\n');
    expect(complete('parameters:\n  x: {|}\n').accept('log_uniform_values')).toBe(
      'parameters:\n  x: {distribution: log_uniform_values, min: 0.0001, max: 0.1}\n',
    );
    expect(complete('parameters:\n  x:\n    |\n').accept('log_uniform_values')).toBe(
      'parameters:\n  x:\n    distribution: log_uniform_values\n    min: 0.0001\n    max: 0.1\n',
    );
    expect(complete('|').accept('metrics')).toBe(
      'metrics:\n  - name: \n    goal: minimize\n  - name: \n    goal: minimize',
    );
  });

  it('offers nothing where nothing can stand', () => {
    expect(labels('# |\nmethod: grid\n')).toEqual([]);
    expect(labels('method: grid # |\n')).toEqual([]);
    expect(labels('method: grid\n    |\n')).toEqual([]);
    expect(labels('description: |\n')).toEqual([]);
    expect(labels('description: >\n  a\n  |\n')).toEqual([]);
    expect(labels('parameters:\n    x: {value: 1}\n  |\n')).toEqual([]);
    expect(labels('foo:\n  |\n')).toEqual([]);
    expect(labels('parameters:\n  x:\n    values:\n      - |\n')).toEqual([]);
    expect(labels('name: a b |\n')).toEqual([]);
  });
});

describe('completion of values', () => {
  it('offers what the table allows', () => {
    expect(labels('method: |\n')).toEqual(['grid', 'random', 'bayes', 'custom']);
    expect(labels('metric:\n  goal: ma|\n')).toEqual(['minimize', 'maximize']);
    expect(labels('metric: {name: x, goal: |}\n')).toEqual(['minimize', 'maximize']);
    expect(complete('metric:\n  impute_while_running: |\n').accept('false')).toBe(
      'metric:\n  impute_while_running: "false"\n',
    );
    expect(complete('metric:\n  impute_while_running: "|"\n').accept('false')).toBe(
      'metric:\n  impute_while_running: "false"\n',
    );
    expect(labels('early_terminate: {strict: |}\n')).toEqual(['true', 'false']);
    expect(complete('method:|\n').accept('grid')).toBe('method: grid\n');
    expect(complete('method: gr|i\n').accept('grid')).toBe('method: grid\n');
    expect(complete('early_terminate: {eta: |}\n').accept('3')).toBe('early_terminate: {eta: 3}\n');
  });

  it('offers distributions with the arguments that are missing', () => {
    const block = 'parameters:\n  x:\n    distribution: q_un|\n    min: 0\n';
    expect([...complete(block).labels].sort()).toEqual(DISTRIBUTIONS.map(({ name }) => name).sort());
    expect(complete(block).labels.slice(-3)).toEqual(['log_uniform', 'inv_log_uniform', 'q_log_uniform']);
    expect(complete(block).items.filter((item) => item.isDeprecated)).toHaveLength(3);
    expect(complete(block).accept('q_uniform')).toBe(
      'parameters:\n  x:\n    distribution: q_uniform\n    max: 1.0\n    q: 0.1\n    min: 0\n',
    );
    expect(complete('parameters:\n  x: {distribution: |}\n').accept('int_uniform')).toBe(
      'parameters:\n  x: {distribution: int_uniform, min: 1, max: 10}\n',
    );
  });

  it('offers bodies behind a name, in the style of the neighbours', () => {
    expect(complete('parameters:\n  y: {value: 1}\n  x: |\n').accept('min … max')).toBe(
      'parameters:\n  y: {value: 1}\n  x: {min: 0.0, max: 1.0}\n',
    );
    expect(complete('parameters:\n  y:\n    value: 1\n  x:|\n').accept('min … max')).toBe(
      'parameters:\n  y:\n    value: 1\n  x:\n    min: 0.0\n    max: 1.0\n',
    );
    expect(complete('parameters: {x: |}').accept('values')).toBe('parameters: {x: {values: []}}');
  });

  it('offers macros in a command', () => {
    const macros = [...MACROS.map(({ name }) => `\${${name}}`), '${envvar:NAME}'];
    expect(labels('command:\n  - |\n')).toEqual(macros);
    expect(complete('command:\n  - python\n  - ${ar|\n').accept('${args}')).toBe('command:\n  - python\n  - ${args}\n');
    expect(complete('command:\n- ${env}\n- "|"\n').accept('${args}')).toBe('command:\n- ${env}\n- "${args}"\n');
    expect(complete('command: ["${env}", |]').accept('${args}')).toBe('command: ["${env}", "${args}"]');
    expect(complete('command: ["${env}", "${|"]').accept('${args}')).toBe('command: ["${env}", "${args}"]');
    expect(labels('command:\n  - ${envvar:|\n')).toEqual([]);
    expect(complete('command:\n  - ${ar|gs}\n').accept('${env}')).toBe('command:\n  - ${env}\n');
    expect(complete('command:\n  - |\n').accept('${envvar:NAME}')).toBe('command:\n  - ${envvar:NAME}\n');
  });
});

describe('completion inside an item of a command', () => {
  // The agent replaces ${envvar:NAME} anywhere, other macros only where they are a whole item (C04).
  it.each([
    ['command:\n  - --out=|\n', 'command:\n  - --out=${envvar:NAME}\n'],
    ['command:\n  - --out=$|\n', 'command:\n  - --out=${envvar:NAME}\n'],
    ['command:\n- python\n- data/${env|var:X}/train.py\n', 'command:\n- python\n- data/${envvar:NAME}/train.py\n'],
    ['command:\n  - "--out=${|"\n', 'command:\n  - "--out=${envvar:NAME}"\n'],
    ['command:\n  - ${envvar:A}/|\n', 'command:\n  - ${envvar:A}/${envvar:NAME}\n'],
    ['command: [python, "--out=${|"]', 'command: [python, "--out=${envvar:NAME}"]'],
  ])('offers environment variables only: %j', (marked, accepted) => {
    expect(labels(marked)).toEqual(['${envvar:NAME}']);
    expect(complete(marked).accept('${envvar:NAME}')).toBe(accepted);
  });

  it.each([
    'command:\n  - --out=${envvar:|\n',
    'command: [python, --out=|]',
    'parameters:\n  x:\n    values:\n      - a=$|\n',
  ])('offers nothing: %j', (marked) => {
    expect(labels(marked)).not.toContain('${envvar:NAME}');
  });
});

describe('completion of parameter names', () => {
  const sweep = (rest: string): string =>
    `program: yolo.py\nmethod: random\nparameters:\n  mosaic: {value: 1.0}\n  hsv_h: {value: 0.1}\n  hsv_s: {value: 0.1}\n${rest}`;

  it('offers those of the framework, with their usual range', () => {
    const found = complete(sweep('  |\n'));
    expect(found.labels).toContain('mixup');
    expect(found.labels).not.toContain('mosaic');
    expect(found.accept('mixup')).toBe(sweep('  mixup: {min: 0.0, max: 1.0}\n'));
    expect(found.accept('weight_decay')).toBe(sweep('  weight_decay: {min: 0.0, max: 0.001}\n'));
    expect(found.accept('lrf')).toBe(sweep('  lrf: {distribution: log_uniform_values, min: 0.0001, max: 0.1}\n'));
    expect(complete(sweep('  mi|xup: {value: 1}\n')).accept('mixup')).toBe(sweep('  mixup: {value: 1}\n'));
    expect(complete(sweep('  mixup: |\n')).labels[0]).toBe('usual range');
  });

  it('leaves out what has no effect for the task', () => {
    const known: Knowledge = { evidence: null, pastConfig: new Map([['task', 'detect']]) };
    expect(labels(sweep('  |\n'))).toContain('copy_paste');
    expect(labels(sweep('  |\n'), known)).not.toContain('copy_paste');
  });

  it('offers common names where nothing is known of the script', () => {
    const found = complete('program: a.py\nmethod: random\nparameters:\n  batch_size:\n    values: [8, 16]\n  |\n');
    expect(found.labels.slice(0, 3)).toEqual(['learning_rate', 'weight_decay', 'epochs']);
    expect(found.labels).not.toContain('batch_size');
    expect(labels('parameters:\n  lr: {value: 1}\n  |\n')[0]).toBe('weight_decay');
    expect(found.accept('learning_rate')).toContain(
      '  learning_rate:\n    distribution: log_uniform_values\n    min: 0.000001\n    max: 1.0\n',
    );
    expect(found.accept('epochs')).toContain('  epochs:\n    values: []\n');
    expect(complete('parameters:\n  y: {value: 1}\n  lr: |\n').labels[0]).toBe('usual range');
  });

  it('offers the options of the script, which ends at any other', () => {
    const contents = { ...UNREAD_PROGRAM, options: new Set(['lr', 'my-option', 'epochs']) };
    const known: Knowledge = { evidence: null, program: { path: 'a.py', contents } };
    const text = 'program: a.py\nmethod: random\nparameters:\n  epochs: {value: 8}\n  |\n';
    const found = complete(text, known);
    expect(found.labels).toEqual(['lr', 'my-option']);
    expect(found.accept('my-option')).toContain('  my-option: {values: []}\n');
    // Read from wandb.config, a parameter need not be an option.
    const read = `command: [python, a.py]\n${text}`;
    expect(labels(read, known)).toContain('weight_decay');
  });

  it('offers what past runs logged, fixed to the value that they had', () => {
    const known: Knowledge = {
      evidence: null,
      pastConfig: new Map<string, unknown>([
        ['fold', 3],
        ['model', 'a: b'],
        ['flag', true],
        ['bad name', 1],
        ['on', 'no'],
      ]),
    };
    const found = complete('method: grid\nparameters:\n  x:\n    value: 1\n  |\n', known);
    expect(found.labels).toEqual(['fold', 'model', 'flag', 'on']);
    expect(found.accept('fold')).toContain('  fold:\n    value: 3\n');
    expect(found.accept('model')).toContain('  model:\n    value: "a: b"\n');
    expect(found.accept('flag')).toContain('  flag:\n    value: true\n');
  });
});

describe('the one table', () => {
  const place = (section: string): string => {
    if (section === 'sweep') return '|';
    return section === 'parameter' ? 'parameters:\n  x:\n    |' : `${section}:\n  |`;
  };

  it('has every key offered where it is valid', () => {
    for (const { section, name } of KEYS) {
      const base = place(section);
      // Arguments of distributions are valid only beside them.
      const user = DISTRIBUTIONS.find(({ required, optional }) => [...required, ...optional].includes(name));
      const offered = [
        ...labels(base),
        ...(section === 'parameter' && user ? labels(base.replace('|', `distribution: ${user.name}\n    |`)) : []),
      ];
      expect(offered, `${section} ${name}`).toContain(name);
    }
  });

  /** What the rules for unknown keys say of `key: 1` in a section. */
  const refusals = (section: string, key: string): readonly string[] =>
    checkSweep(parseSweepDocument(`${place(section).replace('|', `${key}: 1`)}\n`), NOTHING)
      .filter(({ code }) => ['T01', 'S03', 'M09', 'E07'].includes(code))
      .filter(({ message }) => new RegExp(`\\bno (?:key |setting )?${key}\\b`).test(message))
      .map(({ message }) => message);

  it('has exactly its keys accepted by the rules', () => {
    for (const { section, name } of KEYS) expect(refusals(section, name), `${section} ${name}`).toEqual([]);
    // Extra keys of `controller` are allowed, and `scheduler` with any is read by `wandb launch-sweep`.
    for (const section of ['sweep', 'parameter', 'metric', 'early_terminate']) {
      expect(refusals(section, 'xylophone'), section).toHaveLength(1);
    }
  });
});
