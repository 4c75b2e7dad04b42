/** The page by the phase that the host is in: waiting, failed, or the analysis; and errors on top of it. */
import type { PageMessage, PanelState } from '../src/shared/protocol';
import type { RunDetails } from '../src/shared/runDetails';
import { createAnalysisPage } from './analysisPage';
import { createTooltip } from './charts/tooltip';
import { element } from './dom';
import type { KeptPage } from './keptPage';
import { rememberFocus } from './rememberFocus';
import { onThemeChange, readTheme } from './theme';
import { errorBanner, failed, loading, type LoadingView } from './views/notice';

/** What the page asks of whoever runs it. */
export interface PageHost {
  readonly post: (message: PageMessage) => void;
  readonly detailsOf: (id: string) => Promise<RunDetails | null>;
  readonly kept: KeptPage;
  readonly keep: (page: KeptPage) => void;
}

export interface Page {
  show(state: PanelState): void;
  /** Says that something went wrong besides; what is drawn stays. */
  showError(message: string): void;
}

/** Takes over `main`; `status` is the live region in which a screen reader is told of a new result. */
export function createPage(main: HTMLElement, status: HTMLElement, host: PageHost): Page {
  const banner = element('div', {});
  const notice = element('div', {});
  const content = element('div', {});
  main.replaceChildren(banner, notice, content);

  let theme = readTheme(document.body);
  let waiting: LoadingView | null = null;
  // A refresh hides the analysis; what had the focus gets it back.
  let giveFocusBack = (): void => undefined;
  const announce = (text: string): void => {
    // Said once, not again for each push of the same result.
    if (status.textContent !== text) status.textContent = text;
  };
  const analysis = createAnalysisPage({
    ...host,
    announce,
    tooltip: createTooltip(document.body),
    theme: () => theme,
  });
  content.append(analysis.element);
  onThemeChange(() => {
    theme = readTheme(document.body);
    analysis.themeChanged();
  });

  const showNotice = (shown: HTMLElement): void => {
    if (!content.hidden) giveFocusBack = rememberFocus(content);
    content.hidden = true;
    notice.replaceChildren(shown);
  };

  return {
    show: (state) => {
      banner.replaceChildren();
      switch (state.phase) {
        case 'loading':
          // Changed in place, so that a click on Cancel is never lost to a redraw.
          if (waiting !== null) waiting.update(state);
          else {
            waiting = loading(state, host.post);
            showNotice(waiting.element);
            announce(state.message);
          }
          break;
        case 'failed':
          waiting = null;
          showNotice(failed(state, host.post));
          announce(`${state.message} ${state.advice}`);
          break;
        case 'ready': {
          waiting = null;
          const wasHidden = content.hidden;
          notice.replaceChildren();
          content.hidden = false;
          announce(analysis.update(state));
          if (wasHidden) giveFocusBack();
          break;
        }
      }
      main.dataset.phase = state.phase;
      main.setAttribute('aria-busy', String(state.phase === 'loading'));
    },
    showError: (message) => {
      banner.replaceChildren(
        errorBanner(message, () => {
          banner.replaceChildren();
        }),
      );
    },
  };
}
