/** A handle on an axis for one end of a bound: dragged with the pointer, moved with the keys as a slider. */
import { formatExact } from '../../src/core/report/format';
import { t } from '../../src/shared/l10n';
import { element } from '../dom';
import { onDrag } from './drag';

/** Which end of the bound. */
export type Side = 'min' | 'max';

export interface BoundHandleOptions {
  readonly side: Side;
  /** The parameter, as it is shown. */
  readonly name: string;
  /** What places are measured in; the handle stands on it. */
  readonly frame: HTMLElement;
  /** The pointer or a key asks for another place, in pixels from the left of the frame. */
  readonly onMove: (x: number, isMoving: boolean) => void;
  /** A key asks for a step: `steps` of a hundredth of the axis, to the right above zero. */
  readonly onStep: (steps: number) => void;
  readonly onEnd: (end: 'low' | 'high') => void;
  readonly onReset: () => void;
}

export interface BoundHandle {
  readonly element: HTMLElement;
  /** Stands at `x`, for `value` between `low` and `high`; `text` says what that means. */
  place(at: {
    readonly x: number;
    readonly y: number;
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly isSet: boolean;
    readonly text: string;
  }): void;
}

/** A handle; it stands nowhere until it is placed. */
export function boundHandle(options: BoundHandleOptions): BoundHandle {
  const { side, name, frame, onMove, onStep, onEnd, onReset } = options;
  const handle = element('div', {
    class: `bound-handle ${side}`,
    role: 'slider',
    tabindex: 0,
    'aria-label': side === 'min' ? t('Lower bound of {0}', name) : t('Upper bound of {0}', name),
    title: t('Drag to try a bound; arrow keys move it, Delete puts it back'),
  });
  // Where in the handle it was taken, so that it does not jump.
  let grip = 0;
  let place = 0;
  onDrag(handle, frame, {
    onStart: ({ x }) => {
      grip = x - place;
      return true;
    },
    onMove: ({ x }) => {
      onMove(x - grip, true);
    },
    onEnd: ({ x }) => {
      onMove(x - grip, false);
    },
    onClick: () => undefined,
  });
  handle.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = STEPS[event.key];
    if (steps !== undefined) onStep(event.shiftKey ? steps * 10 : steps);
    else if (event.key === 'Home') onEnd('low');
    else if (event.key === 'End') onEnd('high');
    else if (event.key === 'Delete' || event.key === 'Backspace' || event.key === 'Escape') onReset();
    else return;
    event.preventDefault();
  });
  return {
    element: handle,
    place: ({ x, y, value, low, high, isSet, text }) => {
      place = x;
      handle.style.left = `${x}px`;
      handle.style.top = `${y}px`;
      handle.classList.toggle('set', isSet);
      handle.setAttribute('aria-valuemin', String(low));
      handle.setAttribute('aria-valuemax', String(high));
      handle.setAttribute('aria-valuenow', String(value));
      handle.setAttribute('aria-valuetext', isSet ? `${formatExact(value)}: ${text}` : t('no bound'));
    },
  };
}

const STEPS: Readonly<Partial<Record<string, number>>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};
