import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import { about } from '../lib/about.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import { systemOf } from '../lib/system';
import type { About } from '../lib/wire.gen';
import { NOW, rules, snapshot } from '../test/sample';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  about: vi.fn(),
  bars: vi.fn(async () => []),
  rules: vi.fn(async () => rules()),
  set: vi.fn(async () => ({ said: '', before: null })),
  watch: vi.fn(async () => null),
  testNotification: vi.fn(async () => 'Sent.'),
  autostart: vi.fn(async () => null),
  startDrill: vi.fn(async () => null),
}));

const LINUX = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15';

function siaga(change: Partial<About> = {}): About {
  return {
    version: '0.1.0',
    welcome: true,
    autostart: false,
    tray: 'shown',
    notifications: true,
    notifications_text: 'The desktop shows notifications.',
    contacts: [],
    outputs: [],
    settings_folder: '/home/siti/.config/siaga',
    data_folder: '/home/siti/.local/share/siaga',
    ...change,
  };
}

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(host.about).mockResolvedValue(siaga());
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(LINUX);
  about.value = null;
  shown.snapshot = null;
  shown.agent = { state: 'connecting' };
  shown.view = { view: 'overview' };
  shown.notice = null;
  shown.undo = null;
  shown.keys = false;
  shown.trayTold = false;
  vi.setSystemTime(new Date(NOW));
});

async function open(picture = snapshot()) {
  render(App);
  shown.take(picture);
  shown.agent = { state: 'following', version: '0.1.0' };
  await vi.waitFor(() => expect(about.asking || about.value !== null || about.failure !== null).toBe(true));
  await tick();
  await tick();
  return userEvent.setup();
}

const step = () => screen.findByRole('heading', { level: 2, name: /^(Step|Langkah|That's all)/ });
const press = async (user: ReturnType<typeof userEvent.setup>, name: string) =>
  user.click(await screen.findByRole('button', { name }));

test('the window begins with the first steps until they were done or skipped', async () => {
  const user = await open();
  expect(await step()).toHaveTextContent('Step 1 of 3: Language and tools');
  await press(user, 'Skip all steps');
  expect(host.set).toHaveBeenCalledWith('window.welcome', false);
  expect(shown.view).toEqual({ view: 'overview' });
});

test.each([
  ['they were done', siaga({ welcome: false }), snapshot(), { view: 'overview' }],
  ['it is a drill', siaga(), snapshot({ drill: true }), { view: 'overview' }],
  ['somebody asked to see something', siaga(), snapshot(), { view: 'product', id: 'chatgpt' }],
] as const)('they do not come by themselves where %s', async (_, value, picture, view) => {
  vi.mocked(host.about).mockResolvedValue(value);
  shown.view = view;
  await open(picture);
  await vi.waitFor(() => expect(about.value).not.toBeNull());
  expect(shown.view).toEqual(view);
});

test('an agent that cannot say what it is leaves the overview as it is', async () => {
  vi.mocked(host.about).mockRejectedValue({ code: 'failed', message: 'not known' });
  await open();
  await vi.waitFor(() => expect(about.failure).not.toBeNull());
  expect(shown.view).toEqual({ view: 'overview' });
});

test('each step can be passed over without anything being chosen', async () => {
  const user = await open();
  await press(user, 'Continue');
  expect(await step()).toHaveTextContent('Step 2 of 3: Notifications');
  expect(document.activeElement).toBe(await step());
  await press(user, 'Skip this step');
  expect(await step()).toHaveTextContent('Step 3 of 3: Start at login');
  await press(user, 'Skip this step');
  expect(await step()).toHaveTextContent("That's all");
  await press(user, 'Go to the overview');
  expect(vi.mocked(host.set).mock.calls).toEqual([['window.welcome', false]]);
  expect(host.autostart).not.toHaveBeenCalled();
  expect(host.testNotification).not.toHaveBeenCalled();
  expect(shown.view).toEqual({ view: 'overview' });
});

test('a language counts at once, and one that is refused is not shown as chosen', async () => {
  const user = await open();
  await user.click(await screen.findByRole('radio', { name: 'Bahasa Indonesia' }));
  expect(host.set).toHaveBeenCalledWith('language', 'id');
  vi.mocked(host.set).mockRejectedValueOnce({ code: 'failed', message: 'Nothing could be written.' });
  await user.click(screen.getByRole('radio', { name: 'English' }));
  expect(await screen.findByText('Nothing could be written.')).toBeVisible();
  expect(screen.getByRole('radio', { name: 'Bahasa Indonesia' })).toBeChecked();
});

test('the tools that are watched already are ticked', async () => {
  const user = await open();
  await step();
  expect(screen.getByRole('checkbox', { name: 'Claude' })).toBeChecked();
  expect(screen.getByRole('checkbox', { name: 'Perplexity' })).not.toBeChecked();
  await user.click(screen.getByRole('checkbox', { name: 'Perplexity' }));
  expect(host.watch).toHaveBeenCalledWith('perplexity', true);
});

test('a notification that was not seen brings the help for this system', async () => {
  const user = await open();
  await press(user, 'Continue');
  expect(screen.queryByText('Did you see it?')).toBeNull();
  await press(user, 'Send a test notification');
  expect(await screen.findByText('Sent.')).toBeVisible();
  await press(user, 'No');
  expect(screen.getByText(/“Do not disturb” is on/)).toBeVisible();
  expect(screen.getByText(/need a notification server/)).toBeVisible();
  expect(screen.getByText('The desktop shows notifications.')).toBeVisible();
  await press(user, 'Yes');
  expect(screen.getByText(/That is how you will hear/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Continue' })).toBeVisible();
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', /Settings > System > Notifications/],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', /System Settings > Notifications/],
])('on %s it leads to that system’s own settings', async (agent, help) => {
  vi.spyOn(navigator, 'userAgent', 'get').mockReturnValue(agent);
  const user = await open();
  await press(user, 'Continue');
  await press(user, 'Send a test notification');
  await press(user, 'No');
  expect(screen.getByText(help)).toBeVisible();
  expect(screen.queryByText(/notification server/)).toBeNull();
});

test('one that could not be sent says why, and helps without being asked', async () => {
  vi.mocked(host.testNotification).mockRejectedValueOnce({ code: 'failed', message: 'Nothing here shows notifications.' });
  const user = await open();
  await press(user, 'Continue');
  await press(user, 'Send a test notification');
  expect(await screen.findByText('Nothing here shows notifications.')).toBeVisible();
  expect(screen.getByText(/need a notification server/)).toBeVisible();
});

test('a desktop without tray icons is told how to come back, here and then not again', async () => {
  vi.mocked(host.about).mockResolvedValue(siaga({ tray: 'no_host' }));
  const user = await open();
  await press(user, 'Continue');
  expect(await screen.findByText(/Your desktop shows no tray icons/)).toBeVisible();
  expect(screen.getByText(/siaga window/)).toBeVisible();
  await press(user, 'Skip all steps');
  expect(screen.queryByText(/no tray icons/)).toBeNull();
});

test('without first steps the overview says it once, and it can be put away', async () => {
  vi.mocked(host.about).mockResolvedValue(siaga({ welcome: false, tray: 'no_host' }));
  const user = await open();
  expect(await screen.findByText(/Your desktop shows no tray icons/)).toBeVisible();
  await press(user, 'Understood');
  expect(screen.queryByText(/no tray icons/)).toBeNull();
});

test('starting at login is off until asked for, and a refusal takes the tick back', async () => {
  const user = await open();
  await press(user, 'Continue');
  await press(user, 'Skip this step');
  const box = screen.getByRole('checkbox', { name: 'Start Siaga when I log in' });
  expect(box).not.toBeChecked();
  vi.mocked(host.autostart).mockRejectedValueOnce({ code: 'failed', message: 'Nothing could be written.' });
  await user.click(box);
  expect(await screen.findByText('Nothing could be written.')).toBeVisible();
  expect(box).not.toBeChecked();
  await user.click(box);
  expect(host.autostart).toHaveBeenLastCalledWith(true);
  expect(await screen.findByRole('button', { name: 'Continue' })).toBeVisible();
});

test('a drill is offered at the end', async () => {
  const user = await open();
  await press(user, 'Continue');
  await press(user, 'Skip this step');
  await press(user, 'Skip this step');
  await press(user, 'Start a drill');
  expect(host.set).toHaveBeenCalledWith('window.welcome', false);
  await vi.waitFor(() => expect(host.startDrill).toHaveBeenCalledWith(null));
});

test('they speak Indonesian', async () => {
  await open(snapshot({ language: 'id' }));
  expect(await step()).toHaveTextContent('Langkah 1 dari 3: Bahasa dan layanan');
});

test('a web view that names no system known is taken for Linux', () => {
  expect(systemOf('')).toBe('linux');
});
