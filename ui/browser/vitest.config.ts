// The whole page in a real browser, beside the component tests: `npm run views`, after `npm run build`.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    environment: 'node',
    include: ['browser/**/*.test.ts'],
    globalSetup: ['browser/setup.ts'],
    env: { TZ: 'Asia/Jakarta' },
    // While one waits for its browser, the other works.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
