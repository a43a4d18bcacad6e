import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import type { Plan, Snapshot } from '../lib/wire.gen';
import { NOW, plan, snapshot, step } from '../test/sample';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  plan: vi.fn(async () => ({ schema: 1, plans: [] })),
  setPlan: vi.fn(async () => null),
  account: vi.fn(async () => 'Noted.'),
  startDrill: vi.fn(async () => 'The drill opens in a window of its own.'),
  alternatives: vi.fn(async () => ({ use: null, alternatives: [], says: [], text: '' })),
  touched: vi.fn(async () => undefined),
}));

beforeEach(() => {
  vi.clearAllMocks();
  shown.notice = null;
  shown.keys = false;
  shown.view = { view: 'plan', use: null, back: { view: 'switch_to', product: null, use: null } };
  vi.setSystemTime(new Date(NOW));
});

async function open(plans: Plan[], picture: Snapshot = snapshot()) {
  vi.mocked(host.plan).mockResolvedValue({ schema: 1, plans });
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(picture);
  const page = render(App);
  await tick();
  await tick();
  return { page, user: userEvent.setup() };
}

const button = (name: string) => screen.getByRole('button', { name });
const row = (id: string) => document.querySelector<HTMLElement>(`[data-step="${id}"]`)!;

describe('readiness', () => {
  test('each choice stands in the agent’s words, and so does the whole', async () => {
    const steps = [
      step('chatgpt', 'ChatGPT', { text: 'has problems itself: Down · no account confirmed', account: null, account_due: true }),
      step('ollama', 'Ollama', { text: 'runs on this computer: llama3.2', account: null }),
    ];
    await open([plan({ steps })]);
    expect(row('chatgpt')).toHaveTextContent('has problems itself: Down · no account confirmed');
    expect(row('ollama')).toHaveTextContent('runs on this computer: llama3.2');
    expect(within(row('ollama')).queryByRole('button', { name: /account/ })).toBeNull();
    const verdict = screen.getByText('This plan would hold now. Not rehearsed yet.');
    expect(verdict).toHaveAttribute('aria-live', 'polite');
    expect(verdict).toHaveClass('holds');
  });

  test('a plan that would not hold is not shown as one that would', async () => {
    for (const verdict of ['only_one', 'all_tied', 'none_ready'] as const) {
      const { page } = await open([plan({ verdict, text: 'Look at this.' })]);
      expect(screen.getByText('Look at this.')).not.toHaveClass('holds');
      page.unmount();
    }
  });

  test('names from outside stay text', async () => {
    const evil = '<img src=x><b>x</b>';
    await open([plan({ steps: [step('claude', evil, { text: evil })] })]);
    expect(row('claude')).toHaveTextContent(evil);
    expect(document.querySelector('main img, main b')).toBeNull();
  });

  test('a question that fails says why', async () => {
    vi.mocked(host.plan).mockRejectedValueOnce({ code: 'failed', message: 'settings.toml:3: no' });
    shown.agent = { state: 'following', version: '0.1.0' };
    shown.take(snapshot());
    render(App);
    expect(await screen.findByText('settings.toml:3: no')).toHaveAttribute('role', 'alert');
  });
});

describe('order', () => {
  const three = () => plan({ steps: [step('chatgpt', 'ChatGPT'), step('claude', 'Claude'), step('gemini', 'Gemini')] });

  test('choices move by buttons, and the focus goes with them', async () => {
    const { user } = await open([three()]);
    vi.mocked(host.plan).mockResolvedValue({
      schema: 1,
      plans: [plan({ steps: [step('claude', 'Claude'), step('chatgpt', 'ChatGPT'), step('gemini', 'Gemini')] })],
    });
    await user.click(button('Move Claude up'));
    expect(host.setPlan).toHaveBeenCalledWith('writing', ['claude', 'chatgpt', 'gemini']);
    await tick();
    expect(button('Move Claude up')).toHaveFocus();
    expect(button('Move Claude up')).toHaveAttribute('aria-disabled', 'true');
    await user.keyboard('{Enter}');
    expect(host.setPlan).toHaveBeenCalledTimes(1);
    await user.click(button('Move ChatGPT down'));
    expect(host.setPlan).toHaveBeenLastCalledWith('writing', ['claude', 'gemini', 'chatgpt']);
  });

  test('a choice is removed, and the focus stays beside it', async () => {
    const { user } = await open([three()]);
    await user.click(button('Remove Claude from the plan'));
    expect(host.setPlan).toHaveBeenCalledWith('writing', ['chatgpt', 'gemini']);
    await tick();
    expect(button('Remove Gemini from the plan')).toHaveFocus();
  });

  test('a tool that does the task is added by name, the person’s own first', async () => {
    const { user } = await open([plan({ steps: [step('claude', 'Claude')] })]);
    const picker = screen.getByRole('combobox', { name: 'Add a tool for writing' });
    const names = within(picker).getAllByRole('option').map((option) => option.textContent);
    expect(names.slice(0, 4)).toEqual(['Choose…', 'ChatGPT', 'Gemini', 'Microsoft Copilot']);
    expect(names).not.toContain('Claude');
    await user.selectOptions(picker, 'Gemini');
    await user.click(button('Add'));
    expect(host.setPlan).toHaveBeenCalledWith('writing', ['claude', 'gemini']);
  });

  test('a refusal leaves the plan as it was and says why', async () => {
    vi.mocked(host.setPlan).mockRejectedValueOnce({ code: 'failed', message: 'settings.toml can’t be written.' });
    const { user } = await open([three()]);
    await user.click(button('Remove ChatGPT from the plan'));
    expect(await screen.findByText('settings.toml can’t be written.')).toBeVisible();
    expect(row('chatgpt')).toBeVisible();
    expect(host.plan).toHaveBeenCalledTimes(1);
  });
});

describe('accounts', () => {
  test('that one works is confirmed, and can be taken back', async () => {
    const steps = [step('chatgpt', 'ChatGPT', { account: null, account_due: true }), step('claude', 'Claude')];
    const { user } = await open([plan({ steps })]);
    await user.click(button('My account works at ChatGPT'));
    expect(host.account).toHaveBeenCalledWith('chatgpt', true);
    expect(await screen.findByText('Noted.')).toBeVisible();
    await user.click(button('Take the confirmation back for Claude'));
    expect(host.account).toHaveBeenLastCalledWith('claude', false);
    expect(host.plan).toHaveBeenCalledTimes(3);
  });
});

describe('the rehearsal', () => {
  test('it is started for its task, and what the agent says of that is said', async () => {
    const { user } = await open([plan()]);
    const rehearse = button('Rehearse the plan for writing');
    expect(rehearse).toHaveAccessibleDescription(/your first choice fails there/);
    await user.click(rehearse);
    expect(host.startDrill).toHaveBeenCalledWith('writing');
    expect(await screen.findByText('The drill opens in a window of its own.')).toBeVisible();
    vi.mocked(host.startDrill).mockRejectedValueOnce({ code: 'failed', message: 'No drill could be started.' });
    await user.click(rehearse);
    expect(await screen.findByText('No drill could be started.')).toBeVisible();
  });

  test('one choice alone is none, and a drill rehearses nothing', async () => {
    const { page } = await open([plan({ steps: [step('claude', 'Claude')] })]);
    expect(screen.queryByRole('button', { name: /Rehearse/ })).toBeNull();
    page.unmount();
    await open([plan()], snapshot({ drill: true }));
    expect(screen.queryByRole('button', { name: /Rehearse/ })).toBeNull();
  });

  test('what came of it is there when the person comes back', async () => {
    await open([plan()]);
    vi.mocked(host.plan).mockResolvedValue({ schema: 1, plans: [plan({ text: 'Last rehearsed 12 March, 48 s.' })] });
    window.dispatchEvent(new Event('focus'));
    expect(await screen.findByText('Last rehearsed 12 March, 48 s.')).toBeVisible();
  });
});

describe('the way there', () => {
  test('without a plan there is a sentence, and a task can be begun', async () => {
    const { user } = await open([]);
    expect(screen.getByText(/You have no plan yet/)).toBeVisible();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Plan a task' }), 'Coding');
    await user.click(button('Begin'));
    expect(screen.getByRole('heading', { name: 'Coding' })).toHaveFocus();
    expect(screen.getByText(/No choice yet/)).toBeVisible();
  });

  test('from “Switch to” it opens at the task in hand, and Back leads back', async () => {
    shown.view = { view: 'switch_to', product: 'chatgpt', use: 'study' };
    const { user } = await open([]);
    await user.click(button('My plan'));
    await tick();
    expect(await screen.findByRole('heading', { name: 'Study' })).toBeVisible();
    expect(button('Switch to')).toHaveAttribute('aria-current', 'page');
    await user.click(button('Back'));
    expect(shown.view).toEqual({ view: 'switch_to', product: 'chatgpt', use: 'study' });
  });

  test('it is asked anew when a product’s state differs, not with every picture', async () => {
    await open([plan()]);
    shown.take(snapshot());
    await tick();
    expect(host.plan).toHaveBeenCalledTimes(1);
    shown.take(snapshot({ products: snapshot().products.map((one) => ({ ...one, status: 'operational' as const })) }));
    await tick();
    expect(host.plan).toHaveBeenCalledTimes(2);
  });

  test('both languages have it', async () => {
    await open([plan()], snapshot({ language: 'id' }));
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Rencana saya');
    expect(document.body.textContent).not.toMatch(/window-|use-|why-/);
  });
});
