import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { past } from '../lib/past.svelte';
import { shown } from '../lib/shown.svelte';
import type { Snapshot } from '../lib/wire.gen';
import { bars, days, decisions, history, together, week } from '../test/past';
import { NOW, product, snapshot } from '../test/sample';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  why: vi.fn(() => new Promise(() => {})),
  history: vi.fn(),
  historyCsv: vi.fn(async () => 'date,watched_s\n'),
  decisions: vi.fn(),
  bars: vi.fn(),
  week: vi.fn(),
  together: vi.fn(),
  save: vi.fn(async (_product: string, form: string) => `Saved as siaga-chatgpt.${form} in Downloads.`),
}));

beforeEach(() => {
  vi.clearAllMocks();
  vi.mocked(host.history).mockImplementation(async (id) => history(id));
  vi.mocked(host.decisions).mockImplementation(async (id) => decisions(id));
  vi.mocked(host.bars).mockImplementation(async () => bars);
  vi.mocked(host.week).mockImplementation(async (id) => week(id));
  vi.mocked(host.together).mockImplementation(async () => together());
  Object.assign(shown, { notice: null, undo: null, keys: false, view: { view: 'history', product: 'chatgpt' } });
  Object.assign(past, { days: 90, left: [], paper: false });
  [past.history, past.decisions, past.week, past.bars, past.together].forEach((one) => one.forget());
  vi.setSystemTime(new Date(NOW));
});

afterEach(() => {
  vi.useRealTimers();
});

const two = snapshot({
  products: [
    product('claude', 'Claude', 'operational', { provider: 'anthropic' }),
    product('chatgpt', 'ChatGPT', 'major_outage'),
    product('perplexity', 'Perplexity', 'operational', { watched: false, provider: 'perplexity' }),
    product('ollama', 'Ollama', 'unknown', { watched: false, provider: 'ollama', local: true }),
  ],
});

async function open(picture: Snapshot = two) {
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(picture);
  const page = render(App);
  await tick();
  await tick();
  return { page, user: userEvent.setup() };
}

const region = (name: string) => within(screen.getByRole('region', { name }));
const dayBars = () => within(screen.getByRole('listbox', { name: 'ChatGPT, day by day' }));
const barOf = (name: string) => dayBars().getByRole('option', { name });

describe('what is looked at', () => {
  test('those that are watched stand first, tools on this computer not at all, and the product in view is chosen', async () => {
    await open();
    const list = screen.getByRole('combobox', { name: 'Tool' });
    expect(list).toHaveDisplayValue('ChatGPT');
    expect(within(list).getAllByRole('option').map((one) => one.textContent)).toEqual(['Claude', 'ChatGPT', 'Perplexity']);
    expect(host.history).toHaveBeenCalledExactlyOnceWith('chatgpt', 90);
  });

  test('another product or another span is asked for, and what was shown is gone until then', async () => {
    const { user } = await open();
    expect(dayBars().getAllByRole('option')).toHaveLength(90);
    vi.mocked(host.history).mockReturnValueOnce(new Promise(() => {}));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tool' }), 'Perplexity');
    expect(host.history).toHaveBeenLastCalledWith('perplexity', 90);
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(screen.getByText('Looking back…')).toBeVisible();
    await user.click(screen.getByRole('button', { name: '365 days' }));
    expect(host.history).toHaveBeenLastCalledWith('perplexity', 365);
    expect(host.week).toHaveBeenLastCalledWith('perplexity', 365);
    expect(host.bars).toHaveBeenLastCalledWith(365);
    expect(host.together).toHaveBeenLastCalledWith(['claude', 'chatgpt'], 365);
    expect(screen.getByRole('button', { name: '365 days' })).toHaveAttribute('aria-pressed', 'true');
  });

  test('an answer that is overtaken is nobody’s', async () => {
    let late = (_: ReturnType<typeof history>) => {};
    vi.mocked(host.history).mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
    const { user } = await open();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tool' }), 'Claude');
    late(history('chatgpt', { days: days(3) }));
    await tick();
    const listed = await screen.findByRole('listbox', { name: 'Claude, day by day' });
    expect(within(listed).getAllByRole('option')).toHaveLength(90);
  });

  test('it is asked anew when the agent is back, and not otherwise', async () => {
    await open();
    shown.agent = { state: 'restarting', attempt: 1, most: 5 };
    await tick();
    shown.tick();
    await tick();
    expect(host.history).toHaveBeenCalledOnce();
    shown.agent = { state: 'following', version: '0.1.0' };
    await waitFor(() => expect(host.history).toHaveBeenCalledTimes(2));
    expect(host.bars).toHaveBeenCalledTimes(2);
    expect(host.together).toHaveBeenCalledTimes(2);
  });

  test('a question that fails is told in its own sentence, and the others stand', async () => {
    vi.mocked(host.history).mockRejectedValue({ code: 'failed', message: 'The history could not be read.' });
    await open();
    expect(await screen.findByText('The history could not be read.')).toBeVisible();
    expect(region('Hours of the week').getByRole('img')).toBeVisible();
  });
});

describe('the bars', () => {
  test('each says what was seen, what was not watched, and what only its provider reports', async () => {
    await open();
    expect(barOf('10 March: down 48 minutes')).toBeVisible();
    expect(barOf('14 February: partly down 1 hour, some problems for 30 minutes')).toBeVisible();
    expect(barOf('20 January: some problems for 1 hour 30 minutes')).toBeVisible();
    expect(barOf('9 March: no trouble seen')).toBeVisible();
    expect(barOf('3 February: no trouble seen, watched for 12 hours')).toBeVisible();
    expect(barOf('1 March: no trouble seen, OpenAI reports trouble for 20 minutes')).toBeVisible();
    expect(barOf('12 December 2025: not watched')).toBeVisible();
    expect(barOf('20 December 2025: not watched, OpenAI reports trouble for 2 hours')).toBeVisible();
    expect(barOf('28 December 2025: not watched, OpenAI lists 2 incidents')).toBeVisible();
  });

  test('what was not watched is hatched and never drawn as working', async () => {
    await open();
    const tones = (name: string) => [...barOf(name).querySelectorAll('path')].map((path) => path.classList[0]);
    expect(tones('12 December 2025: not watched')).toEqual(['unwatched']);
    expect(tones('20 December 2025: not watched, OpenAI reports trouble for 2 hours')).toEqual(['theirs', 'unwatched']);
    expect(tones('9 March: no trouble seen')).toEqual(['calm']);
    expect(tones('10 March: down 48 minutes')).toEqual(['down']);
    expect(tones('14 February: partly down 1 hour, some problems for 30 minutes')).toEqual(['partial', 'degraded']);
    expect(tones('3 February: no trouble seen, watched for 12 hours')).toEqual(['calm', 'unwatched']);
  });

  test('they are one stop for the keyboard, with arrows within, and the caption says the same', async () => {
    const { user } = await open();
    const all = dayBars().getAllByRole('option');
    expect(all.filter((one) => one.getAttribute('tabindex') === '0')).toEqual([all.at(-1)]);
    all.at(-1)!.focus();
    await user.keyboard('{ArrowLeft}');
    expect(barOf('9 March: no trouble seen')).toHaveFocus();
    expect(screen.getByText('9 March: no trouble seen')).toBeVisible();
    await user.keyboard('{Home}{ArrowLeft}');
    expect(all[0]).toHaveFocus();
    expect(all[0]).toHaveAttribute('aria-selected', 'true');
    await user.keyboard('{ArrowRight}');
    expect(all[1]).toHaveFocus();
    await user.keyboard('{End}');
    expect(all.at(-1)).toHaveFocus();
    expect(all.filter((one) => one.getAttribute('tabindex') === '0')).toHaveLength(1);
  });

  test('the table behind them says the same, newest first', async () => {
    const { user } = await open();
    const button = screen.getByRole('button', { name: 'Show as table: ChatGPT, day by day' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await user.click(button);
    expect(button).toHaveAttribute('aria-expanded', 'true');
    const rows = within(screen.getByRole('table', { name: 'ChatGPT, day by day' })).getAllByRole('row');
    const cells = (index: number) => [...rows[index]!.children].map((cell) => cell.textContent);
    expect(rows).toHaveLength(91);
    expect(cells(1)).toEqual(['10 Mar', '48 min', '0', '0', '10 h 2 min', '48 min']);
    expect(cells(72)).toEqual(['29 Dec 2025', '–', '–', '–', 'not watched', '0']);
    expect(cells(73)).toEqual(['28 Dec 2025', '–', '–', '–', 'not watched', '2 incidents']);
  });

  test('uptime names both of its windows, and what is seen and what is only reported are counted apart', async () => {
    await open();
    expect(region('ChatGPT, day by day').getByText('It worked 99.24 % of the 59 days watched, over 90 days.')).toBeVisible();
    expect(screen.getByText('Seen: trouble 3 times · longest 1 h 30 min')).toBeVisible();
    expect(screen.getByText('Only reported by OpenAI: one incident · longest 2 h')).toBeVisible();
  });

  test('where nothing was watched nothing is claimed, and an empty history says when it fills', async () => {
    const blank = days(90).map((one) => ({ ...one, watched_s: 0 }));
    vi.mocked(host.history).mockImplementation(async (id) =>
      history(id, { days: blank, outages: [], incidents: [], uptime: null, watched_s: 0 }),
    );
    vi.mocked(host.decisions).mockImplementation(async () => []);
    await open();
    expect(screen.getByText('History starts today. Bars fill as days pass.')).toBeVisible();
    expect(screen.getByText(/^Siaga watched none of these 90 days/)).toBeVisible();
    expect(screen.getByText(/^Nothing is known of ChatGPT from this time/)).toBeVisible();
    expect(screen.queryByText(/Seen:/)).toBeNull();
  });
});

describe('what happened', () => {
  test('outages, what only the provider reports, and what was told or held stand in the order of time', async () => {
    await open();
    const { getAllByRole, getByRole } = region('What happened');
    expect(getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual([
      '10 March',
      '14 February',
      '20 January',
      '20 December 2025',
    ]);
    const items = getAllByRole('listitem').map((one) => one.textContent.replace(/\s+/g, ' ').trim());
    expect(items).toEqual([
      '09:17 Told: it began',
      '09:14 Down still going on Told Elevated errors on login OpenAI says: from 09:10, still going on',
      '20:03 Held: quiet hours until 07:00',
      '20:00 Partly down until 21:30 (1 h 30 min) Held: quiet hours until 07:00',
      '20:30 Some problems until 22:00 (1 h 30 min) Held: milder than you want to hear of',
      '10:00 Only reported by OpenAI Major until 12:00 (2 h) <b>Slow</b> answers & delays',
    ]);
    expect(getByRole('img').querySelectorAll('path.theirs')).toHaveLength(1);
  });

  test('the provider’s words are quoted as text, in their language, whichever way they run', async () => {
    await open();
    const title = region('What happened').getByText('<b>Slow</b> answers & delays');
    expect(title.tagName).toBe('Q');
    expect(title).toHaveAttribute('lang', 'en');
    expect(title).toHaveAttribute('dir', 'auto');
  });

  test('a long list is shown in part until all of it is wanted', async () => {
    const incidents = Array.from({ length: 40 }, (_, index) => ({
      ...history('chatgpt').incidents[1]!,
      id: `old-${index}`,
      title: `Old ${index}`,
    }));
    vi.mocked(host.history).mockImplementation(async (id) => history(id, { incidents, left_out: 7 }));
    const { user } = await open();
    const { getAllByRole, getByRole, getByText } = region('What happened');
    expect(getAllByRole('listitem')).toHaveLength(30);
    expect(getByText('Older ones left out here: 7')).toBeVisible();
    await user.click(getByRole('button', { name: 'Show all 45' }));
    expect(getAllByRole('listitem')).toHaveLength(45);
  });
});

describe('the hours of the week', () => {
  test('the picture says where trouble gathers, and its table holds every hour', async () => {
    const { user } = await open();
    const { getByRole } = region('Hours of the week');
    const picture = getByRole('img');
    expect(picture).toHaveAccessibleName('ChatGPT by hour and weekday. Most trouble: Tuesday, 23:00 to 00:00.');
    expect(picture.querySelectorAll('path.unwatched')).toHaveLength(24);
    expect(picture.querySelectorAll('path.calm')).toHaveLength(0);
    await user.click(getByRole('button', { name: /^Show as table: ChatGPT: trouble seen/ }));
    const rows = within(getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(25);
    expect([...rows[24]!.children].map((cell) => cell.textContent)).toEqual(['23:00', '0', '1 h', '0', '0', '0', '0', '–']);
  });
});

describe('which of my tools fail together', () => {
  test('each has a row over the same days, and every two of them a line of the table', async () => {
    const { user } = await open();
    const { getAllByRole, getByRole } = region('Which of my tools fail together?');
    expect(host.together).toHaveBeenCalledExactlyOnceWith(['claude', 'chatgpt'], 90);
    expect(getAllByRole('img').map((one) => one.getAttribute('aria-label')?.replace(/\u00a0/g, ' '))).toEqual([
      'Claude: It worked 99.9 % of the 89 days watched, over 90 days. One day with trouble.',
      'ChatGPT: It worked 99.24 % of the 59 days watched, over 90 days. 3 days with trouble.',
    ]);
    const pair = within(getByRole('table', { name: 'Every two of them, over 90 days' })).getAllByRole('row')[1]!;
    expect([...pair.children].map((cell) => cell.textContent)).toEqual([
      'Claude and ChatGPT',
      '30 min',
      '30 min · 3 h 48 min',
      '0',
      'Both run on the same cloud.',
    ]);
    await user.click(getByRole('button', { name: 'Show as table: Days with trouble' }));
    const together = within(getByRole('table', { name: 'Days with trouble' })).getByRole('row', { name: /^14 Feb / });
    expect(together).toHaveTextContent('Claude: some problems for 30 minutes');
    expect(together).toHaveTextContent('ChatGPT: partly down 1 hour, some problems for 30 minutes');
  });

  test('where none had trouble, the table says so', async () => {
    vi.mocked(host.bars).mockImplementation(async () => bars.map((row) => ({ ...row, days: days(90) })));
    vi.mocked(host.together).mockImplementation(async () =>
      together({ pairs: together().pairs.map((pair) => ({ ...pair, a_s: 0, b_s: 0, both_s: 0, text: '' })) }),
    );
    const { user } = await open();
    expect(screen.getByText('No two of them were seen in trouble at the same time.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show as table: Days with trouble' }));
    expect(screen.getByText('No day with trouble is known.')).toBeVisible();
  });

  test('fewer than two ask nothing and say so', async () => {
    const { user } = await open();
    const { getByRole, getByText, queryByRole } = region('Which of my tools fail together?');
    await user.click(getByRole('checkbox', { name: 'Claude' }));
    expect(getByText('Tick at least two tools.')).toBeVisible();
    expect(queryByRole('table', { name: /Every two/ })).toBeNull();
    await user.click(getByRole('checkbox', { name: 'Claude' }));
    expect(host.together).toHaveBeenCalledTimes(2);
    expect(getByRole('table', { name: /Every two/ })).toBeVisible();
  });

  test('no more than the agent takes are ticked', async () => {
    const many = Array.from({ length: 15 }, (_, index) => product(`p${index}`, `Tool ${index}`, 'operational'));
    shown.view = { view: 'history', product: null };
    await open(snapshot({ products: many }));
    expect(vi.mocked(host.together).mock.calls[0]?.[0]).toHaveLength(12);
    expect(screen.getByRole('checkbox', { name: 'Tool 14' })).toBeDisabled();
  });
});

describe('taking it along', () => {
  const save = (form: string) => screen.getByRole('button', { name: `Save as ${form}` });

  test('as a table from the agent and as data, and where it went is said', async () => {
    const { user } = await open();
    await user.click(save('CSV'));
    expect(host.historyCsv).toHaveBeenCalledExactlyOnceWith('chatgpt', 90);
    expect(host.save).toHaveBeenLastCalledWith('chatgpt', 'csv', 'date,watched_s\n');
    expect(screen.getByText('Saved as siaga-chatgpt.csv in Downloads.')).toBeVisible();
    await user.click(save('JSON'));
    const [, form, content] = vi.mocked(host.save).mock.lastCall!;
    expect(form).toBe('json');
    expect(JSON.parse(content)).toEqual(history('chatgpt'));
  });

  test('as a picture that stands alone, with its title, its legend and colours of its own', async () => {
    const { user } = await open();
    await user.click(save('SVG'));
    const content = vi.mocked(host.save).mock.lastCall![2];
    const picture = new DOMParser().parseFromString(content, 'image/svg+xml').documentElement;
    expect(picture.querySelector('title')?.textContent).toBe('ChatGPT, 11 December 2025 to 10 March');
    const texts = [...picture.querySelectorAll('text')].map((one) => one.textContent);
    expect(texts).toContain('Only reported by OpenAI');
    expect(texts).toContain('Not watched');
    expect(texts).toContain('It worked 99.24\u00a0% of the 59 days watched, over 90 days.');
    expect(content).not.toMatch(/var\(|class=|url\(/);
  });

  test('where no picture can be drawn, that is said and nothing is saved', async () => {
    const { user } = await open();
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
    await user.click(save('PNG'));
    expect(screen.getByText('The picture could not be drawn here. Save it as SVG instead.')).toBeVisible();
    expect(host.save).not.toHaveBeenCalled();
  });

  test('a file that cannot be written is told', async () => {
    vi.mocked(host.save).mockRejectedValueOnce({ code: 'failed', message: 'There is no room left.' });
    const { user } = await open();
    await user.click(save('JSON'));
    expect(screen.getByText('There is no room left.')).toBeVisible();
    await user.click(save('JSON'));
    expect(screen.queryByText('There is no room left.')).toBeNull();
  });
});

test('on paper every table stands behind its picture', async () => {
  const { user } = await open();
  expect(screen.getAllByRole('table', { hidden: true })).toHaveLength(1);
  const print = vi.fn(() => expect(screen.getAllByRole('table', { hidden: true })).toHaveLength(4));
  vi.stubGlobal('print', print);
  await user.click(screen.getByRole('button', { name: 'Print' }));
  expect(print).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});

test('a product leads to its own history', async () => {
  shown.view = { view: 'product', id: 'claude' };
  const { user } = await open();
  const buttons = within(screen.getByRole('main')).getAllByRole('button', { name: 'History' });
  await user.click(buttons[0]!);
  expect(shown.view).toEqual({ view: 'history', product: 'claude' });
  expect(await screen.findByRole('listbox', { name: 'Claude, day by day' })).toBeVisible();
});

test('in Indonesian days, lengths and numbers are written as there', async () => {
  await open({ ...two, language: 'id' });
  const list = within(screen.getByRole('listbox', { name: 'ChatGPT dari hari ke hari' }));
  expect(list.getByRole('option', { name: '10 Maret: gangguan 48 menit' })).toBeVisible();
  expect(region('ChatGPT dari hari ke hari').getByText('Berfungsi 99,24 % dari 59 hari yang dipantau, selama 90 hari terakhir.')).toBeVisible();
  expect(region('Yang terjadi').getByText('sampai 21.30 WIB (1 jam 30 menit)')).toBeVisible();
});
