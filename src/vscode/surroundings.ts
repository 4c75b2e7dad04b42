import * as vscode from 'vscode';
import type { Clock } from '../core/ports';
import type { EvidenceStore } from './evidenceStore';
import type { ProgramFiles } from './programFiles';
import type { RuleFiles } from './ruleFiles';
import type { Settings } from './settings';
import type { Surroundings } from './sweepDocuments';

/** What sweep files mean besides their text: past runs, the team's rules and the person's settings, as one. */
export function surroundingsOf(parts: {
  readonly evidence: EvidenceStore;
  readonly ruleFiles: RuleFiles;
  readonly programs: ProgramFiles;
  readonly settings: Settings;
  readonly clock: Clock;
}): Surroundings {
  const { evidence, ruleFiles, programs, settings, clock } = parts;
  return {
    evidence: () => evidence.get(),
    ruleFile: ({ uri }) => ruleFiles.nearest(uri),
    program: ({ uri }, path) => programs.get(uri, path),
    settings: ({ uri }) => settings.rulesFor(uri),
    isForced: (document) => settings.isForcedSweep(document),
    path: ({ uri }) => pathInWorkspace(uri),
    file: ({ uri }) => uri.toString(),
    now: () => clock.now(),
    onDidChange: (listener, thisArg, disposables) => {
      const sources = [evidence.onDidChange, ruleFiles.onDidChange, programs.onDidChange, settings.onDidChange];
      const subscription = vscode.Disposable.from(...sources.map((source) => source(listener, thisArg)));
      disposables?.push(subscription);
      return subscription;
    },
  };
}

/** Outside of the workspace, a file's name and its folder's: what is further up says nothing about the file. */
function pathInWorkspace(uri: vscode.Uri): string {
  if (vscode.workspace.getWorkspaceFolder(uri)) return vscode.workspace.asRelativePath(uri, false);
  return uri.path.split('/').slice(-2).join('/');
}
