/** How often runs crash in the course of time. */
import { countOf } from '../core/analysis/statistics/proportion';
import { ENDS, type Timeline } from './timeline';

/** The crash rate of so many runs in a row, at several places; all arrays have the same length. */
export interface MovingRate {
  /** Runs in each rate: those next to one another that completed or ended badly. */
  readonly window: number;
  /** The middle of the runs, as a place on the timeline; may lie between two. */
  readonly places: Float64Array;
  /** Between 0 and 1, with the Wilson 95 % interval. */
  readonly rates: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** Fewer runs in a row say nothing; more hide when something changed. */
const SMALLEST_WINDOW = 5;
const LARGEST_WINDOW = 100;
/** An eighth of the runs: changes that last that long are seen. */
const WINDOW_SHARE = 1 / 8;
/** Points that a line of the widest chart needs. */
const MOST_POINTS = 400;

/**
 * The moving crash rate of the rows that `passing` marks. Every bad end counts, those by the machine too, as in the
 * search for drift: the timeline is there to show them. `null` with too few runs for a line.
 */
export function movingRate({ rows, ends }: Timeline, passing: Uint8Array): MovingRate | null {
  const ended = new Int32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place++) {
    if (ends[place] !== OTHER && passing[rows[place]!] === 1) ended[count++] = place;
  }
  if (count < 2 * SMALLEST_WINDOW) return null;
  const window = Math.min(LARGEST_WINDOW, Math.max(SMALLEST_WINDOW, Math.round(count * WINDOW_SHARE)));
  const sums = new Int32Array(count + 1);
  for (let index = 0; index < count; index++) {
    sums[index + 1] = sums[index]! + (ends[ended[index]!] === COMPLETED ? 0 : 1);
  }
  const steps = count - window;
  const points = Math.min(MOST_POINTS, steps + 1);
  const rate = {
    window,
    places: new Float64Array(points),
    rates: new Float64Array(points),
    lows: new Float64Array(points),
    highs: new Float64Array(points),
  };
  for (let point = 0; point < points; point++) {
    const first = points === 1 ? 0 : Math.round((point * steps) / (points - 1));
    const crashed = sums[first + window]! - sums[first]!;
    const { low, high } = countOf(crashed, window);
    rate.places[point] = (ended[first]! + ended[first + window - 1]!) / 2;
    rate.rates[point] = crashed / window;
    rate.lows[point] = low;
    rate.highs[point] = high;
  }
  return rate;
}

const COMPLETED = ENDS.indexOf('completed');
const OTHER = ENDS.indexOf('other');
