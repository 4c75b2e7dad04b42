import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json';
import { rules } from '../src/core/rules/all';
import { RULE_LEVELS } from '../src/core/rules/settings';

const ROOT = resolve(__dirname, '..');

/** The folders of the core, and what each may import besides itself and the files directly in core/. */
const CORE_FLOW: Readonly<Record<string, readonly string[]>> = {
  sweep: [],
  knowledge: ['sweep'],
  runs: [],
  sources: ['runs', 'sweep'],
  rules: ['sweep', 'knowledge', 'runs'],
  language: ['rules', 'sweep', 'knowledge', 'runs'],
  analysis: ['runs', 'sweep', 'knowledge'],
  report: ['analysis', 'runs', 'sweep', 'knowledge'],
  nextSweep: ['report', 'analysis', 'rules', 'runs', 'sweep', 'knowledge'],
};

/** The packages that each part may import; everything else is a mistake or a decision for ARCHITECTURE.md. */
const PACKAGES: Readonly<Record<string, RegExp>> = {
  'src/core': /^(yaml|pbf|papaparse|pure-rand(\/.+)?|@stdlib\/.+)$/,
  // Nothing: it is in the extension and in the page.
  'src/shared': /^$/,
  'src/vscode': /^vscode$/,
  // The manifest tells the version.
  'src/cli': /^(node:|package\.json$)/,
  // Both main.ts are what VS Code loads: they name the type of what they are handed.
  'src/web': /^vscode$/,
  'src/node': /^(node:|undici$|proxy-from-env$|vscode$)/,
  webview: /^(@vscode\/webview-ui-toolkit|d3-array)$/,
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
  /** Imported by a call, when it is needed. */
  readonly isLater: boolean;
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file).replaceAll('\\', '/'));
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const pattern = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const specifier = match[2] ?? match[3] ?? '';
    const from = specifier.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), specifier)) : specifier;
    return {
      file,
      from: from.replaceAll('\\', '/'),
      typeOnly: match[1] !== undefined,
      isLater: match[2] === undefined,
    };
  });
}

describe('who may import whom', () => {
  it.each(Object.entries(CORE_FLOW))('core/%s imports only what stands below it', (folder, below) => {
    const allowed = [folder, ...below].map((name) => `src/core/${name}/`);
    const strays = sourceFiles(`src/core/${folder}`)
      .flatMap(importsOf)
      .filter(({ from }) => from.startsWith('src/core/') && from.split('/').length > 3)
      .filter(({ from }) => !allowed.some((prefix) => from.startsWith(prefix)));
    expect(strays).toEqual([]);
  });

  it('the core and the shared contract know neither editor, page nor Node', () => {
    const strays = [...sourceFiles('src/core'), ...sourceFiles('src/shared')]
      .flatMap(importsOf)
      .filter(({ from }) => /^(src\/(vscode|node|web|cli)\/|webview\/|vscode$|node:)/.test(from));
    expect(strays).toEqual([]);
  });

  it('the page takes pure functions and types of the core, and nothing of the host', () => {
    const strays = sourceFiles('webview')
      .flatMap(importsOf)
      .filter(({ from }) => /^src\/(vscode|node|web|cli|core\/sources|core\/language|core\/rules)\//.test(from));
    expect(strays).toEqual([]);
  });

  it('what also runs in a browser knows no Node', () => {
    const strays = ['src/extension.ts', 'src/features.ts', ...sourceFiles('src/vscode'), ...sourceFiles('src/web')]
      .flatMap(importsOf)
      .filter(({ from }) => /^(src\/(node|cli)\/|webview\/|node:)/.test(from));
    expect(strays).toEqual([]);
  });

  it('the little that is there from the start imports nothing heavy', () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { from, typeOnly, isLater } of importsOf(file)) {
        if (from.startsWith('src/') && !typeOnly && !isLater) visit(`${from}.ts`);
      }
    };
    visit('src/extension.ts');
    expect([...seen].filter((file) => file.startsWith('src/core/'))).toEqual([
      'src/core/sweep/mayBeSweep.ts',
      'src/core/rules/settings.ts',
    ]);
  });

  it.each(Object.entries(PACKAGES))('%s imports only the packages it is allowed', (folder, allowed) => {
    const strays = sourceFiles(folder)
      .flatMap(importsOf)
      .filter(({ from }) => !/^(src|webview)\//.test(from) && !allowed.test(from));
    expect(strays).toEqual([]);
  });

  it('only components.ts names the toolkit', () => {
    const named = sourceFiles('webview').filter((file) =>
      /webview-ui-toolkit|<vscode-|['"`]vscode-(button|dropdown|option|checkbox|text-field|progress-ring)/.test(
        readFileSync(join(ROOT, file), 'utf8'),
      ),
    );
    expect(named).toEqual(['webview/components.ts']);
  });
});

describe('the README', () => {
  it('refers only to files that are there', () => {
    const text = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const targets = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^https?:/.test(target));
    expect(targets).not.toEqual([]);
    expect(targets.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
  });
});

describe('the manifest and the code agree', () => {
  const code = ['src/extension.ts', ...sourceFiles('src/vscode')]
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');

  it('registers exactly the commands that the manifest lists', () => {
    const registered = [...code.matchAll(/registerCommand\(\s*'([^']+)'/g)].map((match) => match[1]);
    expect(registered.sort()).toEqual(manifest.contributes.commands.map(({ command }) => command).sort());
  });

  it('sets every context key that a when clause reads', () => {
    const read = new Set(
      [...JSON.stringify(manifest.contributes.menus).matchAll(/"when":"([^"]*)"/g)].flatMap((match) =>
        [...(match[1] ?? '').matchAll(/sweepGuard\.(?!panel|analyze|export)\w+/g)].map(String),
      ),
    );
    const set = new Set([...code.matchAll(/'setContext',\s*'([^']+)'/g)].map((match) => match[1]));
    expect([...read].filter((key) => !set.has(key))).toEqual([]);
  });

  it('reads every setting that the manifest lists, and no other', () => {
    const listed = Object.keys(manifest.contributes.configuration.properties);
    const named = [...code.matchAll(/'(sweepGuard\.(?:inlayHints|codeLens))'/g)].map((match) => match[1]);
    const inSection = [...code.matchAll(/onfiguration\((?:folder|'sweepGuard')\)\.get(?:<\w+>)?\('(\w+)'/g)];
    const read = new Set([...named, ...inSection.map((match) => `sweepGuard.${match[1] ?? ''}`)]);
    expect([...read].sort()).toEqual(listed.sort());
  });

  it('restores the panel type that it creates', () => {
    const type = /PANEL_TYPE = '([^']+)'/.exec(code)?.[1];
    expect(manifest.activationEvents).toContain(`onWebviewPanel:${String(type)}`);
  });
});

describe('the rules', () => {
  const codes = rules.map(({ code }) => code);
  const tests = sourceFiles('test/core/rules')
    .map((file) => readFileSync(join(ROOT, file), 'utf8'))
    .join('\n');

  /** Codes from `first` to `last` of a family; they are public, so that none may vanish or change its meaning. */
  const family = (letter: string, last: number, first = 1): readonly string[] =>
    Array.from({ length: last - first + 1 }, (_, i) => letter + String(first + i).padStart(2, '0'));
  const ABOUT_SWEEPS = [
    ...[family('Y', 10), family('T', 8), family('P', 4), family('S', 9), family('N', 5), family('D', 13)],
    ...[family('G', 1), family('G', 6, 3), family('R', 10), family('M', 10), family('E', 7), family('B', 7)],
    ...[family('C', 14), family('F', 2)],
  ].flat();

  it('are all there, each once', () => {
    expect(new Set(codes).size).toBe(codes.length);
    expect(ABOUT_SWEEPS.filter((code) => !codes.includes(code))).toEqual([]);
    expect(codes.filter((code) => !ABOUT_SWEEPS.includes(code) && !/^[KVX]\d\d$/.test(code))).toEqual([]);
  });

  it.each(rules.map((rule) => [rule.code, rule] as const))('%s has a name, a sentence and a test', (code, rule) => {
    expect(rule.name).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/);
    expect(rules.filter(({ name }) => name === rule.name)).toHaveLength(1);
    expect(rule.description).toMatch(/^[A-Z`].*[^.]\.$/);
    expect(rule.description).not.toContain('\n');
    expect(tests.includes(code), `a test in test/core/rules names ${code}`).toBe(true);
  });

  it('stand in the README as they are in the code', () => {
    // Exits with a sentence on standard error where the table is old.
    execFileSync(process.execPath, ['scripts/ruleTable.mjs', '--check'], { cwd: ROOT });
  });

  it('can be set to every level', () => {
    const setting = manifest.contributes.configuration.properties['sweepGuard.rules'];
    expect(setting.additionalProperties.enum).toEqual(RULE_LEVELS);
    const pattern = new RegExp(setting.propertyNames.pattern);
    expect(codes.filter((code) => !pattern.test(code))).toEqual([]);
    expect(['*', 'R*', 'D0*'].filter((text) => !pattern.test(text))).toEqual([]);
    expect(['r01', 'R1', 'R01*', 'P01 '].filter((text) => pattern.test(text))).toEqual([]);
  });
});
