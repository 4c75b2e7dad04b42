import type { EvidenceCount, ParameterEvidence } from '../runs/evidence';
import { inWords } from '../rules/wording';

/** A picture as the address of an image, and what it shows in words, for those who can't see it. */
export interface Picture {
  readonly address: string;
  readonly words: string;
}

/** What is drawn besides the runs: the part of the axis that the sweep searches. */
export interface PictureRange {
  readonly low: number;
  readonly high: number;
}

const WIDTH = 320;
const HEIGHT = 92;
const LEFT = 34;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 64;
/** Greys and an orange that can be told from a white and from a black background alike. */
const COLOURS = { ink: '#868686', rate: '#d1703c', range: '#868686' };
/** More levels than these can't be told apart in a picture of this size. */
const MOST_LEVELS = 8;
const MOST_WORDS = 8;

/**
 * The crash rate of past runs along a setting as a small SVG: a bar for each bin (or level) at its rate, a whisker for
 * its 95 % interval, a mark at the threshold, and below the axis the range that the sweep searches. `null` where there are
 * no bins to draw.
 */
export function ratePicture(evidence: ParameterEvidence, searched: PictureRange | null): Picture | null {
  const { bins, levels, threshold, scale } = evidence;
  if (bins.length > 1) {
    const axis = axisOf(evidence, searched);
    const bars = bins.map((bin, i) => {
      const before = bins[i - 1];
      const after = bins[i + 1];
      const from = before ? (axis.place(before.to) + axis.place(bin.from)) / 2 : axis.place(bin.from);
      const to = after ? (axis.place(bin.to) + axis.place(after.from)) / 2 : axis.place(bin.to);
      return bar(bin, Math.min(from, to), Math.max(from + 2, to));
    });
    const cuts = threshold ? [threshold.value].flat() : [];
    const marks = cuts.map((cut) => line(axis.place(cut), TOP, axis.place(cut), BOTTOM, 'stroke-dasharray="3 2"'));
    const range = searched && [
      `<rect x="${px(axis.place(searched.low))}" y="${BOTTOM + 3}" width="${px(Math.max(2, axis.place(searched.high) - axis.place(searched.low)))}" height="3" fill="${COLOURS.range}"/>`,
    ];
    const labels = [label(LEFT, 'start', inWords(axis.low)), label(WIDTH - RIGHT, 'end', inWords(axis.high))];
    const words = bins.map((bin) => `${inWords(bin.from)}–${inWords(bin.to)}: ${counted(bin)}`);
    const log = scale === 'log' ? ' (logarithmic axis)' : '';
    return picture([...bars, ...marks, ...(range ?? []), ...labels], `${sentence(words)}${log}`);
  }
  const shown = levels.slice(0, MOST_LEVELS);
  if (shown.length < 2) return null;
  const step = (WIDTH - LEFT - RIGHT) / shown.length;
  const bars = shown.flatMap((level, i) => {
    const middle = LEFT + (i + 0.5) * step;
    return [
      bar(level, LEFT + i * step + 3, LEFT + (i + 1) * step - 3),
      label(middle, 'middle', short(String(level.value), Math.max(3, Math.floor(step / 6)))),
    ];
  });
  const words = shown.map((level) => `${short(String(level.value), 30)}: ${counted(level)}`);
  return picture(bars, sentence(words));
}

interface Axis {
  readonly low: number;
  readonly high: number;
  readonly place: (value: number) => number;
}

/** An axis that holds all runs and, unless that would squeeze them, what the sweep searches. */
function axisOf({ bins, scale }: ParameterEvidence, searched: PictureRange | null): Axis {
  const [least, greatest] = [bins[0]!.from, bins.at(-1)!.to];
  const isLog = scale === 'log' && least > 0 && (searched === null || searched.low > 0);
  const at = (value: number): number => (isLog ? Math.log(value) : value);
  const room = 2 * (at(greatest) - at(least));
  const low = searched && at(least) - at(searched.low) <= room ? Math.min(least, searched.low) : least;
  const high = searched && at(searched.high) - at(greatest) <= room ? Math.max(greatest, searched.high) : greatest;
  const width = at(high) - at(low);
  const place = (value: number): number => {
    const share = width > 0 ? (at(value) - at(low)) / width : 0.5;
    return LEFT + Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share)) * (WIDTH - LEFT - RIGHT);
  };
  return { low, high, place };
}

function bar(count: EvidenceCount, from: number, to: number): string {
  const rate = count.total === 0 ? 0 : count.crashed / count.total;
  const middle = (from + to) / 2;
  const top = heightOf(rate);
  return (
    `<rect x="${px(from)}" y="${px(top)}" width="${px(to - from)}" height="${px(BOTTOM - top)}" fill="${COLOURS.rate}" fill-opacity="0.55"/>` +
    line(from, top, to, top, 'stroke-width="2"', COLOURS.rate) +
    line(middle, heightOf(count.high), middle, heightOf(count.low))
  );
}

function heightOf(rate: number): number {
  return BOTTOM - rate * (BOTTOM - TOP);
}

function line(x1: number, y1: number, x2: number, y2: number, more = '', colour = COLOURS.ink): string {
  return `<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" stroke="${colour}" ${more}/>`;
}

function label(x: number, anchor: string, words: string, y = HEIGHT - 8): string {
  return `<text x="${px(x)}" y="${y}" text-anchor="${anchor}">${escaped(words)}</text>`;
}

function picture(parts: readonly string[], words: string): Picture {
  const axes = [
    line(LEFT, BOTTOM, WIDTH - RIGHT, BOTTOM),
    line(LEFT, TOP, LEFT, BOTTOM),
    label(LEFT - 4, 'end', '100%', TOP + 8),
    label(LEFT - 4, 'end', '0', BOTTOM),
  ];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">` +
    `<g font-family="sans-serif" font-size="10" fill="${COLOURS.ink}" stroke="none">${parts.join('')}${axes.join('')}</g></svg>`;
  return { address: `data:image/svg+xml,${encodeURIComponent(svg).replace(/[()']/g, encodeAscii)}`, words };
}

/** Brackets and quotes end an address in Markdown. */
function encodeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function sentence(words: readonly string[]): string {
  const more = words.length - MOST_WORDS;
  return `Crashed runs: ${words.slice(0, MOST_WORDS).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

function counted({ crashed, total }: EvidenceCount): string {
  return `${crashed} of ${total}`;
}

function short(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`).replace(/[^\P{C}]/gu, ' ');
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}
