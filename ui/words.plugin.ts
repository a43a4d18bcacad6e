// Leaves in the page only the words that the page says: the same files hold those of the tray, the notifications and the
// command line, which would be a third of the page.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Plugin } from 'vite';

const SOURCE = new URL('./src', import.meta.url).pathname;

/** Every key that stands quoted in the page's own source; the tests' files are not part of it. */
function said(): Set<string> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.(svelte|ts)$/.test(name) && !/\.test\.ts$|\.gen\.ts$|^test\//.test(name),
  );
  const quoted = files.flatMap((name) => readFileSync(join(SOURCE, name), 'utf8').match(/(?<=['"`])[a-z][a-z0-9-]+(?=['"`])/g) ?? []);
  return new Set(quoted);
}

/** A Fluent file as its messages, each with its own lines; comments and empty lines are left out. */
function messages(source: string): Map<string, string> {
  const found = [...source.matchAll(/^(-?[a-z][\w-]*) *=.*(?:\n(?:[ \t]+.*|\}.*|)(?=\n|$))*/gm)];
  return new Map(found.map(([text, key]) => [key ?? '', text.replace(/\n\s*$/g, '')]));
}

/** What of a Fluent file the keys need: their messages, and those that these refer to. */
export function needed(source: string, keys: Set<string>): string {
  const all = messages(source);
  const wanted = new Set<string>();
  const want = (key: string): void => {
    const message = all.get(key);
    if (message === undefined || wanted.has(key)) {
      return;
    }
    wanted.add(key);
    for (const [, other] of message.matchAll(/\{ *(-?[a-z][\w-]*) *\}/g)) {
      want(other ?? '');
    }
  };
  keys.forEach(want);
  return [...all].filter(([key]) => wanted.has(key)).map(([, text]) => `${text}\n`).join('');
}

export function words(): Plugin {
  return {
    name: 'words',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const [file, query] = id.split('?');
      if (query === 'raw' && file?.endsWith('.ftl')) {
        return `export default ${JSON.stringify(needed(readFileSync(file, 'utf8'), said()))}`;
      }
      return null;
    },
  };
}
