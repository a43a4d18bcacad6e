import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import App from '../App.svelte';
import { elsewhere, LONGEST } from '../lib/elsewhere.svelte';
import * as host from '../lib/host';
import { shown } from '../lib/shown.svelte';
import type { Snapshot } from '../lib/wire.gen';
import { alternatives, explanation, NOW, product, ranked, snapshot, switched } from '../test/sample';

vi.mock('../lib/host', async (original) => ({
  ...(await original<typeof host>()),
  follow: vi.fn(async () => {}),
  tellMe: vi.fn(async () => null),
  alternatives: vi.fn(async () => ranked()),
  asPrompt: vi.fn(async (text: string) => text.replaceAll('\u202e', '')),
  goElsewhere: vi.fn(async () => switched()),
  clipboard: vi.fn(async () => 'from the clipboard'),
  plan: vi.fn(async () => ({ schema: 1, plans: [] })),
  why: vi.fn(async (id: string) => explanation(id)),
  touched: vi.fn(async () => undefined),
}));

beforeEach(() => {
  vi.clearAllMocks();
  elsewhere.clear();
  elsewhere.busy = false;
  shown.notice = null;
  shown.keys = false;
  shown.offered = [];
  shown.view = { view: 'switch_to', product: 'chatgpt', use: null };
  vi.setSystemTime(new Date(NOW));
});

async function open(picture: Snapshot = snapshot()) {
  shown.agent = { state: 'following', version: '0.1.0' };
  shown.take(picture);
  const page = render(App);
  await tick();
  await tick();
  return { page, user: userEvent.setup() };
}

const field = () => screen.getByRole('textbox', { name: 'My prompt' });
const button = (name: string) => screen.getByRole('button', { name });
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-alternative]')];

describe('alternatives', () => {
  test('they are worded by the agent, each with what will happen to the prompt', async () => {
    await open();
    expect(screen.getByText('ChatGPT: Down')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Alternatives for writing, best first' })).toBeVisible();
    const [claude, gemini, ollama, copilot] = rows();
    expect(claude).toHaveTextContent(/Claude\s*working · you use it\s*· read 2 min ago\s*prompt filled in/);
    expect(gemini).toHaveTextContent(/status not read\s*prompt copied/);
    expect(ollama).toHaveTextContent('runs on this computer: llama3.2 and qwen3:8b');
    expect(copilot).toHaveTextContent('has problems itself: Some problems · built on OpenAI');
    expect(rows().map((row) => row.classList.contains('last'))).toEqual([false, false, false, true]);
    expect(button('Open Claude')).toHaveAccessibleDescription('prompt filled in');
  });

  test('this computer is looked at once for each question, not with every picture', async () => {
    const { user } = await open();
    expect(host.alternatives).toHaveBeenCalledTimes(1);
    expect(host.alternatives).toHaveBeenLastCalledWith('chatgpt', null, true);
    shown.take(snapshot());
    await tick();
    await tick();
    expect(host.alternatives).toHaveBeenLastCalledWith('chatgpt', null, false);
    await user.click(button('Data analysis'));
    expect(host.alternatives).toHaveBeenLastCalledWith('chatgpt', 'data-analysis', true);
    expect(button('Data analysis')).toHaveAttribute('aria-pressed', 'true');
  });

  test('what is said beside them is said in the agent’s words', async () => {
    const text = 'Only this is affected: images. ChatGPT still works for writing.';
    const says = [{ only_affects: { product: 'chatgpt', fails: ['image' as const], works: ['writing' as const] } }];
    vi.mocked(host.alternatives).mockResolvedValueOnce(ranked({ use: 'image', says, text }));
    await open();
    expect(screen.getByText(text)).toHaveAttribute('aria-live', 'polite');
  });

  test('when nothing works that is a sentence, and waiting stands before the list', async () => {
    const text = "Everything that does this has problems or can't be told.";
    const rest = alternatives.slice(3);
    vi.mocked(host.alternatives).mockResolvedValueOnce(ranked({ alternatives: rest, says: ['nothing_works'], text }));
    const { user } = await open();
    const wait = button("Tell me when it's back");
    expect(screen.getByText(text).compareDocumentPosition(wait)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(wait.compareDocumentPosition(rows()[0]!)).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    await user.click(wait);
    expect(host.tellMe).toHaveBeenCalledWith('chatgpt', true);
  });

  test('an empty list is a sentence', async () => {
    const nothing = ranked({ use: null, alternatives: [], says: ['nothing_does'], text: 'Nothing that Siaga knows does this.' });
    vi.mocked(host.alternatives).mockResolvedValueOnce(nothing);
    await open();
    expect(screen.getByText('Nothing that Siaga knows does this.')).toBeVisible();
    expect(rows()).toHaveLength(0);
  });

  test('words from outside stay text', async () => {
    const evil = '<img src=x onerror=alert(1)><b>models</b>';
    const [claude] = alternatives;
    const other = { ...claude!, name: evil, text: evil, prompt_text: evil };
    vi.mocked(host.alternatives).mockResolvedValueOnce(ranked({ alternatives: [other], text: evil }));
    await open();
    expect(rows()[0]).toHaveTextContent(evil);
    expect(document.querySelector('main img, main b')).toBeNull();
  });

  test('a question that fails says why', async () => {
    vi.mocked(host.alternatives).mockRejectedValueOnce({ code: 'failed', message: 'Not now.' });
    await open();
    expect(screen.getByText('Not now.')).toHaveAttribute('role', 'alert');
  });
});

describe('the prompt', () => {
  test('it goes along exactly as it is shown, and what came of it is said politely', async () => {
    const { user } = await open();
    await user.type(field(), 'Rangkum 100% & lebih');
    expect(screen.getByText('20 characters · not saved')).toBeVisible();
    await user.click(button('Open Claude'));
    expect(host.goElsewhere).toHaveBeenCalledWith({
      to: 'claude',
      product: 'chatgpt',
      use: null,
      text: 'Rangkum 100% & lebih',
      copyOnly: false,
    });
    const said = await screen.findByText('Claude: your prompt is copied, and filled in there.');
    expect(said).toHaveAttribute('role', 'status');
    expect(field()).toHaveValue('Rangkum 100% & lebih');
  });

  test('a refusal keeps it on screen, with the reason', async () => {
    vi.mocked(host.goElsewhere).mockRejectedValueOnce({ code: 'failed', message: 'No browser was found.' });
    const { user } = await open();
    await user.type(field(), 'Keep me');
    await user.click(button('Open Gemini'));
    expect(await screen.findByText('No browser was found.')).toHaveAttribute('role', 'alert');
    expect(field()).toHaveValue('Keep me');
    await user.type(field(), '.');
    expect(screen.queryByText('No browser was found.')).toBeNull();
  });

  test('it can only be copied, and for a tool that runs here as well', async () => {
    const { user } = await open();
    await user.click(button('Copy only'));
    expect(await screen.findByText('Write or paste a prompt first.')).toBeVisible();
    expect(host.goElsewhere).not.toHaveBeenCalled();
    await user.type(field(), 'x');
    await user.click(button('Copy only'));
    expect(host.goElsewhere).toHaveBeenLastCalledWith(expect.objectContaining({ to: null, text: 'x', copyOnly: true }));
    await user.click(button('Copy for Ollama'));
    expect(host.goElsewhere).toHaveBeenLastCalledWith(expect.objectContaining({ to: 'ollama', copyOnly: true }));
  });

  test('pasting takes what cannot be seen away, and says so', async () => {
    vi.mocked(host.clipboard).mockResolvedValueOnce('a\u202eb');
    const { user } = await open();
    await user.click(button('Paste'));
    expect(await screen.findByText(/Invisible characters were taken out/)).toBeVisible();
    expect(field()).toHaveValue('ab');
    await user.click(button('Clear'));
    expect(field()).toHaveValue('');
    expect(field()).toHaveFocus();
  });

  test.each([() => Promise.reject(new Error('denied')), async () => ''])('where the clipboard gives nothing, the keys are named: %s', async (read) => {
    vi.mocked(host.clipboard).mockImplementationOnce(read);
    const { user } = await open();
    await user.click(button('Paste'));
    expect(await screen.findByText(/Press Ctrl V/)).toBeVisible();
    expect(field()).toHaveFocus();
  });

  test('one that is too long is refused in a sentence and stays', async () => {
    const { user } = await open();
    elsewhere.prompt = 'é'.repeat(LONGEST / 2 + 1);
    await tick();
    expect(screen.getByText(/longer than 256 KiB/)).toHaveAttribute('role', 'alert');
    await user.click(button('Open Claude'));
    expect(host.goElsewhere).not.toHaveBeenCalled();
    expect(elsewhere.prompt).toHaveLength(LONGEST / 2 + 1);
  });

  test('each row says what becomes of this very prompt, with every key', async () => {
    await open();
    const long = 'prompt too long for its link: copied, paste it there';
    const table: [string, string[]][] = [
      ['', ['prompt filled in', 'prompt copied', 'prompt copied', 'prompt sent at once']],
      ['%'.repeat(20), ['prompt filled in', 'prompt copied', 'prompt copied', 'prompt sent at once']],
      ['%'.repeat(21), ['prompt sent at once', 'prompt copied', 'prompt copied', 'prompt sent at once']],
      ['%'.repeat(25), ['prompt sent at once', 'prompt copied', 'prompt copied', 'prompt sent at once']],
      ['%'.repeat(26), ['prompt sent at once', 'prompt copied', 'prompt copied', long]],
      ['%'.repeat(31), [long, 'prompt copied', 'prompt copied', long]],
    ];
    for (const [prompt, said] of table) {
      elsewhere.prompt = prompt;
      await tick();
      const now = rows().map((row) => row.querySelector('.becomes')?.textContent?.trim());
      expect(now, prompt).toEqual(said);
    }
    expect(button('Open Claude')).toHaveAccessibleDescription(long);
  });

  test('what cannot be seen is taken out of what is typed, too', async () => {
    const { user } = await open();
    await user.type(field(), 'ab\u202e');
    expect(await screen.findByText(/Invisible characters were taken out/)).toBeVisible();
    expect(field()).toHaveValue('ab');
  });

  test('it outlives a look at the plan', async () => {
    const { user } = await open();
    await user.type(field(), 'still here');
    await user.click(button('My plan'));
    await user.keyboard('{Escape}');
    expect(shown.view).toEqual({ view: 'switch_to', product: 'chatgpt', use: null });
    await tick();
    expect(field()).toHaveValue('still here');
  });

  test('numbers are written in the field and open rows outside it', async () => {
    const { user } = await open();
    await user.type(field(), '1');
    expect(host.goElsewhere).not.toHaveBeenCalled();
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('1');
    expect(host.goElsewhere).toHaveBeenCalledWith(expect.objectContaining({ to: 'claude', text: '1' }));
  });
});

test('both languages have it', async () => {
  const down = product('chatgpt', 'ChatGPT', 'major_outage');
  await open(snapshot({ language: 'id', products: [down] }));
  expect(screen.getByRole('textbox', { name: 'Prompt saya' })).toBeVisible();
  expect(button('Beri tahu saya saat pulih')).toBeVisible();
  expect(document.body.textContent).not.toMatch(/window-|use-|why-/);
});
