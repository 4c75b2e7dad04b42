import { plainName, type Framework, type ParameterFact } from './parameter';
import { taskOf, ultralyticsSign } from './recogniseUltralytics';
import { frameworks } from './frameworks';
import { SIGNS, type Sign } from './signs';
import { ultralytics } from './ultralytics';

/** What a sweep or its runs tell about the framework that they use. */
export interface RecogniseInput {
  readonly parameterNames: readonly string[];
  readonly program: string | null;
  /** Items of `command`. */
  readonly command: readonly string[];
  /** Parameters that the sweep fixes to one value. */
  readonly fixed: ReadonlyMap<string, unknown>;
  /** Names that the sweep varies: of these, the value in a past run's configuration says nothing. */
  readonly varied?: ReadonlySet<string>;
  /** The logged configuration of a past run, where there is one. */
  readonly pastConfig?: ReadonlyMap<string, unknown> | null;
  /** The framework that the team's rule file names, in any spelling; it counts before every other sign. */
  readonly named?: string | null;
}

/** A framework, the task where that is known, and how both were recognised, in words for the user. */
export interface Recognition {
  readonly framework: Framework;
  readonly task: string | null;
  readonly frameworkFrom: string;
  readonly taskFrom: string | null;
  /** The value of a setting where the sweep fixes it or, failing that, a past run logged it; else `undefined`. */
  readonly setting: (name: string) => unknown;
  /** Whether the sweep varies a setting, so that no run's value stands for all. */
  readonly varies: (name: string) => boolean;
}

/** Settings whose value may name the framework. */
const NAMING = ['model', 'model_type', 'model_name', 'estimator', 'classifier', 'regressor', 'algo', 'algorithm'];

/** Recognises the framework from parameter names, program and command, and logged configuration; `null` where unsure. */
export function recognise(input: RecogniseInput): Recognition | null {
  const varied = input.varied ?? new Set();
  const setting = (name: string): unknown =>
    input.fixed.has(name) ? input.fixed.get(name) : varied.has(name) ? undefined : input.pastConfig?.get(name);
  const found = input.named ? namedBy(input.named) : shown(input, setting);
  if (!found) return null;
  const { framework, from: frameworkFrom } = found;
  const known = framework === ultralytics ? taskOf(input, varied) : null;
  const [task, taskFrom] = known ?? [null, null];
  const under = (name: string): readonly string[] => {
    const names = namesOf(framework, name);
    return [...names, ...input.parameterNames.filter((dotted) => names.includes(plainName(dotted)))];
  };
  return {
    framework,
    task,
    frameworkFrom,
    taskFrom,
    setting: (name) =>
      under(name)
        .map(setting)
        .find((value) => value !== undefined),
    varies: (name) => under(name).some((other) => varied.has(other)),
  };
}

interface Match {
  readonly framework: Framework;
  readonly from: string;
}

function namedBy(named: string): Match | null {
  const wanted = named.toLowerCase();
  const framework = frameworks.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  return framework ? { framework, from: 'the rule file' } : null;
}

function shown(input: RecogniseInput, setting: (name: string) => unknown): Match | null {
  const from = ultralyticsSign(input, setting);
  if (from !== null) return { framework: ultralytics, from };
  return match(input, input.parameterNames, setting) ?? matchLogged(input, setting);
}

/** The signs that a name can be part of, since no sign shows without one: most names are part of none. */
const SIGNS_OF_NAME = signsByName();

function signsByName(): ReadonlyMap<string, readonly Sign[]> {
  const signs = new Map<string, Sign[]>();
  for (const sign of SIGNS) {
    const { any, framework, words, named } = sign;
    // Words and values need two names that the framework knows beside them.
    const known = words || named ? framework.facts.keys() : [];
    for (const name of new Set([...any, ...known])) signs.set(name, [...(signs.get(name) ?? []), sign]);
  }
  return signs;
}

/** The one framework that shows; `null` where none does, or several do. */
function match(input: RecogniseInput, names: readonly string[], setting: (name: string) => unknown): Match | null {
  const plain = new Set(names.map(plainName));
  const possible = new Set([...plain].flatMap((name) => SIGNS_OF_NAME.get(name) ?? []));
  if (possible.size === 0) return null;
  const naming = NAMING.filter((name) => textOf(setting(name)) !== '');
  const all: (Match & { readonly isPart: boolean })[] = [];
  for (const sign of SIGNS) {
    if (!possible.has(sign)) continue;
    const from = fromOf(sign, plain, input, { naming, setting });
    if (from !== null) all.push({ framework: sign.framework, from, isPart: sign.isPart ?? false });
  }
  if (all.length === 0) return null;
  const whole = all.filter(({ isPart }) => !isPart);
  const candidates = whole.length > 0 ? whole : all;
  const isOne = new Set(candidates.map(({ framework }) => framework)).size === 1;
  return isOne ? candidates[0]! : null;
}

/** What a past run logged tells more than the sweep, if it was the same program. */
function matchLogged(input: RecogniseInput, setting: (name: string) => unknown): Match | null {
  if (!input.pastConfig) return null;
  const found = match(input, [...input.parameterNames, ...input.pastConfig.keys()], setting);
  return found && { ...found, from: 'the configuration of past runs' };
}

/** Settings that the sweep has and whose value may name the framework. */
interface Naming {
  readonly naming: readonly string[];
  readonly setting: (name: string) => unknown;
}

function fromOf(
  { framework, all = [], any, atLeast, with: kind, not = [], words, named }: Sign,
  names: ReadonlySet<string>,
  { program, command }: RecogniseInput,
  { naming: written, setting }: Naming,
): string | null {
  if (not.some((name) => names.has(name))) return null;
  const telling = any.filter((name) => names.has(name));
  const isOfKind = !kind || kind.filter((name) => names.has(name)).length >= 2;
  if (telling.length >= atLeast && isOfKind && all.every((name) => names.has(name))) {
    return `the parameters ${[...all, ...telling].slice(0, 3).join(', ')}`;
  }
  const naming = named && written.find((name) => named.test(textOf(setting(name))));
  const isWord = words !== undefined && (words.test(program ?? '') || command.some((word) => words.test(word)));
  if (naming === undefined && !isWord) return null;
  if (!knowsTwo(framework, names)) return null;
  return naming === undefined ? 'the program' : `the parameter ${naming}`;
}

/** Whether two of the parameters are ones of the framework. */
function knowsTwo({ facts }: Framework, names: ReadonlySet<string>): boolean {
  let first: ParameterFact | undefined;
  for (const name of names) {
    const fact = facts.get(name);
    if (fact && first && fact !== first) return true;
    first ??= fact;
  }
  return false;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** All names that a framework takes for one setting. */
function namesOf(framework: Framework, name: string): readonly string[] {
  const fact = framework.facts.get(name);
  return fact ? [...framework.facts].filter(([, other]) => other === fact).map(([alias]) => alias) : [name];
}
