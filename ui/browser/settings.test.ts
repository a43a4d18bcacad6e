// Every state of every view as others see it: in the other language, dark or in forced colours, narrow or wide. Each once
// in a setting of its turn; in all of them where `SIAGA_LONG=1` asks for it.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';

import { expectNoRuleBroken } from './axe';
import { expectNothingMisplaced } from './look';
import { expectNoFaults, long, start, Visit, type Setting } from './page';
import { STATES } from './states';

const WIDTHS = [360, 900, 1600];
const LOOKS = ['light', 'dark', 'forced colours'] as const;
const LANGUAGES = ['en', 'id'] as const;

const ALL: Setting[] = LANGUAGES.flatMap((language) => LOOKS.flatMap((look) => WIDTHS.map((width) => ({ language, look, width }))));

/** Those in Indonesian that are not light: what the plain setting leaves out. */
const OTHERS = ALL.filter(({ language, look }) => language === 'id' && look !== 'light');

let browser: Browser;

beforeAll(async () => {
  browser = await start();
});
afterAll(() => browser.close());

describe.each(long ? ALL : OTHERS)('in $language, $look, $width px', (setting) => {
  let visit: Visit;
  beforeAll(() => {
    visit = new Visit(browser, setting);
  });
  afterAll(() => visit.close());

  const states = long ? STATES : STATES.filter((_, turn) => OTHERS[turn % OTHERS.length] === setting);
  describe.each(states)('the page with $name', (state) => {
    beforeAll(() => visit.go(state));

    test('breaks no rule of accessibility', () => expectNoRuleBroken(visit.page));
    test('holds', () => expectNothingMisplaced(visit.page, `at ${setting.width} px`));
    test('reaches for nothing', () => expectNoFaults(visit));
  });
});
