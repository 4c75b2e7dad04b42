/** The line above the cards: all bounds together, what they avoid and keep, and a way to take them along. */
import { boundActions, type BoundsAtHand } from '../../src/shared/boundActions';
import { t } from '../../src/shared/l10n';
import { boundWords, effectOfBounds, type BoundsEffect, type ParameterBound } from '../../src/shared/parameterBounds';
import type { PageMessage, PanelAction } from '../../src/shared/protocol';
import { button } from '../components';
import { element } from '../dom';

/** Whose bounds the line shows. */
export interface ShownBounds {
  /** Moved by the person, or proposed by the analysis. */
  readonly kind: 'moved' | 'proposed';
  readonly bounds: readonly ParameterBound[];
  readonly effect: BoundsEffect;
}

export interface BoundsLine {
  readonly element: HTMLElement;
  /** Offers what the host can do with the bounds, those that the person moved or those that the analysis proposes. */
  offer(actions: readonly PanelAction[]): void;
  show(shown: ShownBounds): void;
}

/** The line; it stays on the page without bounds, so that nothing moves while the first one is dragged. */
export function boundsLine(actions: {
  readonly onReset: () => void;
  readonly onCopy: () => void;
  readonly post: (message: PageMessage) => void;
}): BoundsLine {
  const words = element('p', { class: 'bounds-words' });
  const reset = button({ label: t('Reset'), kind: 'secondary', onPress: actions.onReset });
  const copy = button({ label: t('Copy as YAML'), kind: 'secondary', onPress: actions.onCopy });
  const own = element('div', { class: 'bounds-actions' }, reset, copy);
  const offered = element('div', { class: 'bounds-actions' });
  const buttons = element('div', { class: 'bounds-actions' }, own, offered);
  const root = element('section', { class: 'bounds-line', 'aria-label': t('Bounds') }, words, buttons);
  /** What the host is to apply; without any, it applies what the analysis proposes. */
  let moved: readonly ParameterBound[] | undefined;
  let atHand: BoundsAtHand = 'none';
  let possible: readonly PanelAction[] = [];
  const press = (message: PageMessage): void => {
    const takesBounds = message.type === 'applySafeBounds' || message.type === 'nextSweep';
    actions.post(takesBounds ? { ...message, bounds: moved } : message);
  };
  const arrange = (): void => {
    const list = boundActions(possible, atHand);
    offered.replaceChildren(
      ...list.map(({ label, kind, message }) =>
        button({
          label,
          kind,
          onPress: () => {
            press(message);
          },
        }),
      ),
    );
    offered.hidden = list.length === 0;
  };
  return {
    element: root,
    offer: (list) => {
      possible = list;
      arrange();
    },
    show: ({ kind, bounds, effect }) => {
      moved = kind === 'moved' ? bounds : undefined;
      const isEmpty = bounds.length === 0;
      // Only then: a button that is made anew at each step of a drag could not be pressed.
      const before = atHand;
      atHand = isEmpty ? 'none' : kind;
      if (atHand !== before) arrange();
      root.classList.toggle('is-empty', isEmpty);
      root.dataset.avoided = String(effect.crashesAvoided);
      root.dataset.kept = String(effect.completedKept);
      own.hidden = isEmpty;
      reset.hidden = kind === 'proposed';
      words.replaceChildren(
        ...(isEmpty
          ? [t('Drag the handles on an axis to try bounds: the counts say what they would have avoided and kept.')]
          : [
              element('span', { class: 'bounds-title' }, titleOf(kind, bounds.length)),
              ...bounds.map((bound) => element('code', {}, boundWords(bound))),
              element('span', {}, effectOfBounds(effect)),
            ]),
      );
    },
  };
}

function titleOf(kind: ShownBounds['kind'], count: number): string {
  if (kind === 'moved') return count > 1 ? t('Tried together') : t('Tried bound');
  return count > 1 ? t('Proposed together') : t('Proposed bound');
}
