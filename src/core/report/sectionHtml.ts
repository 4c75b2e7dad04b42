import { codeText, html, join, type Html } from './htmlText';
import type { Block, Section } from './section';

/** Cells of so many characters stand on one line: an interval that is broken at its dash is hard to read. */
const SHORT = 20;

/** A section as HTML; `null` where there is none. */
export function htmlSection(section: Section | null): Html | null {
  return section === null
    ? null
    : html`<h2>${section.title}</h2>
        <div class="card">${join(section.blocks.map(htmlBlock), '\n')}</div>`;
}

function htmlBlock(block: Block): Html {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${block.text}</p>`;
    case 'list': {
      const items = join(block.items.map((item) => html`<li>${item}</li>`));
      return block.isNumbered === true
        ? html`<ol>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
    case 'table':
      return htmlTable(block);
    case 'code':
      return html`<pre><code>${codeText(block.text.trimEnd())}</code></pre>`;
  }
}

function htmlTable({ header, right, rows }: Extract<Block, { kind: 'table' }>): Html {
  const kind = (column: number): string => (right.includes(column) ? 'n' : '');
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${join(header.map((cell, i) => html`<th class="${kind(i)}">${cell}</th>`))}
        </tr>
      </thead>
      <tbody>
        ${join(
          rows.map(
            (row) =>
              html`<tr>
                ${join(row.map((cell, i) => html`<td class="${kind(i) || (cell.length <= SHORT ? 'short' : '')}">${cell}</td>`))}
              </tr>`,
          ),
          '\n',
        )}
      </tbody>
    </table>
  </div>`;
}
