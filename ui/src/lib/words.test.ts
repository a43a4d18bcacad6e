import { FluentResource } from '@fluent/bundle';
import { expect, test } from 'vitest';

import { BECOMES, HELD, IMPACT, LOUDNESS, PURPOSE, SPAN, STAGE, STATUS, TONE, TRAY, USE } from './wording';
import { languageOf, sources, text, type Language } from './words';

const files = import.meta.glob<string>(['../**/*.svelte', '../**/*.ts', '!../**/*.test.ts', '!../test/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

const LANGUAGES: Language[] = ['en', 'id'];

/** Keys of a language with the names that each is filled in with. */
function keys(language: Language): Map<string, string> {
  const named = [...sources[language].matchAll(/^([a-z][\w-]*) *=(.*(?:\n(?: +|\}).*)*)/gm)];
  return new Map(
    named.map(([, key, pattern]) => {
      const names = [...(pattern ?? '').matchAll(/\{ *\$(\w+)/g)].map(([, name]) => name);
      return [key ?? '', [...new Set(names)].sort().join(' ')];
    }),
  );
}

test('both languages have the same keys, filled in with the same names', () => {
  expect(Object.fromEntries(keys('id'))).toEqual(Object.fromEntries(keys('en')));
});

test('both files are read to the end', () => {
  for (const language of LANGUAGES) {
    expect(new FluentResource(sources[language]).body).toHaveLength(keys(language).size);
  }
});

test('every key used exists and every key of the window is used', () => {
  const used = new Set(Object.values(files).flatMap((source) => source.match(/(?<=['"`])window-[a-z0-9-]+(?=['"`])/g) ?? []));
  expect(used.size).toBeGreaterThan(50);
  const known = new Set([...keys('en').keys()].filter((key) => key.startsWith('window-')));
  expect([...used].filter((key) => !known.has(key))).toEqual([]);
  expect([...known].filter((key) => !used.has(key))).toEqual([]);
});

test('texts are asked for by a literal key or through a table of keys', () => {
  const asked = Object.values(files).flatMap((source) => source.match(/\bt\([^'A-Zk)\s][^)]*/g) ?? []);
  expect(asked.filter((call) => !/^t\((one\.key|entry\.key|stateOf)/.test(call))).toEqual([]);
});

test('every word of the wire has a text in both languages', () => {
  const tables = [STATUS, STAGE, IMPACT, USE, LOUDNESS, PURPOSE, TRAY, TONE, HELD, BECOMES];
  const all = [...tables.flatMap((table) => Object.values<string>(table)), ...SPAN.map((one) => one.key)];
  for (const language of LANGUAGES) {
    for (const key of all) {
      expect(text(language, key)).not.toBe(key);
    }
  }
});

test('states are worded apart from one another in both languages', () => {
  for (const language of LANGUAGES) {
    const words = Object.values(STATUS).map((key) => text(language, key));
    expect(new Set(words).size).toBe(6);
  }
});

test('no text shouts', () => {
  for (const language of LANGUAGES) {
    expect(sources[language]).not.toMatch(/!|\p{Extended_Pictographic}/u);
  }
});

test('a language is chosen by its first part, English otherwise', () => {
  expect(['id', 'id-ID', 'ID_id', 'en-GB', 'nl', 'idx', ''].map(languageOf)).toEqual(['id', 'id', 'id', 'en', 'en', 'en', 'en']);
});
