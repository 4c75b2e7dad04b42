import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', 'test/e2e/**', 'test/desktop/**', 'test/package/**'],
    projects: [
      // No module keeps state, so files share their imports: a third of the time.
      {
        extends: true,
        test: { name: 'shared', include: ['test/**/*.test.ts'], exclude: ['test/vscode/**'], isolate: false },
      },
      // Each of these puts something of its own in the place of the editor.
      { extends: true, test: { name: 'editor', include: ['test/vscode/**/*.test.ts'], isolate: true } },
    ],
    // Left to itself, a run keeps one core for the reporter, which is half of a machine with two.
    maxWorkers: '100%',
    restoreMocks: true,
    // Property tests take their time on a busy machine; this only ends what hangs.
    testTimeout: 120_000,
  },
});
