/**
 * Controls, in our words. The only file that names the webview UI toolkit.
 *
 * The toolkit is asked for by name in the design of this product; upstream archived it in January 2025, and it works.
 * To swap it for @vscode-elements/elements, change this file and the dependency in package.json:
 * `vscode-button` keeps its name, and `appearance="secondary"` becomes the attribute `secondary`. Both use the same tag
 * name, so they can't live side by side. Lists to choose from, tables, links, progress and sections are plain HTML.
 */
import { provideVSCodeDesignSystem, vsCodeButton } from '@vscode/webview-ui-toolkit';
import { element } from './dom';

/** Makes the controls known to the page. Must run before the window's `load` event: the toolkit themes itself there. */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton());
}

/** A button; at most one `primary` in a view. */
export function button(options: {
  readonly label: string;
  readonly kind: 'primary' | 'secondary';
  readonly onPress: () => void;
}): HTMLElement {
  const made = document.createElement('vscode-button');
  made.setAttribute('appearance', options.kind);
  made.textContent = options.label;
  made.addEventListener('click', options.onPress);
  return made;
}

/**
 * A choice of one among many, as the system's own list: the toolkit's would weigh a tenth of the page, and be slower to
 * open with a hundred names. `label` is what a screen reader says; put a visible label beside it.
 */
export function select<Value extends string>(options: {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}): HTMLElement {
  const made = element(
    'select',
    { 'aria-label': options.label },
    ...options.choices.map(({ value, label }) => element('option', { value }, label)),
  );
  made.value = options.value;
  made.addEventListener('change', () => {
    const choice = options.choices.find(({ value }) => value === made.value);
    if (choice !== undefined) options.onChange(choice.value);
  });
  return made;
}
