/** The top of the page: the verdict, how sure it is, what it cost, why runs ended, and what to be careful with. */
import type { CauseView, Figure, ReadyView, Segment } from '../../src/shared/viewState';
import { button } from '../components';
import { element, glyph } from '../dom';

/** What the person can ask for at the top. */
export interface HeaderActions {
  readonly onRefresh: () => void;
  readonly onCancel: () => void;
  readonly onSignIn: () => void;
  readonly onChooseSource: () => void;
  readonly onExport: () => void;
}

export function header(view: ReadyView, actions: HeaderActions): HTMLElement {
  return element(
    'header',
    { class: 'verdict' },
    titleLine(view.headline, view.provenance, actions, exportButton(actions)),
    element(
      'div',
      { class: 'verdict-body' },
      element(
        'div',
        { class: 'verdict-main' },
        element('p', { class: 'finding' }, view.finding),
        view.advice === null ? null : element('p', { class: 'advice' }, view.advice),
        view.segments.length === 0 ? null : outcomeBar(view.segments, view.barLabel),
        view.figures.length === 0 ? null : figures(view.figures),
      ),
      view.causes.length === 0 ? null : causes(view.causes),
    ),
    view.warnings.length === 0 ? null : warnings(view.warnings),
    view.problems.length === 0 ? null : problems(view),
  );
}

/** The headline with the page's actions; also stands above the loading and failed states. */
export function titleLine(
  headline: string,
  provenance: string,
  actions: HeaderActions,
  ...more: readonly HTMLElement[]
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
      button({ label: 'Refresh', kind: 'secondary', onPress: actions.onRefresh }),
      button({ label: 'Other Runs…', kind: 'secondary', onPress: actions.onChooseSource }),
      ...more,
    ),
  );
}

function exportButton({ onExport }: HeaderActions): HTMLElement {
  return button({ label: 'Export Report…', kind: 'secondary', onPress: onExport });
}

function outcomeBar(segments: readonly Segment[], label: string): HTMLElement {
  const pieces = segments.map(({ kind, share }) => {
    const piece = element('div', { class: `segment ${kind}` });
    piece.style.flexGrow = String(share);
    return piece;
  });
  const legend = segments.map(({ kind, runs, label: name }) =>
    element('li', {}, glyph(kind), element('strong', {}, String(runs)), ` ${name}`),
  );
  return element(
    'div',
    { class: 'outcome' },
    element('div', { class: 'outcome-bar', role: 'img', 'aria-label': label }, ...pieces),
    element('ul', { class: 'legend' }, ...legend),
  );
}

function figures(items: readonly Figure[]): HTMLElement {
  return element(
    'dl',
    { class: 'figures' },
    ...items.map(({ name, value, detail }) =>
      element(
        'div',
        { class: 'figure' },
        element('dt', {}, name),
        element('dd', { class: 'figure-value' }, value),
        element('dd', { class: 'figure-detail' }, detail),
      ),
    ),
  );
}

function causes(items: readonly CauseView[]): HTMLElement {
  return element(
    'section',
    { class: 'causes', 'aria-labelledby': 'causes-title' },
    element('h2', { id: 'causes-title' }, 'Why runs crashed'),
    element('ol', {}, ...items.map(cause)),
  );
}

function cause({ title, origin, runs, share, line, examples }: CauseView): HTMLElement {
  const fill = element('div', { class: 'cause-fill' });
  fill.style.width = `${share * 100}%`;
  return element(
    'li',
    { class: 'cause' },
    element('span', { class: 'cause-runs' }, String(runs)),
    element(
      'div',
      { class: 'cause-body' },
      element(
        'div',
        { class: 'cause-title' },
        element('strong', {}, title),
        element('span', { class: 'cause-origin' }, origin),
      ),
      element('div', { class: 'cause-bar', 'aria-hidden': 'true' }, fill),
      line === null ? null : element('code', { class: 'log-line', title: line }, line),
      examples === '' ? null : element('div', { class: 'cause-examples' }, `e.g. ${examples}`),
    ),
  );
}

function warnings(messages: readonly string[]): HTMLElement {
  return element(
    'section',
    { class: 'notice warning', 'aria-label': 'What limits these figures' },
    element('ul', {}, ...messages.map((message) => element('li', {}, message))),
  );
}

function problems({ problems: items }: ReadyView): HTMLElement {
  return element(
    'details',
    { class: 'notice' },
    element(
      'summary',
      {},
      items.length === 1 ? '1 thing could not be read' : `${items.length} things could not be read`,
    ),
    element(
      'ul',
      {},
      ...items.map(({ where, message }) => element('li', {}, element('code', {}, where), ` ${message}`)),
    ),
  );
}
