import { expect, test } from 'vitest';

import { alternatives, product, snapshot } from '../test/sample';
import { joined, ordered, rows, worst } from './order';

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

test('answers for two uses become one list, each product once, what works first', () => {
  const [claude, gemini, ollama, copilot] = alternatives;
  const lists = [
    [claude, copilot],
    [claude, gemini, ollama],
  ].map((list) => list.flatMap((one) => one ?? []));
  expect(joined(lists).map((one) => one.product)).toEqual(['claude', 'gemini', 'ollama', 'ms-copilot']);
});
