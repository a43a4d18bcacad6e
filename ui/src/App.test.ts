import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import App from './App.svelte';
import * as host from './lib/host';
import { shown, start } from './lib/shown.svelte';
import { text } from './lib/words';
import { STATUS } from './lib/wording';
import type { Snapshot, Status } from './lib/wire.gen';
import { explanation, incident, NOW, product, provider, ranked, snapshot, source, switched } from './test/sample';

vi.mock('./lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  checkNow: vi.fn(async () => {}),
  snooze: vi.fn(async () => null),
  tellMe: vi.fn(async () => null),
  alternatives: vi.fn(async () => ranked()),
  plan: vi.fn(async () => ({ schema: 1, plans: [] })),
  goElsewhere: vi.fn(async () => switched()),
  why: vi.fn(async (id: string) => explanation(id)),
  openProduct: vi.fn(async () => null),
  openStatusPage: vi.fn(async () => null),
  acceptMove: vi.fn(async () => null),
  touched: vi.fn(async () => undefined),
  decisions: vi.fn(async () => []),
  rules: vi.fn(() => new Promise(() => {})),
  tryAgain: vi.fn(async () => {}),
}));

beforeEach(() => {
  vi.clearAllMocks();
  shown.snapshot = null;
  shown.agent = { state: 'connecting' };
  shown.view = { view: 'overview' };
  shown.notice = null;
  shown.checking = false;
  shown.keys = false;
  shown.offered = [];
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

const names = () => screen.getAllByRole('button', { name: /read|Google|computer/ }).map((row) => row.dataset.row);

describe('overview', () => {
  test('the verdict is the heading, and changes with what is known', async () => {
    await open();
    const heading = screen.getByRole('heading', { level: 1 });
    expect(heading).toHaveTextContent('It is them: ChatGPT is down.');
    shown.take(snapshot({ verdict: { kind: 'working', status: 'operational', text: 'All you use is working.' } }));
    await tick();
    expect(heading).toHaveTextContent('All you use is working.');
  });

  test('trouble stands first and the rest of the catalogue is folded away', async () => {
    await open();
    expect(names().slice(0, 4)).toEqual(['chatgpt', 'ms-copilot', 'claude', 'gemini']);
    const others = screen.getByText('Also in the catalogue: 4, 1 with problems').closest('details');
    expect(others).not.toHaveAttribute('open');
  });

  test('a row says the state, for how long, who says so and how old that is', async () => {
    await open();
    const row = document.querySelector('[data-row="chatgpt"]');
    expect(row).toHaveTextContent(/ChatGPT\s*Down\s*48 min\s*status\.openai\.com, read 2 min ago/);
    expect(document.querySelector('[data-row="gemini"]')).toHaveTextContent(
      'Google publishes no status that can be read',
    );
    expect(document.querySelector('[data-row="claude"]')).not.toHaveTextContent('48 min');
  });

  test('a feed that does not answer is said to be silent, not broken', async () => {
    const silent = source('unreadable', { text: "status.anthropic.com can't be read since 09:48: timed out", why: 'timed out' });
    await open(
      snapshot({
        products: [product('claude', 'Claude', 'unknown', { provider: 'anthropic' })],
        providers: [provider('anthropic', 'Anthropic', { source: silent })],
      }),
    );
    expect(document.querySelector('[data-row]')).toHaveTextContent("Can't tell");
    expect(document.querySelector('[data-row]')).toHaveTextContent("status.anthropic.com can't be read since 09:48: timed out");
  });

  test('a state that is still fresh stands beside what its feed does since then', async () => {
    const wait = source('rate_limited', { text: 'status.anthropic.com asked to wait until 10:20' });
    await open(
      snapshot({
        products: [product('claude', 'Claude', 'operational', { provider: 'anthropic' })],
        providers: [provider('anthropic', 'Anthropic', { source: wait })],
      }),
    );
    expect(document.querySelector('[data-row]')).toHaveTextContent(
      'status.anthropic.com, read 2 min ago · status.anthropic.com asked to wait until 10:20',
    );
  });

  test('what nobody reports about is not called working', async () => {
    const quiet = product('claude', 'Claude', 'operational', { provider: 'anthropic', nothing_reported: true });
    for (const [language, word] of [['en', 'No incident reported'], ['id', 'Tidak ada gangguan dilaporkan']] as const) {
      const { page } = await open(snapshot({ language, products: [quiet] }));
      expect(document.querySelector('[data-row] .status')).toHaveTextContent(word);
      page.unmount();
    }
  });

  test.each(Object.keys(STATUS) as Status[])('%s has its word in both languages', async (status) => {
    for (const language of ['en', 'id'] as const) {
      const { page } = await open(snapshot({ language, products: [product('a', 'A', status)] }));
      expect(document.querySelector('[data-row="a"] .status')).toHaveTextContent(text(language, STATUS[status]));
      expect(document.documentElement.lang).toBe(language);
      page.unmount();
    }
  });

  test('nothing watched is a sentence, not an empty list', async () => {
    await open(snapshot({ products: [] }));
    expect(screen.getByText(/Pick the tools you use/)).toBeVisible();
  });

  test('problems of Siaga itself are shown as they are told', async () => {
    await open(snapshot({ problems: ['settings.toml:3: poll.calm: at least 10 s'] }));
    expect(screen.getByText('settings.toml:3: poll.calm: at least 10 s')).toBeVisible();
  });

  test('a pause is shown and can be ended', async () => {
    const { user } = await open(snapshot({ snoozed_until: '2026-03-10T04:02:00Z' }));
    expect(screen.getByText(/Notifications snoozed until 11:02/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'End snooze' }));
    expect(host.snooze).toHaveBeenCalledWith(null, 0);
  });

  test('a pause that is over is not shown', async () => {
    await open(snapshot({ snoozed_until: '2026-03-10T03:01:59Z' }));
    expect(screen.queryByText(/Notifications snoozed/)).toBeNull();
  });

  test('check now reads all and says when it is done', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Check now' }));
    expect(host.checkNow).toHaveBeenCalledWith(null);
    expect(await screen.findByText('Read again.')).toBeVisible();
  });

  test('a refusal is told in the agent’s own words', async () => {
    vi.mocked(host.snooze).mockRejectedValueOnce({ code: 'failed', message: 'Nothing could be written.' });
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Snooze all 1 h' }));
    expect(await screen.findByText('Nothing could be written.')).toBeVisible();
  });
});

describe('one product', () => {
  beforeEach(() => {
    shown.view = { view: 'product', id: 'chatgpt' };
  });

  test('it shows state, source, parts and the timeline of its own incidents', async () => {
    await open();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('ChatGPT');
    expect(screen.getByText('since 09:14 (48 min)')).toBeVisible();
    expect(screen.getByText(/status\.openai\.com says so, read 2 min ago\. Next read in 2 min \(every 2 min: you use it\)\./)).toBeVisible();
    expect(screen.getByText('You were told of it.')).toBeVisible();
    expect(screen.getByText('Voice mode')).toBeVisible();
    const updates = within(screen.getByRole('list', { name: 'Updates, newest first' })).getAllByRole('listitem');
    expect(updates[0]).toHaveTextContent(/Cause found.*10:01.*We have found the cause/);
    expect(screen.getByText('Other open incidents at OpenAI: 1')).toBeVisible();
    expect(screen.getByRole('region', { name: 'Planned work at OpenAI' })).toHaveTextContent(
      /Database upgrade\s*23:00 to 11 Mar, 01:00/,
    );
  });

  test('markup in a provider’s words stays text', async () => {
    await open();
    const quote = screen.getByText(/onerror/);
    expect(quote.textContent).toBe('<img src=x onerror="alert(1)"> <b>Elevated</b> errors & delays');
    expect(quote).toHaveAttribute('lang', 'en');
    expect(document.querySelector('main img, main b')).toBeNull();
  });

  test('hostile and plain words make the same number of elements', async () => {
    const count = async (title: string) => {
      const providers = [provider('openai', 'OpenAI', { incidents: [incident({ title, updates: [{ at: null, stage: 'unknown', text: title }] })] })];
      const { page } = await open(snapshot({ providers }));
      const elements = document.querySelectorAll('main *').length;
      page.unmount();
      return elements;
    };
    expect(await count('<script>alert(1)</script><a href="javascript:x">y</a>&lt;b&gt;')).toBe(await count('Plain words'));
  });

  test('its buttons ask by id and never by address', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Open ChatGPT' }));
    await user.click(screen.getByRole('button', { name: 'Open status page' }));
    await user.click(screen.getByRole('button', { name: "Tell me when it's back" }));
    await user.click(screen.getByRole('button', { name: 'Snooze 1 h' }));
    expect(host.openProduct).toHaveBeenCalledWith('chatgpt');
    expect(host.openStatusPage).toHaveBeenCalledWith('openai');
    expect(host.tellMe).toHaveBeenCalledWith('chatgpt', true);
    expect(host.snooze).toHaveBeenCalledWith('chatgpt', 3600);
  });

  test('a wish to be told shows as pressed and can be taken back', async () => {
    const asked = product('chatgpt', 'ChatGPT', 'major_outage', { asked: true });
    const { user } = await open(snapshot({ products: [asked] }));
    const button = screen.getByRole('button', { name: "Tell me when it's back" });
    expect(button).toHaveAttribute('aria-pressed', 'true');
    await user.click(button);
    expect(host.tellMe).toHaveBeenCalledWith('chatgpt', false);
  });

  test('why an outage was not told is said in words', async () => {
    shown.view = { view: 'product', id: 'ms-copilot' };
    await open();
    expect(screen.getByText('Not announced: not confirmed yet; announced at 10:05 if it lasts.')).toBeVisible();
  });

  test('of a feed that could not be read nothing is said to be absent', async () => {
    shown.view = { view: 'product', id: 'gemini' };
    await open();
    expect(screen.getAllByText('Not known: status.google.com could not be read.')).toHaveLength(2);
    expect(screen.queryByText(/reports no open incident/)).toBeNull();
  });

  test('a feed that moved to another house is read there only once the person says so', async () => {
    const moved = source('moved', {
      text: 'status.anthropic.com moved to https://status.example.net/: confirm before it is read there',
      moved_to: 'https://status.example.net/',
    });
    shown.view = { view: 'product', id: 'claude' };
    const { user } = await open(
      snapshot({
        products: [product('claude', 'Claude', 'unknown', { provider: 'anthropic', read_at: null })],
        providers: [provider('anthropic', 'Anthropic', { source: moved })],
      }),
    );
    expect(screen.getByText(/moved to https:\/\/status\.example\.net\/: confirm/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Read it at https://status.example.net/' }));
    expect(host.acceptMove).toHaveBeenCalledWith('anthropic');
  });

  test('parts of a feed that went silent are shown as last read', async () => {
    const silent = product('chatgpt', 'ChatGPT', 'unknown', { read_at: '2026-03-10T02:02:00Z', last_known: 'operational' });
    await open(snapshot({ products: [silent] }));
    expect(screen.getByText('As last read, 1 h ago:')).toBeVisible();
    expect(screen.getByText(/Last known: Working\./)).toBeVisible();
  });

  test('a product that left the catalogue is a sentence with a way back', async () => {
    shown.view = { view: 'product', id: 'gone' };
    await open();
    expect(screen.getByText(/not in the catalogue any more/)).toBeVisible();
  });
});

describe('drill', () => {
  test.each([
    [{ view: 'overview' }],
    [{ view: 'product', id: 'chatgpt' }],
    [{ view: 'switch_to', product: null, use: null }],
    [{ view: 'plan', use: null, back: { view: 'overview' } }],
  ] as const)('every view and the title are marked: %o', async (view) => {
    shown.view = view;
    await open(snapshot({ drill: true }));
    expect(screen.getByText('Drill')).toBeVisible();
    expect(document.title).toBe('Siaga - Drill');
  });

  test('the first use of a drill’s window is told once, and none outside a drill', async () => {
    const { user } = await open(snapshot({ drill: true }));
    await user.keyboard('?');
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('heading', { level: 1 }));
    expect(host.touched).toHaveBeenCalledTimes(1);
    vi.mocked(host.touched).mockClear();
    shown.take(snapshot());
    await tick();
    await user.click(screen.getByRole('heading', { level: 1 }));
    expect(host.touched).not.toHaveBeenCalled();
  });

  test('nothing is marked outside a drill', async () => {
    await open();
    expect(screen.queryByText('Drill')).toBeNull();
    expect(document.title).toBe('Siaga');
  });

  test('ages are counted to the drill’s own time', async () => {
    await open(snapshot({ drill: true, at: '2026-03-10T06:00:00Z' }));
    expect(document.querySelector('[data-row="chatgpt"]')).toHaveTextContent('3 h 46 min');
  });
});

describe('keys', () => {
  test('rows are walked with arrows and with j and k, into the folded list only when open', async () => {
    const { user } = await open();
    const at = () => (document.activeElement as HTMLElement).dataset.row;
    await user.keyboard('j');
    expect(at()).toBe('chatgpt');
    await user.keyboard('{ArrowDown}{ArrowDown}j');
    expect(at()).toBe('gemini');
    await user.keyboard('{ArrowDown}');
    expect(at()).toBe('gemini');
    await user.keyboard('{Home}k');
    expect(at()).toBe('chatgpt');
    await user.keyboard('{End}{ArrowUp}');
    expect(at()).toBe('claude');
    await user.keyboard('{Enter}');
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Claude');
  });

  test('Esc goes back to the row one came from', async () => {
    const { user } = await open();
    await user.keyboard('jj{Enter}');
    expect(shown.view).toEqual({ view: 'product', id: 'ms-copilot' });
    await user.keyboard('{Escape}');
    await tick();
    expect((document.activeElement as HTMLElement).dataset.row).toBe('ms-copilot');
  });

  test('letters act on the row in focus, else on the worst', async () => {
    const { user } = await open();
    await user.keyboard('n');
    expect(host.tellMe).toHaveBeenCalledWith('chatgpt', true);
    await user.keyboard('z');
    expect(host.snooze).toHaveBeenCalledWith(null, 3600);
    await user.keyboard('r');
    expect(host.checkNow).toHaveBeenCalledWith(null);
    await user.keyboard('jjz');
    expect(host.snooze).toHaveBeenCalledWith('ms-copilot', 3600);
    await user.keyboard('s');
    expect(shown.view).toEqual({ view: 'switch_to', product: 'ms-copilot', use: null });
  });

  test('numbers open alternatives, as far as they can be opened', async () => {
    const { user } = await open();
    await user.keyboard('s');
    await screen.findByText('Gemini');
    await user.keyboard('239');
    expect(vi.mocked(host.goElsewhere).mock.calls).toEqual([
      [{ to: 'gemini', product: 'chatgpt', use: null, text: '', copyOnly: false }],
    ]);
  });

  test('a working product is not waited for', async () => {
    shown.view = { view: 'product', id: 'claude' };
    const { user } = await open();
    await user.keyboard('n');
    expect(host.tellMe).not.toHaveBeenCalled();
  });

  test('shortcuts of the system are left alone', async () => {
    const { user } = await open();
    await user.keyboard('{Control>}r{/Control}{Meta>}s{/Meta}');
    expect(host.checkNow).not.toHaveBeenCalled();
    expect(shown.view).toEqual({ view: 'overview' });
  });

  test('the question mark lists the keys', async () => {
    const { user } = await open();
    await user.keyboard('?');
    await tick();
    expect(document.querySelector('dialog')?.open).toBe(true);
    await user.keyboard('r');
    expect(host.checkNow).not.toHaveBeenCalled();
  });
});

describe('the agent', () => {
  test('connecting, being started again, given up: each says so', async () => {
    render(App);
    await tick();
    expect(screen.getByText('Starting Siaga…')).toBeVisible();
    shown.agent = { state: 'restarting', attempt: 2, most: 3 };
    await tick();
    expect(screen.getByText(/Starting it again \(2 of 3\)/)).toBeVisible();
    shown.agent = { state: 'gone', why: 'siaga was not found.' };
    await tick();
    expect(screen.getByRole('alert')).toHaveTextContent('siaga was not found.');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(host.tryAgain).toHaveBeenCalled();
  });

  test('what cannot be asked without an agent says so in the person’s language', async () => {
    vi.mocked(host.snooze).mockRejectedValue({ code: 'failed', message: 'the agent is not there' });
    const { user } = await open(snapshot({ language: 'id' }));
    shown.agent = { state: 'restarting', attempt: 1, most: 3 };
    await user.keyboard('z');
    expect(await screen.findByText(/Belum bisa saat ini/)).toBeVisible();
    vi.mocked(host.snooze).mockResolvedValue(null);
  });

  test('a picture stays while the agent is started again', async () => {
    await open();
    shown.agent = { state: 'restarting', attempt: 1, most: 3 };
    await tick();
    expect(document.querySelector('[data-row="chatgpt"]')).toBeVisible();
  });
});

describe('following', () => {
  test('what is told replaces what was shown, and a wish to be shown changes the view', async () => {
    let told: host.Callbacks | undefined;
    vi.mocked(host.follow).mockImplementation(async (callbacks) => {
      told = callbacks;
    });
    const stop = await start();
    render(App);
    told?.snapshot(snapshot());
    told?.agent({ state: 'following', version: '0.1.0' });
    await tick();
    expect(document.querySelector('[data-row="chatgpt"]')).toBeVisible();
    told?.snapshot(snapshot({ products: [] }));
    await tick();
    expect(document.querySelector('[data-row="chatgpt"]')).toBeNull();
    told?.snapshot(snapshot());
    told?.show({ view: 'product', id: 'chatgpt', activation_token: 'secret' });
    await tick();
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('ChatGPT');
    expect(shown.view).toEqual({ view: 'product', id: 'chatgpt' });
    stop();
  });

  test('ages go on by themselves and rest while nobody looks', async () => {
    vi.useFakeTimers({ now: new Date(NOW) });
    const stop = await start();
    await open();
    vi.advanceTimersByTime(60_000);
    await tick();
    expect(document.querySelector('[data-row="chatgpt"]')).toHaveTextContent('read 3 min ago');
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(vi.getTimerCount()).toBe(0);
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    vi.advanceTimersByTime(60_000);
    document.dispatchEvent(new Event('visibilitychange'));
    await tick();
    expect(document.querySelector('[data-row="chatgpt"]')).toHaveTextContent('read 4 min ago');
    stop();
  });
});
