import { common, commonFactOf } from '../knowledge/common';
import { effectIn, factOf, type ParameterFact } from '../knowledge/parameter';
import type { Recognition } from '../knowledge/recognise';
import { inWords } from '../rules/wording';
import { createContext, type Knowledge, type RuleContext } from '../rules/rule';
import { argsMacros } from '../sweep/command';
import { bodyOfFact, bodyOfValue } from './bodies';
import type { Completion, Site } from './completion';
import { code, escapeText, paragraphs } from './markdown';
import { createPlaces, mapping, value, written, type Content } from './snippet';
import { prefersFlowAt } from './style';

/** A body that suggests itself for a name, and why. */
export interface SuggestedBody {
  readonly content: Content;
  readonly detail: string;
  readonly documentation: string;
}

/** Names W&B takes without complaint. */
const NAME = /^[A-Za-z_][\w.-]*$/;

/**
 * Parameters that the sweep could have: the options of its script, which takes no others; else those of its framework
 * that have an effect here and the settings that past runs logged; where nothing of this is known, common names. Each
 * comes with a body in the style of its neighbours.
 */
export function nameItems(site: Site): readonly Completion[] {
  const { document, cursor, known } = site;
  const context = createContext(document, known);
  const flow = cursor.isFlow || prefersFlowAt(document, cursor.path);
  const style = { ...site.style, flow };
  return [...new Set(namesIn(context, site))]
    .filter((name) => !cursor.siblings.includes(name) && NAME.test(name))
    .map((name): Completion => {
      const { content, detail, documentation } = bodyOfName(name, context, known) ?? emptyBody(name, context);
      const snippet = cursor.hasColon ? name : `${name}:${written(content, style)}`;
      return { label: name, kind: 'parameter', detail, documentation, snippet };
    });
}

function namesIn(context: RuleContext, { known, cursor }: Site): readonly string[] {
  const options = optionsOf(context);
  if (options) return [...options];
  const names = [...frameworkNames(context.recognition), ...pastNames(context, known)];
  return names.length > 0 ? names : commonNames(cursor.siblings);
}

/** Names that mean what none of those present means: no `learning_rate` beside `lr`. */
function commonNames(present: readonly string[]): readonly string[] {
  const facts = new Set(common.facts.values());
  for (const name of present) {
    const fact = commonFactOf(name);
    if (fact) facts.delete(fact);
  }
  return [...facts].map(({ name }) => name);
}

/** The options of the script, where it gets the parameters as such and ends at others; else `null`. */
function optionsOf({ document, program }: RuleContext): ReadonlySet<string> | null {
  const options = program?.contents?.options ?? null;
  return options && argsMacros(document.root).some((macro) => OPTION_MACROS.includes(macro)) ? options : null;
}

const OPTION_MACROS = ['args', 'args_no_equals', 'args_no_boolean_flags'];

function frameworkNames(recognition: Recognition | null): readonly string[] {
  if (!recognition) return [];
  const facts = [...new Set(recognition.framework.facts.values())];
  return facts.filter((fact) => effectIn(fact, recognition) !== 'inert').map(({ name }) => name);
}

function pastNames({ evidence }: RuleContext, { pastConfig }: Knowledge): readonly string[] {
  const settings = evidence?.settings.map(([name]) => name) ?? [];
  return [...(evidence?.parameters.map(({ name }) => name) ?? []), ...(pastConfig?.keys() ?? []), ...settings];
}

/** The body that the framework's facts, a past run or the name itself suggest; `null` where none of them tells anything. */
export function bodyOfName(
  name: string,
  { recognition, evidence }: RuleContext,
  known: Knowledge,
): SuggestedBody | null {
  const fact = recognition && factOf(recognition.framework, name);
  if (fact) {
    const { name: framework, version, source } = recognition.framework;
    const documentation = paragraphs([fact.meaning, usage(fact), fact.note, `[${framework} ${version}](${source})`]);
    return { content: bodyOfFact(fact), detail: fact.usual ? 'usual range' : framework, documentation };
  }
  const settings = new Map<string, unknown>(evidence?.settings ?? []);
  const past = known.pastConfig?.get(name) ?? settings.get(name);
  const content = bodyOfValue(past);
  const documentation = `Past runs had ${escapeText(name)} = ${code(String(past))}.`;
  return content ? { content, detail: 'past runs', documentation } : commonBody(name);
}

function commonBody(name: string): SuggestedBody | null {
  const fact = commonFactOf(name);
  if (!fact) return null;
  const detail = fact.usual ? 'usual range' : 'common';
  return { content: bodyOfFact(fact), detail, documentation: paragraphs([fact.meaning, usage(fact), fact.note]) };
}

function emptyBody(name: string, { program }: RuleContext): SuggestedBody {
  const content = mapping(['values', value(`[${createPlaces().empty()}]`)]);
  if (program?.contents?.options?.has(name)) {
    return { content, detail: 'option', documentation: `An option of ${escapeText(program.path)}.` };
  }
  return { content, detail: 'past runs', documentation: `Past runs logged ${escapeText(name)}.` };
}

function usage({ usual, usualFrom, default: fallback }: ParameterFact): string {
  const range = usual ? `usual range ${inWords(usual.low)}–${inWords(usual.high)} (${usualFrom ?? 'usual'})` : null;
  const standard = fallback === undefined ? null : `default ${code(String(fallback))}`;
  return [standard, range].filter((part) => part !== null).join(' · ');
}
