/** Why runs ended, in words: a line for each cause. */
import type { Analysis, CauseCount } from '../core/analysis/analysis';
import { plainText } from '../core/plainText';
import { listOf } from '../core/report/findings';
import type { CauseCategory } from '../core/runs/cause';
import { t } from './l10n';
import type { PanelTable, TableCause } from './panelTable';

/** One cause. `share` is its count over that of the most frequent cause (0–1), for a bar. */
export interface CauseView {
  /** As in the table, for filters. */
  readonly key: string;
  /** The letter that stands for it in charts; empty for causes that are too rare for one. */
  readonly sign: string;
  readonly title: string;
  readonly origin: string;
  readonly runs: number;
  /** Whether no run with it counts as crashed: it is a reason outside the settings, and left out of the comparison. */
  readonly isLeftOut: boolean;
  readonly share: number;
  readonly line: string | null;
  /** Ids of a few runs with it. */
  readonly examples: readonly string[];
  /** Settings that go with this cause alone, as a sentence; `null` where none does. */
  readonly settings: string | null;
}

/** Causes that have a letter and a pattern of their own; all others share one. */
export const SIGNED_CAUSES = 5;
const EXAMPLES = 3;
const LINE_LENGTH = 240;

/** What a cause's category says about who is to blame. */
const ORIGINS: Readonly<Record<CauseCategory, string>> = {
  hyperparameter: t('settings can cause it'),
  either: t('settings or machine'),
  infrastructure: t('the machine, not the settings'),
  code: t('the code, not the settings'),
  user: t('stopped by a person'),
  unknown: t('origin unknown'),
};

/** The letter of the cause at `place` in the order of the analysis; empty for those without one, and for none (-1). */
export function causeSign(place: number): string {
  return place >= 0 && place < SIGNED_CAUSES ? String.fromCharCode(65 + place) : '';
}

/** All causes of an analysis, most frequent first. */
export function causeViews({ causes }: Analysis, table: PanelTable): readonly CauseView[] {
  const most = Math.max(1, ...causes.slice(0, 1).map(({ runs }) => runs));
  return causes.map((cause, place) => ({
    key: table.causes[place]!.key,
    sign: causeSign(place),
    title: table.causes[place]!.heading,
    origin: originOf(cause),
    runs: cause.runs,
    isLeftOut: cause.leftOut === cause.runs,
    share: cause.runs / most,
    line:
      cause.line === null || isHeading(cause.line, table.causes[place]!) ? null : plainText(cause.line, LINE_LENGTH),
    examples: cause.examples.slice(0, EXAMPLES),
    settings: settingsOf(cause),
  }));
}

function originOf({ category, runs, leftOut = 0 }: CauseCount): string {
  if (leftOut === 0) return ORIGINS[category];
  const origin = ORIGINS[category];
  return leftOut < runs
    ? t('{0}; {1} left out of the comparison', origin, leftOut)
    : t('{0}; left out of the comparison', origin);
}

/** Whether a line says no more than the heading above it. */
function isHeading(line: string, { heading }: TableCause): boolean {
  return plainText(line, LINE_LENGTH) === heading;
}

function settingsOf({ parameters = [] }: CauseCount): string | null {
  const telling = parameters.filter(({ verdict }) => verdict === 'strong' || verdict === 'suggestive');
  if (telling.length === 0) return null;
  const words = telling.slice(0, 3).map(({ name, verdict, effect }) => {
    const side = effect === null || effect.auc === 0.5 ? '' : effect.auc > 0.5 ? 'high ' : 'low ';
    return `${side}${plainText(name, 60)}${verdict === 'strong' ? '' : ' (less certain)'}`;
  });
  return `Goes with ${listOf(words)}.`;
}
