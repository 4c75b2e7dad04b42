import * as vscode from 'vscode';
import { completeRuleFileAt, hoverRuleFileAt } from '../core/language/ruleFileHelp';
import { RULE_FILE_NAME } from '../core/rules/findRuleFile';
import { configNamesOf } from '../core/sweep/parameters';
import { toCompletionItem } from './completion';
import { fromPosition, toRange } from './convert';
import type { Services } from './services';

const SELECTOR: vscode.DocumentSelector = { pattern: `**/${RULE_FILE_NAME}` };

/** Explains and completes the team's rule file: its keys, codes, and the parameters of the workspace. */
export function registerRuleFileHelp(services: Services): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerHoverProvider(SELECTOR, {
      provideHover: (document, position) => {
        const hover = hoverRuleFileAt(document.getText(), fromPosition(position));
        return hover && new vscode.Hover(new vscode.MarkdownString(hover.markdown), toRange(hover.range));
      },
    }),
    vscode.languages.registerCompletionItemProvider(
      SELECTOR,
      {
        provideCompletionItems: (document, position) => {
          const found = completeRuleFileAt(document.getText(), fromPosition(position), parametersOf(services));
          if (!found) return [];
          const range = new vscode.Range(
            document.positionAt(found.replaces.start),
            document.positionAt(found.replaces.end),
          );
          return found.items.map((item, index) => toCompletionItem(item, index, range));
        },
      },
      ' ',
      ':',
      '{',
    ),
  );
}

/** Parameters of the sweep files that are open, and those that past runs varied. */
function parametersOf({ documents, evidence }: Services): readonly string[] {
  const open = vscode.workspace.textDocuments
    .filter(({ languageId }) => languageId === 'yaml')
    .flatMap((document) => configNamesOf(documents.get(document)?.root ?? null));
  const varied = evidence
    .get()
    .flatMap(({ parameters }) => parameters.filter(({ verdict }) => verdict !== 'constant').map(({ name }) => name));
  return [...new Set([...open, ...varied])];
}
