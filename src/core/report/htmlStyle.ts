/** The report's only style sheet: follows the reader's colour scheme, prints, and reads on a phone. */
export const REPORT_STYLE = `
:root { color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1b1f24; --soft: #5a6470; --line: #dde1e6;
  --crashed: #b93815; --completed: #1f5fbf; --risk: rgba(185, 56, 21, .09); --badge: #eceff2; }
@media (prefers-color-scheme: dark) { :root {
  --page: #14171b; --card: #1c2026; --ink: #e7eaee; --soft: #9aa4b0; --line: #333a43;
  --crashed: #ff9467; --completed: #79b4ff; --risk: rgba(255, 148, 103, .13); --badge: #2a3038; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1040px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 18px; margin: 36px 0 12px; }
h3 { font-size: 16px; margin: 0; overflow-wrap: anywhere; }
p { margin: 6px 0; max-width: 46em; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.lead { font-size: 17px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 16px 18px; }
.note { border-left: 3px solid var(--soft); padding: 2px 0 2px 12px; margin: 10px 0; }
.share { display: flex; height: 14px; gap: 2px; margin: 16px 0 6px; }
.share .crashed { background: var(--crashed); border-radius: 3px 0 0 3px; }
.share .completed { background: var(--completed); border-radius: 0 3px 3px 0; }
.legend span { display: inline-block; margin-right: 18px; }
.legend b.crashed, .count .crashed { color: var(--crashed); } .legend b.completed { color: var(--completed); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child > td { border-bottom: 0; }
th { font-weight: 600; color: var(--soft); }
th.n, td.n { text-align: right; } td.n, td.short { white-space: nowrap; }
table.figures { font-size: 13px; } table.figures th, table.figures td { padding-right: 10px; white-space: nowrap; }
td.line { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; min-width: 16em; }
.parameters { display: grid; gap: 12px; }
.parameter { display: grid; grid-template-columns: minmax(210px, 1fr) 2.2fr; gap: 8px 24px; align-items: start; }
.parameter p { margin: 4px 0; font-size: 14px; }
pre { margin: 4px 0; overflow-x: auto; font: 13px/1.5 ui-monospace, monospace; } ul, ol { margin: 6px 0; padding-left: 22px; } li { margin: 3px 0; max-width: 46em; overflow-wrap: anywhere; }
.badge { display: inline-block; background: var(--badge); border-radius: 10px; padding: 0 9px; font-size: 13px; margin-top: 4px; }
.badge.strong { background: var(--crashed); color: var(--card); font-weight: 600; }
.badge.suggestive { outline: 1.5px solid var(--crashed); outline-offset: -1.5px; }
svg.strip { width: 100%; height: auto; display: block; }
svg .axis { stroke: var(--soft); stroke-width: 1; }
svg .tick { fill: var(--soft); font: 11px system-ui, sans-serif; }
svg .label { fill: var(--ink); font: 12px system-ui, sans-serif; }
svg circle.completed { fill: var(--completed); fill-opacity: .75; }
svg path.crashed { stroke: var(--crashed); stroke-width: 2; stroke-linecap: round; }
svg .mean { stroke-width: 1.5; stroke-opacity: .55; } svg .mean.crashed { stroke: var(--crashed); } svg .mean.completed { stroke: var(--completed); }
svg .risk { fill: var(--risk); } svg .cut { stroke: var(--crashed); stroke-width: 1; stroke-dasharray: 4 3; }
svg .whisker { stroke: var(--soft); stroke-width: 1.5; } svg .rate { fill: var(--crashed); }
@media (max-width: 700px) { .parameter { grid-template-columns: 1fr; } }
@media print { main { max-width: none; padding: 0; } body { background: none; font-size: 12px; } h2 { break-after: avoid; } tr, .parameter { break-inside: avoid; }
  .scroll { overflow: visible; } table { font-size: 11px; } th, td { padding-right: 8px; } }
`;
