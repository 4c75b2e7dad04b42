/** Building the page. Text from data only ever becomes text: there is no way to pass markup here. */

type Child = Node | string | null;

/** Attributes of an element; `class` and `data-…` among them, styles and handlers not. */
type Attributes = Readonly<Record<string, string | number>>;

/** An HTML element with attributes and children; `null` children are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** An SVG element with attributes and children. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/** The sign of a group, in its shape and colour, for legends and labels; said by the word beside it. */
export function glyph(group: 'completed' | 'crashed' | 'excluded'): SVGElement {
  const sign = svg('svg', { class: `glyph ${group}`, viewBox: '0 0 12 12', 'aria-hidden': 'true' });
  if (group === 'crashed') sign.append(svg('path', { d: 'M2 2 10 10 M10 2 2 10' }));
  else sign.append(svg('circle', { cx: 6, cy: 6, r: group === 'completed' ? 4.5 : 3.5 }));
  return sign;
}
