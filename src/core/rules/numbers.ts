import { resolveAlias, type ScalarNode, type SweepNode } from '../sweep/node';
import { writeNumber } from '../sweep/scalar';
import type { TextEdit } from '../text';
import { replace } from './edits';
import { boundType, meantNumber, misreadingOf, writeMeant, type Misreading } from './misreadNumber';
import type { Finding, Fix, Rule, RuleContext } from './rule';
import { isTagged, type ScalarPlace } from './scalars';
import { quoted } from './wording';

/** Y01: a number with an exponent that PyYAML reads as text. */
export const exponentReadAsText: Rule = {
  code: 'Y01',
  name: 'exponent-read-as-text',
  severity: 'error',
  description: 'A number such as `1e-5` is text to W&B: YAML 1.1 needs a dot, and a sign in the exponent.',
  check(context, report) {
    for (const place of misread(context, 'exponent')) {
      const { node } = place;
      const fixes = fixesOf(context, place);
      const written = withDotExample(fixes, node);
      const lack = node.source.includes('.') && /e/i.test(node.source) ? 'a sign in the exponent' : 'a dot';
      const reason = /e/i.test(node.source)
        ? `W&B’s YAML needs ${lack}`
        : 'W&B’s YAML needs a digit in front of the dot';
      report(
        found(place, `${quoted(node.source)} is read as text, not as a number: ${reason}. Write ${written}.`, fixes),
      );
    }
  },
};

/** Y02: a number in quotes. */
export const quotedNumber: Rule = {
  code: 'Y02',
  name: 'quoted-number',
  severity: 'error',
  description: 'A number in quotes is text to W&B.',
  check(context, report) {
    for (const place of misread(context, 'quotes')) {
      if (place.role === 'inside' || !isAmongNumbers(context, place)) continue;
      const number = String(place.node.value).trim();
      const message = needsNumber(place)
        ? `${quoted(place.node.source)} is text, and W&B needs a number here. Write it without quotes.`
        : `${quoted(place.node.source)} is the text ${quoted(number)}, not a number. Write it without quotes.`;
      report(found(place, message, fixesOf(context, place)));
    }
  },
};

/** Y03: leading zeros make a number octal, or text. */
export const leadingZero: Rule = {
  code: 'Y03',
  name: 'leading-zero',
  severity: 'warning',
  description: 'A number with leading zeros is octal to W&B (`010` is 8), or text (`08`).',
  check(context, report) {
    for (const place of misread(context, 'leading-zero')) {
      const { node } = place;
      if (node.type === 'str') {
        const severity = needsNumber(place) ? 'error' : 'warning';
        const fixes = fixesOf(context, place);
        report({
          ...found(place, `${node.source} is read as text, not as a number. Leave out the leading zero.`, fixes),
          severity,
        });
        continue;
      }
      const asRead = String(node.value);
      const asDecimal = String(Number(node.source.replaceAll('_', '')));
      const fixes: Fix[] = [
        { title: `Write ${asRead}, which W&B reads`, edits: [replace(context.document, node, asRead)] },
      ];
      if (keepsOrder(place, Number(asDecimal))) {
        const edits = [replace(context.document, node, asDecimal)];
        fixes.push({ title: `Write ${asDecimal}`, edits, isSuggestion: true });
      }
      const message = `${node.source} is read as ${asRead}: numbers with a leading zero are octal. Write ${asDecimal} or ${asRead}.`;
      report({ ...found(place, message, fixes), severity: 'warning' });
    }
  },
};

/** Y06: digits with colons are a number to base 60. */
export const base60Number: Rule = {
  code: 'Y06',
  name: 'base-60-number',
  severity: 'warning',
  description: 'Digits with colons are a number to base 60 for W&B: `1:30` is 90.',
  check(context, report) {
    for (const place of misread(context, 'base-60')) {
      const { node } = place;
      const number = writeNumber(node.value as number, node.type === 'int' ? 'int' : 'float');
      const write: Fix = { title: `Write ${number}`, edits: [replace(context.document, node, number)] };
      const quote: Fix = { title: 'Put it in quotes', edits: [replace(context.document, node, `'${node.source}'`)] };
      const fixes = needsNumber(place) ? [write] : [quote, { ...write, isSuggestion: true as const }];
      const message = `${node.source} is read as ${number}: digits with colons are a number to base 60. For text, use quotes.`;
      report({ ...found(place, message, fixes), severity: 'warning' });
    }
  },
};

function misread({ document, scalars }: RuleContext, as: Misreading): readonly ScalarPlace[] {
  return scalars.filter(({ node }) => misreadingOf(node) === as && !isTagged(document, node));
}

function needsNumber({ role }: ScalarPlace): boolean {
  return role === 'number' || role === 'integer';
}

function found(place: ScalarPlace, message: string, fixes: readonly Fix[]): Finding {
  const severity = needsNumber(place) ? 'error' : 'warning';
  return { severity, message, path: place.path, span: place.node, fixes };
}

/** Text among text was put in quotes on purpose: `['1', '2', auto]`. */
function isAmongNumbers(context: RuleContext, place: ScalarPlace): boolean {
  return needsNumber(place) || !context.once(listsWithText).has(place.siblings);
}

function listsWithText({ scalars }: RuleContext): ReadonlySet<ScalarPlace['siblings']> {
  const isText = (item: SweepNode): boolean => meantNumber(item) === null;
  return new Set([...new Set(scalars.map(({ siblings }) => siblings))].filter((items) => items.some(isText)));
}

function withDotExample(fixes: readonly Fix[], node: ScalarNode): string {
  return fixes[0]?.edits.find(({ newText }) => newText !== '')?.newText ?? writeNumber(meantNumber(node) ?? 0);
}

/** Writes the number as PyYAML reads it; none where W&B would refuse the number itself. */
function fixesOf(context: RuleContext, place: ScalarPlace): readonly Fix[] {
  const { document } = context;
  const { node, key, role, parameter } = place;
  const isBound = parameter !== null && (key === 'min' || key === 'max');
  const type = isBound ? boundType(parameter) : role === 'integer' ? 'int' : 'any';
  const written = writeMeant(node, type);
  // In a broken text, what follows a quote could join the number.
  const isWhole = /^(?:[\s,\]}]|$)/.test(document.text.slice(node.end, node.end + 1));
  if (written === null || !isWhole || !isAccepted(place)) return [];
  const edit = replace(document, node, written);
  const other = isBound && type === 'float' ? otherBoundAsFloat(context, parameter, key) : null;
  if (other === 'impossible') return [];
  const title = other ? `Write ${written} and ${other.newText}` : `Write ${written}`;
  return [{ title, edits: other ? [edit, other] : [edit] }];
}

/** W&B’s own limits on keys outside of parameters: a number that breaks them needs more than another spelling. */
function isAccepted({ node, key, role }: ScalarPlace): boolean {
  const number = meantNumber(node);
  if (number === null) return false;
  if (key === 'eta') return number > 1;
  return role === 'integer' ? Number.isSafeInteger(number) && number >= 1 : true;
}

/** `max: 1` beside `min: 1e-5` has to become a float as well, since W&B refuses an int beside a float. */
function otherBoundAsFloat(
  { document }: RuleContext,
  { fields }: NonNullable<ScalarPlace['parameter']>,
  key: string,
): TextEdit | 'impossible' | null {
  const other = fields.get(key === 'min' ? 'max' : 'min');
  const node = other ? resolveAlias(other.value) : null;
  if (node?.kind !== 'scalar' || node.type !== 'int') return null;
  return node.decorated ? 'impossible' : replace(document, node, writeNumber(node.value as number));
}

/** Whether a bound stays on its side of the other one with this value. */
function keepsOrder({ key, parameter }: ScalarPlace, value: number): boolean {
  if (!parameter || (key !== 'min' && key !== 'max')) return key !== 'q';
  const other = meantNumber(parameter.fields.get(key === 'min' ? 'max' : 'min')?.value);
  return other === null || (key === 'min' ? value < other : value > other);
}
