/** The brush of one standing axis: dragged with the pointer, or its two ends moved with the arrow keys. */
import { formatNumber } from '../../src/core/report/format';
import { t } from '../../src/shared/l10n';
import { element } from '../dom';
import type { Filter } from '../selection';
import { onDrag } from './drag';
import type { StandingAxis } from './parallelLayout';
import type { PlacedAxis, Span } from './placedAxis';

export interface AxisBrush {
  readonly element: HTMLElement;
  /** Shows the filter of this axis; `null` for none. */
  show(filter: Filter | null): void;
}

/** Pixels around an end of the brush where it is taken hold of. */
const GRIP = 6;
/** Share of the axis that an arrow key moves an end, and a page key. */
const STEP = 0.02;
const PAGE = 0.1;

/** A brush on `axis`; `onBrush` hears of each change, `null` for none. */
export function axisBrush(
  axis: StandingAxis,
  frame: HTMLElement,
  onBrush: (filter: Filter | null, isMoving: boolean) => void,
): AxisBrush {
  const { placed, x, bottom } = axis;
  const box = element('div', { class: 'axis-box' });
  const ends = (['from', 'to'] as const).map((side) => ({ side, handle: handleOf(placed, side) }));
  const root = element('div', { class: 'axis-brush' }, box, ...ends.map(({ handle }) => handle));
  root.style.left = `${x}px`;
  root.style.top = `${bottom - placed.length}px`;
  root.style.height = `${placed.length}px`;
  let span: Span | null = null;
  let held: Span | null = null;

  const set = (next: Span, isMoving: boolean): void => {
    onBrush(placed.filterOf(next.from, next.to), isMoving);
  };

  onDrag(root, frame, {
    onStart: () => {
      held = span;
      return true;
    },
    onMove: (at, start) => {
      set(draggedSpan(placed, held, bottom - start.y, bottom - at.y), true);
    },
    onEnd: (at, start) => {
      set(draggedSpan(placed, held, bottom - start.y, bottom - at.y), false);
    },
    onClick: ({ y }) => {
      const missing = placed.missing;
      if (missing !== null && bottom - y < missing.to) set(missing, false);
      else if (span !== null) onBrush(null, false);
    },
  });
  for (const { side, handle } of ends) {
    handle.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' || event.key === 'Delete' || event.key === 'Backspace') {
        if (span !== null) onBrush(null, false);
        event.preventDefault();
        return;
      }
      const next = keyedSpan(placed, span, side, event.key);
      if (next === null) return;
      event.preventDefault();
      set(next, false);
    });
  }

  return {
    element: root,
    show: (filter) => {
      span = filter === null ? null : placed.spanOf(filter);
      const { from, to } = span ?? placed.values;
      box.hidden = span === null;
      box.style.bottom = `${from}px`;
      box.style.height = `${Math.max(2, to - from)}px`;
      root.classList.toggle('is-set', span !== null);
      for (const { side, handle } of ends) {
        const at = side === 'from' ? from : to;
        handle.style.bottom = `${at}px`;
        handle.setAttribute('aria-valuenow', String(Math.round(at - placed.values.from)));
        handle.setAttribute('aria-valuetext', endText(placed, filter, side));
      }
    },
  };
}

function handleOf({ axis, values }: PlacedAxis, side: 'from' | 'to'): HTMLElement {
  return element('div', {
    class: `axis-end ${side}`,
    role: 'slider',
    tabindex: 0,
    'aria-orientation': 'vertical',
    'aria-label': side === 'from' ? t('{0}, lower end', axis.title) : t('{0}, upper end', axis.title),
    'aria-valuemin': 0,
    'aria-valuemax': Math.round(values.to - values.from),
  });
}

/**
 * The stretch that a drag from `start` to `at` makes of `held`, the one that was there: an end is moved where it was
 * taken hold of, the whole of it from within, and a new one is drawn from elsewhere.
 */
export function draggedSpan(
  { values, missing }: Pick<PlacedAxis, 'values' | 'missing'>,
  held: Span | null,
  start: number,
  at: number,
): Span {
  const home = missing !== null && start < missing.to ? missing : values;
  const keep = (place: number): number => Math.min(home.to, Math.max(home.from, place));
  const isFull = held !== null && held.from <= values.from && held.to >= values.to;
  if (held !== null && !isFull && held.from >= home.from && held.to <= home.to) {
    if (Math.abs(start - held.to) <= GRIP) return inOrder(held.from, keep(at));
    if (Math.abs(start - held.from) <= GRIP) return inOrder(keep(at), held.to);
    if (start > held.from && start < held.to) {
      const shift = Math.min(home.to - held.to, Math.max(home.from - held.from, at - start));
      return { from: held.from + shift, to: held.to + shift };
    }
  }
  return inOrder(keep(start), keep(at));
}

/** The stretch after a key on one of its ends; without one, that of all values. `null` where the key is not ours. */
export function keyedSpan(
  { axis, values }: Pick<PlacedAxis, 'axis' | 'values'>,
  span: Span | null,
  side: 'from' | 'to',
  key: string,
): Span | null {
  const now = span === null || span.to <= values.from ? values : span;
  const size = values.to - values.from;
  const step = axis.kind === 'category' ? size / axis.bands.length : size * STEP;
  const moves: Readonly<Record<string, number>> = {
    ArrowUp: step,
    ArrowRight: step,
    ArrowDown: -step,
    ArrowLeft: -step,
    PageUp: Math.max(step, size * PAGE),
    PageDown: -Math.max(step, size * PAGE),
    Home: -size,
    End: size,
  };
  const move = moves[key];
  if (move === undefined) return null;
  const keep = (place: number, low: number, high: number): number => Math.min(high, Math.max(low, place));
  // A category keeps at least one level.
  const least = axis.kind === 'category' ? step : 0;
  return side === 'from'
    ? { from: keep(now.from + move, values.from, now.to - least), to: now.to }
    : { from: now.from, to: keep(now.to + move, now.from + least, values.to) };
}

function endText({ axis }: PlacedAxis, filter: Filter | null, side: 'from' | 'to'): string {
  if (filter?.kind === 'missing') return t('runs without a value');
  if (filter?.kind === 'range' || filter?.kind === 'measure') {
    const value = filter[side];
    if (Number.isFinite(value)) return formatNumber(value);
  }
  if (axis.kind === 'number') return t('{0}, not limited', formatNumber(axis.domain[side === 'from' ? 0 : 1]));
  const chosen = filter?.kind === 'levels' ? filter.levels : axis.bands.flatMap(({ levels }) => levels);
  const bands = axis.bands.filter(({ levels }) => levels.some((level) => chosen.includes(level)));
  return bands[side === 'from' ? 0 : bands.length - 1]?.label ?? 'none';
}

function inOrder(a: number, b: number): Span {
  return a < b ? { from: a, to: b } : { from: b, to: a };
}
