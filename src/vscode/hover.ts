import * as vscode from 'vscode';
import { hoverAt } from '../core/language/hover';
import { fromPosition, toRange } from './convert';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

/** Explains the key, distribution or parameter under the pointer. */
export function registerHover(services: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(SWEEP_SELECTOR, {
    provideHover: (document, position) => {
      const sweep = services.documents.get(document);
      const hover = sweep && hoverAt(sweep, fromPosition(position), services.documents.knowledge(document));
      if (!hover) return null;
      // Left untrusted, so that text from a sweep file can't become a command link.
      return new vscode.Hover(new vscode.MarkdownString(hover.markdown), toRange(hover.range));
    },
  });
}
