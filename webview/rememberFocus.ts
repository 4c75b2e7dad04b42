/** Keeping the focus where a person left it, while what they see is hidden or made anew. */

/**
 * Remembers what has the focus within `root`. The function that it returns gives it back: to the same element, or else to
 * the one that says the same, or else to the one that stands in its place among its kind.
 */
export function rememberFocus(root: HTMLElement): () => void {
  const focused = document.activeElement;
  if (focused === null || !root.contains(focused)) return () => undefined;
  const alike = (): readonly Element[] => Array.from(root.querySelectorAll(focused.localName));
  const place = alike().indexOf(focused);
  const words = wordsOf(focused);
  const namesake = alike()
    .filter((element) => wordsOf(element) === words)
    .indexOf(focused);
  return () => {
    const again = focused.isConnected
      ? focused
      : (alike().filter((element) => wordsOf(element) === words)[namesake] ?? alike()[place]);
    if (again instanceof HTMLElement && again !== document.activeElement) again.focus({ preventScroll: true });
  };
}

function wordsOf(element: Element): string {
  return element.getAttribute('aria-label') ?? element.textContent;
}
