/** Choosing a stretch of a chart's width: with the mouse over its ground, or with the keyboard by its two ends. */
import { element } from '../dom';
import { onDrag, type DragHandlers, type Place } from './drag';

/** An end of the stretch. */
export type BrushEnd = 'from' | 'to';

export interface PeriodBrushOptions {
  /** What takes the mouse: the chart's ground, as wide as the chart. */
  readonly ground: HTMLElement;
  /** What each end is called, for a screen reader. */
  readonly labels: Readonly<Record<BrushEnd, string>>;
  /** A stretch in pixels of the ground; `isMoving` while the mouse is down. */
  readonly onStretch: (left: number, right: number, isMoving: boolean) => void;
  readonly onClear: () => void;
  /** The mouse was pressed and let go at one place of the ground. */
  readonly onClick: (x: number, y: number) => void;
  /** An end is moved by so many steps: 1 for an arrow key, 10 for a page, infinitely many to the end of the chart. */
  readonly onStep: (end: BrushEnd, steps: number) => void;
}

/** What the brush shows. */
export interface BrushState {
  /** In pixels. */
  readonly left: number;
  readonly right: number;
  /** Whether anything is chosen; otherwise the ends of the whole chart are offered. */
  readonly isSet: boolean;
  /** For a screen reader: place of each end, the last place, and each end in words. */
  readonly places: Readonly<Record<BrushEnd, number>>;
  readonly last: number;
  readonly texts: Readonly<Record<BrushEnd, string>>;
}

export interface PeriodBrush {
  /** The stretch, to be put under the marks. */
  readonly stretch: HTMLElement;
  /** Its ends, to be put over the ground. */
  readonly handles: readonly HTMLElement[];
  show(state: BrushState): void;
  /** Whether the mouse draws right now. */
  isDragging(): boolean;
}

/** What keys do to an end: see `onStep`. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/** A brush over `ground`. It keeps no stretch of its own: what `show` was told last counts. */
export function periodBrush({ ground, labels, onStretch, onClear, onClick, onStep }: PeriodBrushOptions): PeriodBrush {
  const stretch = element('div', { class: 'brush-stretch', 'aria-hidden': 'true' });
  const handles: Readonly<Record<BrushEnd, HTMLElement>> = { from: handle('from'), to: handle('to') };
  let state: BrushState | null = null;
  /** The stretch when the mouse went down, and what of it the mouse has hold of. */
  let held = { left: 0, right: 0, part: 'new' as BrushEnd | 'new' | 'all' };
  let isDragged = false;

  const stretchAt = (at: Place, start: Place): readonly [left: number, right: number] => {
    const { left, right, part } = held;
    if (part === 'new') return ordered(start.x, at.x);
    if (part === 'from') return ordered(at.x, right);
    if (part === 'to') return ordered(left, at.x);
    const by = Math.min(ground.clientWidth - right, Math.max(-left, at.x - start.x));
    return [left + by, right + by];
  };
  const handlers = (partAt: (at: Place) => typeof held.part): DragHandlers => ({
    onStart: (at) => {
      held = { left: state?.left ?? 0, right: state?.right ?? 0, part: partAt(at) };
      return true;
    },
    onMove: (at, start) => {
      isDragged = true;
      onStretch(...stretchAt(at, start), true);
    },
    onEnd: (at, start) => {
      isDragged = false;
      onStretch(...stretchAt(at, start), false);
    },
    onClick: ({ x, y }) => {
      onClick(x, y);
    },
  });

  const isInside = ({ x }: Place): boolean => state !== null && state.isSet && x > state.left && x < state.right;
  onDrag(
    ground,
    ground,
    handlers((at) => (isInside(at) ? 'all' : 'new')),
  );
  for (const end of ['from', 'to'] as const) {
    onDrag(
      handles[end],
      ground,
      handlers(() => end),
    );
    handles[end].addEventListener('keydown', (event) => {
      const steps = STEPS[event.key];
      if (event.key === 'Escape') onClear();
      else if (steps === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      else onStep(end, steps);
      event.preventDefault();
    });
  }

  function handle(end: BrushEnd): HTMLElement {
    return element('div', {
      class: `brush-handle ${end}`,
      role: 'slider',
      tabindex: 0,
      'aria-label': labels[end],
      'aria-orientation': 'horizontal',
      'aria-valuemin': 1,
    });
  }

  return {
    stretch,
    handles: [handles.from, handles.to],
    show: (next) => {
      state = next;
      stretch.hidden = !next.isSet;
      stretch.style.left = `${next.left}px`;
      stretch.style.width = `${Math.max(1, next.right - next.left)}px`;
      for (const end of ['from', 'to'] as const) {
        const made = handles[end];
        made.classList.toggle('set', next.isSet);
        made.style.left = `${end === 'from' ? next.left : next.right}px`;
        made.setAttribute('aria-valuemax', String(next.last));
        made.setAttribute('aria-valuenow', String(next.places[end]));
        made.setAttribute('aria-valuetext', next.texts[end]);
      }
    },
    isDragging: () => isDragged,
  };
}

function ordered(a: number, b: number): readonly [number, number] {
  return a < b ? [a, b] : [b, a];
}
