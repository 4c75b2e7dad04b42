/** The page of one analysis: its sections, and the selection that they share. */
import { createCrossfilter, type Crossfilter, type SelectionResult } from './crossfilter';
import { element } from './dom';
import { oncePerFrame } from './frames';
import { mountSection, type MountedSection } from './mountedSection';
import type { PageHost } from './page';
import { rememberFocus } from './rememberFocus';
import { SECTIONS } from './sections';
import { withFilters, type Selection } from './selection';
import { changed, EMPTY_HISTORY, redone, undone, type SelectionHistory } from './selectionHistory';
import type { Content, Section, ViewContext } from './view';
import { selectionBar, selectionWords } from './views/selectionBar';

/** What the analysis needs of the page around it. */
export type AnalysisHost = PageHost & Pick<ViewContext, 'announce' | 'tooltip' | 'theme'>;

export interface AnalysisPage {
  readonly element: HTMLElement;
  /** Shows an analysis; returns its headline, to be said aloud. */
  update(content: Content): string;
  themeChanged(): void;
}

/** An empty page that fills with the first `update`. */
export function createAnalysisPage(host: AnalysisHost, sections: readonly Section[] = SECTIONS): AnalysisPage {
  let kept = host.kept;
  let content: Content | null = null;
  let crossfilter: Crossfilter | null = null;
  let history: SelectionHistory = EMPTY_HISTORY;
  let result: SelectionResult | null = null;
  let pointed: number | null = null;

  const keep = (change: Partial<typeof kept>): void => {
    kept = { ...kept, ...change };
    host.keep(kept);
  };

  const applySelection = (): void => {
    if (crossfilter === null) return;
    result = crossfilter.select(history.present);
    bar.select(result, history);
    for (const section of mounted) section.select(result);
  };
  const selecting = oncePerFrame(applySelection);
  const pointing = oncePerFrame(() => {
    for (const section of mounted) section.point(pointed);
  });

  const setHistory = (next: SelectionHistory): void => {
    if (next === history) return;
    history = next;
    if (history.isMoving) {
      selecting.ask();
      return;
    }
    // A gesture's end is drawn at once, so that what is said and kept is what is seen.
    selecting.cancel();
    applySelection();
    keep({ selection: history.present });
    if (result !== null && content !== null) host.announce(selectionWords(result, content.table.count));
  };
  const select = (change: (selection: Selection) => Selection, isMoving = false): void => {
    setHistory(changed(history, change(history.present), isMoving));
  };

  const context = (section: Section): ViewContext => ({
    select,
    pointAt: (row) => {
      pointed = row;
      pointing.ask();
    },
    detailsOf: host.detailsOf,
    openRun: (id) => {
      const runs = mounted.find((candidate) => candidate.canShowRuns());
      if (runs === undefined) select((selection) => withFilters(selection, { kind: 'runs', ids: [id], label: id }));
      else runs.showRun(id);
    },
    post: host.post,
    announce: host.announce,
    tooltip: host.tooltip,
    theme: host.theme,
    kept: () => kept.views.get(section.id),
    keep: (value) => {
      keep({ views: new Map(kept.views).set(section.id, value) });
    },
  });

  const bar = selectionBar({
    select,
    undo: () => {
      setHistory(undone(history));
    },
    redo: () => {
      setHistory(redone(history));
    },
  });
  const mounted: readonly MountedSection[] = sections.map((section) =>
    mountSection(section, context(section), {
      isOpen: () => kept.open.includes(section.id),
      onToggle: (isOpen) => {
        keep({ open: [...kept.open.filter((id) => id !== section.id), ...(isOpen ? [section.id] : [])] });
      },
    }),
  );
  const [first, ...rest] = mounted.map((section) => section.element);
  const root = element('div', { class: 'analysis' }, first ?? null, bar.element, ...rest);
  // Also where nothing on the page has the focus.
  document.addEventListener('keydown', (event) => {
    const step = undoStep(event);
    if (step === null || content === null) return;
    event.preventDefault();
    setHistory(step === 'undo' ? undone(history) : redone(history));
  });

  return {
    element: root,
    update: (next) => {
      // What was selected among other runs says nothing about these.
      if (content === null ? kept.source !== next.source : content.source !== next.source) {
        history = EMPTY_HISTORY;
        keep({ source: next.source, selection: history.present });
      } else if (content === null) history = { ...EMPTY_HISTORY, present: kept.selection };
      content = next;
      crossfilter = createCrossfilter(next.table);
      result = crossfilter.select(history.present);
      bar.update(next, result, history);
      // New data replaces elements.
      const giveFocusBack = rememberFocus(root);
      for (const section of mounted) section.update(next, result);
      giveFocusBack();
      return root.querySelector('[data-testid="headline"]')?.textContent ?? '';
    },
    themeChanged: () => {
      for (const section of mounted) section.themeChanged();
    },
  };
}

/** Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y (Cmd on a Mac), unless they belong to a text field. */
function undoStep(event: KeyboardEvent): 'undo' | 'redo' | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target instanceof HTMLInputElement) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' ? 'redo' : null;
}
