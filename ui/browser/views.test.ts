// Every state of every view as most people see it: the rules of accessibility, the layout in every size, the way through
// it by keyboard, and that it reaches for nothing.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { expectNoRuleBroken } from './axe';
import { expectAllReachedByTab, expectNothingMisplacedInAnySize } from './look';
import { expectNoFaults, faults, start, Visit } from './page';
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

test('the list of keys opens on a question mark, closes on Esc and by its button, and gives the focus back', async () => {
  await visit.go(STATES[0] ?? expect.unreachable('there are states'));
  const { page } = visit;
  const focused = () => page.evaluate(() => document.activeElement?.className);
  const dialog = page.locator('dialog');

  await page.keyboard.press('Tab');
  const before = await focused();
  await page.keyboard.press('?');
  await dialog.waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await focused()).toBe(before);

  await page.locator('nav .keys').click();
  await dialog.locator('button').click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await focused()).toMatch(/keys/);
});

test('something that is asked of another place is refused and seen', async () => {
  await visit.go(STATES[0] ?? expect.unreachable('there are states'));
  await visit.page.evaluate(() => {
    document.body.appendChild(document.createElement('img')).src = 'https://status.example.com/pixel.png';
  });
  expect(await faults(visit)).toContainEqual(expect.stringContaining('status.example.com'));
});
