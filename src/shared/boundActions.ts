/** What the host can do with the proposed bounds, as buttons beside them. */
import { t } from './l10n';
import type { PageMessage, PanelAction } from './protocol';

/** A button and the message it sends. */
export interface BoundAction {
  readonly label: string;
  readonly kind: 'primary' | 'secondary';
  readonly message: PageMessage;
}

const BUTTONS: Readonly<Record<Exclude<PanelAction, 'reproduce'>, BoundAction>> = {
  applySafeBounds: { label: t('Apply Safe Bounds'), kind: 'primary', message: { type: 'applySafeBounds' } },
  nextSweep: { label: t('Create Next Sweep…'), kind: 'secondary', message: { type: 'nextSweep' } },
  saveRules: { label: t('Save Findings as Rules…'), kind: 'secondary', message: { type: 'saveRules' } },
};

const ORDER = ['applySafeBounds', 'nextSweep', 'saveRules'] as const;

/** The buttons for exactly the actions that the host offers, each once, the weightiest first. */
export function boundActions(offered: readonly PanelAction[]): readonly BoundAction[] {
  return ORDER.filter((action) => offered.includes(action)).map((action) => BUTTONS[action]);
}
