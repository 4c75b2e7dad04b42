/**
 * The ground that all charts stand on: marks of runs on a canvas between two SVG layers, pointed at with the mouse or
 * stepped through with the arrow keys. Charts decide where marks go; the field draws them and says what they are.
 */
import type { Group } from '../../src/core/runs/crashedChoice';
import { element, svg } from '../dom';
import type { Theme } from '../theme';
import type { Tooltip } from './tooltip';

/** Marks of one group. `rows` are the table's rows, one for each mark; places are pixels. */
export interface MarkLayer {
  readonly kind: 'marks';
  readonly group: Group;
  readonly radius: number;
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  readonly rows: Int32Array;
}

/** Bars of one group that each stand for many runs. */
export interface BarLayer {
  readonly kind: 'bars';
  readonly group: Group;
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** A chart at one width: its marks, and what lies under and over them. */
export interface FieldLayout {
  readonly height: number;
  readonly layers: readonly (MarkLayer | BarLayer)[];
  readonly under: readonly SVGElement[];
  readonly over: readonly SVGElement[];
}

export interface FieldOptions {
  /** The chart in one sentence. */
  readonly label: string;
  /** What the arrow keys step through. */
  readonly stepLabel: string;
  readonly layOut: (width: number) => FieldLayout;
  /** A run in words, for the tooltip and the screen reader. */
  readonly describe: (row: number) => readonly string[];
  /** 1 for each run that the selection leaves; the others are drawn faintly. `null` while all are. */
  readonly passing: () => Uint8Array | null;
  readonly tooltip: Tooltip;
  readonly theme: () => Theme;
  /** The run pointed at, or `null`; the page highlights it in all charts. */
  readonly onPoint: (row: number | null) => void;
}

/** A chart on the page. */
export interface Chart {
  readonly element: HTMLElement;
  /** Draws again, after a change of theme. */
  redraw(): void;
  /** Rings the mark of a run; `null` takes the ring away. */
  highlight(row: number | null): void;
  dispose(): void;
}

/** Something that can be pointed at. */
interface Target {
  readonly x: number;
  readonly y: number;
  readonly row: number | null;
  readonly lines: () => readonly string[];
}

/** Pixels within which the pointer means a mark. */
const REACH = 12;

/** A field that draws itself when it is put on the page and whenever its width changes. */
export function field(options: FieldOptions): Chart {
  const under = svg('svg', { class: 'under', 'aria-hidden': 'true' });
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const over = svg('svg', { class: 'over', role: 'img', 'aria-label': options.label });
  const ring = svg('circle', { class: 'ring', r: 7 });
  const stepper = element('div', { class: 'stepper', role: 'slider', tabindex: 0, 'aria-label': options.stepLabel });
  const root = element('div', { class: 'field' }, under, canvas, over, stepper);

  let layout: FieldLayout | null = null;
  let targets: readonly Target[] = [];
  let current: number | null = null;

  const draw = (): void => {
    const width = Math.floor(root.clientWidth);
    if (width === 0) return;
    layout = options.layOut(width);
    targets = targetsOf(layout, options.describe);
    root.style.height = `${layout.height}px`;
    for (const layer of [under, over]) layer.setAttribute('viewBox', `0 0 ${width} ${layout.height}`);
    under.replaceChildren(...layout.under);
    over.replaceChildren(...layout.over);
    paint(canvas, width, layout, options);
    leave();
  };

  const pointAt = (index: number): void => {
    const target = targets[index];
    if (target === undefined) return;
    current = index;
    const lines = target.lines();
    stepper.setAttribute('aria-valuenow', String(index + 1));
    stepper.setAttribute('aria-valuetext', lines.join(', '));
    const box = root.getBoundingClientRect();
    options.tooltip.show({ x: box.left + target.x, y: box.top + target.y }, lines);
    options.onPoint(target.row);
  };

  const leave = (): void => {
    if (current !== null) {
      options.tooltip.hide();
      options.onPoint(null);
    }
    current = null;
    stepper.setAttribute('aria-valuemin', '0');
    stepper.setAttribute('aria-valuemax', String(targets.length));
    stepper.setAttribute('aria-valuenow', '0');
    stepper.setAttribute('aria-valuetext', 'no run chosen');
  };

  stepper.addEventListener('pointermove', (event) => {
    const box = root.getBoundingClientRect();
    const index = nearest(targets, event.clientX - box.left, event.clientY - box.top);
    if (index === null) leave();
    else if (index !== current) pointAt(index);
  });
  stepper.addEventListener('pointerleave', leave);
  stepper.addEventListener('blur', leave);
  stepper.addEventListener('keydown', (event) => {
    const index = stepTo(event.key, current, targets.length);
    if (index === undefined) return;
    event.preventDefault();
    if (index === null) leave();
    else pointAt(index);
  });

  const observer = new ResizeObserver(draw);
  observer.observe(root);
  return {
    element: root,
    redraw: draw,
    highlight: (row) => {
      const target = row === null ? undefined : targets.find((candidate) => candidate.row === row);
      if (target === undefined) {
        ring.remove();
        return;
      }
      ring.setAttribute('cx', String(target.x));
      ring.setAttribute('cy', String(target.y));
      over.append(ring);
    },
    dispose: () => {
      leave();
      observer.disconnect();
    },
  };
}

/** The target that a key leads to; `null` for none, `undefined` where the key is not ours. */
export function stepTo(key: string, current: number | null, count: number): number | null | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return current === null ? 0 : Math.min(count - 1, current + 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return current === null ? count - 1 : Math.max(0, current - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'Escape':
      return null;
    default:
      return undefined;
  }
}

/** The target next to a place, within reach; `null` where there is none. */
export function nearest(
  targets: readonly { readonly x: number; readonly y: number }[],
  x: number,
  y: number,
): number | null {
  let best: number | null = null;
  let distance = REACH * REACH;
  targets.forEach((target, index) => {
    const squared = (target.x - x) ** 2 + (target.y - y) ** 2;
    if (squared <= distance) {
      distance = squared;
      best = index;
    }
  });
  return best;
}

/** Targets from left to right, and from top to bottom where they stand above one another. */
function targetsOf(layout: FieldLayout, describe: (row: number) => readonly string[]): readonly Target[] {
  const targets = layout.layers.flatMap((layer): Target[] =>
    layer.kind === 'bars'
      ? layer.bars.map(({ x, y, width, height, lines }) => ({
          x: x + width / 2,
          y: y + height / 2,
          row: null,
          lines: () => lines,
        }))
      : Array.from(layer.rows, (row, mark) => ({
          x: layer.xs[mark]!,
          y: layer.ys[mark]!,
          row,
          lines: () => describe(row),
        })),
  );
  return targets.sort((a, b) => a.x - b.x || a.y - b.y);
}

function paint(
  canvas: HTMLCanvasElement,
  width: number,
  layout: FieldLayout,
  options: Pick<FieldOptions, 'theme' | 'passing'>,
): void {
  const theme = options.theme();
  const passing = options.passing();
  const density = window.devicePixelRatio;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(layout.height * density);
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.scale(density, density);
  for (const layer of layout.layers) {
    if (layer.kind === 'bars') {
      context.fillStyle = theme[layer.group];
      for (const { x, y, width: wide, height } of layer.bars) context.fillRect(x, y, wide, height);
    } else {
      if (passing !== null) {
        context.globalAlpha = FAINT;
        paintMarks(context, layer, theme, (row) => passing[row] === 0);
        context.globalAlpha = 1;
      }
      paintMarks(context, layer, theme, (row) => passing === null || passing[row] === 1);
    }
  }
}

/** How much of a mark is left that the selection leaves out. */
const FAINT = 0.15;

function paintMarks(
  context: CanvasRenderingContext2D,
  layer: MarkLayer,
  theme: Theme,
  isDrawn: (row: number) => boolean,
): void {
  const { group, radius, xs, ys, rows } = layer;
  context.beginPath();
  for (let mark = 0; mark < xs.length; mark += 1) {
    if (!isDrawn(rows[mark]!)) continue;
    const x = xs[mark]!;
    const y = ys[mark]!;
    if (group === 'crashed') {
      // A cross looks smaller than a disc of its width; its arms reach to the disc's edge.
      const arm = radius * 0.85;
      context.moveTo(x - arm, y - arm);
      context.lineTo(x + arm, y + arm);
      context.moveTo(x + arm, y - arm);
      context.lineTo(x - arm, y + arm);
    } else {
      const size = group === 'completed' ? radius : radius * 0.7;
      context.moveTo(x + size, y);
      context.arc(x, y, size, 0, 2 * Math.PI);
    }
  }
  if (group === 'completed') {
    context.fillStyle = theme.completed;
    context.fill();
    return;
  }
  context.strokeStyle = theme[group];
  context.lineCap = 'round';
  context.lineWidth = group === 'crashed' ? Math.max(1.25, radius / 2) * (theme.highContrast ? 1.25 : 1) : 1.25;
  context.stroke();
}
