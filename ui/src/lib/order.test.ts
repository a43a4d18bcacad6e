import { expect, test } from 'vitest';

import { alternatives, product, snapshot } from '../test/sample';
import { isLast, isRunning, ordered, rows, worst } from './order';

test('trouble comes first, the worst on top, then the order of the person', () => {
  const { watched, others } = rows(snapshot());
  expect(watched.map((one) => one.id)).toEqual(['chatgpt', 'ms-copilot', 'claude', 'gemini']);
  expect(others.map((one) => one.id)).toEqual(['openai-api', 'perplexity', 'mistral', 'ollama']);
});

test('what cannot be told and planned work keep their place', () => {
  const products = [product('a', 'A', 'operational'), product('b', 'B', 'unknown'), product('c', 'C', 'maintenance')];
  expect(ordered(products).map((one) => one.id)).toEqual(['a', 'b', 'c']);
});

test('equal trouble keeps the order of the person', () => {
  const products = [product('a', 'A', 'degraded'), product('b', 'B', 'degraded'), product('c', 'C', 'partial_outage')];
  expect(ordered(products).map((one) => one.id)).toEqual(['c', 'a', 'b']);
});

test('the worst is a watched one in trouble, or none', () => {
  expect(worst(snapshot())?.id).toBe('chatgpt');
  expect(worst(snapshot({ products: [product('a', 'A', 'unknown')] }))).toBeUndefined();
  expect(worst(snapshot({ products: [product('a', 'A', 'degraded', { watched: false })] }))).toBeUndefined();
});

test('what has problems, or does not run, is not put forward; what still does the task is', () => {
  expect(alternatives.map(isLast)).toEqual([false, false, false, true]);
  const [claude] = alternatives;
  expect(isLast({ ...claude!, reasons: ['in_trouble', 'works_for_this'] })).toBe(false);
  expect(isLast({ ...claude!, reasons: ['not_running'] })).toBe(true);
});

test('a tool runs where it has just answered', () => {
  expect(alternatives.map(isRunning)).toEqual([false, false, true, false]);
});
