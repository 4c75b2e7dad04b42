/** The top of the page: the verdict, how sure it is, what it cost, why runs ended, and what to be careful with. */
import { causeViews } from '../../src/shared/causeView';
import { t } from '../../src/shared/l10n';
import { outcomeSegments } from '../../src/shared/outcomeBar';
import { verdictView, type DriftView, type Figure, type VerdictView } from '../../src/shared/verdictView';
import { element } from '../dom';
import { withFilters } from '../selection';
import type { Content, ViewContext, ViewFactory } from '../view';
import { analysisChoices } from './analysisChoices';
import { causeList, type CauseList } from './causes';
import { outcomeBar, type OutcomeBar } from './outcomeBar';
import { textButton } from './textButton';
import { titleLine, type Action } from './titleLine';

const EXPORT: Action = { label: t('Export Report…'), message: { type: 'exportReport' } };

const REPRODUCE: Action = { label: t('Reproduce a Crash…'), message: { type: 'reproduce' } };

/** What can be done with the whole analysis; what can be done with its bounds stands beside them. */
function actionsOf({ actions }: Content): readonly Action[] {
  return actions.includes('reproduce') ? [REPRODUCE, EXPORT] : [EXPORT];
}

/** The verdict answers without a click; its outcome bar and its causes narrow all views. */
export const verdict: ViewFactory = (context) => {
  const root = element('header', { class: 'verdict' });
  let bar: OutcomeBar | null = null;
  let causes: CauseList | null = null;
  return {
    element: root,
    update: (content) => {
      const view = verdictView(content);
      const segments = outcomeSegments(content.analysis, content.table);
      const reasons = causeViews(content.analysis, content.table);
      bar = segments.length === 0 ? null : outcomeBar(segments, context.select);
      causes = reasons.length === 0 ? null : causeList(reasons, context);
      root.replaceChildren(
        ...[
          titleLine(view.headline, view.provenance, context.post, actionsOf(content)),
          view.drift.length === 0 ? null : drift(view.drift, context),
          element(
            'div',
            { class: 'verdict-body' },
            element(
              'div',
              { class: 'verdict-main' },
              bar?.element ?? null,
              element('p', { class: 'finding' }, view.finding),
              view.advice === null ? null : element('p', { class: 'advice' }, view.advice),
              view.figures.length === 0 ? null : figures(view.figures),
              view.baseline === null ? null : element('p', { class: 'baseline' }, view.baseline),
              analysisChoices(content, context.post),
            ),
            causes?.element ?? null,
          ),
          view.warnings.length === 0 ? null : warnings(view.warnings),
          view.problems.length === 0 ? null : problems(view),
        ].filter((part) => part !== null),
      );
    },
    select: (result) => {
      bar?.select(result);
      causes?.select(result);
    },
  };
};

function drift(findings: readonly DriftView[], { select }: ViewContext): HTMLElement {
  return element(
    'section',
    { class: 'notice drift', 'aria-label': t('Read this first') },
    element('h2', {}, t('Something else than the settings may be the reason')),
    element(
      'ul',
      {},
      ...findings.map(({ message, place }) =>
        element(
          'li',
          {},
          message,
          place === null ? null : ' ',
          place === null
            ? null
            : textButton(t('Show these runs'), () => {
                select((selection) =>
                  withFilters(selection, { kind: 'place', place: place.kind, names: [place.name] }),
                );
              }),
        ),
      ),
    ),
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

function warnings(messages: readonly string[]): HTMLElement {
  return element(
    'section',
    { class: 'notice warning', 'aria-label': t('What limits these figures') },
    element('ul', {}, ...messages.map((message) => element('li', {}, message))),
  );
}

function problems({ problems: items }: VerdictView): HTMLElement {
  return element(
    'details',
    { class: 'notice' },
    element(
      'summary',
      {},
      items.length === 1 ? t('1 thing could not be read') : t('{0} things could not be read', items.length),
    ),
    element(
      'ul',
      {},
      ...items
        .slice(0, MOST_PROBLEMS)
        .map(({ where, message }) => element('li', {}, element('code', {}, where), ` ${message}`)),
      items.length > MOST_PROBLEMS ? element('li', {}, t('and {0} more', items.length - MOST_PROBLEMS)) : null,
    ),
  );
}

/** A list that nobody reads to its end. */
const MOST_PROBLEMS = 100;
