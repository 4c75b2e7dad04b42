/** What the marks and colours of a pair's chart mean. */
import { formatShare } from '../../src/core/report/format';
import { t } from '../../src/shared/l10n';
import { GROUPS, type PanelTable } from '../../src/shared/panelTable';
import { element, glyph } from '../dom';

/** The legend; `overall` is the crash rate (0–1) that cells are coloured against. */
export function pairLegend(table: PanelTable, overall: number): HTMLElement {
  return element(
    'div',
    { class: 'pair-legend' },
    element(
      'div',
      { class: 'legend' },
      element('span', {}, glyph('completed'), t('completed')),
      element('span', {}, glyph('crashed'), t('crashed')),
      table.groups.includes(GROUPS.indexOf('excluded'))
        ? element('span', {}, glyph('excluded'), t('others, not compared'))
        : null,
    ),
    element(
      'div',
      { class: 'rate-scale' },
      element('div', { class: 'rate-ramp', 'aria-hidden': 'true' }),
      element(
        'div',
        { class: 'rate-ends' },
        element('span', {}, '0\u00a0%'),
        element('span', {}, t('{0} overall', formatShare(overall))),
        element('span', {}, '100\u00a0%'),
      ),
    ),
    element(
      'p',
      { class: 'pair-note in-high-contrast' },
      t('Cells have 3 or more compared runs; without marks they are filled from below by their crash rate.'),
    ),
    element(
      'p',
      { class: 'pair-note in-colour' },
      t('Crashed of compared runs, in cells with 3 or more of them; the paler, the fewer.'),
    ),
  );
}
