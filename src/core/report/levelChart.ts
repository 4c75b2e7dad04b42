import { plainText } from '../plainText';
import type { Level } from '../analysis/analysis';
import { countWords } from './findings';
import { html, join, type Html } from './htmlText';

const WIDTH = 560;
const NAMES = 150;
const ROW = 22;
const BAR_END = 420;
/** Levels drawn; the others are counted. */
const MAX_LEVELS = 12;

/** Crash rate of each level of a category as a bar with its 95 % interval, as SVG. */
export function levelChart(levels: readonly Level[]): Html {
  const shown = levels.slice(0, MAX_LEVELS);
  const more = levels.length - shown.length;
  const height = (shown.length + (more > 0 ? 1 : 0)) * ROW + 4;
  const place = (share: number): number => Math.round((NAMES + share * (BAR_END - NAMES)) * 10) / 10;
  return html`<svg class="strip" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Crash rate by level">
    ${join([
      ...shown.map((level, index) => {
        const y = index * ROW + ROW / 2;
        const rate = level.total === 0 ? 0 : level.crashed / level.total;
        return html`<text class="label" x="${NAMES - 8}" y="${y + 4}" text-anchor="end"
            >${plainText(String(level.value), 20)}</text
          ><rect
            class="rate"
            x="${NAMES}"
            y="${y - 5}"
            width="${Math.round(rate * (BAR_END - NAMES))}"
            height="10"
          /><line class="whisker" x1="${place(level.low)}" x2="${place(level.high)}" y1="${y}" y2="${y}" /><text
            class="tick"
            x="${BAR_END + 10}"
            y="${y + 4}"
            >${countWords(level)}</text
          >`;
      }),
      more > 0
        ? html`<text class="tick" x="${NAMES}" y="${shown.length * ROW + 15}">and ${more} more levels</text>`
        : null,
    ])}
  </svg>`;
}
