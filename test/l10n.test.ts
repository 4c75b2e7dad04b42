import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import german from '../l10n/bundle.l10n.de.json';
import english from '../l10n/bundle.l10n.json';
import { t, useTranslations } from '../src/shared/l10n';

const ROOT = join(import.meta.dirname, '..');

/** A call of `vscode.l10n.t` or of the page's `t`; without a text where it is not written out. */
interface Call {
  readonly file: string;
  readonly line: number;
  readonly text: string | null;
  readonly values: number;
}

const texts = JSON.parse(
  execFileSync(process.execPath, ['scripts/l10n.mjs', '--list'], { cwd: ROOT, encoding: 'utf8' }),
) as readonly Call[];
const places = (text: string): readonly string[] => [...new Set(text.match(/\{\d\}/g))].sort();

describe('the texts of host and page', () => {
  it('are written out, so that they can be translated', () => {
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter(({ text }) => text === null)).toEqual([]);
  });

  it('have a value for each placeholder, and a placeholder for each value', () => {
    for (const { file, line, text, values } of texts) {
      const wanted = Array.from({ length: values }, (_, place) => `{${place}}`);
      expect([file, line, places(text ?? '')]).toEqual([file, line, wanted]);
    }
  });

  it('are what the English bundle holds, each as its own key', () => {
    expect(Object.keys(english).sort()).toEqual([...new Set(texts.map(({ text }) => text))].sort());
    expect(Object.entries(english).filter(([key, text]) => key !== text)).toEqual([]);
  });

  it('stand in the German bundle, all of them and no others, with the same placeholders', () => {
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    for (const [key, text] of Object.entries(german)) {
      expect([key, places(text)]).toEqual([key, places(key)]);
      // Spaces at the ends are part of what the text is joined to.
      expect([key, /^\s*/.exec(text)?.[0], text.endsWith(' ')]).toEqual([
        key,
        /^\s*/.exec(key)?.[0],
        key.endsWith(' '),
      ]);
    }
  });

  it('say in German something else than in English, names and marks aside', () => {
    const same = Object.entries(german).filter(([key, text]) => key === text);
    expect(same.map(([key]) => key)).toEqual([' (log)', 'Agent', 'Host', 'Sweep: {0}']);
  });

  it('show no message of the host in English only', () => {
    // Logs are for whoever reads an issue, and stay English; so do sentences of the core, which come in as values.
    const message =
      /\.show(?:Information|Warning|Error)Message\(\s*(['`])(.*?)\1|\b(?:title|placeHolder|prompt): (['`])(.*?)\3/g;
    const files = readdirSync(join(ROOT, 'src/vscode')).filter((file) => file.endsWith('.ts'));
    const strays = files.flatMap((file) =>
      [...readFileSync(join(ROOT, 'src/vscode', file), 'utf8').matchAll(message)]
        .map((match) => match[2] ?? match[4] ?? '')
        .filter((text) => /[a-z]{2}/i.test(text.replaceAll(/\$\{[^}]*\}/g, '')))
        .map((text) => `${file}: ${text}`),
    );
    expect(strays).toEqual([]);
  });
});

describe('t', () => {
  it('puts values where their numbers stand, in English without translations', () => {
    expect(t('{0} of {1}, and {0} again', 3, 'x{0}')).toBe('3 of x{0}, and 3 again');
    expect(t('no such {2}')).toBe('no such undefined');
  });
});

describe('the page in German', () => {
  afterEach(() => {
    vi.resetModules();
  });

  it('has its constants translated as well, since its language comes first', async () => {
    const [first] = /^import .*$/m.exec(readFileSync(join(ROOT, 'webview/main.ts'), 'utf8')) ?? [];
    expect(first).toBe("import './language';");
    useTranslations(german);
    const { boundActions } = await import('../src/shared/boundActions');
    const { barLabel } = await import('../src/shared/outcomeBar');
    expect(boundActions(['applySafeBounds', 'nextSweep']).map(({ label }) => label)).toEqual([
      'Sichere Grenzen anwenden',
      'Nächsten Sweep anlegen…',
    ]);
    const segment = { label: 'Speicher', runs: 4, share: 1, place: 0, sign: 'A', narrows: null } as const;
    expect(barLabel([{ ...segment, group: 'crashed' }])).toBe('4 abgestürzt: Speicher');
    expect(t('Axes: {0} of {1}', 3, 12)).toBe('Achsen: 3 von 12');
  });
});
