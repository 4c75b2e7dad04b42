/** All runs as one bar, and its legend, whose entries narrow all views to their runs. */
import { barLabel, type Segment } from '../../src/shared/outcomeBar';
import type { SelectionResult } from '../crossfilter';
import { element, glyph } from '../dom';
import { areEqual, filterKey, filterWith, toggled, type Filter } from '../selection';
import type { ViewContext } from '../view';

export interface OutcomeBar {
  readonly element: HTMLElement;
  select(result: SelectionResult): void;
}

/** The bar of `segments`. A crashed piece has the pattern and letter of its cause, so that it reads without colours. */
export function outcomeBar(segments: readonly Segment[], select: ViewContext['select']): OutcomeBar {
  const pieces = segments.map((segment) => {
    const { group, share, sign, place, runs, label } = segment;
    const piece = element(
      'div',
      { class: `segment ${group} ${place < 0 ? '' : `cause-${place}`}`, title: `${runs} ${label}` },
      sign === '' ? null : element('span', { class: 'segment-sign' }, sign),
    );
    piece.style.flexGrow = String(share);
    return piece;
  });
  const entries = segments.map((segment) => {
    const filter = filterOf(segment);
    const content = [
      segment.sign === '' ? glyph(segment.group) : sign(segment),
      element('strong', {}, String(segment.runs)),
      ` ${segment.label}`,
    ];
    if (filter === null) return { filter, element: element('span', { class: 'legend-entry' }, ...content) };
    const entry = element('button', { type: 'button', class: 'legend-entry', 'aria-pressed': 'false' }, ...content);
    entry.addEventListener('click', () => {
      select((selection) => toggled(selection, filter));
    });
    return { filter, element: entry };
  });
  return {
    element: element(
      'div',
      { class: 'outcome' },
      element('div', { class: 'outcome-bar', role: 'img', 'aria-label': barLabel(segments) }, ...pieces),
      element('ul', { class: 'legend' }, ...entries.map((entry) => element('li', {}, entry.element))),
    ),
    select: ({ selection }) => {
      entries.forEach(({ filter, element: entry }, index) => {
        if (filter === null) return;
        const set = filterWith(selection, filterKey(filter));
        const isPressed = set !== null && areEqual(set, filter);
        entry.setAttribute('aria-pressed', String(isPressed));
        pieces[index]!.classList.toggle('chosen', isPressed);
      });
    },
  };
}

/** The letter of a cause, with the cross of crashed runs, or the ring of those that are left out. */
export function sign(
  { sign: letter }: { readonly sign: string },
  group: 'crashed' | 'excluded' = 'crashed',
): HTMLElement {
  return element('span', { class: 'cause-sign', 'aria-hidden': 'true' }, glyph(group), letter);
}

function filterOf({ narrows }: Segment): Filter | null {
  switch (narrows?.to) {
    case undefined:
      return null;
    case 'group':
      return { kind: 'group', groups: [narrows.group] };
    case 'cause':
      return { kind: 'cause', causes: narrows.keys };
    case 'outcome':
      return { kind: 'outcome', outcomes: [narrows.outcome] };
  }
}
