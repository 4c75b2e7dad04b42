/** The selection and the ones before and after it, for undo and redo. Immutable. */
import { areEqual, NOTHING_SELECTED, type Selection } from './selection';

export interface SelectionHistory {
  readonly past: readonly Selection[];
  readonly present: Selection;
  readonly future: readonly Selection[];
  /** Whether `present` is still being made, as while a brush is dragged: the next change replaces it. */
  readonly isMoving: boolean;
}

export const EMPTY_HISTORY: SelectionHistory = { past: [], present: NOTHING_SELECTED, future: [], isMoving: false };

/** Steps that can be undone. */
const STEPS = 100;

/**
 * `selection` as the present. All changes from the first one that `isMoving` to the next that is not are one step of
 * the history.
 */
export function changed(history: SelectionHistory, selection: Selection, isMoving = false): SelectionHistory {
  const { past, present } = history;
  if (history.isMoving) {
    const before = past.at(-1);
    // A gesture that ends where it began was none.
    if (!isMoving && before !== undefined && isSame(before, selection)) {
      return { past: past.slice(0, -1), present: before, future: [], isMoving: false };
    }
    return { past, present: selection, future: [], isMoving };
  }
  if (isSame(present, selection)) return history;
  return { past: [...past, present].slice(-STEPS), present: selection, future: [], isMoving };
}

/** One step back; the same history where there is none. */
export function undone(history: SelectionHistory): SelectionHistory {
  const { past, present, future } = history;
  const before = past.at(-1);
  if (before === undefined) return history;
  return { past: past.slice(0, -1), present: before, future: [present, ...future], isMoving: false };
}

/** One step forward again; the same history where nothing was undone. */
export function redone(history: SelectionHistory): SelectionHistory {
  const { past, present, future } = history;
  const [after, ...rest] = future;
  if (after === undefined) return history;
  return { past: [...past, present], present: after, future: rest, isMoving: false };
}

function isSame(a: Selection, b: Selection): boolean {
  return a.length === b.length && a.every((filter, index) => areEqual(filter, b[index]!));
}
