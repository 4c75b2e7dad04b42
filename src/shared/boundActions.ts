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

/** Whose bounds there are to take along: moved by the person, proposed by the analysis, or none. */
export type BoundsAtHand = 'moved' | 'proposed' | 'none';

/**
 * The buttons for the actions that the host offers, each once, the weightiest first: without bounds there are none to
 * apply, and what the person set is not called safe.
 */
export function boundActions(
  offered: readonly PanelAction[],
  atHand: BoundsAtHand = 'proposed',
): readonly BoundAction[] {
  return ORDER.filter((action) => offered.includes(action) && (action !== 'applySafeBounds' || atHand !== 'none')).map(
    (action) =>
      action === 'applySafeBounds' && atHand === 'moved'
        ? { ...BUTTONS[action], label: t('Apply Your Bounds') }
        : BUTTONS[action],
  );
}
