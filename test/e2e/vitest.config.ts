import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    // Three editors at a time, since each mostly waits; the steps of a file follow each other as a user's do.
    maxWorkers: 3,
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
});
