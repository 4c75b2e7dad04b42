/** The page's entry: listens to the host, then announces itself, and draws whatever state the host pushes. */
import type { HostMessage, PanelState, RestoreState } from '../src/shared/protocol';
import { INITIAL_CHOICES } from '../src/shared/viewState';
import { registerComponents } from './components';
import { connectHost } from './host';
import { createPage, type PageContent } from './page';

registerComponents();
start(document.querySelector('main')!, document.querySelector<HTMLElement>('[role="status"]')!);

function start(main: HTMLElement, announce: HTMLElement): void {
  const host = connectHost();
  const waiting: PanelState = { phase: 'loading', source: '', message: 'Reading runs' };
  let content: PageContent = { state: waiting, choices: host.keptChoices(INITIAL_CHOICES), error: null };
  let restore: RestoreState | null = null;

  const page = createPage(main, announce, {
    onRefresh: () => {
      host.post({ type: 'refresh' });
    },
    onCancel: () => {
      host.post({ type: 'cancel' });
    },
    onSignIn: () => {
      host.post({ type: 'signIn' });
    },
    onChooseSource: () => {
      host.post({ type: 'chooseSource' });
    },
    onExport: () => {
      host.post({ type: 'exportReport' });
    },
    onCopy: (text) => {
      host.post({ type: 'copy', text });
    },
    onChoose: (choices) => {
      show({ ...content, choices, error: null });
    },
  });

  const show = (next: PageContent): void => {
    content = next;
    if (restore !== null) host.keep(restore, content.choices);
    page.draw(content);
  };

  window.addEventListener('message', ({ data }: MessageEvent<HostMessage | null | undefined>) => {
    switch (data?.type) {
      case 'state':
        restore = data.restore;
        show({ ...content, state: data.state, error: null });
        return;
      case 'error':
        show({ ...content, error: data.message });
        return;
      default:
        // An older page with a newer host: better said than ignored.
        show({ ...content, error: 'The panel got a message that it does not know. Close it and analyze again.' });
    }
  });
  page.draw(content);
  host.post({ type: 'ready' });
}
