/** What stands above an axis: its name, to be dragged to another place, and buttons that do the same. */
import { t } from '../../src/shared/l10n';
import { element } from '../dom';
import { onDrag } from '../charts/drag';

/** A head; `onMove` hears by how many places the axis is to move. */
export function axisHead(
  title: string,
  place: { readonly index: number; readonly count: number },
  onMove: (places: number) => void,
): HTMLElement {
  const name = element('div', { class: 'axis-name', title }, title);
  const mover = (word: string, sign: string, places: number, isPossible: boolean): HTMLElement => {
    const made = element(
      'button',
      { type: 'button', class: 'axis-mover', 'aria-label': t('Move {0} {1}', title, word), title: t('Move {0}', word) },
      sign,
    );
    made.disabled = !isPossible;
    made.addEventListener('click', () => {
      onMove(places);
    });
    return made;
  };
  const root = element(
    'div',
    { class: 'axis-head', role: 'group', 'aria-label': title },
    mover('left', '‹', -1, place.index > 0),
    name,
    mover('right', '›', 1, place.index < place.count - 1),
  );
  onDrag(name, name, {
    onStart: () => true,
    onMove: (at, start) => {
      root.style.transform = `translateX(calc(-50% + ${Math.round(at.x - start.x)}px))`;
      root.classList.add('is-moving');
    },
    onEnd: (at, start) => {
      root.style.transform = '';
      root.classList.remove('is-moving');
      onMove(placesMoved(root, at.x - start.x));
    },
    onClick: () => undefined,
  });
  return root;
}

/** How many neighbours lie within the drag. */
function placesMoved(head: HTMLElement, distance: number): number {
  const left = (sibling: Element): number => (sibling instanceof HTMLElement ? sibling.offsetLeft : 0);
  const from = left(head);
  const to = from + distance;
  const siblings = Array.from(head.parentElement?.children ?? []).filter((sibling) => sibling !== head);
  const passed = siblings.filter((sibling) =>
    distance > 0 ? left(sibling) > from && left(sibling) <= to : left(sibling) < from && left(sibling) >= to,
  ).length;
  return distance > 0 ? passed : -passed;
}
