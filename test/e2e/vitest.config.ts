import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: './installOnce.ts',
    // No module keeps state, so the files of a worker share their imports.
    isolate: false,
    // Two editors at a time: a third one makes no run shorter on two cores; the steps of a file follow each other as a user's do.
    maxWorkers: 2,
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
});
