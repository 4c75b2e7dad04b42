import { fieldsOf, resolveAlias, type Entry, type SweepNode } from '../sweep/node';
import { methodOf, type Parameter } from '../sweep/parameters';
import { distributionNameOf } from '../sweep/readDistribution';
import { isWrittenHere, lineEnd, lineStart, renameKey, replace } from './edits';
import { meantNumber } from './misreadNumber';
import type { Fix, Rule, RuleContext } from './rule';
import { hasSplitValue } from './splitValue';
import { inWords, quoted } from './wording';

/** P01: `min` is not below `max`, at any depth. */
export const minNotBelowMax: Rule = {
  code: 'P01',
  name: 'min-not-below-max',
  severity: 'error',
  description: '`min` is equal to or above `max`; W&B refuses such a range.',
  check(context, report) {
    for (const parameter of context.parameters) {
      const min = parameter.fields.get('min');
      const max = parameter.fields.get('max');
      const low = meantNumber(min?.value);
      const high = meantNumber(max?.value);
      if (!min || !max || low === null || high === null || !(low >= high)) continue;
      if (hasSplitValue(context, parameter) || isBelowInPython(min.value, max.value)) continue;
      const name = quoted(parameter.name);
      const message =
        low === high
          ? `min and max of ${name} are both ${inWords(low)}, which W&B refuses. For one fixed value, use value.`
          : `min (${inWords(low)}) of ${name} is above max (${inWords(high)}), which W&B refuses.`;
      const fix = low === high ? useValue(context, parameter, min, max) : swap(context, parameter, min, max);
      report({ message, path: [...parameter.path, 'min'], span: min.value, fixes: fix ? [fix] : [] });
    }
  },
};

/** Whether two integers are in order that are too large to be told apart here: those of Python have no end. */
function isBelowInPython(min: SweepNode, max: SweepNode): boolean {
  const [low, high] = [min, max]
    .map(resolveAlias)
    .map((node) =>
      node.kind === 'scalar' && node.type === 'int' && /^[-+]?\d+$/.test(node.source) ? BigInt(node.source) : null,
    );
  return low !== null && high !== null && low! < high!;
}

function swap({ document }: RuleContext, { fields }: Parameter, min: Entry, max: Entry): Fix | null {
  // As exponents of e the numbers are wrong as well; in order they would only look right (D02).
  if (/^(?:q_|inv_)?log_uniform$/.test(distributionNameOf(fields) ?? '')) return null;
  const { value: low } = min;
  const { value: high } = max;
  if (low.kind !== 'scalar' || high.kind !== 'scalar' || low.decorated || high.decorated) return null;
  // In order they would still be refused: no logarithm begins at zero or below.
  if (distributionNameOf(fields)?.includes('log') && Number(high.value) <= 0) return null;
  const [lowText, highText] = [low, high].map(({ start, end }) => document.text.slice(start, end));
  return { title: 'Swap min and max', edits: [replace(document, low, highText!), replace(document, high, lowText!)] };
}

/** `min: 3, max: 3` → `value: 3`, where the body holds nothing that goes only with a range. */
function useValue({ document }: RuleContext, parameter: Parameter, min: Entry, max: Entry): Fix | null {
  const body = parameter.body;
  if (body.kind !== 'mapping' || !isWrittenHere(parameter) || min.key.decorated || max.key.decorated) return null;
  const others = body.entries.filter((entry) => entry !== min && entry !== max);
  if (others.length > 0 || body.entries.length !== 2 || min.value.kind !== 'scalar') return null;
  const [first, second] = body.entries as readonly [Entry, Entry];
  if (resolveAlias(second.value).decorated || first.value.decorated) return null;
  const removal = body.flow ? { start: first.end, end: second.end } : lineOf(document.text, second);
  // Between two entries in braces there may be a comment, which would be lost.
  if (!removal || (body.flow && document.text.slice(first.end, second.end).includes('#'))) return null;
  const edits = [renameKey(document, first.key, 'value'), replace(document, removal, '')];
  const title = `Write value: ${quoted(document.text.slice(min.value.start, min.value.end))}`;
  // W&B refuses a bayes search in which nothing varies (B01).
  return { title, edits, ...(methodOf(document.root) === 'bayes' && { isUnproven: true }) };
}

/** The whole line of an entry in block style, or up to a comment behind it; `null` where it is not a line of its own. */
function lineOf(text: string, { start, end }: Entry): { readonly start: number; readonly end: number } | null {
  const from = lineStart(text, start);
  const to = lineEnd(text, end);
  if (text.slice(from, start).trim() !== '' || text.slice(start, end).includes('\n')) return null;
  if (text.slice(end, to).trim() !== '') return { start, end };
  // The line break in front goes, so that this also holds for a last line without one.
  return { start: from === 0 ? from : from - (text.slice(from - 2, from) === '\r\n' ? 2 : 1), end: to };
}

/** The bounds of a body as nodes, where they are written in this body and can be edited. */
export function editableBounds(parameter: Parameter): { readonly min: Entry | null; readonly max: Entry | null } {
  const own = new Set(parameter.body.kind === 'mapping' && isWrittenHere(parameter) ? parameter.body.entries : []);
  const editable = (key: string): Entry | null => {
    const entry = fieldsOf(parameter.body).get(key);
    return entry && own.has(entry) && entry.value.kind === 'scalar' && !entry.value.decorated ? entry : null;
  };
  return { min: editable('min'), max: editable('max') };
}
