import type { Span } from '../sweep/node';
import type { Knowledge } from '../rules/rule';
import type { SweepDocument } from '../sweep/document';
import type { Cursor } from './cursor';
import type { Snippet, Style } from './snippet';

/** One thing that can be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'parameter' | 'value' | 'distribution' | 'macro' | 'body';
  /** A few words beside the label. */
  readonly detail: string;
  /** Markdown, safe for untrusted files. */
  readonly documentation: string;
  readonly snippet: Snippet;
  /** W&B still takes it, but nobody should write it any more. */
  readonly isDeprecated?: true;
}

/** What can be written at a place, the likeliest first, and what it replaces. Indentation is that of the file. */
export interface Completions {
  readonly replaces: Span;
  readonly items: readonly Completion[];
}

/** What the parts of a completion work with. */
export interface Site {
  readonly document: SweepDocument;
  readonly cursor: Cursor;
  readonly known: Knowledge;
  readonly style: Style;
}
