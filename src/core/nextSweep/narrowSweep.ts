import type { Bounds, SafeBound } from '../analysis/analysis';
import type { SweepDocument } from '../sweep/document';
import { parametersOf } from '../sweep/parameters';
import { applyEdits, type TextEdit } from '../text';
import { narrowedBody } from './narrowedBody';
import { changesOnly, meaningOf } from './provenEdits';
import { skipped, type SkippedBound } from './skipped';

/** One parameter that was narrowed, with the edits that do it and nothing else. */
export interface NarrowedParameter {
  readonly parameter: string;
  readonly edits: readonly TextEdit[];
  /** What the file drew before and draws now; values, also where the file writes their logarithms. */
  readonly from: Bounds;
  readonly to: Bounds;
}

/** A sweep file with safe bounds: the edits of all parameters together never overlap. */
export interface NarrowedSweep {
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly narrowed: readonly NarrowedParameter[];
  readonly skipped: readonly SkippedBound[];
}

/**
 * Writes safe bounds into a sweep file as the smallest edits that do it: comments, quotes and style stay. Ranges are only
 * ever narrowed, relative to what the file says now, which may have been edited since the analysis. Each parameter's edits
 * are applied and read back before they count, so that nothing else in the file changes its meaning; they stand alone, for
 * any subset to be applied. `chosen` names the parameters; all where it is absent.
 */
export function narrowSweep(
  document: SweepDocument,
  safeBounds: readonly SafeBound[],
  chosen?: ReadonlySet<string>,
): NarrowedSweep {
  const parameters = new Map(parametersOf(document.root).map((parameter) => [parameter.configName, parameter]));
  const before = meaningOf(document);
  const narrowed: NarrowedParameter[] = [];
  const left: SkippedBound[] = [];
  const bodies = new Map<string, string>();
  for (const bound of safeBounds) {
    if (chosen !== undefined && !chosen.has(bound.parameter)) continue;
    const parameter = parameters.get(bound.parameter);
    const wish = parameter === undefined ? 'missing' : narrowedBody(document, parameter, bound);
    if (typeof wish === 'string' || 'reason' in wish) {
      left.push(typeof wish === 'string' ? skipped(bound.parameter, wish) : wish);
      continue;
    }
    const [alone, together] = [new Map([[bound.parameter, wish.body]]), new Map(bodies)];
    together.set(bound.parameter, wish.body);
    const accepted = narrowed.flatMap(({ edits }) => edits);
    const edits = wish.ways.find(
      (way) =>
        changesOnly(document, before, way, alone) &&
        (accepted.length === 0 || changesOnly(document, before, [...accepted, ...way], together)),
    );
    if (edits === undefined) {
      left.push(skipped(bound.parameter, 'not-editable'));
      continue;
    }
    bodies.set(bound.parameter, wish.body);
    narrowed.push({ parameter: bound.parameter, edits, from: wish.from, to: wish.to });
  }
  const edits = narrowed.flatMap((one) => one.edits);
  return { text: applyEdits(document.text, edits), edits, narrowed, skipped: left };
}
