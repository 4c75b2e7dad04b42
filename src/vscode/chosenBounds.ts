import * as vscode from 'vscode';
import type { Analysis, SafeBound } from '../core/analysis/analysis';
import { handSetBounds } from '../shared/handSetBounds';
import { isBoundsList } from '../shared/protocol';
import * as notify from './notifications';

/** Bounds for the sweep file, and whether the person set them. */
export interface ChosenBounds {
  readonly bounds: readonly SafeBound[];
  readonly isByHand: boolean;
}

/**
 * The bounds that the panel's page sent, or without any those of the analysis. A menu gives commands other things after
 * the file, which are no bounds. `null` where they are not of this analysis; the person has then been told what to do.
 */
export function chosenBounds(analysis: Analysis, sent: unknown): ChosenBounds | null {
  if (!isBoundsList(sent)) return { bounds: analysis.safeBounds, isByHand: false };
  const bounds = handSetBounds(sent, analysis, vscode.l10n.t('Set by hand in the panel.'));
  if (bounds !== null) return { bounds, isByHand: true };
  void notify.showInformationMessage(
    vscode.l10n.t('The bounds do not fit the analysis any more. Refresh the panel, then set them again.'),
  );
  return null;
}
