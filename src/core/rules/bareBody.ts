import type { SweepDocument } from '../sweep/document';
import { isMergeKey, resolveAlias, type Entry } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { isGrid } from './draws';
import { isWrittenHere } from './edits';
import { isMisplacedSection } from './names';
import { keysOfList, listedKeysFix, rangeFix, sequenceFix, spacesFix, undentedFix } from './bareBodyFixes';
import { readText, textFixes } from './bareText';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { isUnreadable } from './syntax';
import { listed, quoted } from './wording';

/** Keys that a body has and a parameter is hardly called: below a name without body they are its body, not indented. */
const BODY_KEYS = new Set(['min', 'max', 'value', 'values', 'distribution', 'mu', 'sigma', 'q', 'probabilities']);

/** P03: a parameter's body is a list, a scalar or nothing where a mapping is needed. */
export const bareBody: Rule = {
  code: 'P03',
  name: 'body-not-a-mapping',
  severity: 'error',
  description: 'A parameter is given a bare list or value, or nothing; `wandb sweep` needs `values:` or `value:`.',
  check(context, report) {
    const adopted = new Set<Entry>();
    for (const parameter of context.parameters) {
      if (adopted.has(parameter.entry)) continue;
      const finding = check(context, parameter, adopted);
      if (finding) report(finding);
    }
  },
};

function check(context: RuleContext, parameter: Parameter, adopted: Set<Entry>): Finding | null {
  const { entry, path, kind } = parameter;
  if (kind === 'null') return checkNull(context.document, parameter, adopted);
  if (kind !== 'scalar' && kind !== 'sequence') return null;
  // A section that slipped under parameters needs no body, but its place: N05 says so.
  if (isMisplacedSection(context, parameter) || isUnreadable(context.document, entry)) return null;
  const isBroken = context.document.syntaxErrors.length > 0;
  // What is read of a broken file is a guess, and so is what a fix brings to light.
  const fixes = fixesOf(context.document, parameter).map((fix): Fix => (isBroken ? { ...fix, isUnproven: true } : fix));
  return { message: messageOf(parameter, kind === 'sequence' && fixes.length > 1), path, span: entry.value, fixes };
}

function messageOf({ name, kind, body }: Parameter, canBeRange: boolean): string {
  const key = quoted(name);
  if (kind === 'sequence') {
    const keys = keysOfList(body);
    if (isEmptyList(body)) return `${key} is an empty list, which wandb sweep refuses. List what to try under values.`;
    if (keys) return `${key} is a list of ${listed([...keys])}, which wandb sweep refuses. Write them as a mapping.`;
    if (canBeRange) {
      return `${key} is a bare list, which wandb sweep refuses. Write bounds as min and max, values to try under values.`;
    }
    return `${key} is a bare list, which wandb sweep refuses. To try each of these values, put them under values.`;
  }
  const glued = isGluedKeys(body) && body.kind === 'scalar' ? /^(\w+) *([:=]?)/.exec(body.source) : null;
  if (glued?.[2] === '=') return `${key} has no body: behind ${glued[1]!} stands = instead of a colon.`;
  if (glued?.[2] === ':') return `${key} has no body: a space is missing behind the colon.`;
  if (glued) return `${key} has no body: a colon is missing behind ${glued[1]!}.`;
  const reading = body.kind === 'scalar' && body.type === 'str' ? readText(String(body.value)) : null;
  if (reading)
    return `${key} is bare text, which wandb sweep refuses. Write bounds as min and max, values to try as a list under values.`;
  return `${key} is a bare value, which wandb sweep refuses. To fix the parameter to it, put it under value.`;
}

function fixesOf(document: SweepDocument, parameter: Parameter): readonly Fix[] {
  const { body, kind } = parameter;
  if (!isWrittenHereOrAlias(parameter)) return [];
  if (kind === 'sequence') {
    // Under values it would be refused as well.
    if (isEmptyList(body)) return [];
    if (keysOfList(body)) {
      const fix = isWrittenHere(parameter) ? listedKeysFix(document, parameter) : null;
      return fix ? [fix] : [];
    }
    const values = sequenceFix(document, parameter);
    // A grid takes no range of floats.
    const range = isGrid({ document }) ? null : rangeFix(document, parameter);
    const fixes = range?.likely ? [range.fix, values] : [values, range?.fix ?? null];
    return fixes.filter((fix) => fix !== null);
  }
  if (isGluedKeys(body)) {
    const fix = spacesFix(document, parameter);
    return fix ? [fix] : [];
  }
  return body.kind === 'scalar'
    ? textFixes(document, parameter, { text: body, canBeRange: !isGrid({ document }) })
    : [];
}

function isEmptyList(body: Parameter['body']): boolean {
  return body.kind === 'sequence' && body.items.length === 0;
}

/** What an anchor or a tag stands in front of is written here too. */
function isWrittenHereOrAlias({ entry, siblings }: Parameter): boolean {
  return siblings.entries.includes(entry) && !(entry.value.kind === 'alias' && siblings.decorated);
}

/** `min:0.1`, `min = 0.1` or `min 0.1`, perhaps over several lines: plain text to YAML, which wants a colon and a space. */
function isGluedKeys(body: Parameter['body']): boolean {
  if (body.kind !== 'scalar' || body.style !== 'plain') return false;
  return body.source
    .split(/\r?\n/)
    .every((line) => BODY_KEYS.has(/^\s*(\w+)(?::\S| *= *[^\s=]| +\S+\s*$)/.exec(line)?.[1] ?? ''));
}

function checkNull(document: SweepDocument, parameter: Parameter, adopted: Set<Entry>): Finding | null {
  const { entry, name, path, body } = parameter;
  if (body.kind === 'alias' || isUnreadable(document, entry)) return null;
  const strays = straysBelow(parameter);
  for (const stray of strays) adopted.add(stray);
  const key = quoted(name);
  if (strays.length === 0) {
    const message = `${key} has no body, which wandb sweep refuses. Give it value, values, or min and max.`;
    return { message, path, span: entry.key };
  }
  const fix = isWrittenHere(parameter) ? undentedFix(document, parameter, strays) : null;
  const message = `${key} has no body: the keys below it stand at the same indentation, so they are parameters.`;
  return { message, path, span: entry.key, fixes: fix ? [fix] : [] };
}

/** Entries right below a parameter without body that are named like keys of one. */
function straysBelow({ entry, siblings }: Parameter): readonly Entry[] {
  if (siblings.flow) return [];
  const strays: Entry[] = [];
  for (const next of siblings.entries.slice(siblings.entries.indexOf(entry) + 1)) {
    const isBody = next.name !== null && BODY_KEYS.has(next.name) && !isMergeKey(next.key);
    if (!isBody || resolveAlias(next.value).kind === 'mapping') break;
    strays.push(next);
  }
  return strays;
}
