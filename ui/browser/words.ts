// The page's words as they are not: longer, and in the manner of languages that Siaga does not speak. What is filled in,
// and what decides between forms, stays as it is.

import { readFileSync } from 'node:fs';

const LOCALES = new URL('../../src-tauri/core/locales/', import.meta.url);

export const KINDS = ['accented and 40 % longer', 'compounded as in German', 'written as in Japanese'] as const;
export type Kind = (typeof KINDS)[number];

const PLAIN = 'aceinouyAEINOUY';
const ACCENTED = 'åçéîñøûýÅÉÎÑØÛÝ';
const LONGER = 0.4;

/** German is about a third longer than English, in words that do not break. */
const COMPOUNDS = ['Benachrichtigungseinstellungen', 'Wiederherstellung', 'Störungsmeldung', 'vorübergehend', 'Verfügbarkeit', 'der', 'noch'];

/** Japanese is shorter, twice as wide, and has no spaces to break at. */
const SIGNS = '障害の通知は一時停止されていますので状況を確認して別の道具へ移る';

function accented(text: string): string {
  const letters = [...text].map((letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join('');
  return `${letters}${' øñé'.repeat(Math.ceil((text.length * LONGER) / 4))}`;
}

function compounded(text: string): string {
  const most = Math.max(8, Math.round(text.length * 1.35));
  const words = [COMPOUNDS[text.length % COMPOUNDS.length] ?? ''];
  for (let turn = text.length + 1; text.includes(' ') && words.join(' ').length < most; turn += 1) {
    words.push(COMPOUNDS[turn % COMPOUNDS.length] ?? '');
  }
  return words.join(' ').slice(0, most);
}

function written(text: string): string {
  return [...SIGNS.repeat(Math.ceil(text.length / SIGNS.length) + 1)].slice(text.length % 7, (text.length % 7) + Math.ceil(text.length * 0.6)).join('');
}

const WAYS: Record<Kind, (text: string) => string> = {
  'accented and 40 % longer': accented,
  'compounded as in German': compounded,
  'written as in Japanese': written,
};

/** A piece of a pattern, whose placeables stay: `{ $name }`, `{ $count ->`. Units such as `h` are as short anywhere. */
function piece(text: string, way: (text: string) => string): string {
  return text
    .split(/(\{[^{}]*\}?)/)
    .map((part) => (part.startsWith('{') ? part : part.replace(/\S(?:.*\S)?/, (words) => (/\p{L}{3}/u.test(words) ? way(words) : words))))
    .join('');
}

/** A Fluent source with every text in it changed. */
export function changed(source: string, way: (text: string) => string): string {
  const heads = [/^-?[a-z][\w-]*\s*=\s?/, /^\s*\*?\[[\w-]+\]\s?/, /^\s*\}\s?/, /^\s+/];
  return source
    .split('\n')
    .map((line) => {
      const head = heads.map((pattern) => pattern.exec(line)?.[0]).find((found) => found !== undefined);
      return head === undefined ? line : head + piece(line.slice(head.length), way);
    })
    .join('\n');
}

/** Both languages, changed in one way. */
export function reworded(kind: Kind): { en: string; id: string } {
  const language = (name: string) => changed(readFileSync(new URL(`${name}.ftl`, LOCALES), 'utf8'), WAYS[kind]);
  return { en: language('en'), id: language('id') };
}
