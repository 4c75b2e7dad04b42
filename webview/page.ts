/** The page as a function of the host's state and the person's choices. */
import type { PanelState } from '../src/shared/protocol';
import { readyView, type Choices, type ReadyState } from '../src/shared/viewState';
import type { Chart } from './charts/field';
import { createTooltip } from './charts/tooltip';
import { element } from './dom';
import { onThemeChange, readTheme } from './theme';
import { comparison } from './views/comparison';
import { header, type HeaderActions } from './views/header';
import { errorBanner, failed, loading, type LoadingView } from './views/notice';
import { parameters } from './views/parameters';

/** What the page asks of whoever runs it. */
export interface PageActions extends HeaderActions {
  readonly onCopy: (text: string) => void;
  readonly onChoose: (choices: Choices) => void;
}

/** What is drawn at one moment. `error` is said on top of the rest. */
export interface PageContent {
  readonly state: PanelState;
  readonly choices: Choices;
  readonly error: string | null;
}

export interface Page {
  draw(content: PageContent): void;
}

/** Takes over `main`; `announce` is the live region in which a screen reader is told of a new result. */
export function createPage(main: HTMLElement, announce: HTMLElement, actions: PageActions): Page {
  const tooltip = createTooltip(document.body);
  let charts: Chart[] = [];
  let waiting: LoadingView | null = null;
  let theme = readTheme(document.body);
  onThemeChange(() => {
    theme = readTheme(document.body);
    for (const chart of charts) chart.redraw();
  });

  const ready = (state: ReadyState, choices: Choices): readonly (HTMLElement | null)[] => {
    const view = readyView(state, choices);
    if (view.comparison.length === 0 && view.constants === null) return [header(view, actions)];
    const cards = parameters(view, {
      table: state.table,
      choices,
      onChoose: actions.onChoose,
      tooltip,
      theme: () => theme,
      onPoint: (row) => {
        for (const chart of charts) chart.highlight(row);
      },
      addChart: (chart) => charts.push(chart),
    });
    return [
      header(view, actions),
      element('div', { class: 'compare' }, cards, comparison(view.comparison, actions.onCopy)),
    ];
  };

  const contentOf = ({ state, choices }: PageContent): readonly (HTMLElement | null)[] => {
    switch (state.phase) {
      case 'loading':
        waiting = loading(state, actions);
        return [waiting.element];
      case 'failed':
        return [failed(state, actions)];
      case 'ready':
        return ready(state, choices);
    }
  };

  return {
    draw: (content) => {
      if (content.state.phase === 'loading' && waiting !== null && content.error === null) {
        waiting.update(content.state);
        return;
      }
      waiting = null;
      for (const chart of charts) chart.dispose();
      charts = [];
      const focused = focusPath(main);
      const banner = element('div', {});
      if (content.error !== null) {
        banner.append(
          errorBanner(content.error, () => {
            banner.remove();
          }),
        );
      }
      main.replaceChildren(banner, ...contentOf(content).filter((part) => part !== null));
      // An error stands above it: both are drawn anew next time.
      if (content.error !== null) waiting = null;
      main.dataset.phase = content.state.phase;
      main.setAttribute('aria-busy', String(content.state.phase === 'loading'));
      restoreFocus(main, focused);
      const said = main.querySelector('[data-testid="headline"]')?.textContent ?? '';
      // Said once, not again for each choice on the page.
      if (announce.textContent !== said) announce.textContent = said;
    },
  };
}

/** Where the focus is, as the position of the focused element among those of its kind; `null` when elsewhere. */
function focusPath(main: HTMLElement): { readonly tag: string; readonly index: number } | null {
  const focused = document.activeElement;
  if (focused === null || !main.contains(focused)) return null;
  const tag = focused.localName;
  return { tag, index: Array.from(main.querySelectorAll(tag)).indexOf(focused) };
}

/** Drawing replaces all elements; the focus goes to the one that stands where the focused one stood. */
function restoreFocus(main: HTMLElement, path: { readonly tag: string; readonly index: number } | null): void {
  if (path === null) return;
  const again = main.querySelectorAll(path.tag)[path.index];
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}
