/** The page's first line in every phase: what it is about, and what can be done. */
import { t } from '../../src/shared/l10n';
import type { PageMessage } from '../../src/shared/protocol';
import { button } from '../components';
import { element } from '../dom';

/** A button and the message it sends. */
export interface Action {
  readonly label: string;
  readonly message: PageMessage;
}

const ALWAYS: readonly Action[] = [
  { label: t('Refresh'), message: { type: 'refresh' } },
  { label: t('Other Runs…'), message: { type: 'chooseSource' } },
];

/** The headline, where the runs are from, and the page's actions, those in `more` among them. */
export function titleLine(
  headline: string,
  provenance: string,
  post: (message: PageMessage) => void,
  more: readonly Action[] = [],
): HTMLElement {
  return element(
    'div',
    { class: 'title-line' },
    element(
      'div',
      { class: 'title' },
      element('h1', { 'data-testid': 'headline' }, headline),
      element('p', { class: 'provenance' }, provenance),
    ),
    element(
      'div',
      { class: 'actions' },
      ...[...ALWAYS, ...more].map(({ label, message }) =>
        button({
          label,
          kind: 'secondary',
          onPress: () => {
            post(message);
          },
        }),
      ),
    ),
  );
}
