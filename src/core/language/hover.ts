import { createContext, type Knowledge, type RuleContext } from '../rules/rule';
import type { SweepDocument } from '../sweep/document';
import { distributionSpec, keySpec, MACROS, type DistributionSpec, type KeySpec } from '../sweep/keys';
import { locate, roleOf, textValue, type Location } from '../sweep/locate';
import type { Parameter } from '../sweep/parameters';
import type { Position, Range } from '../text';
import { describeParameter } from './describeParameter';
import { code, paragraphs } from './markdown';

/** What is shown beside the pointer, and the text that it belongs to. The Markdown is safe for untrusted files. */
export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** Explains what stands at a position: a parameter, a key, a distribution, a macro; `null` where nothing is known. */
export function hoverAt(document: SweepDocument, position: Position, known: Knowledge): Hover | null {
  const location = locate(document, position);
  if (!location) return null;
  const markdown = explain(document, location, known);
  return markdown === null ? null : { range: document.rangeOf(location.node), markdown };
}

function explain(document: SweepDocument, location: Location, known: Knowledge): string | null {
  const { path, on, entry } = location;
  const role = roleOf(path);
  if (on === 'value' && path[0] === 'command') return explainMacro(textOfItem(location));
  if (role.kind === 'parameter') return explainParameter(createContext(document, known), role.parameter);
  if (role.kind !== 'key') return null;
  if (on === 'value' && role.section === 'parameter' && role.name === 'distribution') {
    const spec = distributionSpec(textValue(entry) ?? '');
    if (spec) return explainDistribution(spec);
  }
  const spec = keySpec(role.section, role.name);
  if (!spec) return null;
  const ofParameter = role.parameter && explainParameter(createContext(document, known), role.parameter);
  return on === 'key' ? explainKey(spec) : (ofParameter ?? explainKey(spec));
}

function explainParameter(context: RuleContext, path: readonly string[]): string | null {
  const isHere = (parameter: Parameter): boolean =>
    parameter.path.length === path.length && parameter.path.every((segment, i) => segment === path[i]);
  const parameter = context.parameters.find(isHere);
  return parameter ? describeParameter(parameter, context) : null;
}

function explainKey(spec: KeySpec): string {
  const facts = [
    spec.required ? 'required' : null,
    spec.values ? `one of ${spec.values.map(code).join(', ')}` : null,
    spec.default === null ? null : `default ${code(spec.default)}`,
  ].filter((fact) => fact !== null);
  return paragraphs([`**${code(spec.name)}** – ${spec.docs}`, facts.join(' · '), `[W&B documentation](${spec.link})`]);
}

function explainDistribution({ name, required, optional, docs }: DistributionSpec): string {
  const needs = required.length > 0 ? `needs ${required.map(code).join(', ')}` : null;
  const takes = optional.length > 0 ? `takes ${optional.map(code).join(', ')}` : null;
  const list = [needs, takes].filter((part) => part !== null).join(' · ');
  return paragraphs([`**${code(name)}** – ${docs}`, list]);
}

function textOfItem({ node }: Location): string {
  return node.kind === 'scalar' ? String(node.value) : '';
}

function explainMacro(item: string): string | null {
  const macro = MACROS.find(({ name }) => item === `\${${name}}`);
  return macro ? `**${code(item)}** – ${macro.docs}` : null;
}
