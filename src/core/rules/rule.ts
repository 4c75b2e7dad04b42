import type { ProgramFile } from '../knowledge/programFile';
import { recognise, type Recognition } from '../knowledge/recognise';
import type { Evidence } from '../runs/evidence';
import type { ForeignEvidence } from './evidenceFor';
import type { SweepDocument } from '../sweep/document';
import { fieldsOf, textOf, type Entry, type Span } from '../sweep/node';
import { commandOf, fixedValue, parametersOf, type Parameter } from '../sweep/parameters';
import type { Range, TextEdit } from '../text';
import { scalarsOf, type ScalarPlace } from './scalars';
import { wrapperOf } from './wrapper';
import type { RuleFile, TeamRule } from './teamRule';

/** How bad a problem is: `error` where W&B refuses the sweep, `warning` where it searches what is not meant. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** One way to repair a problem. Edits refer to the text that was checked and do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** It changes what is searched instead of writing what is meant, so that nobody wants it unasked (`fixAll.ts`). */
  readonly isSuggestion?: true;
  /**
   * What it brings to light is more than its rule can foresee: the check offers it only where a second look at the
   * repaired file finds no new error.
   */
  readonly isUnproven?: true;
}

/** Another place in the file that belongs to a problem, and what it has to do with it. */
export interface RelatedPlace {
  readonly message: string;
  readonly range: Range;
}

/** Such a place as a rule names it. */
export interface RelatedSpan {
  readonly message: string;
  readonly span: Span;
}

/** Something that a rule found. Of several fixes the first is the likeliest. */
export interface Problem {
  /** Stable id of the rule, such as `P01`. */
  readonly code: string;
  /** Stable name of the rule, such as `min-not-below-max`. */
  readonly name: string;
  readonly severity: Severity;
  readonly message: string;
  /** Keys from the top of the file to where the problem is. */
  readonly path: readonly string[];
  readonly range: Range;
  readonly fixes: readonly Fix[];
  /** Absent where there are none. */
  readonly related?: readonly RelatedPlace[];
}

/** What a rule says; the code and name are the rule's, the severity too unless it is given here. */
export interface Finding {
  readonly severity?: Severity;
  readonly message: string;
  readonly path: readonly string[];
  readonly span: Span;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly RelatedSpan[];
}

/** All that a rule may look at. */
export interface RuleContext {
  /** Its root is the sweep itself, also where a key such as `sweep:` stands around it. */
  readonly document: SweepDocument;
  /** The key around the sweep, which W&B does not look into. */
  readonly wrapper: Entry | null;
  /** Parameters at every depth, in file order. */
  readonly parameters: readonly Parameter[];
  /** Every scalar whose type matters to W&B. */
  readonly scalars: readonly ScalarPlace[];
  readonly recognition: Recognition | null;
  /** What past runs say; `null` where none were analysed. */
  readonly evidence: Evidence | null;
  /** An analysis of other things; `null` where none has to be mentioned. */
  readonly foreign: ForeignEvidence | null;
  /** The present in milliseconds since 1970; `null` where nobody asks how old the evidence is. */
  readonly now: number | null;
  /** What the team's rule file warns of. */
  readonly teamRules: readonly TeamRule[];
  /** The script that `program` names; `null` where it was not looked for. */
  readonly program: ProgramFile | null;
  /** What several rules derive from the context, such as all names with their classes: computed by the first that asks. */
  readonly once: <Value>(derive: (context: RuleContext) => Value) => Value;
}

/** Takes what a rule finds; ends the rule by an exception once there is more than anybody reads. */
export type Report = (finding: Finding) => void;

/** One thing that can be wrong with a sweep. The same context gives the same findings in the same order. */
export interface Rule {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  /** Rules that also fire on many good files stay quiet until somebody sets a level for them. */
  readonly defaultLevel?: 'off';
  /** What it finds, in one sentence, for lists of rules. */
  readonly description: string;
  /** Where it can find anything at all, asked once for all rules that share it; absent: everywhere (`conditions.ts`). */
  readonly condition?: (context: RuleContext) => boolean;
  check(context: RuleContext, report: Report): void;
}

/** What is known besides the file itself. */
export interface Knowledge {
  /** The analysis that speaks for the file (`evidenceFor`). */
  readonly evidence: Evidence | null;
  /** The last analysis of other things, where there is none that speaks for the file. */
  readonly foreign?: ForeignEvidence | null;
  /** The present in milliseconds since 1970; absent: the age of evidence plays no part. */
  readonly now?: number;
  /** The logged configuration of a past run, which tells the framework and its task; absent: what the evidence kept. */
  readonly pastConfig?: ReadonlyMap<string, unknown> | null;
  /** The team's `.sweepguard.yaml`, where there is one. */
  readonly ruleFile?: RuleFile | null;
  /** The script that `program` names, as `readProgram` reads it; absent or `null`: not looked for. */
  readonly program?: ProgramFile | null;
}

/** Looks everything up once that rules and hovers need. */
export function createContext(written: SweepDocument, known: Knowledge): RuleContext {
  const wrapper = wrapperOf(written.root);
  const document = wrapper ? { ...written, root: wrapper.value } : written;
  const parameters = parametersOf(document.root);
  const fixed = new Map<string, unknown>();
  const varied = new Set<string>();
  for (const parameter of parameters) {
    const value = fixedValue(parameter);
    if (value) fixed.set(parameter.configName, value.value);
    else varied.add(parameter.configName);
  }
  const recognition = recognise({
    parameterNames: parameters.map(({ configName }) => configName),
    program: textOf(fieldsOf(document.root).get('program')?.value),
    command: commandOf(document.root),
    fixed,
    varied,
    pastConfig: known.pastConfig ?? (known.evidence && new Map(known.evidence.settings)),
    named: known.ruleFile?.framework ?? null,
  });
  const scalars = scalarsOf(document.root, parameters);
  const derived = new Map<unknown, unknown>();
  const context: RuleContext = {
    document,
    wrapper,
    parameters,
    scalars,
    recognition,
    evidence: known.evidence,
    foreign: known.foreign ?? null,
    now: known.now ?? null,
    teamRules: known.ruleFile?.rules ?? [],
    program: known.program ?? null,
    once<Value>(derive: (context: RuleContext) => Value): Value {
      if (!derived.has(derive)) derived.set(derive, derive(context));
      return derived.get(derive) as Value;
    },
  };
  return context;
}
