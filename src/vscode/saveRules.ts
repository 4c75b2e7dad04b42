import * as vscode from 'vscode';
import { ruleFileWords } from '../core/language/checkRuleFile';
import { findingRules } from '../core/nextSweep/findingRules';
import { RULE_FILE_NAME } from '../core/rules/findRuleFile';
import { conditionInWords } from '../core/rules/jointConditions';
import type { TeamRule } from '../core/rules/teamRule';
import { ruleNamesIn, withRules } from '../core/rules/writeRuleFile';
import type { Analyses } from './analyze';
import { isLinkOut } from './fileSystems';
import * as notify from './notifications';
import type { FinishedAnalysis } from './runAnalysis';
import type { Services } from './services';
import { analysisFor } from './targetSweep';

interface Item extends vscode.QuickPickItem {
  readonly rule: TeamRule;
}

/** Registers Save Findings as Rules: what the person ticks goes into the team's rule file, with its evidence. */
export function registerSaveRules(services: Services, analyses: Analyses): vscode.Disposable {
  return vscode.commands.registerCommand('sweepGuard.saveRules', async (file?: unknown) => {
    const finished = await analysisFor(file, services, analyses);
    if (!finished) return;
    const rules = await chooseRules(finished);
    if (!rules || rules.length === 0) return;
    const place = await ruleFilePlace(finished.request.sweep);
    if (!place) {
      void notify.showInformationMessage(vscode.l10n.t('Open a folder first: the rule file lies in it.'));
      return;
    }
    const folder = vscode.workspace.getWorkspaceFolder(place)?.uri;
    if (folder && (await isLinkOut(place, folder, services.fileSystem))) {
      void notify.showWarningMessage(
        vscode.l10n.t(
          '{0} is a link out of the folder, so nothing was written. Put a file there instead.',
          RULE_FILE_NAME,
        ),
      );
      return;
    }
    await write(place, rules, services);
  });
}

async function chooseRules(finished: FinishedAnalysis): Promise<readonly TeamRule[] | undefined> {
  const date = new Date(finished.analyzedAt).toISOString().slice(0, 10);
  const found = findingRules(finished.analysis, finished.table, { source: finished.source, date });
  if (found.length === 0) {
    void notify.showInformationMessage(
      vscode.l10n.t('The analysis of {0} found nothing that could be a rule.', finished.source),
    );
    return undefined;
  }
  const items = found.map((rule): Item => ({
    label: rule.name,
    description: rule.when.map(([name, condition]) => `${name} ${conditionInWords(condition)}`).join(' and '),
    detail: rule.because ?? '',
    // What may be chance is there to be ticked, but nobody gets it by pressing Enter.
    picked: rule.severity === 'warning',
    rule,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Save Findings as Rules'),
    placeHolder: vscode.l10n.t('What to write into {0}', RULE_FILE_NAME),
    canPickMany: true,
  });
  return picked?.map(({ rule }) => rule);
}

/** The rule file that counts for the sweep: the nearest one, else one at the root of its workspace folder. */
async function ruleFilePlace(sweep: vscode.Uri | null): Promise<vscode.Uri | null> {
  const folder = (sweep && vscode.workspace.getWorkspaceFolder(sweep)) ?? vscode.workspace.workspaceFolders?.[0];
  if (!folder) return null;
  const root = vscode.Uri.joinPath(folder.uri, RULE_FILE_NAME);
  const isInside = sweep !== null && vscode.workspace.getWorkspaceFolder(sweep) === folder;
  for (let at = sweep; isInside && at && at.path.length > folder.uri.path.length;) {
    at = vscode.Uri.joinPath(at, '..');
    const candidate = vscode.Uri.joinPath(at, RULE_FILE_NAME);
    if (await exists(candidate)) return candidate;
  }
  return root;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Writes the rules and opens the file; what is unsaved in it stays unsaved. */
async function write(uri: vscode.Uri, rules: readonly TeamRule[], { log }: Services): Promise<void> {
  try {
    const edit = new vscode.WorkspaceEdit();
    let isSaved = true;
    if (await exists(uri)) {
      const document = await vscode.workspace.openTextDocument(uri);
      isSaved = !document.isDirty;
      const known = ruleNamesIn(document.getText());
      const chosen = await confirmed(rules, known);
      if (chosen.length === 0) return;
      const next = withRules(document.getText(), chosen, ruleFileWords());
      if (!next.ok) {
        await vscode.window.showTextDocument(document);
        void notify.showWarningMessage(next.error);
        return;
      }
      const everything = new vscode.Range(0, 0, document.lineCount, 0);
      edit.replace(uri, document.validateRange(everything), next.value);
    } else {
      const next = withRules('', rules, ruleFileWords());
      if (!next.ok) throw new Error(next.error);
      edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(next.value) });
    }
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error('the edit was refused');
    const document = await vscode.workspace.openTextDocument(uri);
    if (isSaved && document.isDirty) await document.save();
    const editor = await vscode.window.showTextDocument(document);
    const first = document.getText().lastIndexOf(`name: ${rules[0]!.name}`);
    if (first >= 0) editor.revealRange(new vscode.Range(document.positionAt(first), document.positionAt(first)));
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    void notify.showErrorMessage(
      vscode.l10n.t('{0} could not be written. The output channel Sweep Guard says why.', RULE_FILE_NAME),
    );
  }
}

/** The rules less those of a name that is there, unless the person wants them replaced. */
async function confirmed(rules: readonly TeamRule[], known: ReadonlySet<string>): Promise<readonly TeamRule[]> {
  const same = rules.filter(({ name }) => known.has(name)).map(({ name }) => name);
  if (same.length === 0) return rules;
  const replace = vscode.l10n.t('Replace');
  const others = vscode.l10n.t('Only Add New Ones');
  const isNew = rules.filter(({ name }) => !known.has(name));
  const answer = await notify.askFirst(
    same.length === 1
      ? vscode.l10n.t('{0} is there already. Replace what {1} says?', same.join(', '), RULE_FILE_NAME)
      : vscode.l10n.t('{0} are there already. Replace what {1} says?', same.join(', '), RULE_FILE_NAME),
    replace,
    ...(isNew.length > 0 ? [others] : []),
  );
  if (answer === replace) return rules;
  return answer === others ? isNew : [];
}
