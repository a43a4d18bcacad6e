import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import { about as itself } from '../lib/about.svelte';
import * as host from '../lib/host';
import { rules as kept } from '../lib/rules.svelte';
import { shown } from '../lib/shown.svelte';
import type { About, Snapshot } from '../lib/wire.gen';
import { about, NOW, product, provider, rules, snapshot, source } from '../test/sample';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  rules: vi.fn(),
  about: vi.fn(),
  wouldHave: vi.fn(async () => null),
  set: vi.fn(async () => ({ said: '', before: null })),
  autostart: vi.fn(async () => 'Siaga starts when you log in.'),
  testNotification: vi.fn(async () => 'A test was shown.'),
  testOutput: vi.fn(async (name: string) => `The test message reached “${name}”.`),
  diagnose: vi.fn(async () => ['siaga 0.1.0', 'tray: <b>found</b>']),
  copy: vi.fn(async () => null),
}));

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(host.rules).mockImplementation(async () => rules());
  Object.assign(shown, { notice: null, undo: null, keys: false, view: { view: 'settings' } });
  Object.assign(kept, { settings: null, failure: null, refused: {}, wouldHave: null });
  Object.assign(itself, { value: null, failure: null, asking: false });
  vi.setSystemTime(new Date(NOW));
});

const two = snapshot({
  products: [
    product('claude', 'Claude', 'operational', { provider: 'anthropic' }),
    product('chatgpt', 'ChatGPT', 'major_outage'),
    product('mistral', 'Le Chat', 'operational', { provider: 'mistral', watched: false }),
  ],
});

async function open(answer: About = about(), picture: Snapshot = two) {
  vi.mocked(host.about).mockImplementation(async () => answer);
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(picture);
  const page = render(App);
  await screen.findByRole('region', { name: /Notifications|Notifikasi/ });
  await tick();
  return { page, user: userEvent.setup() };
}

const section = (name: string) => within(screen.getByRole('region', { name }));
const regions = () =>
  [...document.querySelectorAll<HTMLElement>('main section')].filter((one) => !one.hidden).map((one) => one.querySelector('h2')?.textContent);
const jumps = () => within(screen.getByRole('navigation', { name: /Sections|Bagian/ })).getAllByRole('button').map((one) => one.textContent);

describe('finding', () => {
  const field = () => screen.getByRole('searchbox', { name: 'Find a setting' });
  const seek = (value: string) => fireEvent.input(field(), { target: { value } });

  test('the list names every section, and leads to its heading', async () => {
    const { user } = await open();
    await waitFor(() => expect(jumps()).toEqual(regions()));
    expect(jumps()).toHaveLength(13);
    await user.click(screen.getByRole('button', { name: 'Quiet hours' }));
    expect(screen.getByRole('heading', { name: 'Quiet hours' })).toHaveFocus();
  });

  test('the words of an explanation find a setting, and only that is left of its section', async () => {
    const { user } = await open();
    await user.keyboard('/');
    expect(field()).toHaveFocus();
    await seek('Light  DARK ');
    await waitFor(() => expect(regions()).toEqual(['Language and looks']));
    expect(screen.getByText('One setting found')).toBeVisible();
    expect(jumps()).toEqual(['Language and looks']);
    expect(screen.getByRole('combobox', { name: 'Theme' })).toBeVisible();
    expect(screen.queryByRole('combobox', { name: 'Text size' })).toBeNull();
    await seek('');
    await waitFor(() => expect(regions()).toHaveLength(13));
  });

  test('the heading counts for every setting under it', async () => {
    await open();
    await seek('quiet hours zone');
    await waitFor(() => expect(regions()).toEqual(['Quiet hours']));
    expect(screen.getByRole('combobox', { name: 'Time zone' })).toBeVisible();
  });

  test('a tool is found wherever it can be set, also where it is folded away', async () => {
    const many = Array.from({ length: 14 }, (_, at) => `p${at}`);
    await open(
      about(),
      snapshot({
        products: many.map((id) => product(id, `Tool ${id}.`, 'operational', { provider: id, watched: false })),
        providers: many.map((id) => provider(id, id)),
      }),
    );
    expect(screen.getByText('Tool p13.')).not.toBeVisible();
    await seek('tool p13.');
    await waitFor(() => expect(screen.getByText('Tool p13.')).toBeVisible());
    expect(screen.getByText('Tool p1.')).not.toBeVisible();
  });

  test('where nothing is found a sentence says so', async () => {
    await open();
    await seek('zzz');
    expect(await screen.findByText('No setting has these words.')).toBeVisible();
    expect(regions()).toEqual([]);
  });

  test('what comes later is narrowed too', async () => {
    let tell: (answer: About) => void = () => {};
    await open();
    vi.mocked(host.about).mockReturnValue(new Promise((resolve) => (tell = resolve)));
    await seek('phone');
    await waitFor(() => expect(regions()).toEqual(['Further outputs']));
    window.dispatchEvent(new Event('focus'));
    tell(about({ outputs: [] }));
    expect(await screen.findByText('No setting has these words.')).toBeVisible();
  });
});

describe('language and looks', () => {
  test('each is asked for under its key at once and can be undone', async () => {
    const { user } = await open();
    const { getByRole } = section('Language and looks');
    await user.selectOptions(getByRole('combobox', { name: 'Language' }), 'Bahasa Indonesia');
    await user.selectOptions(getByRole('combobox', { name: 'Theme' }), 'Dark');
    await user.selectOptions(getByRole('combobox', { name: 'Text size' }), 'Larger');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(vi.mocked(host.set).mock.calls).toEqual([
      ['language', 'id'],
      ['window.theme', 'dark'],
      ['window.text', 'larger'],
      ['window.text', null],
    ]);
  });

  test('another language changes the words and asks for the sentences anew', async () => {
    await open();
    const asked = vi.mocked(host.about).mock.calls.length;
    shown.take({ ...two, language: 'id' });
    expect(await screen.findByRole('region', { name: 'Bahasa dan tampilan' })).toBeVisible();
    expect(host.about).toHaveBeenCalledTimes(asked + 1);
    await waitFor(() => expect(jumps()).toContain('Privasi'));
    expect(document.body.textContent).not.toMatch(/window-/);
  });
});

describe('startup', () => {
  const box = () => screen.getByRole('checkbox', { name: 'Start Siaga when I log in' });

  test('starting at login is asked for, asked anew afterwards, and can be undone', async () => {
    const { user } = await open();
    expect(box()).not.toBeChecked();
    expect(box()).toHaveAccessibleDescription('Only the part that watches starts; no window opens.');
    vi.mocked(host.about).mockImplementation(async () => about({ autostart: true }));
    await user.click(box());
    expect(host.autostart).toHaveBeenCalledWith(true);
    expect(await screen.findByText('Siaga starts when you log in.')).toBeVisible();
    expect(box()).toBeChecked();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(host.autostart).toHaveBeenLastCalledWith(false);
  });

  test('a refusal is said and takes the tick back', async () => {
    vi.mocked(host.autostart).mockRejectedValueOnce({ code: 'failed', message: 'No folder to write in.' });
    const { user } = await open();
    await user.click(box());
    expect(await screen.findByText('No folder to write in.')).toBeVisible();
    expect(box()).not.toBeChecked();
  });

  test('what nobody can tell is neither on nor off', async () => {
    await open(about({ autostart: null }));
    expect(box()).toBePartiallyChecked();
    expect(box()).toHaveAccessibleDescription(/not known\.$/);
  });

  test('the first steps can be seen again', async () => {
    const { user } = await open();
    await user.click(section('Startup').getByRole('button', { name: 'First steps' }));
    expect(shown.view).toEqual({ view: 'welcome' });
  });
});

describe('outputs', () => {
  test('each says where it leads and of what it is told, and how its test went', async () => {
    const { user } = await open();
    const [phone, team] = within(screen.getByRole('list', { name: 'Further outputs' })).getAllByRole('listitem');
    expect(phone).toHaveTextContent(/phone\s*ntfy, leads to ntfy\.example\s*Beginnings and ends/);
    expect(team).toHaveTextContent(/team\s*slack, its address is in the keyring\s*Must-know tools/);
    await user.click(screen.getByRole('button', { name: 'Send a test to phone' }));
    expect(await within(phone as HTMLElement).findByText('The test message reached “phone”.')).toBeVisible();
    vi.mocked(host.testOutput).mockRejectedValueOnce({ code: 'failed', message: 'It did not reach “team”: no answer.' });
    await user.click(screen.getByRole('button', { name: 'Send a test to team' }));
    expect(await within(team as HTMLElement).findByText('It did not reach “team”: no answer.')).toBeVisible();
    expect(vi.mocked(host.testOutput).mock.calls).toEqual([['phone'], ['team']]);
  });

  test('one is added in the file, which is named', async () => {
    await open(about({ outputs: [] }));
    expect(section('Further outputs').getByText('You have none.')).toBeVisible();
    expect(section('Further outputs').getByText(/under \[output\.NAME\] in \/home\/siti\/.*settings\.toml\.$/)).toBeVisible();
  });
});

describe('privacy', () => {
  test('the choices are asked for under their keys', async () => {
    const { user } = await open();
    const { getByRole } = section('Privacy');
    await user.click(getByRole('checkbox', { name: 'Look for tools on this computer' }));
    await user.click(getByRole('checkbox', { name: 'Ask the product itself, too' }));
    await user.selectOptions(getByRole('combobox', { name: 'Keep the history for' }), '1,000 days');
    expect(vi.mocked(host.set).mock.calls).toEqual([
      ['local.look', true],
      ['why.probe', true],
      ['history.keep_days', 1000],
    ]);
  });

  test('whom Siaga contacts is a table, asked anew when it is opened and on request', async () => {
    const { user } = await open();
    const asked = vi.mocked(host.about).mock.calls.length;
    await user.click(screen.getByText('Addresses: 3; contacted since Siaga started: 1'));
    await waitFor(() => expect(host.about).toHaveBeenCalledTimes(asked + 1));
    const rows = within(screen.getByRole('table', { name: 'Whom Siaga contacts' })).getAllByRole('row');
    const cells = (row: HTMLElement) => [...row.children].map((one) => one.textContent);
    expect(rows.map(cells)).toEqual([
      ['Address', 'What for', 'For', 'Last contacted', 'How often'],
      ['status.openai.com', 'Reads a status', 'OpenAI', '2 min ago', '41'],
      ['generativelanguage.example', 'Asks the product itself', 'Gemini', 'not yet', '0'],
      ['localhost:11434', 'Looks for a tool on this computer', 'Ollama', 'not yet', '0'],
    ]);
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    expect(host.about).toHaveBeenCalledTimes(asked + 2);
    expect(section('Privacy').getByText(/kept in \/home\/siti\/\.local\/share\/siaga\.$/)).toBeVisible();
  });

  test('without an answer it is said why, and the former one stays', async () => {
    vi.mocked(host.about).mockRejectedValue({ code: 'failed', message: 'no such command' });
    shown.agent = { state: 'following', version: '0.1.0' };
    shown.take(two);
    render(App);
    const [first] = await screen.findAllByText("This can't be had at the moment: no such command");
    expect(first).toBeVisible();
    vi.mocked(host.about).mockResolvedValue(about());
    await itself.load();
    vi.mocked(host.about).mockRejectedValue({ code: 'failed', message: 'gone' });
    await itself.load();
    expect(await screen.findByText('Your desktop shows Siaga\'s icon.')).toBeVisible();
    expect(itself.failure).toBe('gone');
  });

  test('an answer that a later question overtook is dropped', async () => {
    let first: (answer: About) => void = () => {};
    vi.mocked(host.about).mockReturnValueOnce(new Promise((resolve) => (first = resolve)));
    vi.mocked(host.about).mockResolvedValueOnce(about({ version: '2' }));
    const early = itself.load();
    await itself.load();
    first(about({ version: '1' }));
    await early;
    expect(itself.value?.version).toBe('2');
    expect(itself.asking).toBe(false);
  });
});

describe('diagnostics', () => {
  test('a test notification is sent, and what came of it stands beside the button', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Send a test notification' }));
    expect(await section('Notifications').findByText('A test was shown.')).toBeVisible();
  });

  test.each<[About['tray'], RegExp]>([
    ['shown', /shows Siaga's icon\.$/],
    ['no_host', /“siaga window” and every notification lead back here\.$/],
    ['unknown', /is not known\.$/],
  ])('the tray is %s', async (tray, said) => {
    await open(about({ tray }));
    expect(section('Diagnostics').getByText(said)).toBeVisible();
    expect(section('Diagnostics').getByText('GNOME Shell shows notifications, with buttons.')).toBeVisible();
  });

  test('only feeds in trouble are listed, with their count', async () => {
    const bad = source('unreadable', { text: 'status.openai.com could not be read since 09:40', why: 'no answer' });
    await open(about(), { ...two, providers: [provider('openai', 'OpenAI', { source: bad }), ...two.providers.slice(1)] });
    const { getByText, queryByText } = section('Diagnostics');
    expect(getByText('One status page is in trouble; Siaga reads 5:')).toBeVisible();
    expect(getByText(/^status\.openai\.com could not be read since 09:40/)).toHaveTextContent('Why: no answer');
    expect(queryByText(/status\.anthropic\.com/)).toBeNull();
  });

  test('the report is shown on request as text, and copied as it stands', async () => {
    const { user } = await open();
    expect(host.diagnose).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Show the report' }));
    const report = await screen.findByRole('region', { name: 'Report' });
    expect(report.textContent).toBe('siaga 0.1.0\ntray: <b>found</b>');
    await user.click(screen.getByRole('button', { name: 'Copy report' }));
    expect(host.copy).toHaveBeenCalledWith('siaga 0.1.0\ntray: <b>found</b>');
    expect(await screen.findByText('Copied.')).toBeVisible();
  });
});

test('what is wrong with the settings file stands above them, and they can be changed all the same', async () => {
  await open(about(), { ...two, problems: ['settings.toml:3: notify.ceiling: a number is needed'] });
  expect(screen.getByText('settings.toml:3: notify.ceiling: a number is needed')).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Theme' })).toBeEnabled();
});

test('every field has a name, every id stands once, and every heading names its region', async () => {
  await open();
  for (const field of document.querySelectorAll('main input, main select, main button')) {
    expect(field).toHaveAccessibleName();
  }
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const one of document.querySelectorAll('main section')) {
    expect(one.getAttribute('aria-labelledby')).toBe(one.querySelector('h2')?.id);
  }
});
