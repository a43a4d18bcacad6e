// Every state of every view as most people see it: the rules of accessibility, the layout in every size, the way through
// it by keyboard, and that it reaches for nothing.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';

import { expectNoRuleBroken } from './axe';
import { expectAllReachedByTab, expectNothingMisplacedInAnySize } from './look';
import { expectNoFaults, start, Visit } from './page';
import { STATES } from './states';

let browser: Browser;
let visit: Visit;

beforeAll(async () => {
  browser = await start();
  visit = new Visit(browser);
});
afterAll(() => browser.close());

describe.each(STATES)('the page with $name', (state) => {
  beforeAll(() => visit.go(state));

  test('breaks no rule of accessibility', () => expectNoRuleBroken(visit.page));
  test('is passed by Tab part by part, and shows where one is', () => expectAllReachedByTab(visit.page));
  test('holds in every size and with larger text', () => expectNothingMisplacedInAnySize(visit.page));
  test('reaches for nothing, and asks nothing without end', () => expectNoFaults(visit));
});
