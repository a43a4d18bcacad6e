import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, expect, test, vi } from 'vitest';

import * as host from './host';

const asked = vi.fn();

const SILENCE = {
  product: 'claude',
  provider: null,
  component: null,
  title: 'login',
  until: '2027-01-31T11:00:00Z',
  note: null,
};

afterEach(() => {
  clearMocks();
  asked.mockReset();
});

test('each question goes out under its own name, with ids; an address only to be looked at, a text only to be carried', async () => {
  mockIPC((command, args) => {
    asked(command, args);
    return null;
  });
  await host.checkNow('chatgpt');
  await host.snooze(null, 3600);
  await host.tellMe('chatgpt', true);
  await host.alternatives('chatgpt', 'data-analysis', true);
  await host.asPrompt('Hello');
  await host.goElsewhere({ to: 'claude', product: 'chatgpt', use: null, text: 'Hello', copyOnly: false });
  await host.copy('Hello');
  await host.message('chatgpt', 'id', { long: true, markdown: false });
  await host.plan();
  await host.setPlan('coding', ['claude', 'ollama']);
  await host.account('claude', true);
  await host.why('chatgpt', true);
  await host.openProduct('claude');
  await host.openStatusPage('openai');
  await host.acceptMove('openai');
  await host.detect('status.example.com', false);
  await host.addProvider('http://kuma:3001/', true);
  await host.removeProvider('example');
  await host.watch('claude', false);
  await host.rules();
  await host.set('notify.ceiling', 3);
  await host.addSilence(SILENCE);
  await host.removeSilence(SILENCE);
  await host.decisions('claude', 20);
  await host.wouldHave(90);
  await host.history('claude', 365);
  await host.historyCsv('claude', 30);
  await host.bars(90);
  await host.week('claude', 90);
  await host.together(['claude', 'chatgpt'], 90);
  await host.save('claude', 'svg', '<svg/>');
  await host.touched();
  await host.tryAgain();
  expect(asked.mock.calls).toEqual([
    ['check_now', { product: 'chatgpt' }],
    ['snooze', { product: null, seconds: 3600 }],
    ['tell_me', { product: 'chatgpt', wanted: true }],
    ['alternatives', { product: 'chatgpt', use: 'data-analysis', look: true }],
    ['as_prompt', { text: 'Hello' }],
    ['switch', { to: 'claude', product: 'chatgpt', use: null, text: 'Hello', copyOnly: false }],
    ['copy', { text: 'Hello' }],
    ['message', { product: 'chatgpt', language: 'id', form: { long: true, markdown: false } }],
    ['plan', {}],
    ['set_plan', { use: 'coding', order: ['claude', 'ollama'] }],
    ['account', { product: 'claude', confirmed: true }],
    ['why', { product: 'chatgpt', probe: true }],
    ['open_product', { id: 'claude' }],
    ['open_status_page', { provider: 'openai' }],
    ['accept_move', { provider: 'openai' }],
    ['detect', { url: 'status.example.com', internal: false }],
    ['add_provider', { url: 'http://kuma:3001/', internal: true }],
    ['remove_provider', { provider: 'example' }],
    ['watch', { product: 'claude', watched: false }],
    ['rules', {}],
    ['set', { key: 'notify.ceiling', value: 3 }],
    ['add_silence', { silence: SILENCE }],
    ['remove_silence', { silence: SILENCE }],
    ['decisions', { product: 'claude', limit: 20 }],
    ['would_have', { days: 90 }],
    ['history', { product: 'claude', days: 365 }],
    ['history_csv', { product: 'claude', days: 30 }],
    ['bars', { days: 90 }],
    ['week', { product: 'claude', days: 90 }],
    ['together', { products: ['claude', 'chatgpt'], days: 90 }],
    ['save', { product: 'claude', form: 'svg', content: '<svg/>' }],
    ['touched', {}],
    ['try_again', {}],
  ]);
});

test('following listens before it asks, so that nothing is missed', async () => {
  mockIPC((command, args) => {
    asked(command, (args as { event?: string }).event);
    return 1;
  });
  await host.follow({ snapshot: () => {}, show: () => {}, agent: () => {} });
  expect(asked.mock.calls).toEqual([
    ['plugin:event|listen', 'snapshot'],
    ['plugin:event|listen', 'show'],
    ['plugin:event|listen', 'agent'],
    ['follow', undefined],
  ]);
});

test('an error is told by its sentence', () => {
  expect(host.sentence({ code: 'failed', message: 'Not now.' })).toBe('Not now.');
  expect(host.sentence('odd')).toBe('odd');
});
