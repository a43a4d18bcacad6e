// Before the tests of the whole page: finds a browser, serves the page as it was built, and builds it once more with
// words that are given from outside. Both are served from this computer to itself.

import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';
import type { TestProject } from 'vitest/node';

import { serve } from './serve';

const UI = new URL('..', import.meta.url).pathname;

/** Names under which distributions install the browser. */
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];

declare module 'vitest' {
  export interface ProvidedContext {
    /** The browser's own path. */
    chromium: string;
    /** Where the page is served as people get it. */
    built: string;
    /** Where it is served with words from outside. */
    reworded: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = browser();
  const dist = join(UI, 'dist');
  if (!existsSync(join(dist, 'index.html'))) {
    throw new Error('The page is not built: `npm run build` comes before its tests (`cargo xtask test` does both).');
  }
  const folder = mkdtempSync(join(tmpdir(), 'siaga-reworded-'));
  await build({
    root: UI,
    configFile: false,
    logLevel: 'error',
    base: './',
    plugins: [wordsFromOutside(), svelte()],
    build: { outDir: folder, emptyOutDir: true, target: 'safari17', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  const [built, reworded] = await Promise.all([serve(dist), serve(folder)]);
  project.provide('chromium', chromium);
  project.provide('built', built.origin);
  project.provide('reworded', reworded.origin);
  return async () => {
    await Promise.all([built.close(), reworded.close()]);
    rmSync(folder, { recursive: true });
  };
}

/** The browser on PATH. */
function browser(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = BROWSERS.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
  if (found === undefined) {
    throw new Error(
      'The whole page is tested in Chromium, which is not on PATH. `cargo xtask setup --for test` installs what the tests need.',
    );
  }
  return found;
}

function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Leaves both Fluent files to whoever opens the page: one build then serves for words of any length. */
function wordsFromOutside(): Plugin {
  return {
    name: 'words-from-outside',
    enforce: 'pre',
    load(id) {
      const language = /\/(en|id)\.ftl\?raw$/.exec(id)?.[1];
      return language === undefined ? null : `export default globalThis.wordsFromOutside['${language}'];`;
    },
  };
}
