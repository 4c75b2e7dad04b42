/** The editor's colours for what is drawn on canvas; all else takes them from the style sheet. */

/** Colours as CSS writes them. */
export interface Theme {
  readonly completed: string;
  readonly crashed: string;
  readonly excluded: string;
  /** Behind the marks, to keep neighbours apart. */
  readonly surface: string;
  /** High contrast: full colours and thicker strokes only. */
  readonly highContrast: boolean;
}

/** The colours of this moment, as the style sheet resolves them for `element`. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    completed: colour('--completed'),
    crashed: colour('--crashed'),
    excluded: colour('--excluded'),
    surface: colour('--surface'),
    highContrast: document.body.classList.contains('vscode-high-contrast'),
  };
}

/** Calls `redraw` whenever VS Code has put on another theme: it sets the variables on the root, the kind on the body. */
export function onThemeChange(redraw: () => void): void {
  let asked = false;
  const observer = new MutationObserver(() => {
    if (asked) return;
    asked = true;
    // One theme change is many mutations; by the next frame all of them are in.
    requestAnimationFrame(() => {
      asked = false;
      redraw();
    });
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
}
