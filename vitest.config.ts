import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/e2e/**', 'test/desktop/**', 'test/package/**'],
    restoreMocks: true,
    // Property tests take their time on a busy machine; this only ends what hangs.
    testTimeout: 120_000,
  },
});
