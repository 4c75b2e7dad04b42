/** What is selected, always in sight: a chip for each filter, how many runs are left, and a way back. */
import { partOfRuns, runsInWords } from '../../src/shared/format';
import { t } from '../../src/shared/l10n';
import type { SelectionResult } from '../crossfilter';
import { element, glyph } from '../dom';
import { filterLabel } from '../filterLabels';
import { filterKey, filterWith, NOTHING_SELECTED, withFilters, withoutFilters } from '../selection';
import type { SelectionHistory } from '../selectionHistory';
import type { Content, ViewContext } from '../view';
import { textButton } from './textButton';

export interface SelectionBar {
  readonly element: HTMLElement;
  update(content: Content, result: SelectionResult, history: SelectionHistory): void;
  select(result: SelectionResult, history: SelectionHistory): void;
}

/** What the bar can do to the selection. */
export interface SelectionActions {
  readonly select: ViewContext['select'];
  readonly undo: () => void;
  readonly redo: () => void;
}

/** `5 of 21 runs selected: 3 crashed, 2 completed.` */
export function selectionWords({ isAll, count, counts }: SelectionResult, total: number): string {
  if (isAll) return t('All {0}.', runsInWords(total));
  const { crashed, completed, excluded } = counts;
  const others = excluded === 0 ? '' : t(', {0} others', excluded.toLocaleString('en-US'));
  const parts =
    t('{0} crashed, {1} completed', crashed.toLocaleString('en-US'), completed.toLocaleString('en-US')) + others;
  return t('{0} selected: {1}.', partOfRuns(count, total), parts);
}

/** The bar; it stays on the page without a selection, so that nothing moves when a first brush is drawn. */
export function selectionBar({ select, undo, redo }: SelectionActions): SelectionBar {
  const chips = element('ul', { class: 'chips', 'aria-label': t('Filters') });
  const words = element('span', { class: 'selection-words' });
  const search = element('input', {
    type: 'search',
    class: 'search',
    placeholder: t('Find runs, hosts, causes'),
    'aria-label': t('Find runs by id, name, host or cause'),
  });
  const clear = textButton(t('Clear'), () => {
    select(() => NOTHING_SELECTED);
  });
  const back = textButton(t('Undo'), undo);
  const forth = textButton(t('Redo'), redo);
  const root = element(
    'section',
    { class: 'selection-bar', 'aria-label': t('Selection') },
    search,
    words,
    chips,
    element('span', { class: 'selection-actions' }, clear, back, forth),
  );
  let content: Content | null = null;
  let drawn: SelectionResult['selection'] | null = null;

  const find = (isMoving: boolean): void => {
    const text = search.value.trim();
    select(
      (selection) => (text === '' ? withoutFilters(selection, 'text') : withFilters(selection, { kind: 'text', text })),
      isMoving,
    );
  };
  // Typing is one step for undo; it ends when the field is left, also where it then reads as before.
  let isTyping = false;
  search.addEventListener('input', () => {
    isTyping = true;
    find(true);
  });
  for (const end of ['change', 'blur'] as const) {
    search.addEventListener(end, () => {
      if (isTyping) find(false);
      isTyping = false;
    });
  }

  const drawChips = (selection: SelectionResult['selection'], table: Content['table']): void => {
    const focused = Array.from(chips.querySelectorAll('button')).findIndex((chip) => chip === document.activeElement);
    chips.replaceChildren(
      ...selection.map((filter) => {
        const label = filterLabel(filter, table);
        const remove = element(
          'button',
          { type: 'button', class: 'chip-remove', 'aria-label': t('Remove the filter {0}', label), title: t('Remove') },
          label,
          element('span', { 'aria-hidden': 'true', class: 'chip-cross' }, '×'),
        );
        remove.addEventListener('click', () => {
          select((current) => withoutFilters(current, filterKey(filter)));
        });
        return element('li', {}, remove);
      }),
    );
    if (focused >= 0) {
      const left = chips.querySelectorAll('button');
      (left[Math.min(focused, left.length - 1)] ?? search).focus();
    }
  };

  const draw = (result: SelectionResult, { past, future }: SelectionHistory): void => {
    if (content === null) return;
    const { table } = content;
    if (result.selection !== drawn) {
      drawChips(result.selection, table);
      drawn = result.selection;
    }
    const text = filterWith(result.selection, 'text');
    if (document.activeElement !== search) search.value = text?.kind === 'text' ? text.text : '';
    const { completed, crashed, excluded } = result.counts;
    words.replaceChildren(
      result.isAll ? t('All {0}', runsInWords(table.count)) : partOfRuns(result.count, table.count),
      ' ',
      ...(
        [
          ['crashed', crashed],
          ['completed', completed],
          ['excluded', excluded],
        ] as const
      )
        .filter(([, runs]) => runs > 0)
        .map(([group, runs]) =>
          element(
            'span',
            { class: 'selection-count', title: `${runs} ${group === 'excluded' ? 'not compared' : group}` },
            glyph(group),
            runs.toLocaleString('en-US'),
          ),
        ),
    );
    root.classList.toggle('is-all', result.isAll);
    offer(clear, !result.isAll);
    offer(back, past.length > 0);
    offer(forth, future.length > 0);
  };

  return {
    element: root,
    update: (next, result, history) => {
      content = next;
      drawn = null;
      draw(result, history);
    },
    select: draw,
  };
}

/** A button that can do nothing keeps the focus, unlike a disabled one: whoever pressed it last goes on from there. */
function offer(button: HTMLElement, isPossible: boolean): void {
  button.setAttribute('aria-disabled', String(!isPossible));
}
