/** Asks for `draw` in the next frame, once however often it is asked for; `cancel` takes that back. */
export function oncePerFrame(draw: () => void): { readonly ask: () => void; readonly cancel: () => void } {
  let asked: number | null = null;
  return {
    ask: () => {
      asked ??= requestAnimationFrame(() => {
        asked = null;
        draw();
      });
    },
    cancel: () => {
      if (asked !== null) cancelAnimationFrame(asked);
      asked = null;
    },
  };
}
