/** The timeline's twin: its figures as a table, counted when it is open. */
import { csvText } from '../../src/shared/delimitedText';
import { t } from '../../src/shared/l10n';
import type { Timeline } from '../../src/shared/timeline';
import { timelineLines, type TimelineLine } from '../../src/shared/timelineWords';
import { element } from '../dom';
import type { ViewContext } from '../view';
import { textButton } from './textButton';

export interface TimelineTable {
  readonly element: HTMLElement;
  /** 1 for each row of the runs' table that counts. */
  select(passing: Uint8Array): void;
}

const COLUMNS: readonly { readonly key: keyof TimelineLine; readonly title: string }[] = [
  { key: 'runs', title: t('Runs') },
  { key: 'completed', title: t('Completed') },
  { key: 'crashed', title: t('Crashed') },
  { key: 'others', title: t('Others') },
  { key: 'rate', title: t('Crash rate (95 %)') },
];

/** A closed table; it follows the selection while it is open. */
export function timelineTable(timeline: Timeline, post: ViewContext['post']): TimelineTable {
  const body = element('tbody', {});
  let passing: Uint8Array | null = null;
  const lines = (): readonly TimelineLine[] => (passing === null ? [] : timelineLines(timeline, passing));
  const root = element(
    'details',
    { class: 'twin' },
    element('summary', {}, t('As a table')),
    element(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'group', 'aria-label': t('Runs over time as a table') },
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('th', { scope: 'col' }, t('Part')),
            ...COLUMNS.map(({ title }) => element('th', { scope: 'col', class: 'number' }, title)),
          ),
        ),
        body,
      ),
    ),
    textButton(t('Copy as CSV'), () => {
      const cells = lines().map((line) => [line.name, ...COLUMNS.map(({ key }) => line[key])]);
      post({ type: 'copy', text: csvText([['part', ...COLUMNS.map(({ key }) => key)], ...cells]) });
    }),
  );
  const draw = (): void => {
    if (!root.open) return;
    body.replaceChildren(
      ...lines().map((line) =>
        element(
          'tr',
          {},
          element('th', { scope: 'row' }, line.name),
          ...COLUMNS.map(({ key }) => element('td', { class: 'number' }, line[key])),
        ),
      ),
    );
  };
  root.addEventListener('toggle', draw);
  return {
    element: root,
    select: (next) => {
      passing = next;
      draw();
    },
  };
}
