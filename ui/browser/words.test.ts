// Words that are longer than ours, do not break, or break anywhere: the layout holds, so a third language is only words.

import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { expectNothingMisplaced, SIZES } from './look';
import { long, start, Visit } from './page';
import { STATES } from './states';
import { changed, KINDS, reworded } from './words';

let browser: Browser;
let visit: Visit;

beforeAll(async () => {
  browser = await start();
  visit = new Visit(browser);
});
afterAll(() => browser.close());

const cases = STATES.flatMap((state, turn) =>
  KINDS.filter((_, index) => long || index === turn % KINDS.length).map((kind) => [state.name, kind, state] as const),
);

test.each(cases)('the page with %s holds with words that are %s', async (_, kind, state) => {
  await visit.go(state, reworded(kind));
  await expectNothingMisplaced(visit.page, 'at 900 px');
  await visit.page.setViewportSize(SIZES['at 360 px'] ?? { width: 360, height: 480 });
  await expectNothingMisplaced(visit.page, 'at 360 px');
});

test.each(KINDS)('words that are %s keep every message and what it is filled in with', (kind) => {
  const source = new FluentResource(reworded(kind).en);
  const bundle = new FluentBundle('en', { useIsolating: false });
  bundle.addResource(source);
  const text = (key: string, filling: Record<string, string | number>) => bundle.formatPattern(bundle.getMessage(key)?.value ?? '', filling);
  expect(source.body.length).toBeGreaterThan(400);
  expect(text('window-open', { name: 'Claude' })).toMatch(/Claude/);
  expect(text('window-open', { name: 'Claude' })).not.toMatch(/^Open/);
});

test('only what is read is changed', () => {
  const source = 'a-key = One { $name } here\nb-key =\n    { $count ->\n        [one] a day\n       *[other] { $count } days\n    }\n# A comment';
  expect(changed(source, (text) => text.toUpperCase())).toBe(
    'a-key = ONE { $name } HERE\nb-key =\n    { $count ->\n        [one] A DAY\n       *[other] { $count } DAYS\n    }\n# A comment',
  );
});
