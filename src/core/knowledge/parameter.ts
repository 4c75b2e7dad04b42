/** A range of numbers, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The numbers that a framework takes; ends that it does not take itself are named. */
export interface ValidRange extends Interval {
  readonly excludes?: 'low' | 'high' | 'both';
}

/** A value that a setting can have. */
export type SettingValue = number | string | boolean | null;

/** What another setting has to be for a parameter to do anything. Of `is`, `isNot` and `above` one is given. */
export interface Requirement {
  readonly setting: string;
  readonly is?: readonly SettingValue[];
  readonly isNot?: readonly SettingValue[];
  readonly above?: number;
  /** What the framework takes where the other setting is not given. */
  readonly default: SettingValue;
}

/** Where a setting does anything; outside, it is read and ignored. */
export interface Effect {
  /** The only tasks that use it. */
  readonly tasks?: readonly string[];
  readonly needs?: Requirement;
}

/** What is known about one parameter of a framework before any run. */
export interface ParameterFact {
  readonly name: string;
  /** What it is, in one sentence. */
  readonly meaning: string;
  /** What the framework takes where it is not given; `null` for none, `undefined` where that differs or is not known. */
  readonly default: SettingValue | undefined;
  /** Where the framework's own tuner searches, or what values make sense; `null` where nothing is known. */
  readonly usual: Interval | null;
  /** Where the usual range comes from, such as `the range of Ultralytics’ own tuner`. */
  readonly usualFrom: string | null;
  /** Outside of it the framework stops, or the value means nothing; `null` where any number is taken. */
  readonly valid: ValidRange | null;
  /** Values that are known to be dangerous, and why. */
  readonly risk: { readonly above: number; readonly because: string } | null;
  readonly effect: Effect;
  /** What people get wrong about it, or what else to know. */
  readonly note: string | null;
}

/** A framework and all that is known about its parameters, for one version. */
export interface Framework {
  readonly id: string;
  readonly name: string;
  /** The version, or the revision and its time, at which the facts were read. */
  readonly version: string;
  /** Where the facts were read. */
  readonly source: string;
  readonly tasks: readonly string[];
  /** Facts by name; other names that the framework takes for the same parameter lead to the same fact. */
  readonly facts: ReadonlyMap<string, ParameterFact>;
}

/** The fact about a parameter: by its full name, or by the last segment of a dotted one (`train.lr0`). */
export function factOf(framework: Framework, name: string): ParameterFact | null {
  return framework.facts.get(name) ?? framework.facts.get(plainName(name)) ?? null;
}

/** A name as packs list it: its last segment, as a Python identifier (`optim.drop-path` → `drop_path`, `svc__C` → `C`). */
export function plainName(name: string): string {
  return name.replace(/^.*(?:\.|[^_]__(?=[^_]))/s, '').replaceAll('-', '_');
}

/** What is known about the run in which a parameter would have an effect. */
export interface Situation {
  readonly task: string | null;
  /** The value of a setting where the sweep or past runs fix it, else `undefined`. */
  readonly setting: (name: string) => unknown;
}

/** Whether a setting does anything here: `unknown` where that depends on what is not known. */
export function effectIn(fact: ParameterFact, { task, setting }: Situation): 'effective' | 'inert' | 'unknown' {
  const { tasks, needs } = fact.effect;
  if (tasks && task !== null && !tasks.includes(task)) return 'inert';
  const value = needs && setting(needs.setting);
  if (needs && value !== undefined && !isMet(needs, value)) return 'inert';
  return (tasks && task === null) || (needs && value === undefined) ? 'unknown' : 'effective';
}

/** Whether a value of the other setting is what the requirement asks for; text is compared without regard to case. */
export function isMet({ is, isNot, above }: Requirement, value: unknown): boolean {
  const equals = (wanted: SettingValue): boolean =>
    typeof wanted === 'string' && typeof value === 'string'
      ? wanted.toLowerCase() === value.toLowerCase()
      : wanted === value;
  if (is) return is.some(equals);
  if (isNot) return !isNot.some(equals);
  return typeof value !== 'number' || above === undefined || value > above;
}

/** What a requirement asks for, such as `booster: dart`, `optimizer: other than auto` or `bagging_freq above 0`. */
export function requirementInWords({ setting, is, isNot, above }: Requirement): string {
  if (is) return `${setting}: ${is.map(String).join(' or ')}`;
  if (isNot) return `${setting}: other than ${isNot.map(String).join(' or ')}`;
  return `${setting} above ${above ?? 0}`;
}
