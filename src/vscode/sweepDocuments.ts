import type * as vscode from 'vscode';
import { parseSweepDocument, type SweepDocument } from '../core/sweep/document';

/** The sweep files that are open, each parsed once per version of its text, whoever asks. */
export class SweepDocuments {
  private readonly parsed = new WeakMap<
    vscode.TextDocument,
    { readonly version: number; readonly sweep: SweepDocument }
  >();

  /** The document as a sweep, or `null` where it is some other YAML. */
  get(document: vscode.TextDocument): SweepDocument | null {
    const known = this.parsed.get(document);
    if (known?.version === document.version) return known.sweep.isSweep ? known.sweep : null;
    const sweep = parseSweepDocument(document.getText());
    this.parsed.set(document, { version: document.version, sweep });
    return sweep.isSweep ? sweep : null;
  }
}

/** The documents that can be sweep files: YAML, wherever it is stored. */
export const SWEEP_SELECTOR: vscode.DocumentSelector = { language: 'yaml' };
