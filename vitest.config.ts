import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/e2e/**', 'test/desktop/**', 'test/package/**'],
    // No module keeps state, so files share their imports: a third of the time.
    isolate: false,
    // Left to itself, a run keeps one core for the reporter, which is half of a machine with two.
    maxWorkers: '100%',
    restoreMocks: true,
    // Property tests take their time on a busy machine; this only ends what hangs.
    testTimeout: 120_000,
  },
});
