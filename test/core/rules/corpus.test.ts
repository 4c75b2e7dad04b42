import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkSweep } from '../../../src/core/language/check';
import type { Problem } from '../../../src/core/rules/rule';
import { parseSweepDocument } from '../../../src/core/sweep/document';
import { createLineMap } from '../../../src/core/text';
import { corpus, type CorpusFile } from '../sweep/corpus';

/** What W&B's own code makes of a file: the layer that fails first, its messages, or the rule that should speak. */
interface Verdict {
  readonly layer: string | null;
  readonly errors: readonly string[];
  readonly expected_rule: string | null;
}

const verdicts = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/corpus/verdicts.json'), 'utf8'),
) as Readonly<Record<string, Verdict>>;

const check = ({ text }: CorpusFile): readonly Problem[] =>
  checkSweep(parseSweepDocument(text, { isNamed: true }), { evidence: null });
const cases = (group: CorpusFile['group']): (readonly [string, CorpusFile])[] =>
  corpus.filter((file) => file.group === group).map((file) => [file.name, file] as const);
const isSevere = ({ severity }: Problem): boolean => severity === 'error' || severity === 'warning';

/** What may be said about files that W&B takes, and why it is right all the same. */
const JUSTIFIED: readonly { readonly code: string; readonly file?: RegExp; readonly because: string }[] = [
  { code: 'T03', because: 'it is true of every random or bayes sweep without run_cap; information' },
  { code: 'M08', because: 'it is true of every sweep without metric; a hint' },
  { code: 'C01', because: 'most tests of W&B name no program; information' },
  { code: 'C05', file: /nested_grid_search|hyperband_missing_eta|L48/, because: 'their command has no ${args}' },
  { code: 'C08', file: /sweep-bool/, because: 'its booleans arrive as --flag1=False; its script knows' },
  { code: 'C12', file: /nested/, because: 'their nested parameters arrive as the text of a dict' },
  { code: 'C13', file: /constant_null/, because: 'its null arrives as the text None' },
  { code: 'C14', file: /constant_dict/, because: 'its dict arrives as text' },
  { code: 'B06', because: 'all choices of theirs are few and bayes repeats them; information' },
  { code: 'B07', file: /categorical_list/, because: 'bayes over lists' },
  { code: 'D06', file: /q_beta/, because: 'q_beta without q draws 0 and 1 only' },
  { code: 'D07', file: /q_loguniform_values/, because: 'their q rounds draws to 0, below min' },
  { code: 'D09', file: /int_uniform|default_values|L176/, because: 'integer bounds 0 and 1' },
  { code: 'D10', file: /inv_log/, because: 'inv_log_uniform_values draws what log_uniform_values draws' },
  { code: 'G03', file: /grid_q_uniform/, because: 'its max is never tried' },
  { code: 'G04', file: /keras-cnn-fashion__sweep-grid/, because: '14,580 runs' },
  { code: 'G06', because: 'every parameter of theirs is constant; information' },
  { code: 'M04', file: /metrics_filled_with_defaults/, because: 'accuracy without goal is minimized' },
  { code: 'M05', file: /eta_3_max/, because: 'a loss is maximized' },
  { code: 'R01', file: /hydra|L9|L5/, because: 'a learning rate, uniform over decades; information' },
  { code: 'R09', file: /cross-validation/, because: 'batch sizes that are no powers of two; information' },
  { code: 'S06', because: 'a single value in values; information' },
  { code: 'S07', file: /anaconda1|duplicated_values/, because: 'they list a value twice, to test just that' },
  { code: 'S08', file: /values1_probs1/, because: 'it has a probability of 0' },
  { code: 'Y01', file: /keras-cnn-fashion/, because: 'decay: [1e-5, …] are texts, in W&B’s own example' },
  { code: 'Y02', file: /hyperband_missing_eta/, because: 'its learning rates are in quotes' },
];

/** What a message of W&B is about: names of parameters and keys, and what it quotes; one of them has to be marked. */
const PLACES: readonly (readonly [message: RegExp, place: (match: RegExpExecArray) => readonly string[]])[] = [
  [/: (\S+) uses \w*log_uniform/, ([, name]) => [name!]],
  [/Parameter (\S+?):? /, ([, name]) => [lastName(name!)]],
  [/invalid hyperparameter configuration: (\S+)/, ([, name]) => [name!]],
  [/Invalid configuration for hyperparameter '(\S+)'/, ([, name]) => [name!]],
  [/ (\S+): min \S+ is not less than/, ([, name]) => [lastName(name!)]],
  [/non-finite sample: \{"(\w+)": \{"value": (?:NaN|-?Infinity)/, ([, name]) => [name!]],
  [/'(\w+)' was unexpected/, ([, name]) => [name!]],
  [/'(.+?)' does not match/, ([, name]) => [name!]],
];

function lastName(name: string): string {
  return name.replace(/^.*\.wbnest\[\w+\]\./, '');
}

/** Whether a problem stands at a name: in its path, or on a line that holds it. */
function touches(problem: Problem, name: string, text: string): boolean {
  if (problem.path.includes(name)) return true;
  const { start, end } = problem.range;
  const lines = createLineMap(text);
  const from = lines.offsetAt({ line: start.line, character: 0 });
  const to = lines.offsetAt({ line: end.line + 1, character: 0 });
  return text.slice(from, to).includes(name);
}

describe('the corpus of sweep files', () => {
  it.each(cases('valid'))('%s has no error, and only what is justified', (name, file) => {
    const problems = check(file);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const unjustified = problems.filter(
      ({ code }) => !JUSTIFIED.some((one) => one.code === code && (one.file?.test(name) ?? true)),
    );
    expect(unjustified.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });

  it.each(cases('invalid'))('%s has a warning at the place of the mistake', (name, file) => {
    const severe = check(file).filter(isSevere);
    const { errors } = verdicts[name]!;
    expect(severe.length, errors.join('\n')).toBeGreaterThan(0);
    for (const error of errors) {
      const [pattern, place] = PLACES.find(([message]) => message.test(error)) ?? [];
      for (const wanted of pattern && place ? place(pattern.exec(error)!) : []) {
        expect(
          severe.some((problem) => touches(problem, wanted, file.text)),
          `${wanted}: ${error}`,
        ).toBe(true);
      }
    }
  });

  it.each(cases('lint-only'))('%s shows its rule', (name, file) => {
    const wanted = verdicts[name]!.expected_rule;
    expect(check(file).map(({ code }) => code)).toContain(wanted);
  });
});
