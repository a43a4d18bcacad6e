import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import type { Found, Snapshot } from '../lib/wire.gen';
import { NOW, product, provider, snapshot, source } from '../test/sample';

const BAKERY: Found = {
  name: 'Corner <b>Bakery</b>',
  format: 'Atlassian Statuspage',
  url: 'https://status.bakery.example/api/v2/summary.json',
  parts: 12,
  status: 'degraded',
  elsewhere: null,
  there: null,
};

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  detect: vi.fn(async () => BAKERY),
  addProvider: vi.fn(async () => 'Corner Bakery was added.'),
  removeProvider: vi.fn(async () => 'Corner Bakery was taken away.'),
  watch: vi.fn(async () => 'You will be told about Claude.'),
  touched: vi.fn(async () => undefined),
  rules: vi.fn(() => new Promise(() => {})),
  about: vi.fn(() => new Promise(() => {})),
}));

beforeEach(() => {
  vi.clearAllMocks();
  shown.notice = null;
  shown.keys = false;
  shown.view = { view: 'settings' };
  vi.setSystemTime(new Date(NOW));
});

const bakery = () => provider('bakery', 'Corner Bakery', { own: true });

async function open(picture: Snapshot = snapshot()) {
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(picture);
  const page = render(App);
  await tick();
  return { page, user: userEvent.setup() };
}

const address = () => screen.getByRole('textbox', { name: 'Address' });
const button = (name: string) => screen.getByRole('button', { name });

describe('own providers', () => {
  test('what is found at an address is shown as text before it is added', async () => {
    const { user } = await open();
    await user.type(address(), 'status.bakery.example');
    await user.click(button('Look'));
    expect(host.detect).toHaveBeenCalledWith('status.bakery.example', false);
    const card = (await screen.findByText('Corner <b>Bakery</b>')).closest('[role="status"]');
    expect(card).toHaveTextContent(/State\s*Some problems\s*Parts\s*12\s*Format\s*Atlassian Statuspage\s*Feed\s*https:\/\/status/);
    expect(document.querySelector('main b')).toBeNull();
    expect(host.addProvider).not.toHaveBeenCalled();
    await user.click(button('Add'));
    expect(host.addProvider).toHaveBeenCalledWith('status.bakery.example', false);
    expect(await screen.findByText('Corner Bakery was added.')).toBeVisible();
    expect(address()).toHaveValue('');
    expect(address()).toHaveFocus();
    expect(screen.queryByRole('button', { name: 'Add' })).toBeNull();
  });

  test('Enter looks, and the tick says that plain http is meant', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('checkbox', { name: /Internal/ }));
    await user.type(address(), 'http://kuma:3001/{Enter}');
    expect(host.detect).toHaveBeenCalledWith('http://kuma:3001/', true);
    await user.click(await screen.findByRole('button', { name: 'Add' }));
    expect(host.addProvider).toHaveBeenCalledWith('http://kuma:3001/', true);
  });

  test('a refusal stands beside the field, in words, and is gone with the next letter', async () => {
    vi.mocked(host.detect).mockRejectedValueOnce({ code: 'failed', message: 'No status could be read there.' });
    const { user } = await open();
    await user.type(address(), 'https://example.com{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent('No status could be read there.');
    expect(address()).toHaveAttribute('aria-invalid', 'true');
    expect(address()).toHaveAccessibleDescription('No status could be read there.');
    expect(address()).toHaveFocus();
    await user.type(address(), '/');
    expect(screen.getByRole('alert').textContent).toBe('');
    expect(address()).toHaveAttribute('aria-invalid', 'false');
  });

  test('an answer to what no longer stands in the field is not shown', async () => {
    let answer: (found: Found) => void = () => {};
    vi.mocked(host.detect).mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const { user } = await open();
    await user.type(address(), 'one.example{Enter}');
    expect(button('Looking…')).toHaveAttribute('aria-disabled', 'true');
    await user.type(address(), '/x');
    answer(BAKERY);
    await tick();
    expect(screen.queryByRole('button', { name: 'Add' })).toBeNull();
  });

  test('what is there already is not added again, and another place is named', async () => {
    vi.mocked(host.detect).mockResolvedValueOnce({ ...BAKERY, there: 'OpenAI', elsewhere: 'https://other.example/' });
    const { user } = await open();
    await user.type(address(), 'status.openai.com{Enter}');
    expect(await screen.findByText('You have this already: OpenAI.')).toBeVisible();
    expect(screen.getByText(/at another place than you named: https:\/\/other\.example\//)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add' })).toBeNull();
  });

  test('only own ones are listed, each with how its feed is doing', async () => {
    const unread = source('waiting', { text: '127.0.0.1 has not been read yet' });
    const waiting = provider('kuma', 'Kuma', { own: true, source: unread });
    await open(snapshot({ providers: [...snapshot().providers, bakery(), waiting] }));
    const items = within(screen.getByRole('list', { name: 'Providers that you added' })).getAllByRole('listitem');
    expect(items).toHaveLength(2);
    expect(items[0]).toHaveTextContent(/Corner Bakery\s*status\.bakery\.com, read 2 min ago/);
    expect(items[1]).toHaveTextContent('127.0.0.1 has not been read yet');
  });

  test('removing asks once, keeps by default, and then goes', async () => {
    const { user } = await open(snapshot({ providers: [bakery()] }));
    await user.click(button('Remove Corner Bakery'));
    expect(screen.getByRole('group', { name: 'Remove Corner Bakery? Its file is kept.' })).toBeVisible();
    expect(button('Keep')).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(host.removeProvider).not.toHaveBeenCalled();
    expect(button('Remove Corner Bakery')).toHaveFocus();
    await user.click(button('Remove Corner Bakery'));
    await user.click(button('Remove'));
    expect(host.removeProvider).toHaveBeenCalledWith('bakery');
    expect(await screen.findByText('Corner Bakery was taken away.')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Own providers' })).toHaveFocus();
  });

  test('with none there is a sentence', async () => {
    await open();
    expect(screen.getByText('You have added none yet.')).toBeVisible();
  });
});

describe('what you use', () => {
  const group = (name: string) => screen.getByRole('group', { name });
  const box = (name: string) => screen.getByRole('checkbox', { name });

  test('tools stand by provider, ticked where they are watched', async () => {
    await open();
    expect(within(group('OpenAI')).getAllByRole('checkbox')).toHaveLength(2);
    expect(box('ChatGPT')).toBeChecked();
    expect(box('OpenAI API')).not.toBeChecked();
  });

  test('a tick is asked for, and taken back where it could not be done', async () => {
    const { user } = await open();
    await user.click(box('OpenAI API'));
    expect(host.watch).toHaveBeenCalledWith('openai-api', true);
    expect(await screen.findByText('You will be told about Claude.')).toBeVisible();
    vi.mocked(host.watch).mockRejectedValueOnce({ code: 'failed', message: 'settings.toml:3: no' });
    await user.click(box('ChatGPT'));
    expect(host.watch).toHaveBeenCalledWith('chatgpt', false);
    expect(await screen.findByText('settings.toml:3: no')).toBeVisible();
    expect(box('ChatGPT')).toBeChecked();
  });

  test('a tick can be undone', async () => {
    const { user } = await open();
    await user.click(box('ChatGPT'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(host.watch).toHaveBeenLastCalledWith('chatgpt', true);
  });

  test('the catalogue has the order; those that are neither among the first nor used are folded away', async () => {
    const many = Array.from({ length: 15 }, (_, at) => `p${15 - at}`);
    await open(
      snapshot({
        products: many.map((id) => product(id, `Tool ${id}`, 'operational', { provider: id, watched: id === 'p1' })),
        providers: many.map((id) => provider(id, id)).reverse(),
      }),
    );
    const names = [...document.querySelectorAll('legend')].map((one) => one.textContent);
    expect(names).toEqual([...many.slice(0, 12), 'p1', 'p3', 'p2']);
    expect(screen.getByText('Also in the catalogue: 2')).toBeVisible();
    expect(group('p3').closest('details')).not.toHaveAttribute('open');
  });

  test('a word finds tools and whole providers, and says how many', async () => {
    const { user } = await open();
    const field = screen.getByRole('searchbox', { name: 'Find a tool or a provider' });
    await user.type(field, 'OPENAI');
    expect(screen.getAllByRole('group').map((one) => one.querySelector('legend')?.textContent)).toEqual(['OpenAI']);
    expect(screen.getByText('2 tools')).toBeVisible();
    await user.clear(field);
    await user.type(field, 'claude');
    expect(screen.getByText('One tool')).toBeVisible();
    expect(box('Claude')).toBeVisible();
    await user.type(field, 'zzz');
    expect(screen.getByText('Nothing in the catalogue is called so.')).toBeVisible();
  });
});

describe('the way there', () => {
  test('a button, the key that systems agree on, and the empty overview lead there', async () => {
    shown.view = { view: 'overview' };
    const { user, page } = await open();
    await user.click(button('Settings'));
    expect(shown.view).toEqual({ view: 'settings' });
    expect(button('Settings')).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('heading', { level: 1 })).toHaveFocus();
    await user.keyboard('/');
    expect(screen.getByRole('searchbox', { name: 'Find a setting' })).toHaveFocus();
    shown.view = { view: 'overview' };
    await tick();
    await user.keyboard('{Control>},{/Control}');
    expect(shown.view).toEqual({ view: 'settings' });
    page.unmount();
    shown.view = { view: 'overview' };
    await open(snapshot({ products: [product('a', 'A', 'operational', { watched: false })] }));
    await user.click(button('Pick your tools'));
    expect(shown.view).toEqual({ view: 'settings' });
  });

  test('both languages have it', async () => {
    await open(snapshot({ language: 'id', providers: [bakery()] }));
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Pengaturan');
    expect(button('Cari')).toBeVisible();
    expect(document.body.textContent).not.toMatch(/window-/);
  });
});
