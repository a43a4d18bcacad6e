import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import type { Snapshot } from '../lib/wire.gen';
import { explanation, NOW, product, snapshot } from '../test/sample';

const WRITTEN = 'ChatGPT is down since 09:14, says OpenAI.\nNewest: “<b>We</b> look into it”';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  why: vi.fn(async (id: string) => explanation(id)),
  message: vi.fn(async () => WRITTEN),
  copy: vi.fn(async () => null),
  touched: vi.fn(async () => undefined),
}));

beforeEach(() => {
  vi.clearAllMocks();
  shown.notice = null;
  shown.keys = false;
  shown.view = { view: 'product', id: 'chatgpt' };
  vi.setSystemTime(new Date(NOW));
});

async function open(picture: Snapshot = snapshot()) {
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(picture);
  render(App);
  await tick();
  return userEvent.setup();
}

const button = (name: string) => screen.getByRole('button', { name });

test('it is shown as it will be sent, as text, and copied by one press', async () => {
  const user = await open();
  expect(host.message).not.toHaveBeenCalled();
  expect(button('Message for the team')).toHaveAttribute('aria-expanded', 'false');
  await user.click(button('Message for the team'));
  expect(host.message).toHaveBeenCalledWith('chatgpt', 'en', { long: false, markdown: false });
  const shownText = await screen.findByText(/ChatGPT is down since 09:14/);
  expect(shownText.textContent).toBe(WRITTEN);
  expect(document.querySelector('main b')).toBeNull();
  await user.click(button('Copy the message'));
  expect(host.copy).toHaveBeenCalledWith(WRITTEN);
  expect(await screen.findByText('Copied.')).toHaveAttribute('role', 'status');
});

test('its length, its form and its language are chosen', async () => {
  const user = await open(snapshot({ language: 'id' }));
  await user.click(button('Pesan untuk tim'));
  expect(host.message).toHaveBeenLastCalledWith('chatgpt', 'id', { long: false, markdown: false });
  await user.click(button('Lengkap'));
  await user.click(button('Markdown'));
  await user.click(within(screen.getByRole('group', { name: 'Bahasa' })).getByRole('button', { name: 'English' }));
  expect(host.message).toHaveBeenLastCalledWith('chatgpt', 'en', { long: true, markdown: true });
  expect(button('Lengkap')).toHaveAttribute('aria-pressed', 'true');
  expect(screen.getByText(/ChatGPT is down since/)).toHaveAttribute('lang', 'en');
});

test('it is written anew when the product’s state differs', async () => {
  const user = await open();
  await user.click(button('Message for the team'));
  shown.take(snapshot());
  await tick();
  expect(host.message).toHaveBeenCalledTimes(1);
  shown.take(snapshot({ products: [product('chatgpt', 'ChatGPT', 'operational')] }));
  await tick();
  expect(host.message).toHaveBeenCalledTimes(2);
});

test('a refusal says why and leaves the text in sight', async () => {
  vi.mocked(host.copy).mockRejectedValueOnce({ code: 'failed', message: 'There is no clipboard.' });
  const user = await open();
  await user.click(button('Message for the team'));
  await user.click(await screen.findByRole('button', { name: 'Copy the message' }));
  expect(await screen.findByText('There is no clipboard.')).toHaveAttribute('role', 'alert');
  expect(screen.getByText(/ChatGPT is down since/)).toBeVisible();
});
