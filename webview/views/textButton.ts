import { element } from '../dom';

/** A button that looks like a link, for small actions within text. */
export function textButton(label: string, onPress: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'text-button' }, label);
  made.addEventListener('click', onPress);
  return made;
}
