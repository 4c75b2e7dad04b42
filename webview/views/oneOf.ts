/** A choice among two or three that are all visible: radio buttons that look like one switch. */
import { element } from '../dom';

/** The switch. Arrow keys move through it, as in any group of radio buttons. */
export function oneOf<Value extends string>(options: {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}): HTMLElement {
  const buttons = options.choices.map(({ value, label }) =>
    element('button', { type: 'button', role: 'radio', class: 'one-of-choice', 'data-value': value }, label),
  );
  const show = (chosen: number): void => {
    buttons.forEach((made, index) => {
      made.setAttribute('aria-checked', String(index === chosen));
      made.tabIndex = index === chosen ? 0 : -1;
    });
  };
  const choose = (index: number): void => {
    const choice = options.choices[index];
    if (choice === undefined) return;
    show(index);
    buttons[index]!.focus();
    options.onChange(choice.value);
  };
  buttons.forEach((made, index) => {
    made.addEventListener('click', () => {
      choose(index);
    });
    made.addEventListener('keydown', ({ key }) => {
      if (key === 'ArrowRight' || key === 'ArrowDown') choose((index + 1) % buttons.length);
      if (key === 'ArrowLeft' || key === 'ArrowUp') choose((index + buttons.length - 1) % buttons.length);
    });
  });
  show(options.choices.findIndex(({ value }) => value === options.value));
  return element('div', { class: 'one-of', role: 'radiogroup', 'aria-label': options.label }, ...buttons);
}
