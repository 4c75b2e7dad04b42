import { defineConfig } from 'vitest/config';

// What is shipped: these tests read dist/ and sweep-guard.vsix, so `npm run package` comes before them.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
