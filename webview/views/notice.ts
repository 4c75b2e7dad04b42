/** The states of the page without an analysis, and errors on top of one. */
import type { PanelState } from '../../src/shared/protocol';
import { button, spinner } from '../components';
import { element } from '../dom';
import { titleLine, type HeaderActions } from './header';

/** Runs are being read. */
export function loading({ source, message }: Extract<PanelState, { phase: 'loading' }>): HTMLElement {
  return element(
    'div',
    { class: 'waiting' },
    spinner(message),
    element('h1', { class: 'waiting-message', 'data-testid': 'headline' }, message),
    element('p', { class: 'provenance' }, source),
  );
}

/** The source could not be read: what is wrong and what to do. */
export function failed(
  { source, message, advice }: Extract<PanelState, { phase: 'failed' }>,
  actions: HeaderActions,
): HTMLElement {
  return element(
    'header',
    { class: 'verdict' },
    titleLine('The runs could not be read', source, actions),
    element(
      'div',
      { class: 'notice error', role: 'alert' },
      element('p', {}, element('strong', {}, message)),
      element('p', {}, advice),
    ),
  );
}

/** Something went wrong besides; what is drawn stays. */
export function errorBanner(message: string, onDismiss: () => void): HTMLElement {
  return element(
    'div',
    { class: 'notice error banner', role: 'alert' },
    element('p', {}, message),
    button({ label: 'Dismiss', kind: 'secondary', onPress: onDismiss }),
  );
}
