/**
 * The page's side of bench/panel: stands for VS Code, hands the page its state, and takes the times. Loaded before the
 * page's own script.
 */
import type { PanelState } from '../src/shared/protocol';

/** What bench/panel reads off the page. In milliseconds. */
interface Bench {
  /** Hands over the state; resolves when the first card's chart has been painted. */
  show(): Promise<{ readonly first: number; readonly work: number }>;
  /** Work of each frame since the last call: handlers of the pointer, then all from the frame's begin to its paint. */
  frames(): readonly number[];
  /** Resolves after the next paint. */
  painted(): Promise<void>;
}

declare global {
  interface Window {
    bench: Bench;
    acquireVsCodeApi: () => unknown;
  }
}

type Arrays = 'Float64Array' | 'Int32Array' | 'Uint8Array';

let announceReady = (): void => undefined;
const isReady = new Promise<void>((resolve) => {
  announceReady = resolve;
});
window.acquireVsCodeApi = () => ({
  getState: () => null,
  setState: () => undefined,
  postMessage: ({ type }: { readonly type: string }) => {
    if (type === 'ready') announceReady();
  },
});

/** Resolves once what was drawn has been handed to the screen: a task after the frame's callbacks and layout. */
function afterPaint(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      resolve();
    };
    port2.postMessage(null);
  });
}

let handling = 0;
let handlerFrom = 0;
const work: number[] = [];
// First and last to hear of a move: what lies between is the page's.
window.addEventListener('pointermove', () => (handlerFrom = performance.now()), { capture: true });
window.addEventListener('pointermove', () => (handling += performance.now() - handlerFrom));
// Asked for again in its own turn, it is always the first callback of a frame.
const everyFrame = (): void => {
  requestAnimationFrame(everyFrame);
  const from = performance.now();
  const handled = handling;
  handling = 0;
  void afterPaint().then(() => {
    if (handled > 0) work.push(handled + performance.now() - from);
  });
};
requestAnimationFrame(everyFrame);

const painted = (): Promise<void> =>
  new Promise((resolve) =>
    requestAnimationFrame(() => {
      void afterPaint().then(resolve);
    }),
  );

/** The state as bench/panel wrote it: JSON, with arrays of numbers in a file of their own. */
async function readState(): Promise<PanelState> {
  const [json, numbers] = await Promise.all([
    fetch('/state.json').then((response) => response.text()),
    fetch('/state.bin').then((response) => response.arrayBuffer()),
  ]);
  const revive = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('$array' in value)) return value;
    const { $array, at, length } = value as { readonly $array: Arrays; readonly at: number; readonly length: number };
    return new { Float64Array, Int32Array, Uint8Array }[$array](numbers, at, length).slice();
  };
  return JSON.parse(json, revive) as PanelState;
}

window.bench = {
  show: async () => {
    const [state] = await Promise.all([readState(), isReady]);
    let arrived = 0;
    let worked = 0;
    window.addEventListener('message', () => (arrived = performance.now()), { capture: true, once: true });
    const restore = { version: 2, source: { kind: 'uri', uri: 'file:///runs' }, sweepUri: null };
    window.postMessage({ type: 'state', state, restore }, '*');
    for (;;) {
      await painted();
      if (arrived === 0) continue;
      if (worked === 0) worked = performance.now() - arrived;
      // An untouched canvas is 300 by 150.
      const canvas = document.querySelector<HTMLCanvasElement>('.card canvas');
      if (canvas !== null && canvas.height !== 150) return { first: performance.now() - arrived, work: worked };
    }
  },
  frames: () => work.splice(0),
  painted,
};
