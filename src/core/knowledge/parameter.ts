/** A range of numbers, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Where a setting does anything; outside, it is read and ignored. */
export interface Effect {
  /** The only tasks that use it. */
  readonly tasks?: readonly string[];
  /** Another setting whose value makes this one inert, and whether that value is its default. */
  readonly unless?: { readonly setting: string; readonly value: string; readonly isDefault: boolean };
}

/** What is known about one parameter of a framework before any run. */
export interface ParameterFact {
  readonly name: string;
  /** What it is, in one sentence. */
  readonly meaning: string;
  readonly default: number | string | boolean | null;
  /** Where the framework's own tuner searches, or what values make sense; `null` where nothing is known. */
  readonly usual: Interval | null;
  /** Where the usual range comes from, such as `Ultralytics’ tuner`. */
  readonly usualFrom: string | null;
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
  readonly version: string;
  /** Where the facts were read. */
  readonly source: string;
  readonly tasks: readonly string[];
  readonly facts: ReadonlyMap<string, ParameterFact>;
}

/** The fact about a parameter: by its full name, or by the last segment of a dotted one (`train.lr0`). */
export function factOf(framework: Framework, name: string): ParameterFact | null {
  return framework.facts.get(name) ?? framework.facts.get(name.slice(name.lastIndexOf('.') + 1)) ?? null;
}

/** What is known about the run in which a parameter would have an effect. */
export interface Situation {
  readonly task: string | null;
  /** The value of a setting where the sweep or past runs fix it, else `undefined`. */
  readonly setting: (name: string) => unknown;
}

/** Whether a setting does anything here: `unknown` where that depends on what is not known. */
export function effectIn(fact: ParameterFact, { task, setting }: Situation): 'effective' | 'inert' | 'unknown' {
  const { tasks, unless } = fact.effect;
  if (tasks && task !== null && !tasks.includes(task)) return 'inert';
  const value = unless && setting(unless.setting);
  if (unless && value === unless.value) return 'inert';
  return (tasks && task === null) || (unless && value === undefined) ? 'unknown' : 'effective';
}
