import { expect, test } from 'vitest';

import { asked, needed, renamed, shortened } from '../../words.plugin.ts';

const SOURCE = 'ago = before\nwindow-one = One\nwindow-two = { window-one } of { $count ->\n    [one] one\n   *[other] { $count }\n}\nother-three = Three\n';

test('a page that is built keeps only the words it says, and those that these refer to', () => {
  expect(needed(SOURCE, new Set(['window-two']))).toBe(SOURCE.replace('ago = before\n', '').replace('other-three = Three\n', ''));
});

test('keys get short names alike in the words and where they are asked for; what is filled in keeps its own', () => {
  const names = shortened(['window-two', 'window-one', 'ago']);
  expect([...names]).toEqual([
    ['window-one', 'k0'],
    ['window-two', 'k1'],
  ]);
  expect(renamed(SOURCE, names)).toBe(SOURCE.replaceAll('window-one', 'k0').replace('window-two', 'k1'));
  expect(asked(`t('window-two', { count }); place = "window-one"; say('window-one thing', 'ago')`, names)).toBe(
    `t('k1', { count }); place = "k0"; say('window-one thing', 'ago')`,
  );
});
