import type { SweepDocument } from '../sweep/document';
import type { ScalarNode } from '../sweep/node';
import type { Parameter } from '../sweep/parameters';
import { pythonFloat, resolvePlain, writeNumber } from '../sweep/scalar';
import { scalarFix, writeBody } from './bareBodyFixes';
import type { Fix } from './rule';
import { quoted } from './wording';

/** What a text was most likely meant as that stands where a list or a range should. */
export type TextReading =
  | { readonly kind: 'list'; readonly items: string }
  | { readonly kind: 'range'; readonly lines: readonly string[] }
  /** It has the signs of a list, a range or a call, and more cannot be told. */
  | { readonly kind: 'unclear' };

const NUMBER = String.raw`[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?`;
const WORD = String.raw`[\w.+-]*\w[\w.+-]*`;
/** With blanks behind the commas, or with two commas: `0,1` may be a decimal number. */
const COMMAS = new RegExp(`^(?:${WORD}(?: *, +${WORD})+|${WORD}(?: *, *${WORD}){2,}),?$`);
const BLANKS = new RegExp(`^${NUMBER}(?: +${NUMBER})+$`);
const RANGE = new RegExp(`^(${NUMBER})(?: +(?:-|–|to) +| *\\.\\.\\.? *| *– *|-)(${NUMBER})$`);
const PAIR = new RegExp(`^(\\w*)\\( *(${NUMBER}) *, *(${NUMBER}) *\\)$`);
/** What samplers of other tools are called; their log-uniform ones take the bounds themselves. */
const SAMPLERS: Readonly<Record<string, string>> = {
  '': '',
  uniform: '',
  range: '',
  loguniform: 'log_uniform_values',
  log_uniform: 'log_uniform_values',
  log_uniform_values: 'log_uniform_values',
};

/** Reads `16, 32, 64`, `0.1 - 0.5` or `uniform(0, 1)`; `null` for text that is one value. */
export function readText(source: string): TextReading | null {
  if (COMMAS.test(source)) return { kind: 'list', items: source.replace(/,$/, '') };
  if (BLANKS.test(source)) return { kind: 'list', items: source.replace(/ +/g, ', ') };
  const [, from, to] = RANGE.exec(source) ?? [];
  if (from !== undefined && to !== undefined) return rangeOf('', from, to);
  const [, sampler, low, high] = PAIR.exec(source) ?? [];
  if (low !== undefined && high !== undefined) return rangeOf(SAMPLERS[sampler!.toLowerCase()] ?? null, low, high);
  return /[,|]|^\w*\(.*\)$/.test(source) ? { kind: 'unclear' } : null;
}

/** Bounds with the same type, as W&B wants them; `unclear` where they are not in order. */
function rangeOf(distribution: string | null, from: string, to: string): TextReading {
  const [low, high] = [pythonFloat(from), pythonFloat(to)];
  const isPositive = low !== null && low > 0;
  if (low === null || high === null || distribution === null || !(low < high) || !Number.isFinite(high - low))
    return { kind: 'unclear' };
  if (distribution !== '' && !isPositive) return { kind: 'unclear' };
  const texts = [from, to];
  const isWhole = texts.every((text) => resolvePlain(text).type === 'int');
  const [min, max] = texts.map((text) =>
    isWhole || resolvePlain(text).type === 'float' ? text : writeNumber(pythonFloat(text)!, 'float'),
  );
  const head = distribution === '' ? [] : [`distribution: ${distribution}`];
  return { kind: 'range', lines: [...head, `min: ${min!}`, `max: ${max!}`] };
}

/** How a bare text becomes a body: what looks like a list or a range is no constant that anybody wants unasked. */
export function textFixes(
  document: SweepDocument,
  parameter: Parameter,
  { text, canBeRange }: { readonly text: ScalarNode; readonly canBeRange: boolean },
): readonly Fix[] {
  const reading = text.type === 'str' ? readText(String(text.value)) : null;
  const asIs = scalarFix(document, parameter);
  if (reading === null) return asIs ? [asIs] : [];
  const constant: Fix | null = asIs && { ...asIs, isSuggestion: true };
  return [text.style === 'plain' ? meantFix(document, parameter, reading, canBeRange) : null, constant].filter(
    (fix) => fix !== null,
  );
}

function meantFix(
  document: SweepDocument,
  parameter: Parameter,
  reading: TextReading,
  canBeRange: boolean,
): Fix | null {
  if (reading.kind === 'list') {
    const edits = writeBody(document, parameter, [`values: [${reading.items}]`]);
    return edits && { title: `Write values: [${quoted(reading.items)}]`, edits };
  }
  if (reading.kind === 'unclear' || !canBeRange) return null;
  const edits = writeBody(document, parameter, reading.lines);
  return edits && { title: `Write ${reading.lines.join(', ')}`, edits, isSuggestion: true, isUnproven: true };
}
