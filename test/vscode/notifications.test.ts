import { expect, it, vi } from 'vitest';
import { cancellableProgress } from '../../src/vscode/cancellableProgress';
import * as notify from '../../src/vscode/notifications';

const shown = vi.hoisted((): string[] => []);
vi.mock('vscode', () => {
  const say = (text: string): Promise<undefined> => {
    shown.push(text);
    return Promise.resolve(undefined);
  };
  type Work = (
    notification: { report: (step: { message: string }) => void },
    token: { onCancellationRequested: () => void },
  ) => Promise<unknown>;
  return {
    ProgressLocation: { Notification: 15 },
    window: {
      showInformationMessage: say,
      showWarningMessage: say,
      showErrorMessage: say,
      withProgress: ({ title }: { title: string }, work: Work) => {
        shown.push(title);
        return work(
          { report: ({ message }) => void shown.push(message) },
          { onCancellationRequested: () => undefined },
        );
      },
    },
  };
});

/** What VS Code takes for a link in the text of a notification (`parseLinkedText`). */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i;

it('a name that is written like a link is shown as it is, in every kind of notification', async () => {
  const name = '[OK](command:workbench.action.terminal.new)';
  expect(name).toMatch(LINK);
  await notify.showInformationMessage(name);
  await notify.showWarningMessage(name);
  await notify.showErrorMessage(name);
  await notify.askFirst(name);
  await cancellableProgress(name, (_, progress) => {
    progress.report({ done: 0, message: name });
    return Promise.resolve();
  });
  expect(shown).toHaveLength(6);
  expect(new Set(shown)).toEqual(new Set(['[OK] (command:workbench.action.terminal.new)']));
  for (const text of shown) expect(text).not.toMatch(LINK);
});
