import { expect, test } from 'vitest';

import table from '../../../src-tauri/core/src/prompt/carried.json';
import { becomes, encodedLength, mayHoldUnseen } from './carried';
import type { Room } from './wire.gen';

test('a text is as long in a link as the core makes it', () => {
  expect(table.encoded.length).toBeGreaterThan(10);
  for (const { text, encoded } of table.encoded) {
    expect(encodedLength(text), text).toBe(encoded.length);
  }
});

test('it finds room where the core finds it', () => {
  for (const row of table.becomes) {
    expect(becomes(row.links as Room[], encodedLength(row.text)), JSON.stringify(row)).toBe(row.becomes);
  }
});

test('the other side is asked only about what may not be seen', () => {
  const seen = ['', 'plain\n\ttext', 'Rangkum – 100 %', '日本語 العربية', '👍'];
  expect(seen.filter(mayHoldUnseen)).toEqual([]);
  const unseen = ['a\u202eb', 'a\u200bb', 'a\0b', '\ufeffa', 'a\u2066b', 'a\u00adb', 'a\rb', '\u{e0041}', '\u3164'];
  expect(unseen.filter(mayHoldUnseen)).toEqual(unseen);
});
