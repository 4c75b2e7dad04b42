import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json';
import german from '../package.nls.de.json';
import english from '../package.nls.json';
import { findProblems } from '../src/core/language/check';
import { SWEEP_TEMPLATE } from '../src/core/knowledge/sweepTemplate';
import { parseSweepDocument } from '../src/core/sweep/document';

const ROOT = join(import.meta.dirname, '..');
const { commands, configuration, menus, walkthroughs } = manifest.contributes;

type Texts = Readonly<Record<string, string>>;

/** A text of the manifest as it is shown, with its key replaced. */
const shown = (text: string, texts: Texts = english): string =>
  text.replace(/^%(.+)%$/, (_, key: string) => texts[key] ?? `missing ${key}`);

describe('the texts of the manifest', () => {
  it('are all in both files, and no others', () => {
    const keys = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map((match) => match[1]);
    expect([...new Set(keys)].sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(german)).toEqual(Object.keys(english));
  });

  it('lead to the same places in German', () => {
    const links = (text: string): readonly string[] =>
      [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
    const codes = (text: string): readonly string[] => [...text.matchAll(/`[^`]+`/g)].map(String);
    for (const [key, text] of Object.entries(english)) {
      const translated = (german as Texts)[key] ?? '';
      expect([key, links(translated)]).toEqual([key, links(text)]);
      expect([key, [...codes(translated)].sort()]).toEqual([key, [...codes(text)].sort()]);
      expect([key, translated === text]).toEqual([key, false]);
    }
  });

  it('are not written out, but for names and what models read', () => {
    const written: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value === 'object' && value !== null)
        for (const [key, child] of Object.entries(value)) visit(child, `${path}.${key}`);
      else if (typeof value === 'string' && /[a-z] [a-z]/i.test(value) && !/\.(when|group)$/.test(path))
        written.push(path.replace(/\.\d+/g, ''));
    };
    visit(manifest.contributes, '');
    visit(manifest.capabilities, '');
    expect([...new Set(written)].sort()).toEqual([
      '.commands.category',
      '.configuration.title',
      '.languageModelTools.inputSchema.properties.file.description',
      '.languageModelTools.inputSchema.properties.parameter.description',
      '.languageModelTools.inputSchema.properties.source.description',
      '.languageModelTools.modelDescription',
    ]);
  });
});

describe('the commands', () => {
  const VERBS =
    /^(Analyze|Preview|Show|Apply|Discard|Create|Save|Reproduce|Export|Watch|Compare|Stop|Sign|Clear|Open|Pair) ?/;

  it('have one category and a title that begins with a verb, in title case', () => {
    expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(['Sweep Guard']));
    for (const { title } of commands) {
      expect(shown(title)).toMatch(VERBS);
      expect(
        shown(title)
          .split(' ')
          .filter((word) => /^[a-z]/.test(word) && !/^(to|of|as|a)$/.test(word)),
      ).toEqual([]);
    }
  });

  it('are in menus with a condition only, and leave the palette where they make no sense', () => {
    const { commandPalette, 'file/newFile': newFile, ...places } = menus;
    const listed = new Set(commands.map(({ command }) => command));
    for (const entries of Object.values({ commandPalette, ...places })) {
      expect(entries.filter(({ when }) => when === '')).toEqual([]);
      expect(entries.filter(({ command }) => !listed.has(command))).toEqual([]);
    }
    expect(newFile.map(({ command }) => command)).toEqual(['sweepGuard.newSweepFile']);
    // What is always there asks for what it needs by itself.
    const always = commands
      .map(({ command }) => command)
      .filter((id) => commandPalette.every(({ command }) => command !== id));
    expect(always).toEqual([
      'sweepGuard.analyze',
      'sweepGuard.signIn',
      'sweepGuard.signOut',
      'sweepGuard.clearCache',
      'sweepGuard.newSweepFile',
      'sweepGuard.openWalkthrough',
    ]);
  });
});

describe('the settings', () => {
  interface Setting {
    readonly default?: unknown;
    readonly scope?: string;
    readonly order?: number;
    readonly markdownDescription?: string;
    readonly tags?: readonly string[];
  }
  const settings: readonly (readonly [string, Setting])[] = Object.entries(configuration.properties);

  it('each have a default, a scope, a place and a description', () => {
    expect(configuration.title).not.toMatch(/extension|settings/i);
    for (const [name, setting] of settings) {
      expect([name, setting.default !== undefined, setting.markdownDescription !== undefined]).toEqual([
        name,
        true,
        true,
      ]);
      expect([name, setting.scope]).toEqual([name, expect.stringMatching(/^(resource|machine|window)$/)]);
    }
    expect(settings.map(([, { order }]) => order)).toEqual(settings.map((_, index) => index + 1));
  });

  it('say which of them go to the network', () => {
    const online = settings.filter(([, { tags }]) => tags?.includes('usesOnlineServices')).map(([name]) => name);
    expect(online).toEqual(['sweepGuard.baseUrl']);
  });

  it('describe each level of a rule', () => {
    const levels = configuration.properties['sweepGuard.rules'].additionalProperties;
    expect(levels.enumDescriptions.map((text) => shown(text))).toHaveLength(levels.enum.length);
  });
});

describe('where it runs', () => {
  it('is where the runs are, also without trust and in virtual workspaces', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.capabilities.untrustedWorkspaces.supported).toBe('limited');
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe('limited');
    expect(manifest.l10n).toBe('./l10n');
  });
});

describe('the walkthrough', () => {
  const [walkthrough] = walkthroughs;
  const code = readdirSync(join(ROOT, 'src/vscode'))
    .map((file) => readFileSync(join(ROOT, 'src/vscode', file), 'utf8'))
    .join('\n');

  it('has four steps and is the one that the command opens', () => {
    expect(walkthroughs).toHaveLength(1);
    expect(walkthrough?.steps).toHaveLength(4);
    const name = /WALKTHROUGH = '([^']+)'/.exec(code)?.[1];
    expect(name).toBe(`${manifest.publisher}.${manifest.name}#${walkthrough?.id ?? ''}`);
  });

  it('ticks a step off by what happens: commands, settings and context keys that are there', () => {
    const known = new Set(commands.map(({ command }) => command));
    for (const { id, completionEvents } of walkthrough?.steps ?? []) {
      expect([id, completionEvents.length > 0]).toEqual([id, true]);
      for (const event of completionEvents) {
        const [kind, name = ''] = event.split(':');
        if (kind === 'onCommand') expect(known).toContain(name);
        else if (kind === 'onSettingChanged') expect(Object.keys(configuration.properties)).toContain(name);
        else expect([kind, code.includes(`'setContext', '${name}'`)]).toEqual(['onContext', true]);
      }
    }
  });

  it('links to commands of its own and of VS Code', () => {
    const known = new Set(commands.map(({ command }) => command));
    const links = (walkthrough?.steps ?? []).flatMap(({ description }) =>
      [...shown(description).matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(links.length).toBeGreaterThan(4);
    expect(links.filter((id) => !known.has(id) && !id.startsWith('workbench.action.'))).toEqual([]);
  });

  it('has pictures in the colours of the theme, with words for those who do not see them', () => {
    for (const { media } of walkthrough?.steps ?? []) {
      const picture = readFileSync(join(ROOT, media.svg), 'utf8');
      expect([media.svg, picture.match(/#[0-9a-f]{3,8}\b|rgba?\(|<script|<style|style=|href/gi)]).toEqual([
        media.svg,
        null,
      ]);
      // High-contrast themes have no colours for charts: without another one the mark would not be drawn.
      expect([media.svg, picture.match(/var\(--vscode-(?:charts|debug)[\w-]+\)/g)]).toEqual([media.svg, null]);
      expect(picture).toContain('var(--vscode-');
      expect(shown(media.altText).length).toBeGreaterThan(30);
    }
    const drawn = readdirSync(join(ROOT, 'media/walkthrough')).map((file) => `media/walkthrough/${file}`);
    expect(drawn.sort()).toEqual((walkthrough?.steps ?? []).map(({ media }) => media.svg).sort());
    expect(existsSync(join(ROOT, walkthrough?.icon ?? ''))).toBe(true);
  });

  it('marks no code, which a walkthrough shows as it is written', () => {
    const texts = [english, german].flatMap((one) =>
      Object.entries(one).filter(([key]) => key.startsWith('walkthrough.')),
    );
    expect(texts.filter(([, text]) => text.includes('`'))).toEqual([]);
  });

  it('gives a sweep file to begin with that has no problem', () => {
    const knowledge = { now: 0, ruleFile: null, program: null, evidence: null, foreign: null };
    expect(findProblems(parseSweepDocument(SWEEP_TEMPLATE), knowledge, new Map())).toEqual([]);
  });
});
