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

  it('is in English, or brings along the texts of the language that it is in', () => {
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<meta name="translations" content="">');
    const texts = { Settings: 'Einstellungen', '“<b>” & {0}': '„<b>“ & {0}' };
    const german = panelHtml({
      cspSource: '',
      nonce: '',
      scriptUri: '',
      styleUri: '',
      translation: { language: 'de', texts },
    });
    expect(german).toContain('<html lang="de">');
    const content = /name="translations" content="([^"]*)"/.exec(german)?.[1] ?? '';
    expect(content).not.toMatch(/[<>]/);
    const read = content
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    expect(JSON.parse(read)).toEqual(texts);
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
