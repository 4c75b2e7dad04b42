import * as vscode from 'vscode';
import { completeAt } from '../core/language/complete';
import type { Completion } from '../core/language/completion';
import { fromPosition, toRange } from './convert';
import type { Services } from './services';
import { SWEEP_SELECTOR } from './sweepDocuments';

const KINDS: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  parameter: vscode.CompletionItemKind.Variable,
  value: vscode.CompletionItemKind.EnumMember,
  distribution: vscode.CompletionItemKind.Function,
  macro: vscode.CompletionItemKind.Constant,
  body: vscode.CompletionItemKind.Snippet,
};

/** Offers keys, values, distributions, macros and names of parameters while one types. */
export function registerCompletion({ documents }: Services): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    SWEEP_SELECTOR,
    {
      provideCompletionItems: (document, position) => {
        const sweep = documents.get(document);
        const found = sweep && completeAt(sweep, fromPosition(position), documents.knowledge(document));
        if (!found) return [];
        const range = toRange(sweep.rangeOf(found.replaces));
        return found.items.map((item, index) => toCompletionItem(item, index, range));
      },
    },
    ' ',
    ':',
    '$',
    '{',
  );
}

/** A completion as the editor offers it, the `index`-th of its list. */
export function toCompletionItem(completion: Completion, index: number, range: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label: completion.label, description: completion.detail });
  item.kind = KINDS[completion.kind];
  // Left untrusted, so that text from a sweep file can't become a command link.
  item.documentation = new vscode.MarkdownString(completion.documentation);
  item.insertText = new vscode.SnippetString(completion.snippet);
  item.range = range;
  if (completion.isDeprecated) item.tags = [vscode.CompletionItemTag.Deprecated];
  // The snippet holds the file's indentation already.
  item.keepWhitespace = true;
  item.sortText = String(index).padStart(4, '0');
  return item;
}
