import { describe, expect, it } from 'vitest';
import { panelHtml } from '../../src/shared/panelHtml';

const html = panelHtml({
  cspSource: 'https://*.vscode-cdn.net',
  nonce: 'n0nce',
  scriptUri: 'https://host/webview.js?a=1&b="x"',
  styleUri: 'https://host/style.css',
});

describe('the panel’s page', () => {
  it('forbids everything that it does not name', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!;
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'nonce-n0nce'",
      "style-src https://*.vscode-cdn.net 'nonce-n0nce'",
      "form-action 'none'",
      "base-uri 'none'",
    ]);
    expect(policy).not.toContain('unsafe');
  });

  it('loads one script with the nonce, from the document itself', () => {
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain(
      '<script defer nonce="n0nce" src="https://host/webview.js?a=1&amp;b=&quot;x&quot;"></script>',
    );
    expect(html).toContain('<meta property="csp-nonce" content="n0nce">');
    expect(html).not.toMatch(/ style=|<style| on[a-z]+=/);
  });
});
