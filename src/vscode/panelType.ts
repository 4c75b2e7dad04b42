/** The view type under which VS Code restores the panel. */
export const PANEL_TYPE = 'sweepGuard.panel';
