import * as vscode from 'vscode';
import type { Result } from '../core/ports';
import type { SweepSummary, WandbClient } from '../core/sources/wandb/client';
import type { WandbError } from '../core/sources/wandb/errors';
import type { ProjectReference, WandbReference } from '../core/sources/wandb/reference';
import { ageOf } from '../shared/format';
import * as notify from './notifications';
import type { Services } from './services';
import { signIn } from './signIn';

interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

/** What was picked, or a wish to go one step back; `undefined` where the person gave up. */
type Picked<Value> = { readonly value: Value } | 'back' | undefined;

/** Where choosing starts: nowhere, at an entity, or at the sweeps of a project. */
export type Start = Partial<ProjectReference>;

/**
 * Lets the person choose a sweep of W&B: entity, project, sweep, with a way back at each step. Without a key that the
 * server takes, they are asked to sign in first. `undefined` when they change their mind.
 */
export async function chooseWandbSweep(
  services: Services,
  start: Start = {},
): Promise<{ readonly baseUrl: string; readonly reference: WandbReference } | undefined> {
  const client = await signedInClient(services);
  if (!client) return undefined;
  const reference = await walk(client, services, start);
  return reference && { baseUrl: client.server.baseUrl, reference };
}

/** A client whose key the server takes; asks for one where there is none. */
async function signedInClient(services: Services): Promise<WandbClient | undefined> {
  for (;;) {
    const access = await services.account.access();
    if (!access.ok) {
      void notify.showErrorMessage(`${access.error.message} ${access.error.advice}`);
      return undefined;
    }
    const { client, keyFrom } = access.value;
    if (keyFrom !== null) {
      services.log.info(`Asking ${client.server.host} with the key from ${keyFrom}`);
      return client;
    }
    if (!(await signIn(services))) return undefined;
  }
}

async function walk(client: WandbClient, services: Services, start: Start): Promise<WandbReference | undefined> {
  let { entity, project } = start;
  for (;;) {
    if (entity === undefined) {
      const chosen = await pickEntity(client, services);
      if (chosen === undefined || chosen === 'back') return undefined;
      entity = chosen.value;
    }
    if (project === undefined) {
      const chosen = await pickProject(client, services, entity);
      if (chosen === undefined) return undefined;
      if (chosen === 'back') {
        entity = undefined;
        continue;
      }
      project = chosen.value;
    }
    const chosen = await pickSweep(client, services, { entity, project });
    if (chosen !== 'back') return chosen?.value;
    project = undefined;
  }
}

function pickEntity(client: WandbClient, services: Services): Promise<Picked<string>> {
  return pick(
    services,
    vscode.l10n.t('W&B at {0}', client.server.host),
    vscode.l10n.t('Whose runs?'),
    false,
    async (signal) => {
      const viewer = await client.viewer({ signal });
      if (!viewer.ok) return viewer;
      const { entities, entity } = viewer.value;
      return items(
        entities.map((name) => ({
          label: `$(organization) ${name}`,
          ...(name === entity && { description: vscode.l10n.t('default') }),
          value: name,
        })),
      );
    },
  );
}

function pickProject(client: WandbClient, services: Services, entity: string): Promise<Picked<string>> {
  return pick(
    services,
    vscode.l10n.t('Projects of {0}', entity),
    vscode.l10n.t('Which project?'),
    true,
    async (signal) => {
      const projects = await client.projects(entity, { signal });
      if (!projects.ok) return projects;
      return items(
        projects.value.map(({ project, createdAt }) => ({
          label: `$(project) ${project}`,
          ...(createdAt !== null && {
            description: vscode.l10n.t('created {0}', ageOf(createdAt, services.clock.now(), vscode.env.language)),
          }),
          value: project,
        })),
      );
    },
  );
}

function pickSweep(
  client: WandbClient,
  services: Services,
  project: ProjectReference,
): Promise<Picked<WandbReference>> {
  const name = `${project.entity}/${project.project}`;
  return pick(services, vscode.l10n.t('Sweeps of {0}', name), vscode.l10n.t('Which sweep?'), true, async (signal) => {
    const sweeps = await client.sweeps(project, { signal });
    if (!sweeps.ok) return sweeps;
    return items<WandbReference>([
      ...sweeps.value.map((sweep) => sweepItem(sweep, services.clock.now())),
      {
        label: `$(project) ${vscode.l10n.t('All runs of the project')}`,
        description: name,
        detail: vscode.l10n.t('Also those that belong to no sweep'),
        value: { kind: 'project', ...project },
      },
    ]);
  });
}

function sweepItem(
  { reference, title, state, runCount, createdAt }: SweepSummary,
  now: number,
): Choice<WandbReference> {
  const facts = [
    ...(title === reference.sweep ? [] : [reference.sweep]),
    ...(runCount === null ? [] : [runCount === 1 ? vscode.l10n.t('1 run') : vscode.l10n.t('{0} runs', runCount)]),
    state,
    ...(createdAt === null ? [] : [ageOf(createdAt, now, vscode.env.language)]),
  ];
  return { label: `$(list-tree) ${title}`, description: facts.join(' · '), value: reference };
}

function items<Value>(choices: readonly Choice<Value>[]): {
  readonly ok: true;
  readonly value: readonly Choice<Value>[];
} {
  return { ok: true, value: choices };
}

/** Shows a list that is still being asked for; what goes wrong is said, and ends the choice. */
async function pick<Value>(
  { log }: Services,
  title: string,
  placeholder: string,
  hasBack: boolean,
  load: (signal: AbortSignal) => Promise<Result<readonly Choice<Value>[], WandbError>>,
): Promise<Picked<Value>> {
  const box = vscode.window.createQuickPick<Choice<Value>>();
  const running = new AbortController();
  box.title = title;
  box.placeholder = placeholder;
  box.matchOnDescription = true;
  box.busy = true;
  if (hasBack) box.buttons = [vscode.QuickInputButtons.Back];
  try {
    return await new Promise((resolve) => {
      box.onDidTriggerButton(() => {
        resolve('back');
      });
      box.onDidHide(() => {
        resolve(undefined);
      });
      box.onDidAccept(() => {
        const chosen = box.selectedItems[0];
        if (chosen) resolve(chosen);
      });
      box.show();
      void load(running.signal).then((loaded) => {
        box.busy = false;
        if (loaded.ok) {
          box.items = loaded.value;
          if (loaded.value.length === 0) box.placeholder = vscode.l10n.t('There is nothing to choose here');
          return;
        }
        resolve(undefined);
        if (loaded.error.kind === 'cancelled') return;
        log.warn(loaded.error.message);
        void complain(loaded.error);
      });
    });
  } finally {
    running.abort();
    box.dispose();
  }
}

/** Shows what went wrong; where the key is to blame, with a button that asks for another. */
async function complain({ kind, message, advice }: WandbError): Promise<void> {
  const again = vscode.l10n.t('Sign In');
  const actions = kind === 'key' ? [again] : [];
  const chosen = await notify.showErrorMessage(`${message} ${advice}`, ...actions);
  if (chosen === again) await vscode.commands.executeCommand('sweepGuard.signIn');
}
