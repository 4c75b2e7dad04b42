/** The page's side of the line to the extension: typed messages out, and what survives a window reload. */
import type { PageMessage, RestoreState } from '../src/shared/protocol';
import type { Choices } from '../src/shared/viewState';

/** What VS Code gives a page; `acquireVsCodeApi` may be called only once in a page's life. */
interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: KeptState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The host's part, with which it rebuilds the panel, and the page's own choices beside it. */
type KeptState = RestoreState & { readonly choices: Choices };

/** The extension as the page sees it. */
export interface Host {
  post(message: PageMessage): void;
  /** The choices of the page's former life; whatever is kept, or `undefined`, is checked here. */
  keptChoices(initial: Choices): Choices;
  keep(restore: RestoreState, choices: Choices): void;
}

/** Takes hold of the extension. Call once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    keptChoices: (initial) => {
      const kept = api.getState();
      return typeof kept === 'object' && kept !== null && 'choices' in kept && isChoices(kept.choices)
        ? kept.choices
        : initial;
    },
    keep: (restore, choices) => {
      api.setState({ ...restore, choices });
    },
  };
}

function isChoices(value: unknown): value is Choices {
  return (
    typeof value === 'object' &&
    value !== null &&
    'order' in value &&
    (value.order === 'evidence' || value.order === 'difference' || value.order === 'name') &&
    'showAll' in value &&
    typeof value.showAll === 'boolean'
  );
}
