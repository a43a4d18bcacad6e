import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { rules as kept, offered, written } from '../lib/rules.svelte';
import { shown } from '../lib/shown.svelte';
import type { ShownSettings, Snapshot, WouldHave } from '../lib/wire.gen';
import { incident, NOW, product, rules, snapshot } from '../test/sample';

const COUNT: WouldHave = { days: 90, since: null, incidents: 40, told: 9, notifications: 17, unknown: [] };

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  rules: vi.fn(),
  wouldHave: vi.fn(),
  set: vi.fn(),
  addSilence: vi.fn(async () => 'You will not be told about this until 31 March.'),
  removeSilence: vi.fn(async () => 'You will be told about this again.'),
  decisions: vi.fn(async () => []),
  snooze: vi.fn(async () => 'Snoozed.'),
  about: vi.fn(() => new Promise(() => {})),
}));

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(host.rules).mockImplementation(async () => rules());
  vi.mocked(host.wouldHave).mockImplementation(async () => COUNT);
  vi.mocked(host.set).mockImplementation(async (key) => ({ said: `${key} was changed.`, before: 'former' }));
  Object.assign(shown, { notice: null, undo: null, keys: false, view: { view: 'settings' } });
  Object.assign(kept, { settings: null, failure: null, refused: {}, wouldHave: null });
  vi.setSystemTime(new Date(NOW));
});

const two = snapshot({
  products: [
    product('claude', 'Claude', 'operational', { provider: 'anthropic' }),
    product('chatgpt', 'ChatGPT', 'major_outage', { incident: 'inc-1', incidents: ['inc-1'] }),
  ],
});

async function open(settings: ShownSettings = rules(), picture: Snapshot = two) {
  vi.mocked(host.rules).mockImplementation(async () => settings);
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(picture);
  const page = render(App);
  await screen.findByRole('region', { name: /Notifications|Notifikasi/ });
  return { page, user: userEvent.setup() };
}

const section = (name: string) => within(screen.getByRole('region', { name }));

describe('notifications', () => {
  test('every value in force is shown, and one that is not among the choices too', async () => {
    await open(rules({ notify: { ...rules().notify, ceiling: 7, reminder_s: 5400 } }));
    const { getByRole } = section('Notifications');
    expect(getByRole('checkbox', { name: 'Notify me on the desktop' })).toBeChecked();
    expect(getByRole('combobox', { name: 'Tell me from' })).toHaveDisplayValue('Some problems');
    expect(getByRole('combobox', { name: 'With “Some problems”, wait' })).toHaveDisplayValue('15 min');
    expect(getByRole('combobox', { name: 'Remind me while it lasts' })).toHaveDisplayValue('every 1 h 30 min');
    expect(getByRole('combobox', { name: 'New problems told in a day' })).toHaveDisplayValue('at most 7');
    expect(getByRole('checkbox', { name: 'Hold back what comes and goes' })).toBeChecked();
    const each = section('Each tool');
    expect(each.getByRole('combobox', { name: 'Loudness of ChatGPT' })).toHaveDisplayValue('Must-know');
    expect(each.getByRole('combobox', { name: 'Claude: tell me from' })).toHaveDisplayValue('As above');
  });

  test('each choice is asked for under its key at once', async () => {
    const { user } = await open();
    const { getByRole } = section('Notifications');
    const choose = (name: string, option: string) => user.selectOptions(screen.getByRole('combobox', { name }), option);
    await choose('Tell me from', 'Down');
    await choose('With “Some problems”, wait', 'not at all');
    await choose('Remind me while it lasts', 'every 2 h');
    await choose('New problems told in a day', 'no limit');
    await choose('Loudness of Claude', 'Without sound');
    await choose('Loudness of ChatGPT', 'Normal');
    await choose('Claude: tell me from', 'Partly down');
    await user.click(getByRole('checkbox', { name: 'Also tell me of planned work' }));
    await user.click(getByRole('checkbox', { name: 'Hold back what comes and goes' }));
    expect(vi.mocked(host.set).mock.calls).toEqual([
      ['notify.threshold', 'major_outage'],
      ['notify.degraded_after', '0s'],
      ['notify.reminder', '2h'],
      ['notify.ceiling', 0],
      ['product.claude.loudness', 'quiet'],
      ['product.chatgpt.loudness', null],
      ['product.claude.threshold', 'partial_outage'],
      ['notify.maintenance', true],
      ['notify.unstable', false],
    ]);
  });

  test('a change is said and can be undone, until something else is done or the person goes elsewhere', async () => {
    const { user } = await open();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tell me from' }), 'Down');
    expect(await screen.findByText('Saved; it counts from now on.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(host.set).toHaveBeenLastCalledWith('notify.threshold', 'former');
    await user.click(screen.getByRole('button', { name: 'Overview' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  });

  test('a refusal stands in its section and the former choice comes back', async () => {
    vi.mocked(host.set).mockRejectedValue({ code: 'failed', message: 'settings.toml:3: notify.ceiling: a number' });
    const { user } = await open();
    const list = screen.getByRole('combobox', { name: 'New problems told in a day' });
    await user.selectOptions(list, 'no limit');
    expect(section('Notifications').getByRole('alert')).toHaveTextContent('settings.toml:3: notify.ceiling');
    expect(list).toHaveDisplayValue('at most 12');
    const box = screen.getByRole('checkbox', { name: 'Notify me on the desktop' });
    await user.click(box);
    await waitFor(() => expect(box).toBeChecked());
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});

describe('quiet hours', () => {
  const entry = () => within(screen.getByRole('group', { name: 'Quiet hours 1' }));

  test('a day, a time, the zone and the summary are changed each by itself', async () => {
    const { user } = await open();
    expect(entry().getByRole('button', { name: 'Saturday' })).toHaveAttribute('aria-pressed', 'true');
    await user.click(entry().getByRole('button', { name: 'Saturday' }));
    const from = entry().getByRole('textbox', { name: 'From' });
    await user.clear(from);
    await user.type(from, '21.30{Enter}');
    await user.tab();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Time zone' }), 'Asia/Jakarta');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Time zone' }), "This computer's");
    await user.click(screen.getByRole('checkbox', { name: /Tell me afterwards/ }));
    expect(vi.mocked(host.set).mock.calls).toEqual([
      ['quiet.hours', ['mon,tue,wed,thu,fri,sun 22:00-07:00']],
      ['quiet.hours', ['21:30-07:00']],
      ['quiet.zone', 'Asia/Jakarta'],
      ['quiet.zone', null],
      ['quiet.summary', false],
    ]);
  });

  test('hours are added and removed; the last that go leave the default', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Add hours' }));
    await user.click(screen.getByRole('button', { name: 'Remove quiet hours 1' }));
    expect(vi.mocked(host.set).mock.calls).toEqual([
      ['quiet.hours', ['22:00-07:00', '22:00-07:00']],
      ['quiet.hours', null],
    ]);
  });

  test('hours of no day are not asked for', async () => {
    const days = [true, false, false, false, false, false, false];
    const { user } = await open(rules({ quiet: { ...rules().quiet, hours: [{ days, from: '12:00', until: '13:00' }] } }));
    await user.click(entry().getByRole('button', { name: 'Monday' }));
    expect(host.set).not.toHaveBeenCalled();
  });

  test('a time that is none is refused in words, and the field says so', async () => {
    vi.mocked(host.set).mockRejectedValue({ code: 'failed', message: 'quiet.hours: times such as "22:00-07:00"' });
    const { user } = await open();
    const until = entry().getByRole('textbox', { name: 'to' });
    await user.clear(until);
    await user.type(until, 'late{Enter}');
    await user.tab();
    expect(await section('Quiet hours').findByRole('alert')).toHaveTextContent('times such as');
    expect(until).toHaveAttribute('aria-invalid', 'true');
  });

  test('the overview says that these are quiet hours', async () => {
    shown.view = { view: 'overview' };
    shown.agent = { state: 'following', version: '0.1.0' };
    shown.take(snapshot({ quiet_until: '2026-03-10T04:00:00Z' }));
    render(App);
    await tick();
    expect(screen.getByText(/Quiet hours until .*: only must-know tools are announced\./)).toBeVisible();
  });
});

describe('silences', () => {
  const SILENCE = rules().silences[0]?.silence;

  test('each says what it is about and until when, and is taken back with a way to undo that', async () => {
    const { user } = await open();
    const item = within(screen.getByRole('list', { name: 'Silences' })).getByRole('listitem');
    expect(item).toHaveTextContent(/ChatGPT · “voice”\s*until 31 Mar/);
    await user.click(screen.getByRole('button', { name: 'Remove the silence: ChatGPT · “voice”' }));
    expect(host.removeSilence).toHaveBeenCalledWith(SILENCE);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(host.addSilence).toHaveBeenCalledWith(SILENCE);
  });

  test('one that has ended says so', async () => {
    const [one] = rules().silences;
    await open(rules({ silences: one ? [{ ...one, over: true, silence: { ...one.silence, until: '2026-03-01T03:00:00Z' } }] : [] }));
    expect(screen.getByRole('list', { name: 'Silences' })).toHaveTextContent('ended 1 Mar');
  });

  test('one is added for a tool, for words, or both', async () => {
    const { user } = await open();
    const { getByRole } = section('Silences');
    await user.selectOptions(getByRole('combobox', { name: 'Tool' }), 'Claude');
    await user.type(getByRole('textbox', { name: 'Words of the title' }), ' billing ');
    await user.selectOptions(getByRole('combobox', { name: 'For' }), 'a day');
    await user.click(getByRole('button', { name: 'Silence' }));
    expect(host.addSilence).toHaveBeenCalledWith({
      product: 'claude',
      provider: null,
      component: null,
      title: 'billing',
      until: '2026-03-11T03:02:00.000Z',
      note: null,
    });
    await waitFor(() => expect(getByRole('textbox', { name: 'Words of the title' })).toHaveValue(''));
  });

  test('what the agent refuses is said', async () => {
    vi.mocked(host.addSilence).mockRejectedValueOnce({ code: 'failed', message: 'Say what it is about.' });
    const { user } = await open();
    await user.click(section('Silences').getByRole('button', { name: 'Silence' }));
    expect(await screen.findByText('Say what it is about.')).toBeVisible();
  });

  test('an incident is silenced from its own report', async () => {
    shown.view = { view: 'product', id: 'chatgpt' };
    shown.agent = { state: 'following', version: '0.1.0' };
    shown.take(snapshot());
    render(App);
    const user = userEvent.setup();
    const group = `How long not to tell me about “${incident().title}”`;
    await user.click((await screen.findAllByText("Don't tell me about this"))[0] as HTMLElement);
    await user.click(within(screen.getByRole('group', { name: group })).getByRole('button', { name: 'a week' }));
    expect(host.addSilence).toHaveBeenCalledWith({
      product: 'chatgpt',
      provider: null,
      component: null,
      title: incident().title,
      until: '2026-03-17T03:02:00.000Z',
      note: null,
    });
  });
});

describe('parts', () => {
  test('ticks pick parts, and all come back as shipped', async () => {
    const [claude, chatgpt] = rules().products;
    const products = claude && chatgpt ? [claude, { ...chatgpt, own_components: true }] : [];
    const { user } = await open(rules({ products }));
    await user.click(screen.getByText(/2 of 3 parts/));
    const ticks = within(screen.getByRole('group', { name: 'ChatGPT' }));
    await user.click(ticks.getByRole('checkbox', { name: 'Voice mode' }));
    await user.click(ticks.getByRole('checkbox', { name: 'Login' }));
    await user.click(screen.getByRole('button', { name: 'All as shipped for ChatGPT' }));
    expect(vi.mocked(host.set).mock.calls).toEqual([
      ['product.chatgpt.components', ['login', 'chat', 'voice']],
      ['product.chatgpt.components', ['chat']],
      ['product.chatgpt.components', null],
    ]);
  });

  test('the last part can not be taken away, and its tick comes back', async () => {
    vi.mocked(host.set).mockRejectedValue({ code: 'failed', message: 'product.chatgpt.components: at least one' });
    const { user } = await open();
    await user.click(screen.getByText(/2 of 3 parts/));
    const login = screen.getByRole('checkbox', { name: 'Login' });
    await user.click(login);
    expect(await section('Parts that count').findByRole('alert')).toHaveTextContent('at least one');
    expect(login).toBeChecked();
  });

  test('a page without parts has a sentence', async () => {
    await open();
    expect(screen.getByText('Its page lists no parts, or has not been read yet.')).toBeInTheDocument();
  });
});

describe('what would have been told', () => {
  test.each<[Partial<WouldHave>, RegExp]>([
    [{}, /you would have had 17 notifications in the last 90 days\.$/],
    [{ notifications: 1 }, /you would have had one notification in/],
    [{ notifications: 0 }, /you would have had no notification in/],
    [{ since: '2026-03-01T00:00:00Z' }, /90 days\.\s*Nothing older than 1 Mar/],
    [{ unknown: ['claude'] }, /90 days\.\s*Of Claude nothing is known from that time\.$/],
    [{ notifications: 0, unknown: ['claude', 'chatgpt'] }, /is not known/],
  ])('%j', async (change, said) => {
    vi.mocked(host.wouldHave).mockImplementation(async () => ({ ...COUNT, ...change }));
    await open();
    const line = await screen.findByText(/these settings/);
    expect(line.textContent?.trim()).toMatch(said);
  });

  test('it is counted anew after a change, and left out where it can not be had', async () => {
    const { user } = await open();
    await screen.findByText(/17 notifications/);
    vi.mocked(host.wouldHave).mockImplementation(async () => ({ ...COUNT, notifications: 4 }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tell me from' }), 'Down');
    await screen.findByText(/4 notifications/);
    vi.mocked(host.wouldHave).mockRejectedValue({ code: 'failed', message: 'no' });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tell me from' }), 'Partly down');
    await waitFor(() => expect(screen.queryByText(/these settings/)).toBeNull());
  });
});

describe('snoozes', () => {
  test('until tomorrow morning and for as many hours as one likes, for all and for one', async () => {
    shown.view = { view: 'overview' };
    shown.agent = { state: 'following', version: '0.1.0' };
    shown.take(snapshot());
    render(App);
    const user = userEvent.setup();
    await user.click(await screen.findByText('Snooze all longer'));
    await user.click(screen.getByRole('button', { name: /^Until tomorrow morning/ }));
    const [, seconds] = vi.mocked(host.snooze).mock.calls[0] ?? [];
    const end = new Date(Date.parse(NOW) + Number(seconds) * 1000);
    expect([end.getHours(), end.getMinutes()]).toEqual([8, 0]);
    shown.view = { view: 'product', id: 'chatgpt' };
    await user.click(await screen.findByText('Snooze longer'));
    const hours = screen.getByRole('spinbutton', { name: 'Hours' });
    await user.clear(hours);
    await user.type(hours, '12{Enter}');
    expect(host.snooze).toHaveBeenLastCalledWith('chatgpt', 12 * 3600);
  });
});

describe('told and held', () => {
  test('the newest decisions stand on the product page with their explanation', async () => {
    const decision = {
      schema: 1,
      kind: 'decision',
      at: '2026-03-10T02:50:00Z',
      product: 'chatgpt',
      incident: 'inc-1',
      incident_group: 'openai/inc-1',
      severity: null,
      title: 'Elevated <b>errors</b>',
      hold: null,
    } as const;
    vi.mocked(host.decisions).mockImplementation(async () => [
      { decision: { ...decision, told: true, reason: 'Began' }, text: 'it began' },
      { decision: { ...decision, told: false, reason: 'QuietHours' }, text: 'quiet hours until 07:00' },
    ]);
    shown.view = { view: 'product', id: 'chatgpt' };
    shown.agent = { state: 'following', version: '0.1.0' };
    shown.take(snapshot());
    render(App);
    await waitFor(() => expect(section('Told and held').getAllByRole('listitem')).toHaveLength(2));
    const [told, held] = section('Told and held').getAllByRole('listitem');
    expect(told).toHaveTextContent(/Told: it began · Elevated <b>errors<\/b>/);
    expect(held).toHaveTextContent(/Held: quiet hours until 07:00/);
    expect(host.decisions).toHaveBeenCalledWith('chatgpt', 20);
  });
});

test('all of it can be had in Indonesian', async () => {
  await open(rules(), { ...two, language: 'id' });
  expect(screen.getByRole('region', { name: 'Jam tenang' })).toBeVisible();
  expect(screen.getByRole('button', { name: 'Sabtu' })).toBeVisible();
  expect(document.body.textContent).not.toMatch(/window-/);
});

test('without an answer the settings say why, and the rest of the view is there', async () => {
  vi.mocked(host.rules).mockRejectedValue({ code: 'failed', message: 'no such command' });
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(two);
  render(App);
  expect(await screen.findByText('The settings could not be read: no such command')).toBeVisible();
  expect(screen.getByRole('region', { name: 'What you use' })).toBeVisible();
});

test('every field has a name, and every id stands once', async () => {
  await open();
  for (const field of document.querySelectorAll('main input, main select, main button')) {
    expect(field).toHaveAccessibleName();
  }
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('times are written as the settings take them, and the value in force is offered', () => {
  expect([0, 90, 900, 3600, 5400, 86_400].map(written)).toEqual(['0s', '90s', '15m', '1h', '1h 30m', '24h']);
  expect(offered([0, 3, 12], 7)).toEqual([0, 3, 7, 12]);
});
