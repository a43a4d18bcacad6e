import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import type { Walk } from '../lib/wire.gen';
import { NOW, ranked, snapshot } from '../test/sample';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  alternatives: vi.fn(async () => ranked()),
  touched: vi.fn(async () => undefined),
}));

beforeEach(() => {
  vi.clearAllMocks();
  shown.notice = null;
  shown.view = { view: 'overview' };
  vi.setSystemTime(new Date(NOW));
});

const walk = (change: Partial<Walk>): Walk => ({ use: 'writing', product: 'chatgpt', stage: 'calm', text: '', ...change });

function show(rehearsal: Walk | null, drill = true) {
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(snapshot({ drill, rehearsal }));
}

test('it says what to do, leads to the choices, and says what came of it', async () => {
  const user = userEvent.setup();
  show(walk({ text: 'In a moment ChatGPT fails.' }));
  render(App);
  await tick();
  const said = screen.getByText('In a moment ChatGPT fails.');
  expect(said).toHaveAttribute('role', 'status');
  expect(screen.queryByRole('button', { name: 'Show my choices' })).toBeNull();

  show(walk({ stage: 'go', text: 'ChatGPT is down in this drill. Go to Claude.' }));
  await tick();
  expect(said).toHaveTextContent('ChatGPT is down in this drill. Go to Claude.');
  await user.click(screen.getByRole('button', { name: 'Show my choices' }));
  expect(shown.view).toEqual({ view: 'switch_to', product: 'chatgpt', use: 'writing' });
  expect(screen.queryByRole('button', { name: 'Show my choices' })).toBeNull();
  expect(said).toBeVisible();

  show(walk({ stage: 'gone', text: '48 s from the outage to Claude. Kept with your plan.' }));
  await tick();
  expect(said).toHaveTextContent('48 s from the outage to Claude. Kept with your plan.');
});

test('nothing of it stands where no plan is rehearsed, and outside a drill', async () => {
  show(null);
  const page = render(App);
  await tick();
  expect(document.querySelector('[data-stage]')).toBeNull();
  page.unmount();
  show(walk({ stage: 'go', text: 'Go.' }), false);
  render(App);
  await tick();
  expect(document.querySelector('[data-stage]')).toBeNull();
});
