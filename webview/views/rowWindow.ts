/** Which rows of a long table are on the page. No DOM. */

/** Rows above and below the visible ones that are there before they are scrolled to. */
const SPARE = 8;
/** However high the table is, no more rows than this are on the page. */
const MOST_ROWS = 120;

/** Rows from `first` up to but not including `end`; `size` elements hold any such stretch. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  readonly size: number;
}

/** What is visible of `count` rows, scrolled to `top`, in `height` pixels. */
export function rowWindow(top: number, height: number, rowHeight: number, count: number): RowWindow {
  const size = Math.min(count, MOST_ROWS, Math.ceil(height / rowHeight) + 1 + 2 * SPARE);
  const wanted = Math.floor(top / rowHeight) - SPARE;
  const first = Math.max(0, Math.min(count - size, wanted));
  return { first, end: first + size, size };
}

/** The row that a key leads to from `active` (-1: none); `null` where the key is not ours. */
export function steppedIndex(key: string, active: number, count: number, page: number): number | null {
  if (count === 0) return null;
  const within = (index: number): number => Math.min(count - 1, Math.max(0, index));
  switch (key) {
    case 'ArrowDown':
      return within(active + 1);
    case 'ArrowUp':
      return within(active < 0 ? count - 1 : active - 1);
    case 'PageDown':
      return within(Math.max(0, active) + page);
    case 'PageUp':
      return within(active - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
