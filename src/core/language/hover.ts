import { createContext, type Knowledge, type RuleContext } from '../rules/rule';
import type { SweepDocument } from '../sweep/document';
import { distributionSpec, keySpec, type KeySpec } from '../sweep/keys';
import { locate, roleOf, textValue, type Location, type Role } from '../sweep/locate';
import { fieldsOf, resolveAlias, textOf } from '../sweep/node';
import { parametersOf, type Parameter } from '../sweep/parameters';
import type { Position, Range } from '../text';
import {
  describeBands,
  describeDistribution,
  describeGrid,
  describeKey,
  describeMacro,
  describeValue,
} from './describeKey';
import { describeParameter } from './describeParameter';

/** What is shown beside the pointer, and the text that it belongs to. The Markdown is safe for untrusted files. */
export interface Hover {
  readonly range: Range;
  readonly markdown: string;
}

/** Explains what stands at a position: a parameter, a key, a value, a macro; `null` where nothing is known. */
export function hoverAt(document: SweepDocument, position: Position, known: Knowledge): Hover | null {
  const location = locate(document, position);
  if (!location) return null;
  const markdown = explain(document, location, known);
  return markdown === null ? null : { range: document.rangeOf(location.node), markdown };
}

function explain(document: SweepDocument, location: Location, known: Knowledge): string | null {
  const { path, on } = location;
  if (on === 'value' && path[0] === 'command') return describeMacro(textOfNode(location) ?? '');
  const role = meaningOf(path);
  switch (role.kind) {
    case 'parameter':
      return explainParameter(createContext(document, known), role.parameter);
    case 'key': {
      const spec = keySpec(role.section, role.name);
      if (!spec) return null;
      if (on === 'key') return describeKey(spec, inThisFile(document, spec));
      return explainValue(document, location, spec, role.parameter, known);
    }
    case 'other':
      return null;
  }
}

/** The role of a path or, where it leads into a list or a value, of what holds it. */
function meaningOf(path: readonly string[]): Role {
  for (let length = path.length; length > 0; length--) {
    const role = roleOf(path.slice(0, length));
    if (role.kind !== 'other') return role;
  }
  return { kind: 'other' };
}

function explainValue(
  document: SweepDocument,
  location: Location,
  spec: KeySpec,
  parameter: readonly string[] | null,
  known: Knowledge,
): string | null {
  if (parameter) {
    const distribution = spec.name === 'distribution' ? distributionSpec(textValue(location.entry) ?? '') : null;
    if (distribution) return describeDistribution(distribution);
    return explainParameter(createContext(document, known), parameter) ?? describeKey(spec);
  }
  const here = inThisFile(document, spec);
  return describeValue(spec, textOfNode(location) ?? '', here) ?? describeKey(spec, here);
}

/** What a key comes to in this file, as far as that can be computed. */
function inThisFile(document: SweepDocument, spec: KeySpec): string | null {
  const fields = fieldsOf(document.root);
  if (spec.section === 'sweep' && spec.name === 'method') {
    return textOf(fields.get('method')?.value) === 'grid' ? describeGrid(parametersOf(document.root)) : null;
  }
  const isStopping = spec.section === 'early_terminate' || spec.name === 'early_terminate';
  return isStopping ? describeBands(fieldsOf(fields.get('early_terminate')?.value)) : null;
}

function explainParameter(context: RuleContext, path: readonly string[]): string | null {
  const isHere = (parameter: Parameter): boolean =>
    parameter.path.length === path.length && parameter.path.every((segment, i) => segment === path[i]);
  const parameter = context.parameters.find(isHere);
  return parameter ? describeParameter(parameter, context) : null;
}

function textOfNode({ node }: Location): string | null {
  const scalar = resolveAlias(node);
  return scalar.kind === 'scalar' ? String(scalar.value) : null;
}
