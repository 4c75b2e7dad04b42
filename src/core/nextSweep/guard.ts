import type { Analysis, Interaction, InteractionTerm, ParameterResult } from '../analysis/analysis';
import { groundsForBounds } from '../analysis/boundGround';
import { plainText } from '../plainText';
import { formatInteger, formatShareInterval } from '../report/format';
import { GUARD_MARK } from '../runs/guardMark';
import { pythonLiteral } from './python';

/** Something that bounds can't express: a condition in Python under which a run ends at once, and why. */
interface GuardRule {
  readonly settings: readonly string[];
  /** On `v[0]`, `v[1]`, … in the order of `settings`. */
  readonly condition: string;
  readonly because: string;
}

const MAX_RULES = 20;

/**
 * Python for the training script, to stand behind `wandb.init()`: ends a run at once, as finished, whose settings lie in
 * a region that crashed and that no range leaves out – combinations, and ranges that crash in their middle. The run says
 * so in its summary, so that the next analysis counts it neither as completed nor as crashed. `null` where there is no
 * such region, or none that Python could test (lists, redacted values).
 */
export function guardSnippet({
  interactions,
  parameters,
}: Pick<Analysis, 'interactions' | 'parameters'>): string | null {
  const rules = [...interactions.map(ruleOf), ...groundsForBounds(parameters).map(middleRule)].filter(
    (rule) => rule !== null,
  );
  if (rules.length === 0) return null;
  const tests = rules
    .slice(0, MAX_RULES)
    .flatMap(({ settings, condition, because }) => [
      `    v = [_setting(settings, name) for name in ${pythonLiteral(settings)}]`,
      `    if ${condition}:`,
      `        return ${pythonLiteral(because)}`,
    ]);
  return `${[...HEAD, ...tests, ...TAIL].join('\n')}\n`;
}

const HEAD = [
  '# Written by Sweep Guard: ends runs at once whose settings crashed together in earlier runs.',
  'import sys',
  '',
  'import wandb',
  '',
  '',
  '_MISSING = object()',
  '',
  '',
  'def _setting(settings, name):',
  '    """A setting by its name; one in a group by its dotted name. _MISSING where it is not there: None is a value."""',
  '    if name in settings:',
  '        return settings[name]',
  '    value = settings',
  '    for key in name.split("."):',
  '        if not isinstance(value, dict) or key not in value:',
  '            return _MISSING',
  '        value = value[key]',
  '    return value',
  '',
  '',
  'def _number(value):',
  '    """The value as a number; NaN, which no comparison holds for, where it is none."""',
  '    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)',
  '    return float(value) if is_number else float("nan")',
  '',
  '',
  'def reason_to_skip(settings):',
  '    """Why a run with these settings is not worth starting; None where nothing speaks against it."""',
];

const TAIL = [
  '    return None',
  '',
  '',
  'def skip_run(run):',
  '    """Ends the run where its settings are known to crash, and says whether it did."""',
  '    reason = reason_to_skip(dict(run.config))',
  '    if reason is None:',
  '        return False',
  '    print("Sweep Guard skips this run: " + reason)',
  `    run.summary[${pythonLiteral(GUARD_MARK)}] = reason`,
  '    run.finish(exit_code=0)',
  '    return True',
  '',
  '',
  '# Right behind run = wandb.init(...):',
  'if wandb.run is not None and skip_run(wandb.run):',
  '    sys.exit(0)  # in a function that wandb.agent calls: return instead',
];

function ruleOf(interaction: Interaction): GuardRule | null {
  const { terms, lift, crashed, total, low, high } = interaction;
  const isSafeCorner = lift < 1;
  const tests = terms.map((term, i) => testOf(term, i, isSafeCorner));
  if (tests.some((test) => test === null)) return null;
  const where = terms.map(({ parameter, op, value }) => `${plainText(parameter, 60)} ${op} ${valueWords(value)}`);
  const rate =
    `${formatInteger(crashed)} of ${formatInteger(total)} runs crashed (${formatShareInterval(low, high)})`.replaceAll(
      '\u00a0',
      ' ',
    );
  return {
    settings: terms.map(({ parameter }) => parameter),
    // Outside of a safe corner either setting is enough.
    condition: tests.join(isSafeCorner ? ' or ' : ' and '),
    because: isSafeCorner
      ? `outside of ${where.join(' and ')}, where only ${rate.replace('–', '-')}`
      : `${where.join(' and ')}: ${rate.replace('–', '-')}`,
  };
}

/** A range whose middle crashes can't be left out by bounds. */
function middleRule({ name, threshold }: ParameterResult): GuardRule | null {
  if (threshold?.direction !== 'inside' || typeof threshold.value === 'number') return null;
  const [low, high] = threshold.value;
  const { crashed, total } = threshold.beyond;
  return {
    settings: [name],
    condition: `${pythonLiteral(low)} <= _number(v[0]) <= ${pythonLiteral(high)}`,
    because: `${plainText(name, 60)} from ${String(low)} to ${String(high)}: ${formatInteger(crashed)} of ${formatInteger(total)} runs crashed`,
  };
}

const NEGATED = { '>': '<=', '>=': '<', '<': '>=', '<=': '>' } as const;

function testOf({ op, value }: InteractionTerm, index: number, isNegated: boolean): string | null {
  const setting = `v[${String(index)}]`;
  if (op !== 'in') {
    if (typeof value !== 'number') return null;
    return `_number(${setting}) ${isNegated ? NEGATED[op] : op} ${pythonLiteral(value)}`;
  }
  const values = typeof value === 'object' ? value : [value];
  if (values.length === 0 || values.some((one) => typeof one === 'string' && !isComparable(one))) return null;
  const list = `(${values.map((one) => pythonLiteral(one)).join(', ')},)`;
  return isNegated ? `(${setting} is not _MISSING and ${setting} not in ${list})` : `${setting} in ${list}`;
}

/** Lists and mappings are levels as JSON text, and secrets are not there: neither compares with a setting. */
function isComparable(level: string): boolean {
  return !/^[[{]/.test(level) && level !== '[redacted]' && !level.includes('<redacted>');
}

function valueWords(value: InteractionTerm['value']): string {
  const values = typeof value === 'object' ? value : [value];
  return values
    .slice(0, 5)
    .map((one) => plainText(String(one), 40))
    .join(' or ');
}
