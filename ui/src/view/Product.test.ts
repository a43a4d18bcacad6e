import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import type { Component, Incident, ProductView } from '../lib/wire.gen';
import { explanation, incident, NOW, product, provider, snapshot } from '../test/sample';
import { affected } from './affected';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  about: vi.fn(() => new Promise(() => {})),
  why: vi.fn(async (id: string) => explanation(id)),
  decisions: vi.fn(async () => []),
}));

beforeEach(() => {
  vi.clearAllMocks();
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.view = { view: 'product', id: 'chatgpt' };
  shown.notice = null;
  shown.undo = null;
  shown.keys = false;
  vi.setSystemTime(new Date(NOW));
});

async function open(own: Partial<ProductView>, incidents: Incident[] = [], name = 'OpenAI') {
  shown.take(
    snapshot({
      products: [product('chatgpt', 'ChatGPT', 'major_outage', { incidents: incidents.map(({ id }) => id), ...own })],
      providers: [provider('openai', name, { incidents })],
    }),
  );
  render(App);
  await tick();
  return userEvent.setup();
}

const part = (id: string, status: Component['status'] = 'operational'): Component => ({ id, name: `Part ${id}`, status });
const parts = () => within(screen.getByRole('region', { name: 'What Siaga watches' })).getAllByRole('listitem');

test('an incident names the parts it affects, and how many of them are watched', async () => {
  await open({ components: [part('chat'), part('login')] }, [incident()]);
  expect(screen.getByRole('article')).toHaveTextContent(/Affects: Part chat, Part login \( ?you watch both ?\)/);
  expect(screen.getByRole('article')).toHaveTextContent('status.openai.com, read 2 min ago');
});

test('parts that are known by their id only are counted', () => {
  const picture = snapshot({ products: [product('chatgpt', 'ChatGPT', 'degraded', { components: [part('chat')] })] });
  expect(affected(picture, incident({ components: ['chat', 'x', 'y', 'x'] }), 'openai')).toEqual({
    names: ['Part chat'],
    watched: 1,
    more: 2,
  });
  expect(affected(picture, incident({ components: ['x'] }), 'openai')).toBeNull();
  expect(affected(picture, incident({ components: ['chat'] }), 'anthropic')).toBeNull();
});

test('parts of tools that are not watched are said not to be', async () => {
  await open({ watched: false, components: [part('chat')] }, [incident({ components: ['chat'] })]);
  expect(screen.getByRole('article')).toHaveTextContent(/you watch none of them/);
});

test('five hundred parts are folded, with those in trouble on top', async () => {
  const all = Array.from({ length: 500 }, (_, index) => part(`${index}`, index === 499 ? 'major_outage' : 'operational'));
  const user = await open({ components: all });
  expect(parts()).toHaveLength(12);
  expect(parts()[0]).toHaveTextContent('Part 499');
  const more = screen.getByRole('button', { name: 'Show all 500' });
  expect(more).toHaveAttribute('aria-expanded', 'false');
  await user.click(more);
  expect(parts()).toHaveLength(500);
  await user.click(screen.getByRole('button', { name: 'Show fewer' }));
  expect(parts()).toHaveLength(12);
});

test('forty incidents are folded', async () => {
  const user = await open({}, Array.from({ length: 40 }, (_, index) => incident({ id: `${index}`, updates: [] })));
  expect(screen.getAllByRole('article')).toHaveLength(5);
  await user.click(screen.getByRole('button', { name: 'Show all 40' }));
  expect(screen.getAllByRole('article')).toHaveLength(40);
});

test('an update of twenty thousand characters is folded at a word, and all of it can be read', async () => {
  const words = `${'<b>slow</b> '.repeat(1700)}end.`;
  const user = await open({}, [incident({ updates: [{ at: null, stage: 'identified', text: words }] })]);
  const quote = document.querySelector('blockquote');
  expect(quote?.textContent?.length).toBeLessThan(1510);
  expect(quote).toHaveTextContent(/<b>slow<\/b> …$/);
  await user.click(screen.getByRole('button', { name: 'Show the rest' }));
  expect(quote?.textContent).toBe(words);
  expect(quote?.children).toHaveLength(0);
  await user.click(screen.getByRole('button', { name: 'Show less' }));
  expect(quote?.textContent?.length).toBeLessThan(1510);
});

test('a text without a gap is never cut within a character', async () => {
  await open({}, [incident({ updates: [{ at: null, stage: 'identified', text: `a${'𝌆'.repeat(2000)}` }] })]);
  expect(document.querySelector('blockquote')?.textContent).toMatch(/^a(𝌆)+ …$/u);
});

test('a name of three hundred characters and one that runs from right to left stay text of their own direction', async () => {
  await open({ name: 'חיפוש' }, [incident({ title: 'تعطّل', components: [] })], 'A'.repeat(300));
  expect(screen.getByRole('heading', { level: 1 }).querySelector('bdi')).toHaveTextContent('חיפוש');
  expect(screen.getByText('تعطّل')).toHaveAttribute('dir', 'auto');
  expect(screen.getByRole('heading', { name: `What ${'A'.repeat(300)} reports` })).toBeVisible();
});

test('what was checked stands behind the answer', async () => {
  await open({});
  expect(await screen.findByText('What was checked')).toBeVisible();
  expect(screen.getByText('status.openai.com was read 2 min ago')).toBeInTheDocument();
});

test('its history is a press away', async () => {
  const user = await open({});
  await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'History' }));
  expect(shown.view).toEqual({ view: 'history', product: 'chatgpt' });
});
