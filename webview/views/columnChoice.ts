/** Which settings have a column in the table of runs. */
import { plainText } from '../../src/core/plainText';
import { t } from '../../src/shared/l10n';
import { element } from '../dom';

/** A list of boxes that opens below its name. */
export function columnChoice(options: {
  readonly names: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}): HTMLElement {
  const boxes = options.names.map((name) => {
    const box = element('input', { type: 'checkbox' });
    box.checked = options.chosen.includes(name);
    return { name, box };
  });
  for (const { box } of boxes) {
    box.addEventListener('change', () => {
      options.onChange(boxes.filter((one) => one.box.checked).map(({ name }) => name));
    });
  }
  const root = element(
    'details',
    { class: 'column-choice' },
    element('summary', {}, t('Columns')),
    element(
      'fieldset',
      {},
      element('legend', { class: 'visually-hidden' }, t('Settings with a column')),
      ...boxes.map(({ name, box }) => element('label', {}, box, element('span', {}, plainText(name, 80)))),
    ),
  );
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !root.open) return;
    root.open = false;
    root.querySelector('summary')?.focus();
    event.stopPropagation();
  });
  root.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !root.contains(relatedTarget)) root.open = false;
  });
  return root;
}
