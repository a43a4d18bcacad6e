import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import type { Bars, HistoryDay, Snapshot } from '../lib/wire.gen';
import { NOW, product, snapshot, source, provider } from '../test/sample';
import { drawn, share } from './bars';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  about: vi.fn(() => new Promise(() => {})),
  bars: vi.fn(),
  plan: vi.fn(async () => ({ schema: 1, plans: [] })),
}));

function day(date: string, change: Partial<HistoryDay> = {}): HistoryDay {
  return { date, watched_s: 0, major_s: 0, partial_s: 0, degraded_s: 0, incidents: 0, reported_s: 0, ...change };
}

const DAYS = [
  day('2026-03-07'),
  day('2026-03-08', { incidents: 1, reported_s: 3600 }),
  day('2026-03-09', { watched_s: 86_400, major_s: 600 }),
  day('2026-03-10', { watched_s: 36_000 }),
];

const BARS: Bars = { product: 'chatgpt', uptime: 0.995_099, days: DAYS };

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(host.bars).mockResolvedValue([BARS]);
  shown.snapshot = null;
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.view = { view: 'overview' };
  shown.notice = null;
  shown.undo = null;
  shown.keys = false;
  vi.setSystemTime(new Date(NOW));
});

afterEach(() => {
  vi.useRealTimers();
});

async function open(picture: Snapshot = snapshot()) {
  shown.take(picture);
  render(App);
  await tick();
  return userEvent.setup();
}

test('beside a tool stand its last days, its uptime and of how many days, and they lead to its history', async () => {
  const user = await open();
  const bars = await screen.findByRole('button', { name: /ChatGPT: trouble on 1 of the days watched\. Show the history/ });
  expect(bars).toHaveTextContent('99.5 % over 1 day');
  expect(bars.querySelector('svg')).toHaveAttribute('aria-hidden', 'true');
  await user.click(bars);
  expect(shown.view).toEqual({ view: 'history', product: 'chatgpt' });
});

test('they are asked for once, and anew when the day or what is watched differs', async () => {
  await open();
  await screen.findByRole('button', { name: /Show the history/ });
  expect(vi.mocked(host.bars).mock.calls).toEqual([[90]]);
  shown.take(snapshot({ at: '2026-03-10T04:00:00Z' }));
  await tick();
  expect(host.bars).toHaveBeenCalledTimes(1);
  shown.take(snapshot({ at: '2026-03-11T03:02:00Z' }));
  await tick();
  expect(host.bars).toHaveBeenCalledTimes(2);
  shown.take(snapshot({ at: '2026-03-11T03:02:00Z', products: [product('claude', 'Claude', 'operational')] }));
  await tick();
  expect(host.bars).toHaveBeenCalledTimes(3);
});

test('without an answer the rows stand without them', async () => {
  vi.mocked(host.bars).mockRejectedValue({ code: 'failed', message: 'no' });
  await open();
  expect(document.querySelector('[data-row="chatgpt"]')).toBeVisible();
  expect(document.querySelector('.bars')).toBeNull();
});

test('a day that nobody watched is hatched and never calm, and what is only reported is an outline', () => {
  const picture = drawn(DAYS);
  expect(picture.unwatched.match(/M/g)).toHaveLength(2);
  expect(picture.theirs.match(/M/g)).toHaveLength(1);
  expect(picture.calm.match(/M/g)).toHaveLength(1);
  expect(picture.down.match(/M/g)).toHaveLength(1);
  expect(picture.degraded).toBe('');
});

test('a bar is as high as the trouble was long, and never too low to be seen or higher than the picture', () => {
  const tall = (seconds: number) =>
    Number(/v-([\d.]+)/.exec(drawn([day('2026-03-10', { watched_s: 86_400, major_s: seconds })]).down)?.[1]);
  expect(tall(1)).toBeGreaterThanOrEqual(5);
  expect(tall(600)).toBeGreaterThan(tall(60));
  expect(tall(6 * 3600)).toBe(18);
  expect(tall(86_400)).toBe(18);
});

test('what is almost all is not all', () => {
  expect(share('en', 0.999_999)).toBe('99.99\u00a0%');
  expect(share('en', 1)).toBe('100\u00a0%');
  expect(share('id', 0.9951)).toMatch(/^99,51\s?%$/);
});

test('of what was never watched no share is named', async () => {
  vi.mocked(host.bars).mockResolvedValue([{ ...BARS, uptime: null, days: DAYS.slice(0, 2) }]);
  await open();
  expect(await screen.findByText('Not watched yet')).toBeVisible();
});

test('how much is watched, and what is read next and why', async () => {
  await open();
  expect(screen.getByText(/Watching 4 tools\.\s+Next read in 2 min \(every 2 min: you use it\)\./)).toBeVisible();
});

test('where nothing is planned, only how much is watched', async () => {
  await open(
    snapshot({
      products: [product('gemini', 'Gemini', 'unknown', { provider: 'google' })],
      providers: [provider('google', 'Google', { source: source('none') })],
    }),
  );
  expect(screen.getByText('Watching 1 tool.')).toBeVisible();
});

test('a verdict is spoken when it changes, at most once in ten seconds, and then the newest', async () => {
  vi.useFakeTimers({ now: new Date(NOW) });
  const verdict = (text: string) => snapshot({ verdict: { kind: 'trouble', status: 'degraded', text } });
  await open(verdict('First.'));
  const live = document.querySelector('[aria-live="polite"]');
  expect(live).toHaveTextContent(/^$/);
  for (const text of ['Second.', 'Third.', 'Fourth.']) {
    shown.take(verdict(text));
    await tick();
    expect(live).toHaveTextContent('Second.');
  }
  vi.advanceTimersByTime(10_000);
  await tick();
  expect(live).toHaveTextContent('Fourth.');
  vi.advanceTimersByTime(10_000);
  await tick();
  expect(live).toHaveTextContent(/^$/);
});

test('the key h leads to the history of the row in focus, and p to the plan', async () => {
  const user = await open();
  await user.keyboard('jh');
  expect(shown.view).toEqual({ view: 'history', product: 'chatgpt' });
  await user.keyboard('{Escape}p');
  expect(shown.view).toMatchObject({ view: 'plan' });
});
