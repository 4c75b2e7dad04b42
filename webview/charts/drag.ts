/** Dragging with the pointer, from one place to another within an element. */

/** A place in pixels from the element's top left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface DragHandlers {
  /** The pointer went down; `false` leaves the gesture to others. */
  readonly onStart: (at: Place) => boolean;
  /** It moved, more than a click does. */
  readonly onMove: (at: Place, start: Place) => void;
  /** It came up after having moved. */
  readonly onEnd: (at: Place, start: Place) => void;
  /** It came up where it went down. */
  readonly onClick: (at: Place) => void;
}

/** Pixels that a hand moves while it clicks. */
const CLICK = 4;

/** Follows the pointer from when it goes down on `target` until it comes up, also outside; places are of `frame`. */
export function onDrag(target: HTMLElement, frame: HTMLElement, handlers: DragHandlers): void {
  let start: Place | null = null;
  let last: Place | null = null;
  let hasMoved = false;
  const placeOf = (event: PointerEvent): Place => {
    const box = frame.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const end = (isClick: boolean): void => {
    if (start === null || last === null) return;
    const [from, to] = [start, last];
    start = null;
    if (hasMoved) handlers.onEnd(to, from);
    else if (isClick) handlers.onClick(to);
  };
  target.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || start !== null) return;
    const at = placeOf(event);
    if (!handlers.onStart(at)) return;
    start = at;
    last = at;
    hasMoved = false;
    target.setPointerCapture(event.pointerId);
  });
  target.addEventListener('pointermove', (event) => {
    if (start === null) return;
    last = placeOf(event);
    hasMoved ||= Math.hypot(last.x - start.x, last.y - start.y) > CLICK;
    if (hasMoved) handlers.onMove(last, start);
  });
  target.addEventListener('pointerup', () => {
    end(true);
  });
  // The gesture ends where it was, so that what it did can be undone as one step.
  target.addEventListener('pointercancel', () => {
    end(false);
  });
}
