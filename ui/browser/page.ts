// Opens the page in a browser, in a setting and a state, over a host of the test's own. Whatever it tries to reach beyond
// its server is refused, and fails the test as every error does.

import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

import { NOW } from '../src/test/sample';
import { lie } from './beneath';
import type { State } from './states';

/** How somebody may have set up their computer. */
export type Setting = {
  language: 'en' | 'id';
  look: 'light' | 'dark' | 'forced colours';
  /** In CSS pixels. */
  width: number;
};

/** Of the window, in CSS pixels. */
const HEIGHT = 720;

/** How long the page may take to get anywhere. */
const PATIENCE_MS = 10_000;

/** A command is asked for each product in view at most, and once more when something changes. */
const MOST_ASKED = 12;

export const PLAIN: Setting = { language: 'en', look: 'light', width: 900 };

/** All of it, rather than each state once. */
export const long = process.env['SIAGA_LONG'] === '1';

/** Starts the browser. */
export function start(): Promise<Browser> {
  // What has no name here is asked of nobody: neither the page nor the browser itself finds its way out.
  const args = ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'];
  return chromium.launch({ executablePath: inject('chromium'), args });
}

/** A page of the browser, in one setting, that is taken from state to state. */
export class Visit {
  #page: Page | null = null;
  /** What lies beneath it now. */
  #beneath: { dispose: () => Promise<void> } | null = null;
  /** What went wrong since it last went somewhere, as sentences. */
  readonly faults: string[] = [];

  constructor(
    readonly browser: Browser,
    readonly setting: Setting = PLAIN,
  ) {}

  get page(): Page {
    if (this.#page === null) {
      throw new Error('The page did not come.');
    }
    return this.#page;
  }

  /** Goes to a state, of the page as built or of the one with words of one's own. */
  async go(state: State, words: { en: string; id: string } | null = null): Promise<void> {
    try {
      this.#page ??= await this.#blank();
      await this.#beneath?.dispose();
      await this.page.setViewportSize({ width: this.setting.width, height: HEIGHT });
      const { snapshot } = state.told;
      const told = { ...state.told, snapshot: snapshot && { ...snapshot, language: this.setting.language } };
      this.#beneath = await this.page.addInitScript(lie, { answers: state.answers, told, words });
      this.faults.length = 0;
      await this.page.goto(`${inject(words === null ? 'built' : 'reworded')}/`);
      await settled(this.page);
      await state.reach?.(this.page);
      if (state.unfold) {
        await unfold(this.page);
      }
      await settled(this.page);
    } catch (error) {
      // A page that is stuck would hold up every later state.
      await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#page?.context().close();
    this.#page = null;
    this.#beneath = null;
  }

  async #blank(): Promise<Page> {
    const { language, look, width } = this.setting;
    const context = await this.browser.newContext({
      viewport: { width, height: HEIGHT },
      locale: language === 'id' ? 'id-ID' : 'en-GB',
      timezoneId: 'Asia/Jakarta',
      colorScheme: look === 'dark' ? 'dark' : 'light',
      forcedColors: look === 'forced colours' ? 'active' : 'none',
      reducedMotion: 'reduce',
    });
    const served = [inject('built'), inject('reworded')];
    await context.route(
      (url) => !served.includes(url.origin),
      (route) => {
        this.faults.push(`something was asked of ${route.request().url()}`);
        return route.abort();
      },
    );
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.faults.push(`an error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.faults.push(`the console: ${message.text()}`);
      }
    });
    await page.clock.setFixedTime(NOW);
    return page;
  }
}

/** What went wrong since the page went where it is, as sentences: an error, a request, a question without end. */
export async function faults(visit: Visit): Promise<string[]> {
  const seen = await visit.page.evaluate(() => ({ asked: window.seen.asked.map((one) => one.command), faults: window.seen.faults }));
  // Nothing is polled: an answer is no reason to ask again.
  const often = [...new Set(seen.asked)].filter((one) => seen.asked.filter((other) => other === one).length > MOST_ASKED);
  return [...visit.faults, ...seen.faults, ...often.map((command) => `${command} is asked again and again`)];
}

/** Fails where something did. */
export async function expectNoFaults(visit: Visit): Promise<void> {
  expect(await faults(visit)).toEqual([]);
}

/** Waits until the page shows something and is busy with nothing. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('main :is(h1, .banner)') !== null && document.querySelector('[aria-busy="true"]') === null,
  );
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
}

/** Opens all that is folded, and what is folded in it. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('main details')) {
      details.setAttribute('open', '');
    }
    for (const button of document.querySelectorAll<HTMLElement>('main button[aria-expanded="false"]')) {
      button.click();
    }
  });
}
