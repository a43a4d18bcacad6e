import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import type { Snapshot } from '../lib/wire.gen';
import { explanation, NOW, product, snapshot } from '../test/sample';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  touched: vi.fn(async () => undefined),
  why: vi.fn(async (id: string) => explanation(id)),
}));

beforeEach(() => {
  vi.clearAllMocks();
  shown.view = { view: 'product', id: 'chatgpt' };
  shown.notice = null;
  vi.setSystemTime(new Date(NOW));
});

afterEach(() => {
  vi.useRealTimers();
});

async function open(picture: Snapshot = snapshot()) {
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(picture);
  const page = render(App);
  await tick();
  return { page, user: userEvent.setup() };
}

test('it says whether it is them or the person, and looks from here once for each press', async () => {
  const { user } = await open();
  expect(await screen.findByText('OpenAI says chatgpt is down, since 09:14.')).toBeVisible();
  expect(vi.mocked(host.why).mock.calls).toEqual([['chatgpt', null]]);
  const probe = {
    at: NOW,
    host: 'chatgpt.com',
    reached: true,
    status: 403,
    latency_ms: 120,
    why: null,
    text: 'chatgpt.com was asked from here just now: it answered after 120 ms (403)',
  };
  let done = (_: ReturnType<typeof explanation>) => {};
  vi.mocked(host.why).mockReturnValueOnce(new Promise((resolve) => (done = resolve)));
  await user.click(screen.getByRole('button', { name: 'Check from here' }));
  await user.click(screen.getByRole('button', { name: 'Asking…' }));
  done(explanation('chatgpt', { probe }));
  expect(await screen.findByText(`${probe.text}.`)).toBeVisible();
  expect(vi.mocked(host.why).mock.calls).toEqual([
    ['chatgpt', null],
    ['chatgpt', true],
  ]);
});

test('the answer is asked for anew when the state changes, not with every read', async () => {
  await open();
  shown.take(snapshot({ at: '2026-03-10T03:03:00Z' }));
  await tick();
  expect(host.why).toHaveBeenCalledTimes(1);
  shown.take(snapshot({ products: [product('chatgpt', 'ChatGPT', 'operational')] }));
  await tick();
  expect(host.why).toHaveBeenCalledTimes(2);
});

test('a look from here that fails is told, and none is offered in a drill or for a tool on this computer', async () => {
  const { page, user } = await open();
  vi.mocked(host.why).mockRejectedValueOnce({ code: 'failed', message: 'Not now.' });
  await user.click(screen.getByRole('button', { name: 'Check from here' }));
  expect(await screen.findByText('Not now.')).toBeVisible();
  page.unmount();
  const drill = await open(snapshot({ drill: true }));
  expect(screen.queryByRole('button', { name: 'Check from here' })).toBeNull();
  drill.page.unmount();
  shown.view = { view: 'product', id: 'ollama' };
  await open();
  expect(screen.queryByRole('button', { name: 'Check from here' })).toBeNull();
});
