/** The one tooltip of the page. */
import { element } from '../dom';

export interface Tooltip {
  /** Shows lines of text beside a place of the window, the first of them as a title. */
  show(at: { readonly x: number; readonly y: number }, lines: readonly string[]): void;
  hide(): void;
}

/** Pixels between the mark and the tooltip, and between the tooltip and the window's edge. */
const GAP = 12;

/** Puts a hidden tooltip on the page. What it says is also said by the element that shows it. */
export function createTooltip(parent: HTMLElement): Tooltip {
  const box = element('div', { class: 'tooltip', 'aria-hidden': 'true' });
  box.hidden = true;
  parent.append(box);
  return {
    show: (at, lines) => {
      box.replaceChildren(...lines.map((line) => element('div', {}, line)));
      box.hidden = false;
      const { offsetWidth: width, offsetHeight: height } = box;
      const left = at.x + GAP + width > window.innerWidth - GAP ? at.x - GAP - width : at.x + GAP;
      const top = Math.min(at.y + GAP, window.innerHeight - GAP - height);
      box.style.left = `${Math.max(GAP, left)}px`;
      box.style.top = `${Math.max(GAP, top)}px`;
    },
    hide: () => {
      box.hidden = true;
    },
  };
}
