/** The page's entry: listens to the host, then announces itself, and draws whatever state the host pushes. */
import './language';
import { t } from '../src/shared/l10n';
import { isHostMessage, type RestoreState } from '../src/shared/protocol';
import { registerComponents } from './components';
import { connectHost } from './host';
import type { KeptPage } from './keptPage';
import { createPage } from './page';

registerComponents();
start(document.querySelector('main')!, document.querySelector<HTMLElement>('[role="status"]')!);

function start(main: HTMLElement, status: HTMLElement): void {
  const host = connectHost();
  let restore: RestoreState | null = null;
  let kept: KeptPage = host.kept;

  const page = createPage(main, status, {
    post: (message) => {
      host.post(message);
    },
    detailsOf: (id) => host.detailsOf(id),
    kept,
    keep: (next) => {
      kept = next;
      if (restore !== null) host.keep(restore, kept);
    },
  });

  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isHostMessage(data)) {
      // An older page with a newer host: better said than ignored.
      page.showError(t('The panel got a message that it does not know. Close it and analyze again.'));
      return;
    }
    switch (data.type) {
      case 'state':
        restore = data.restore;
        host.keep(restore, kept);
        page.show(data.state);
        return;
      case 'run':
        host.answered(data);
        return;
      case 'error':
        page.showError(data.message);
        return;
    }
  });
  page.show({ phase: 'loading', source: '', message: t('Reading runs') });
  host.post({ type: 'ready' });
}
