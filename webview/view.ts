/**
 * The contract between the page and its views. A view is made once and lives as long as the page shows an analysis: it
 * is told of new data, of each change of the selection and of a new theme, and changes its own elements. Nothing else
 * redraws them, so the focus, scroll positions and half-made gestures stay. Views are never thrown away: what they
 * rebuild on an update they clean up themselves.
 */
import type { PanelState, PageMessage } from '../src/shared/protocol';
import type { RunDetails } from '../src/shared/runDetails';
import type { Tooltip } from './charts/tooltip';
import type { SelectionResult } from './crossfilter';
import type { Selection } from './selection';
import type { Theme } from './theme';

/** The analysis with its table: all data that views draw. */
export type Content = Extract<PanelState, { phase: 'ready' }>;

export interface View {
  readonly element: HTMLElement;
  /** New data: draws everything. Always called once before any other method, and followed by `select`. */
  update(content: Content): void;
  /** A new selection: called at most once a frame, so it must be cheap: change marks and counts, not elements. */
  select(result: SelectionResult): void;
  /** The run that is pointed at in any view, by its row; `null` for none. Ring its mark. */
  point?(row: number | null): void;
  /** The colours changed: draw canvases again. */
  themeChanged?(): void;
  /** Shows one run, after `ViewContext.openRun`: for the view of the section `runs`. */
  showRun?(id: string): void;
}

/** What a view may ask of the page. */
export interface ViewContext {
  /**
   * Changes the selection; all views hear of it in the next frame. `isMoving` while a gesture goes on (a brush being
   * dragged): its steps become one step for undo. End every gesture with one call without it.
   */
  readonly select: (change: (selection: Selection) => Selection, isMoving?: boolean) => void;
  /** Says that a run is pointed at (`null`: no longer); comes back to all views as `point`. */
  readonly pointAt: (row: number | null) => void;
  /** Asks the host for one run; `null` where the run is gone. */
  readonly detailsOf: (id: string) => Promise<RunDetails | null>;
  /** Opens the section of the runs table with the details of a run. */
  readonly openRun: (id: string) => void;
  readonly post: (message: PageMessage) => void;
  /** Says something to those who use a screen reader, politely. */
  readonly announce: (text: string) => void;
  readonly tooltip: Tooltip;
  readonly theme: () => Theme;
  /** What this view kept before the panel was hidden or reloaded; check it. */
  readonly kept: () => unknown;
  /** Keeps something small of this view alone (an order, a chosen pair) as JSON. */
  readonly keep: (value: unknown) => void;
}

/** Makes a view; it draws nothing until its first `update`. */
export type ViewFactory = (context: ViewContext) => View;

/** A part of the page. */
export interface Section {
  /** Short and stable: part of what the page keeps. */
  readonly id: string;
  readonly title: string;
  /** One line on what it shows, beside the title; empty where the title says it. */
  readonly hint: string;
  /** `always` is on the page from the start; `onDemand` is made when it is first opened. */
  readonly show: 'always' | 'onDemand';
  /** Whether there is something to show; a section without it is left out. */
  readonly isUseful?: (content: Content) => boolean;
  readonly create: ViewFactory;
}
