import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

import { words } from './words.plugin.ts';

export default defineConfig({
  plugins: [words(), svelte(), svelteTesting()],
  // Nothing of the environment reaches the page, whatever it is called.
  envPrefix: ['VITE_'],
  base: './',
  build: {
    // The oldest of the three systems' web views; what Siaga uses of CSS is in all of them.
    target: 'safari17',
    cssMinify: true,
    modulePreload: { polyfill: false },
    // An inlined asset would need more of the policy than 'self'.
    assetsInlineLimit: 0,
  },
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test/setup.ts'],
    env: { TZ: 'Asia/Jakarta' },
  },
});
