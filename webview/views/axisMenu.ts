/** The choice of axes: a box for each parameter that varies, and for the metric. */
import type { AxisSubject } from '../../src/shared/columnAxis';
import { t } from '../../src/shared/l10n';
import { isFull, isSame, MOST_AXES } from '../../src/shared/parallel';
import { plainText } from '../../src/core/plainText';
import { element } from '../dom';

export interface AxisMenu {
  readonly element: HTMLElement;
  /** Ticks the boxes of what is shown. */
  show(shown: readonly AxisSubject[]): void;
}

/** A menu that opens in place. */
export function axisMenu(
  all: readonly AxisSubject[],
  metric: string | null,
  onToggle: (subject: AxisSubject) => void,
): AxisMenu {
  const boxes = all.map((subject) => {
    const box = element('input', { type: 'checkbox' });
    box.addEventListener('change', () => {
      onToggle(subject);
    });
    const name = subject.kind === 'metric' ? `${metric ?? 'metric'} (metric)` : subject.name;
    return { subject, box, label: element('label', {}, box, element('span', {}, plainText(name, 60))) };
  });
  const summary = element('summary', {}, t('Axes'));
  const list = element('div', { class: 'axis-list' }, ...boxes.map(({ label }) => label));
  const root = element('details', { class: 'axis-menu' }, summary, list);
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !root.open) return;
    root.open = false;
    summary.focus();
  });
  return {
    element: root,
    show: (shown) => {
      summary.textContent = t('Axes: {0} of {1}', shown.length, all.length);
      for (const { subject, box } of boxes) {
        box.checked = shown.some((one) => isSame(one, subject));
        box.disabled =
          (!box.checked && subject.kind === 'parameter' && isFull(shown)) || (box.checked && shown.length <= 2);
      }
      list.title = isFull(shown) ? t('At most {0} parameters are shown at a time.', MOST_AXES) : '';
    },
  };
}
