/** The panel's HTML shell: what the host puts into the webview, once; everything visible is drawn by the page script. */

import type { Translations } from './l10n';

/** What only the host knows: VS Code's own source for resources, a fresh random nonce, and the two files' addresses. */
export interface PanelResources {
  /** `webview.cspSource`. */
  readonly cspSource: string;
  /** Random, new for each page. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** The language of the window with the texts in it; absent where it is English, or not spoken here. */
  readonly translation?: { readonly language: string; readonly texts: Translations } | undefined;
}

/** One directive for each thing the page may load; all that is not named is forbidden. */
function contentSecurityPolicy({ cspSource, nonce }: PanelResources): string {
  return [
    // Nothing by default: no image, font, frame or connection; the host fetches, the page only draws.
    `default-src 'none'`,
    // The one script below. No eval, no inline script.
    `script-src 'nonce-${nonce}'`,
    // Our style sheet from the extension's folder, and the toolkit's probe for focus rings, which carries the nonce.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    // No form is sent anywhere, and no <base> redirects a relative address; default-src does not cover these.
    `form-action 'none'`,
    `base-uri 'none'`,
  ].join('; ');
}

/** The full document. The script is part of it, since the toolkit themes itself on the window's `load` event only. */
export function panelHtml(resources: PanelResources): string {
  const { nonce, scriptUri, styleUri, translation } = resources;
  return `<!DOCTYPE html>
<html lang="${escapeAttribute(translation?.language ?? 'en')}">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${escapeAttribute(contentSecurityPolicy(resources))}">
    <meta property="csp-nonce" content="${escapeAttribute(nonce)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="translations" content="${translation ? escapeAttribute(JSON.stringify(translation.texts)) : ''}">
    <title>Sweep Guard</title>
    <link rel="stylesheet" href="${escapeAttribute(styleUri)}">
    <script defer nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(scriptUri)}"></script>
  </head>
  <body>
    <main data-phase="loading"></main>
    <div class="visually-hidden" role="status"></div>
  </body>
</html>
`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
