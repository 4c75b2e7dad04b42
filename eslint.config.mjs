import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Data flows one way: each folder of the core, and the folders above it that it must not import. */
const CORE_FLOW = {
  sweep: ['knowledge', 'runs', 'sources', 'rules', 'language', 'analysis', 'report', 'nextSweep'],
  knowledge: ['runs', 'sources', 'rules', 'language', 'analysis', 'report', 'nextSweep'],
  runs: ['sweep', 'knowledge', 'sources', 'rules', 'language', 'analysis', 'report', 'nextSweep'],
  sources: ['rules', 'language', 'analysis', 'report', 'nextSweep'],
  rules: ['sources', 'language', 'analysis', 'report', 'nextSweep'],
  language: ['sources', 'analysis', 'report', 'nextSweep'],
  analysis: ['sources', 'rules', 'language', 'report', 'nextSweep'],
  report: ['sources', 'rules', 'language', 'nextSweep'],
  nextSweep: ['sources', 'language'],
};

const zones = [
  ...Object.entries(CORE_FLOW).flatMap(([target, above]) =>
    above.map((from) => ({
      target: `./src/core/${target}`,
      from: `./src/core/${from}`,
      message: `core/${target} stands below core/${from}: data flows one way (ARCHITECTURE.md).`,
    })),
  ),
  { target: './src/core', from: './src/shared', message: 'The core knows no panel.' },
  { target: './src/core', from: './src/vscode', message: 'The core knows no editor.' },
  { target: './src/core', from: './src/node', message: 'The core asks its host through ports.ts.' },
  { target: './src/core', from: './src/web', message: 'The core asks its host through ports.ts.' },
  { target: './src/core', from: './webview', message: 'The core knows no page.' },
  { target: './src/shared', from: './src/vscode', message: 'shared is what host and page have in common.' },
  { target: './src/shared', from: './src/node', message: 'shared is what host and page have in common.' },
  { target: './src/shared', from: './src/web', message: 'shared is what host and page have in common.' },
  { target: './src/shared', from: './webview', message: 'shared is what host and page have in common.' },
  { target: './src/vscode', from: './webview', message: 'Host and page meet only in shared/protocol.ts.' },
  { target: './src/vscode', from: './src/web', message: 'The extension gets its platform from its host.' },
  { target: './src/web', from: './src/node', message: 'A browser has no Node.' },
  { target: './src/vscode', from: './src/node', message: 'The extension also runs where there is no Node.' },
  { target: './webview', from: './src/vscode', message: 'Host and page meet only in shared/protocol.ts.' },
  { target: './webview', from: './src/node', message: 'The page has no Node.' },
];

/** Forbids packages by name in `files`; `allow` lists the exceptions. */
const forbid = (files, ignores, patterns) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const VSCODE = { regex: '^vscode$', message: 'Only src/vscode, extension.ts and features.ts know the editor.' };
const NODE = {
  regex: '^(node:|fs|path|os|child_process|crypto|util|stream|buffer)',
  message: 'No Node here: use a port.',
};
const TOOLKIT = { regex: '^@vscode/webview-ui-toolkit', message: 'Only webview/components.ts knows the toolkit.' };

export default tseslint.config(
  {
    ignores: [
      '**/node_modules',
      'dist',
      'coverage',
      'example',
      'test/fixtures',
      'test/golden',
      'test/e2e/out',
      'bench/out-*',
    ],
  },
  {
    files: ['**/*.{ts,mts}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './webview/tsconfig.json', './test/e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      // Indexing typed arrays in a counted loop is checked by the loop.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/prefer-for-of': 'off',
      // A quarter of the time of linting, for enums and look-alike classes, of which there are none here.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: ['error', 'always'],
    },
  },
  forbid(
    ['src/core/**/*.ts', 'src/shared/**/*.ts', 'webview/**/*.ts'],
    ['webview/components.ts'],
    [VSCODE, NODE, TOOLKIT],
  ),
  forbid(['webview/components.ts'], [], [VSCODE, NODE]),
  forbid(['src/vscode/**/*.ts', 'src/extension.ts', 'src/features.ts', 'src/web/main.ts'], [], [NODE, TOOLKIT]),
  forbid(['src/cli.ts', 'src/node/**/*.ts'], ['src/node/main.ts'], [VSCODE, TOOLKIT]),
  forbid(['src/web/**/*.ts'], ['src/web/main.ts'], [VSCODE, NODE, TOOLKIT]),
  {
    // A configuration file's format asks for a default export.
    files: ['**/*.config.{ts,mts}'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  prettier,
);
