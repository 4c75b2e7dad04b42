/**
 * Controls, in our words. The only file that names the webview UI toolkit.
 *
 * The toolkit is asked for by name in the design of this product; upstream archived it in January 2025, and it works.
 * To swap it for @vscode-elements/elements, change this file and the dependency in package.json:
 * `vscode-button` keeps its name (`appearance="secondary"` becomes the attribute `secondary`),
 * `vscode-dropdown` becomes `vscode-single-select`, `vscode-progress-ring` stays. Both use the same tag names, so
 * they can't live side by side. Tables, links and sections are plain HTML: those are the parts without a successor.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';

/** Makes the controls known to the page. Must run before the window's `load` event: the toolkit themes itself there. */
export function registerComponents(): void {
  provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeDropdown(), vsCodeOption(), vsCodeProgressRing());
}

/** A button; at most one `primary` in a view. */
export function button(options: {
  readonly label: string;
  readonly kind: 'primary' | 'secondary';
  readonly onPress: () => void;
}): HTMLElement {
  const element = document.createElement('vscode-button');
  element.setAttribute('appearance', options.kind);
  element.textContent = options.label;
  element.addEventListener('click', options.onPress);
  return element;
}

/** A choice of one among few. `label` is what a screen reader says; put a visible label beside it. */
export function select<Value extends string>(options: {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}): HTMLElement {
  const element = document.createElement('vscode-dropdown') as HTMLElement & { value: string };
  element.setAttribute('aria-label', options.label);
  for (const { value, label } of options.choices) {
    const option = document.createElement('vscode-option');
    option.setAttribute('value', value);
    option.toggleAttribute('selected', value === options.value);
    option.textContent = label;
    element.append(option);
  }
  element.addEventListener('change', () => {
    const choice = options.choices.find(({ value }) => value === element.value);
    if (choice !== undefined && choice.value !== options.value) options.onChange(choice.value);
  });
  return element;
}

/** Says that something goes on whose end is not known. */
export function spinner(label: string): HTMLElement {
  const element = document.createElement('vscode-progress-ring');
  element.setAttribute('aria-label', label);
  return element;
}
