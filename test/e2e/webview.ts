/** The page inside the panel: finding it, whether it has drawn, and what it says on the console. */
import type { Frame, Locator, Page } from 'playwright-core';
import { PATIENCE_MS, type PageMessage } from './workbench';

/** The page inside a webview, found by an element that only it has: VS Code nests it two frames deep. */
export async function webviewWith(page: Page, selector: string): Promise<Frame> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    for (const frame of page.frames()) {
      // A frame may be replaced while it is asked.
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
    if (Date.now() > deadline) throw new Error(`No webview shows ${selector}.`);
    await page.waitForTimeout(100);
  }
}

/** The share of a canvas that is drawn on, 0 to 1. */
export async function inkOf(canvas: Locator): Promise<number> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement) || element.width === 0 || element.height === 0) return 0;
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data ?? [];
    let drawn = 0;
    for (let alpha = 3; alpha < pixels.length; alpha += 4) if (pixels[alpha] !== 0) drawn += 1;
    return (4 * drawn) / pixels.length;
  });
}

/** Resolves when a frame has drawn what it was told: two frames of animation later. */
export async function painted(frame: Frame): Promise<void> {
  await frame.evaluate(
    () =>
      new Promise<void>((done) =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            done();
          }),
        ),
      ),
  );
}

/**
 * Whether an error on the console is the extension's: a webview's page has no address of its own, what its policy blocks is
 * reported by the frame around it, which names the extension, and its scripts lie in the extension's folder.
 */
export function isOurs({ type, text, url }: PageMessage): boolean {
  if (type === 'uncaught') return !text.includes('/static/out/vs/');
  return type === 'error' && (url === '' || url.includes('sweep-guard'));
}
