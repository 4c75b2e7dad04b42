import * as vscode from 'vscode';
import { formatReference, parseWandbReference, type WandbReference } from '../core/sources/wandb/reference';
import { parseServer } from '../core/sources/wandb/server';
import type { RestoreSource } from '../shared/protocol';

/** Where runs come from: a folder or an exported file, or a W&B server. */
export type RunSource =
  | { readonly kind: 'uri'; readonly uri: vscode.Uri }
  | { readonly kind: 'wandb'; readonly baseUrl: string; readonly reference: WandbReference };

/** How the person knows a source: a folder by its name in the workspace, a sweep as W&B's own tools write it. */
export function describeSource(source: RunSource): string {
  return source.kind === 'uri' ? describeUri(source.uri) : formatReference(source.reference);
}

/** How the person knows `uri`: a workspace folder by its name, its path in the workspace, or its whole path outside. */
export function describeUri(uri: vscode.Uri): string {
  const folder = vscode.workspace.workspaceFolders?.find((candidate) => candidate.uri.toString() === uri.toString());
  return folder?.name ?? vscode.workspace.asRelativePath(uri, false);
}

/** The source as it survives a reload of the window. */
export function keptSource(source: RunSource): RestoreSource {
  if (source.kind === 'uri') return { kind: 'uri', uri: source.uri.toString() };
  return { kind: 'wandb', baseUrl: source.baseUrl, reference: formatReference(source.reference) };
}

/** The source that `keptSource` wrote; `null` where it can't be one. */
export function restoredSource(kept: RestoreSource): RunSource | null {
  if (kept.kind === 'uri') return { kind: 'uri', uri: vscode.Uri.parse(kept.uri) };
  const server = parseServer(kept.baseUrl);
  const reference = server.ok ? parseWandbReference(kept.reference, server.value) : server;
  return reference.ok ? { kind: 'wandb', baseUrl: kept.baseUrl, reference: reference.value } : null;
}
