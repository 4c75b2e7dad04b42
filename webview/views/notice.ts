/** The states of the page without an analysis, and errors on top of one. */
import { t } from '../../src/shared/l10n';
import type { PageMessage, PanelState } from '../../src/shared/protocol';
import { button } from '../components';
import { element } from '../dom';
import { titleLine } from './titleLine';

type LoadingState = Extract<PanelState, { phase: 'loading' }>;

/** The page while runs are being read. It is changed in place, so that a click on Cancel is never lost to a redraw. */
export interface LoadingView {
  readonly element: HTMLElement;
  update(state: LoadingState): void;
}

/** Runs are being read: how far that has come, and a way to stop it. */
export function loading(state: LoadingState, post: (message: PageMessage) => void): LoadingView {
  const message = element('h1', { class: 'waiting-message', 'data-testid': 'headline' });
  const source = element('p', { class: 'provenance' });
  const ring = element('span', { class: 'waiting-ring', role: 'progressbar', 'aria-label': state.message });
  const bar = element('progress', { class: 'waiting-bar', max: '1' });
  const update = (next: LoadingState): void => {
    message.textContent = next.message;
    source.textContent = next.source;
    bar.hidden = next.share === undefined;
    bar.setAttribute('aria-label', next.message);
    bar.setAttribute('value', String(next.share ?? 0));
  };
  update(state);
  return {
    element: element(
      'div',
      { class: 'waiting' },
      ring,
      message,
      source,
      bar,
      button({
        label: t('Cancel'),
        kind: 'secondary',
        onPress: () => {
          post({ type: 'cancel' });
        },
      }),
    ),
    update,
  };
}

/** The source could not be read: what is wrong and what to do. */
export function failed(
  { source, message, advice, action }: Extract<PanelState, { phase: 'failed' }>,
  post: (message: PageMessage) => void,
): HTMLElement {
  return element(
    'header',
    { class: 'verdict' },
    titleLine(t('The runs could not be read'), source, post),
    element(
      'div',
      { class: 'notice error', role: 'alert' },
      element('p', {}, element('strong', {}, message)),
      element('p', {}, advice),
      action === 'signIn'
        ? button({
            label: t('Sign In…'),
            kind: 'primary',
            onPress: () => {
              post({ type: 'signIn' });
            },
          })
        : null,
    ),
  );
}

/** Something went wrong besides; what is drawn stays. */
export function errorBanner(message: string, onDismiss: () => void): HTMLElement {
  return element(
    'div',
    { class: 'notice error banner', role: 'alert' },
    element('p', {}, message),
    button({ label: t('Dismiss'), kind: 'secondary', onPress: onDismiss }),
  );
}
