/** A table of very many runs of which only the visible rows are on the page. */
import { t } from '../../src/shared/l10n';
import { groupAt, type PanelTable } from '../../src/shared/panelTable';
import type { RunsColumn, RunsSort } from '../../src/shared/runsTable';
import { element, glyph } from '../dom';
import { oncePerFrame } from '../frames';
import { rowWindow, steppedIndex } from './rowWindow';

export interface RunGridOptions {
  readonly onSort: (key: string) => void;
  readonly onOpen: (row: number) => void;
  readonly onPoint: (row: number | null) => void;
  /** Escape was pressed in the table. */
  readonly onEscape: () => void;
}

/** What the grid shows. */
export interface GridContent {
  readonly table: PanelTable;
  readonly columns: readonly RunsColumn[];
  readonly sort: RunsSort | null;
  /** Rows of the table from top to bottom. */
  readonly rows: Uint32Array;
}

export interface RunGrid {
  readonly element: HTMLElement;
  show(content: GridContent): void;
  /** Marks a run as the one whose details are shown and brings it into view; `null` for none. */
  open(row: number | null): void;
  /** Marks the run that is pointed at elsewhere. */
  point(row: number | null): void;
  focus(): void;
}

/** A row on the page, used again for other runs as the table is scrolled. */
interface RowElement {
  readonly element: HTMLElement;
  readonly cells: readonly HTMLElement[];
  index: number;
  row: number;
}

/** An empty grid. The arrow keys move an active row, which `aria-activedescendant` names; the focus stays on the grid. */
export function runGrid({ onSort, onOpen, onPoint, onEscape }: RunGridOptions): RunGrid {
  const head = element('div', { class: 'run-head', role: 'rowgroup' });
  const body = element('div', { class: 'run-rows', role: 'rowgroup' });
  const root = element('div', { class: 'run-grid', role: 'grid', tabindex: 0, 'aria-label': t('Runs') }, head, body);
  let content: GridContent | null = null;
  let pool: readonly RowElement[] = [];
  let active = -1;
  let opened: number | null = null;
  let pointed: number | null = null;
  let rowHeight = 28;

  const place = (made: RowElement, index: number): void => {
    if (content === null) return;
    const row = content.rows[index];
    if (row === undefined) {
      putAway(made);
      return;
    }
    made.element.hidden = false;
    made.index = index;
    made.element.style.transform = `translateY(${index * rowHeight}px)`;
    made.element.setAttribute('aria-rowindex', String(index + 2));
    made.element.classList.toggle('active', index === active);
    made.element.classList.toggle('pointed', row === pointed);
    made.element.setAttribute('aria-selected', String(row === opened));
    if (made.row === row) return;
    made.row = row;
    made.element.id = `run-row-${row}`;
    const { columns, table } = content;
    made.cells.forEach((cell, at) => {
      const text = columns[at]!.text(row);
      const sign = columns[at]!.key === 'outcome' ? glyph(groupAt(table, row)) : null;
      if (sign === null) cell.textContent = text;
      else cell.replaceChildren(sign, text);
      cell.title = text;
    });
  };

  const paint = (): void => {
    if (content === null || pool.length === 0) return;
    const { first, end } = rowWindow(root.scrollTop, viewHeight(), rowHeight, content.rows.length);
    const isUsed = new Set<RowElement>();
    for (let index = first; index < end; index++) {
      const made = pool[index % pool.length]!;
      isUsed.add(made);
      place(made, index);
    }
    for (const made of pool) if (!isUsed.has(made)) putAway(made);
    const isActiveShown = active >= first && active < end;
    if (isActiveShown) root.setAttribute('aria-activedescendant', `run-row-${content.rows[active]!}`);
    else root.removeAttribute('aria-activedescendant');
  };
  const painting = oncePerFrame(paint);

  const viewHeight = (): number => Math.max(rowHeight, root.clientHeight - head.offsetHeight);

  const measure = (): void => {
    rowHeight = Math.round(Number.parseFloat(getComputedStyle(root).fontSize) * 1.45 + 8);
    root.style.setProperty('--row-height', `${rowHeight}px`);
    body.style.height = `${(content?.rows.length ?? 0) * rowHeight}px`;
  };

  const poolSize = ({ rows }: GridContent): number => rowWindow(0, viewHeight(), rowHeight, rows.length).size;

  const buildHead = (columns: readonly RunsColumn[]): void => {
    // Shares of the same width in every row, so that columns stand under each other and fill a wide page.
    root.style.setProperty('--run-columns', columns.map(({ width }) => `minmax(0, ${width}fr)`).join(' '));
    const characters = columns.reduce((sum, { width }) => sum + width, 0);
    root.style.setProperty('--run-width', `calc(${characters * 0.62}em + ${columns.length} * 20px + 4px)`);
    root.setAttribute('aria-colcount', String(columns.length));
    head.replaceChildren(headRow(columns, onSort));
  };

  const buildRows = (shown: GridContent): void => {
    pool = Array.from({ length: poolSize(shown) }, () => rowElement(shown.columns));
    body.replaceChildren(...pool.map((made) => made.element));
  };

  const activate = (index: number): void => {
    if (content === null || content.rows.length === 0) return;
    active = Math.min(content.rows.length - 1, Math.max(0, index));
    const top = active * rowHeight;
    const height = viewHeight();
    if (top < root.scrollTop) root.scrollTop = top;
    else if (top + rowHeight > root.scrollTop + height) root.scrollTop = top + rowHeight - height;
    paint();
  };

  root.addEventListener('scroll', painting.ask, { passive: true });
  root.addEventListener('keydown', (event) => {
    if (event.target !== root || content === null) return;
    if (event.key === 'Escape') {
      onEscape();
      return;
    }
    const row = content.rows[active];
    if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) {
      event.preventDefault();
      onOpen(row);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(viewHeight() / rowHeight) - 1);
    const index = steppedIndex(event.key, active, content.rows.length, page);
    if (index === null) return;
    event.preventDefault();
    activate(index);
  });
  body.addEventListener('click', (event) => {
    const made = madeAt(event);
    if (made === undefined || made.row < 0) return;
    active = made.index;
    paint();
    onOpen(made.row);
  });
  body.addEventListener('pointerover', (event) => {
    const made = madeAt(event);
    if (made !== undefined && made.row >= 0) onPoint(made.row);
  });
  body.addEventListener('pointerleave', () => {
    onPoint(null);
  });
  const madeAt = ({ target }: Event): RowElement | undefined =>
    pool.find((made) => target instanceof Node && made.element.contains(target));

  new ResizeObserver(() => {
    if (content === null || root.clientWidth === 0) return;
    measure();
    if (poolSize(content) > pool.length) buildRows(content);
    paint();
  }).observe(root);

  return {
    element: root,
    show: (next) => {
      const activeRow = content?.rows[active];
      const isSame = content?.columns === next.columns && content.table === next.table;
      content = next;
      active = activeRow === undefined ? -1 : next.rows.indexOf(activeRow);
      root.setAttribute('aria-rowcount', String(next.rows.length + 1));
      // The head stays where it can: it may have the focus, or the mouse may be down on it.
      if (!isSame) buildHead(next.columns);
      measure();
      if (!isSame || poolSize(next) > pool.length) buildRows(next);
      markSort(head, next);
      paint();
    },
    open: (row) => {
      opened = row;
      const index = row === null ? -1 : (content?.rows.indexOf(row) ?? -1);
      if (index >= 0) activate(index);
      else paint();
    },
    point: (row) => {
      pointed = row;
      paint();
    },
    focus: () => {
      root.focus({ preventScroll: true });
    },
  };
}

function headRow(columns: readonly RunsColumn[], onSort: (key: string) => void): HTMLElement {
  return element(
    'div',
    { class: 'run-row', role: 'row', 'aria-rowindex': 1 },
    ...columns.map(({ key, title, isNumber }) => {
      const button = element('button', { type: 'button', title: t('Sort by {0}', title) }, title);
      button.addEventListener('click', () => {
        onSort(key);
      });
      return element(
        'div',
        { role: 'columnheader', class: isNumber ? 'number' : '', 'aria-sort': 'none', 'data-key': key },
        button,
      );
    }),
  );
}

function markSort(head: HTMLElement, { sort }: GridContent): void {
  for (const cell of head.querySelectorAll<HTMLElement>('[role=columnheader]')) {
    cell.setAttribute('aria-sort', sort !== null && cell.dataset.key === sort.key ? sort.direction : 'none');
  }
}

/** Off the page, and without its id, which another row may have now. */
function putAway(made: RowElement): void {
  made.element.hidden = true;
  made.element.removeAttribute('id');
  made.row = -1;
}

function rowElement(columns: readonly RunsColumn[]): RowElement {
  const cells = columns.map(({ isNumber }, at) =>
    element('div', { role: at === 0 ? 'rowheader' : 'gridcell', class: isNumber ? 'number' : '' }),
  );
  return { element: element('div', { class: 'run-row', role: 'row' }, ...cells), cells, index: -1, row: -1 };
}
