/** A section on the page: its heading, and its view once there is something to see. */
import type { SelectionResult } from './crossfilter';
import { element } from './dom';
import type { Content, Section, View, ViewContext } from './view';

export interface MountedSection {
  readonly element: HTMLElement;
  update(content: Content, result: SelectionResult): void;
  select(result: SelectionResult): void;
  point(row: number | null): void;
  themeChanged(): void;
  /** Whether its view can show a single run. */
  canShowRuns(): boolean;
  /** Opens the section and shows one run. */
  showRun(id: string): void;
}

/** What the page remembers of a section. */
export interface SectionMemory {
  readonly isOpen: () => boolean;
  readonly onToggle: (isOpen: boolean) => void;
}

/**
 * Puts a section on the page. One that is shown on demand is a `<details>`: its view is made when it is first opened,
 * and hears of changes only while it is open; what it missed it gets when it is opened again.
 */
export function mountSection(section: Section, context: ViewContext, memory: SectionMemory): MountedSection {
  const body = element('div', { class: 'section-body' });
  const root =
    section.show === 'always'
      ? element('div', { class: 'section', 'data-section': section.id }, body)
      : element(
          'details',
          { class: 'section', 'data-section': section.id },
          element(
            'summary',
            {},
            element('h2', {}, section.title),
            section.hint === '' ? null : element('span', { class: 'section-hint' }, section.hint),
          ),
          body,
        );
  let view: View | null = null;
  let content: Content | null = null;
  let result: SelectionResult | null = null;
  let drawn: Content | null = null;
  let selected: SelectionResult | null = null;
  // A theme that changes while the section is closed is caught up with by drawing anew.
  const isShown = (): boolean => !root.hidden && (!(root instanceof HTMLDetailsElement) || root.open);

  const catchUp = (): void => {
    if (content === null || result === null || !isShown()) return;
    if (view === null) {
      view = section.create(context);
      body.append(view.element);
    }
    if (drawn !== content) {
      view.update(content);
      drawn = content;
      selected = null;
    }
    if (selected !== result) {
      view.select(result);
      selected = result;
    }
  };

  if (root instanceof HTMLDetailsElement) {
    root.open = memory.isOpen();
    root.addEventListener('toggle', () => {
      if (memory.isOpen() !== root.open) memory.onToggle(root.open);
      catchUp();
    });
  }

  return {
    element: root,
    update: (nextContent, nextResult) => {
      content = nextContent;
      result = nextResult;
      root.hidden = section.isUseful?.(content) === false;
      catchUp();
    },
    select: (nextResult) => {
      result = nextResult;
      catchUp();
    },
    point: (row) => {
      if (isShown()) view?.point?.(row);
    },
    themeChanged: () => {
      if (isShown()) view?.themeChanged?.();
      else drawn = null;
    },
    canShowRuns: () => section.id === 'runs' && !root.hidden,
    showRun: (id) => {
      if (root instanceof HTMLDetailsElement) root.open = true;
      catchUp();
      view?.showRun?.(id);
      root.scrollIntoView({ block: 'nearest' });
    },
  };
}
