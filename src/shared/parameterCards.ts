/** Which settings the page shows, in which order, and what it says of the others. */
import type { Analysis, ParameterResult } from '../core/analysis/analysis';
import { plainText } from '../core/plainText';
import { listOf } from '../core/report/findings';
import { formatCount } from '../core/report/format';
import { isParameterBound, type ParameterBound } from './parameterBounds';

/** How the settings are ordered: by strength of evidence (the analysis's own order), by difference, by name. */
export type Order = 'evidence' | 'difference' | 'name';

/** What the person chose for the cards; kept by the page, not by the host. */
export interface CardChoices {
  readonly order: Order;
  readonly showAll: boolean;
  /** Bounds that were moved from where they were proposed. */
  readonly bounds: readonly ParameterBound[];
}

export const INITIAL_CHOICES: CardChoices = { order: 'evidence', showAll: false, bounds: [] };

/** Cards shown before the person asks for all, and how many more are shown rather than a button that reveals them. */
const FIRST_CARDS = 12;
const SPARED_CARDS = 4;

/** The settings that vary, in order. */
export interface ShownParameters {
  readonly shown: readonly ParameterResult[];
  /** How many are kept back by `CardChoices.showAll`. */
  readonly hidden: number;
  /** Those that never vary, in one sentence; `null` without any. */
  readonly constants: string | null;
}

/** The settings of `analysis` under `choices`. */
export function shownParameters(analysis: Analysis, choices: CardChoices): ShownParameters {
  const varying = inOrder(varyingParameters(analysis), choices.order);
  const constants = analysis.parameters.filter(({ verdict }) => verdict === 'constant').map(({ name }) => name);
  const isAll = choices.showAll || varying.length <= FIRST_CARDS + SPARED_CARDS;
  const shown = isAll ? varying : varying.slice(0, FIRST_CARDS);
  return {
    shown,
    hidden: varying.length - shown.length,
    constants:
      constants.length === 0
        ? null
        : `${formatCount(constants.length, 'setting')} never varied: ${plainText(listOf(constants), 400)}.`,
  };
}

/** The settings that differ between runs, most telling first. */
export function varyingParameters({ parameters }: Analysis): readonly ParameterResult[] {
  return parameters.filter(({ verdict }) => verdict !== 'constant');
}

/** Whether `value`, read back after a reload, are choices. */
export function isCardChoices(value: unknown): value is CardChoices {
  return (
    typeof value === 'object' &&
    value !== null &&
    'order' in value &&
    (value.order === 'evidence' || value.order === 'difference' || value.order === 'name') &&
    'showAll' in value &&
    typeof value.showAll === 'boolean' &&
    'bounds' in value &&
    Array.isArray(value.bounds) &&
    value.bounds.every(isParameterBound)
  );
}

function inOrder(parameters: readonly ParameterResult[], order: Order): readonly ParameterResult[] {
  switch (order) {
    case 'evidence':
      return parameters;
    case 'difference': {
      const size = ({ differencePercent }: ParameterResult): number => Math.abs(differencePercent ?? -1);
      const known = ({ differencePercent }: ParameterResult): number => (differencePercent === null ? 0 : 1);
      return [...parameters].sort((a, b) => known(b) - known(a) || size(b) - size(a));
    }
    case 'name':
      return [...parameters].sort((a, b) => a.name.localeCompare(b.name));
  }
}
