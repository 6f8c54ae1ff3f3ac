import { defineConfig } from 'vitest/config';

// Two projects: `unit` (rules, stores, command line) and `journeys` (real Chromium). scripts/test.ts runs both.
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Tests see the sources; test/cli/bundle.test.ts compares the bundle with them.
    env: { GONGKAI_BUNDLE: 'off' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'demo/**/*.test.ts',
            'test/architecture/**/*.test.ts',
            'test/store/**/*.test.ts',
            'test/cli/**/*.test.ts',
            'bench/**/*.test.ts',
          ],
        },
      },
      // A journey opens many pages; what is too slow shows in the benches.
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 240_000,
        },
      },
    ],
  },
});
