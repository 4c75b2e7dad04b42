import { effectIn, factOf, type ParameterFact } from '../knowledge/parameter';
import type { Recognition } from '../knowledge/recognise';
import { inWords } from '../rules/wording';
import { createContext, type Knowledge, type RuleContext } from '../rules/rule';
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
 * Parameters that the sweep could have: those of its framework that have an effect here, then settings that past runs
 * logged. Each comes with a body in the style of its neighbours.
 */
export function nameItems(site: Site): readonly Completion[] {
  const { document, cursor, known } = site;
  const context = createContext(document, known);
  const flow = cursor.isFlow || prefersFlowAt(document, cursor.path);
  const style = { ...site.style, flow };
  const names = [...frameworkNames(context.recognition), ...pastNames(context, known)];
  return [...new Set(names)]
    .filter((name) => !cursor.siblings.includes(name) && NAME.test(name))
    .map((name): Completion => {
      const { content, detail, documentation } = bodyOfName(name, context, known) ?? emptyBody(name);
      const snippet = cursor.hasColon ? name : `${name}:${written(content, style)}`;
      return { label: name, kind: 'parameter', detail, documentation, snippet };
    });
}

function frameworkNames(recognition: Recognition | null): readonly string[] {
  if (!recognition) return [];
  const facts = [...new Set(recognition.framework.facts.values())];
  return facts.filter((fact) => effectIn(fact, recognition) !== 'inert').map(({ name }) => name);
}

function pastNames({ evidence }: RuleContext, { pastConfig }: Knowledge): readonly string[] {
  const settings = evidence?.settings.map(([name]) => name) ?? [];
  return [...(evidence?.parameters.map(({ name }) => name) ?? []), ...(pastConfig?.keys() ?? []), ...settings];
}

/** The body that the framework's facts or a past run's configuration suggest; `null` where neither knows the name. */
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
  return content && { content, detail: 'past runs', documentation };
}

function emptyBody(name: string): SuggestedBody {
  const content = mapping(['values', value(`[${createPlaces().empty()}]`)]);
  return { content, detail: 'past runs', documentation: `Past runs logged ${escapeText(name)}.` };
}

function usage({ usual, usualFrom, default: fallback }: ParameterFact): string {
  const range = usual ? `usual range ${inWords(usual.low)}–${inWords(usual.high)} (${usualFrom ?? 'usual'})` : null;
  const standard = fallback === undefined ? null : `default ${code(String(fallback))}`;
  return [standard, range].filter((part) => part !== null).join(' · ');
}
