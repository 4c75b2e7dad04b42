/** What the charts of parameter cards have in common. */
import type { ParameterBound } from '../../src/shared/parameterBounds';
import type { Subset } from '../../src/shared/parameterBins';
import type { PanelTable } from '../../src/shared/panelTable';
import type { SelectionResult } from '../crossfilter';
import type { ViewContext } from '../view';

export interface CardChart {
  readonly element: HTMLElement;
  /** Draws what the selection leaves; `passing` are the runs of it. */
  select(result: SelectionResult, passing: Subset): void;
  /** Shows a bound; `text` says what it avoids and keeps. */
  setBound(bound: ParameterBound, text: string): void;
  /** Rings the mark of a run; `null` takes the ring away. */
  point(row: number | null): void;
  /** Draws again, after a change of theme. */
  redraw(): void;
  dispose(): void;
}

export interface CardChartOptions {
  readonly table: PanelTable;
  readonly context: Pick<ViewContext, 'select' | 'pointAt' | 'openRun' | 'tooltip' | 'theme'>;
  /** The parameter, as it is shown. */
  readonly title: string;
  /** The chart in a sentence or two. */
  readonly label: string;
  /** Of all compared runs. */
  readonly crashRate: number | null;
  /** A run in words, for the tooltip and the screen reader. */
  readonly describe: (row: number) => readonly string[];
  /** The person moves a bound; `isMoving` while the pointer is down. */
  readonly onBound: (bound: ParameterBound, isMoving: boolean) => void;
  readonly onResetBound: () => void;
}
